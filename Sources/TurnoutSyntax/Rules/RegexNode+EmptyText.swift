extension RegexNode {
    /// Whether the empty text matches.
    ///
    /// At the only position of the empty text both ends of text and line are near, and no word
    /// character is: `^`, `$`, `\A`, `\z` and `\B` hold, `\b` doesn't.
    ///
    /// - Complexity: O(size of the tree).
    var matchesEmptyText: Bool {
        switch self {
        case .empty: true
        case .characters: false
        case .assertion(let assertion): assertion != .wordBoundary
        case .concatenation(let parts): parts.allSatisfy(\.matchesEmptyText)
        case .alternation(let parts): parts.contains(where: \.matchesEmptyText)
        case .repetition(let part, let minimum, _): minimum == 0 || part.matchesEmptyText
        }
    }
}
