/// What a regular expression accepts, as far as its shape tells.
extension RegexNode {
    private var parts: [RegexNode] {
        if case .concatenation(let parts) = self { return parts }
        return [self]
    }

    /// A set that leaves out at most the line feed, as `.` does.
    private var isAnyCharacter: Bool {
        guard case .characters(let set) = self else { return false }
        return set.contains(0) && set.contains(0x10FFFF) && set.ranges.count <= 2
            && set.ranges.allSatisfy { $0.first == 0 || $0.first == 0x0B }
    }

    /// Whether an unanchored search succeeds in every text, or in every text that is neither empty nor has a line feed.
    ///
    /// - Parameter firstCharacter: what every text in question starts with; nil if anything.
    func matchesEverything(firstCharacter: UInt32? = nil) -> Bool {
        if matchesEmptyTextAnywhere { return true }
        if case .alternation(let branches) = self {
            return branches.contains { $0.matchesEverything(firstCharacter: firstCharacter) }
        }
        var rest = parts[...]
        let isStartAnchored = rest.first == .assertion(.textStart)
        if isStartAnchored { rest.removeFirst() }
        if isStartAnchored, let firstCharacter, case .characters(let set)? = rest.first, set.contains(firstCharacter) {
            rest.removeFirst()
        }
        let isEndAnchored = rest.last == .assertion(.textEnd)
        if isEndAnchored { rest.removeLast() }
        // With one end open, what is left may shrink to nothing there.
        if !isEndAnchored || !isStartAnchored, rest.allSatisfy(\.matchesEmptyTextAnywhere) { return true }
        guard let only = rest.first, rest.count == 1 else { return false }
        return only.repeatsAny || (!isEndAnchored && only.isAnyCharacter)
    }

    private var repeatsAny: Bool {
        guard case .repetition(let part, let minimum, nil) = self else { return false }
        return minimum <= 1 && part.isAnyCharacter
    }

    /// Whether the empty text matches at every position of every text.
    private var matchesEmptyTextAnywhere: Bool {
        switch self {
        case .empty: true
        case .characters, .assertion: false
        case .concatenation(let parts): parts.allSatisfy(\.matchesEmptyTextAnywhere)
        case .alternation(let parts): parts.contains(where: \.matchesEmptyTextAnywhere)
        case .repetition(let part, let minimum, _): minimum == 0 || part.matchesEmptyTextAnywhere
        }
    }

    /// Whether a match can only begin at the start of the text, or takes any beginning.
    var isBoundAtStart: Bool {
        switch self {
        case .alternation(let branches): branches.allSatisfy(\.isBoundAtStart)
        default:
            parts.first.map {
                $0 == .assertion(.textStart) || $0.repeatsAny || $0.isBoundAlternation(\.isBoundAtStart)
            } ?? false
        }
    }

    /// Whether a match can only end at the end of the text, or takes any end.
    var isBoundAtEnd: Bool {
        switch self {
        case .alternation(let branches): branches.allSatisfy(\.isBoundAtEnd)
        default:
            parts.last.map { $0 == .assertion(.textEnd) || $0.repeatsAny || $0.isBoundAlternation(\.isBoundAtEnd) }
                ?? false
        }
    }

    private func isBoundAlternation(_ isBound: (RegexNode) -> Bool) -> Bool {
        guard case .alternation(let branches) = self else { return false }
        return branches.allSatisfy(isBound)
    }

    /// Whether every match must hold a character that `isImpossible` says no text has; then nothing ever matches.
    func needsImpossibleCharacter(_ isImpossible: (UInt32) -> Bool) -> Bool {
        switch self {
        case .empty, .assertion: false
        case .characters(let set):
            set.ranges.allSatisfy { range in
                range.last - range.first < 64 && (range.first...range.last).allSatisfy(isImpossible)
            }
        case .concatenation(let parts): parts.contains { $0.needsImpossibleCharacter(isImpossible) }
        case .alternation(let parts): parts.allSatisfy { $0.needsImpossibleCharacter(isImpossible) }
        case .repetition(let part, let minimum, _): minimum > 0 && part.needsImpossibleCharacter(isImpossible)
        }
    }

    /// Whether some set of the expression holds capital letters of ASCII and nothing else.
    var hasCapitalOnly: Bool {
        switch self {
        case .empty, .assertion: false
        case .characters(let set):
            !set.ranges.isEmpty && set.ranges.allSatisfy { $0.first >= 0x41 && $0.last <= 0x5A }
        case .concatenation(let parts), .alternation(let parts): parts.contains(where: \.hasCapitalOnly)
        case .repetition(let part, _, _): part.hasCapitalOnly
        }
    }
}
