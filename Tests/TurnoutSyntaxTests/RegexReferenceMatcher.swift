import TurnoutSyntax

/// Decides whether a text contains a match, by following every way through the tree at once. Slow, and short
/// enough to be seen to be right.
struct RegexReferenceMatcher {
    /// The text as Go decodes it: a byte that is not part of valid UTF-8 is U+FFFD.
    private let characters: [UInt32]

    init(_ text: [UInt8]) {
        var characters: [UInt32] = []
        var decoder = UTF8()
        var rest = text[...]
        while let lead = rest.first {
            // The longest valid sequence is the only one: no valid sequence is the start of another.
            let length = (1...4).first { length in
                var bytes = rest.prefix(length).makeIterator()
                decoder = UTF8()
                guard rest.count >= length, case .scalarValue(let scalar) = decoder.decode(&bytes) else { return false }
                return scalar.utf8.count == length
            }
            if let length {
                var bytes = rest.prefix(length).makeIterator()
                decoder = UTF8()
                if case .scalarValue(let scalar) = decoder.decode(&bytes) { characters.append(scalar.value) }
                rest = rest.dropFirst(length)
            } else {
                precondition(lead >= 0x80)
                characters.append(0xFFFD)
                rest = rest.dropFirst()
            }
        }
        self.characters = characters
    }

    func contains(_ node: RegexNode) -> Bool {
        !ends(of: node, from: Set(0...characters.count)).isEmpty
    }

    /// All places where a match of `node` ends that starts at one of `starts`.
    private func ends(of node: RegexNode, from starts: Set<Int>) -> Set<Int> {
        switch node {
        case .empty:
            return starts
        case .characters(let set):
            return Set(starts.filter { $0 < characters.count && set.contains(characters[$0]) }.map { $0 + 1 })
        case .assertion(let assertion):
            return starts.filter { holds(assertion, at: $0) }
        case .concatenation(let parts):
            return parts.reduce(starts) { ends(of: $1, from: $0) }
        case .alternation(let branches):
            return branches.reduce(into: []) { $0.formUnion(ends(of: $1, from: starts)) }
        case .repetition(let part, let minimum, let maximum):
            return ends(of: part, minimum: minimum, maximum: maximum, from: starts)
        }
    }

    private func ends(of part: RegexNode, minimum: Int, maximum: Int?, from starts: Set<Int>) -> Set<Int> {
        var current = starts
        for _ in 0..<minimum {
            let next = ends(of: part, from: current)
            if next == current { break }
            current = next
        }
        var all = current
        var remaining = maximum.map { $0 - minimum } ?? Int.max
        while remaining > 0, !current.isEmpty {
            current = ends(of: part, from: current).subtracting(all)
            all.formUnion(current)
            remaining -= 1
        }
        return all
    }

    private func holds(_ assertion: RegexNode.Assertion, at place: Int) -> Bool {
        let before = place > 0 ? characters[place - 1] : nil
        let after = place < characters.count ? characters[place] : nil
        switch assertion {
        case .textStart: return before == nil
        case .textEnd: return after == nil
        case .lineStart: return before == nil || before == 0x0A
        case .lineEnd: return after == nil || after == 0x0A
        case .wordBoundary: return isWord(before) != isWord(after)
        case .notWordBoundary: return isWord(before) == isWord(after)
        }
    }

    private func isWord(_ character: UInt32?) -> Bool {
        guard let character, let scalar = Unicode.Scalar(character), scalar.isASCII else { return false }
        return scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    }
}
