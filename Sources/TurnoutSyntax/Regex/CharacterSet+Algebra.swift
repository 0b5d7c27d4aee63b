extension CharacterSet {
    /// The last code point, U+10FFFF.
    static let lastCharacter: UInt32 = 0x10FFFF

    /// Every code point.
    static var all: CharacterSet { CharacterSet(sorted: [Range(0, lastCharacter)]) }

    /// What `.` matches.
    static var allButLineFeed: CharacterSet {
        CharacterSet(sorted: [Range(0, 0x09), Range(0x0B, lastCharacter)])
    }

    /// The set of one character.
    init(_ character: UInt32) {
        self.init(sorted: [Range(character, character)])
    }

    /// Takes ranges that are already sorted, disjoint and not adjacent.
    init(sorted ranges: [Range]) {
        assert(zip(ranges, ranges.dropFirst()).allSatisfy { $0.last < $1.first - 1 }, "ranges out of order")
        self.ranges = ranges
    }

    /// All characters that are not in the set.
    ///
    /// - Complexity: O(ranges).
    func negated() -> CharacterSet {
        var gaps: [Range] = []
        gaps.reserveCapacity(ranges.count + 1)
        var next: UInt32 = 0
        for range in ranges {
            if next < range.first { gaps.append(Range(next, range.first - 1)) }
            next = range.last + 1
        }
        if next <= Self.lastCharacter { gaps.append(Range(next, Self.lastCharacter)) }
        return CharacterSet(sorted: gaps)
    }
}
