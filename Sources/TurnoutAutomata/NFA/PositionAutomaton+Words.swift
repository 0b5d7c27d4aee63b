extension PositionAutomaton {
    /// The texts that are one of these words, or, if `isPrefix`, that start with one of them.
    ///
    /// - Parameter words: decoded characters; none of them U+FFFD, for which an invalid byte would be taken.
    package init(words: [[UInt32]], isPrefix: Bool) {
        self = Self.union(of: words, after: nil, isPrefix: isPrefix)
    }

    /// The texts that are one of these words after any number of characters of `range`s.
    package init(words: [[UInt32]], afterAnyOf ranges: [ClosedRange<UInt32>]) {
        self = Self.union(of: words, after: ranges, isPrefix: false)
    }

    private static func union(
        of words: [[UInt32]], after ranges: [ClosedRange<UInt32>]?, isPrefix: Bool
    ) -> PositionAutomaton {
        var builder = Builder(maximumSteps: 1 << 24)
        var root = builder.empty(.none)
        for word in words {
            var path = builder.empty(.textStart)
            if let ranges {
                let skipped = builder.repetition(minimum: 0, maximum: nil) { $0.characters(ranges) }
                path = builder.concatenation(path, skipped)
            }
            for character in word { path = builder.concatenation(path, builder.characters([character...character])) }
            if !isPrefix { path = builder.concatenation(path, builder.empty(.textEnd)) }
            root = builder.alternation(root, path)
        }
        return builder.finish(root)
    }
}
