extension RegexNode {
    /// What is left to match once `text` has been read: the derivative of an expression that is anchored at the start.
    ///
    /// Nil when an assertion other than the text anchors would have to be judged on the way.
    ///
    /// - Source: J. Brzozowski, Derivatives of regular expressions, 1964.
    func remainder(after text: [UInt8]) -> RegexNode? {
        guard !looksAround else { return nil }
        var node = self
        var isFirst = true
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            node = node.derivative(by: scalar.value, isFirst: isFirst)
            isFirst = false
        }
        return .concatenation([.assertion(.textStart), node])
    }

    private static var nothing: RegexNode { .characters(CharacterSet([])) }

    private var looksAround: Bool {
        switch self {
        case .empty, .characters: false
        case .assertion(let assertion): assertion != .textStart && assertion != .textEnd
        case .concatenation(let parts), .alternation(let parts): parts.contains { $0.looksAround }
        case .repetition(let part, _, _): part.looksAround
        }
    }

    private func isNullable(isFirst: Bool) -> Bool {
        switch self {
        case .empty: true
        case .characters: false
        case .assertion(let assertion): assertion == .textStart && isFirst
        case .concatenation(let parts): parts.allSatisfy { $0.isNullable(isFirst: isFirst) }
        case .alternation(let parts): parts.contains { $0.isNullable(isFirst: isFirst) }
        case .repetition(let part, let minimum, _): minimum == 0 || part.isNullable(isFirst: isFirst)
        }
    }

    private func derivative(by character: UInt32, isFirst: Bool) -> RegexNode {
        switch self {
        case .empty, .assertion: return Self.nothing
        case .characters(let set): return set.contains(character) ? .empty : Self.nothing
        case .concatenation(let parts):
            var choices: [RegexNode] = []
            for (index, part) in parts.enumerated() {
                let head = part.derivative(by: character, isFirst: isFirst)
                if head != Self.nothing { choices.append(Self.sequence(head, parts[(index + 1)...])) }
                if !part.isNullable(isFirst: isFirst) { break }
            }
            return Self.choice(choices)
        case .alternation(let parts):
            return Self.choice(
                parts.map { $0.derivative(by: character, isFirst: isFirst) }.filter { $0 != Self.nothing })
        case .repetition(let part, let minimum, let maximum):
            if maximum == 0 { return Self.nothing }
            let head = part.derivative(by: character, isFirst: isFirst)
            if head == Self.nothing { return Self.nothing }
            let rest = RegexNode.repetition(part, minimum: max(0, minimum - 1), maximum: maximum.map { $0 - 1 })
            return Self.sequence(head, [rest])
        }
    }

    private static func sequence(_ head: RegexNode, _ rest: ArraySlice<RegexNode>) -> RegexNode {
        if rest.isEmpty { return head }
        if head == .empty { return rest.count == 1 ? rest[rest.startIndex] : .concatenation(Array(rest)) }
        return .concatenation([head] + rest)
    }

    private static func choice(_ choices: [RegexNode]) -> RegexNode {
        switch choices.count {
        case 0: nothing
        case 1: choices[0]
        default: .alternation(choices)
        }
    }
}
