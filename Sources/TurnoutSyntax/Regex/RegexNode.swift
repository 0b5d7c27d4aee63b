/// A regular expression after parsing: flags are resolved into the nodes, so the tree alone says which
/// texts contain a match. Groups, capture names and greediness leave no trace; they don't change whether a match exists.
public indirect enum RegexNode: Hashable, Sendable {
    /// Matches the empty text.
    case empty
    /// One character of the set (case folding is already applied); an empty set matches nothing.
    case characters(CharacterSet)
    /// A condition on the position, consuming nothing.
    case assertion(Assertion)
    /// All in order. Never empty, never a single element, never directly nested.
    case concatenation([RegexNode])
    /// Any one. Never empty, never a single element.
    case alternation([RegexNode])
    /// `minimum` to `maximum` times; `maximum == nil` is unbounded.
    case repetition(RegexNode, minimum: Int, maximum: Int?)

    public enum Assertion: Hashable, Sendable {
        /// `\A`, and `^` without the flag `m`.
        case textStart
        /// `\z`, and `$` without the flag `m`.
        case textEnd
        /// `^` with the flag `m`: at the start or after a line feed.
        case lineStart
        /// `$` with the flag `m`: at the end or before a line feed.
        case lineEnd
        /// `\b`, by ASCII word characters.
        case wordBoundary
        /// `\B`.
        case notWordBoundary
    }
}

/// A set of Unicode code points: sorted ranges that neither overlap nor touch.
///
/// Surrogates may be members; they never occur in decoded text. A byte that is not part of a valid UTF-8
/// sequence is decoded as U+FFFD, so it is a member of the sets that contain U+FFFD.
public struct CharacterSet: Hashable, Sendable {
    public struct Range: Hashable, Sendable {
        public var first: UInt32
        /// Inclusive.
        public var last: UInt32
        public init(_ first: UInt32, _ last: UInt32) {
            self.first = first
            self.last = last
        }
    }

    /// Sorted, disjoint, not adjacent, within `0...0x10FFFF`.
    public let ranges: [Range]

    /// Sorts and merges `ranges`, which may overlap and touch.
    public init(_ ranges: [Range]) {
        var merged: [Range] = []
        for range in ranges.sorted(by: { $0.first < $1.first }) where range.first <= range.last {
            if let previous = merged.last, range.first <= previous.last || range.first == previous.last + 1 {
                merged[merged.count - 1].last = max(previous.last, range.last)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    /// - Complexity: O(log ranges).
    public func contains(_ character: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].last < character { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].first <= character
    }
}

/// A parsed pattern with its text. Two patterns are equal when their texts are.
public struct RegexPattern: Hashable, Sendable {
    /// The pattern as it was compiled: for a v2 template the whole anchored expression.
    public let text: [UInt8]
    public let root: RegexNode

    public init(text: [UInt8], root: RegexNode) {
        self.text = text
        self.root = root
    }

    public static func == (left: RegexPattern, right: RegexPattern) -> Bool { left.text == right.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
