/// A half-open range of UTF-8 byte offsets in a source text (a rule, or a regular expression).
public struct SourceRange: Hashable, Sendable {
    /// Offset of the first byte.
    public var lowerBound: Int
    /// Offset just past the last byte; equal to `lowerBound` for a place between two bytes.
    public var upperBound: Int

    public init(_ lowerBound: Int, _ upperBound: Int) {
        precondition(0 <= lowerBound && lowerBound <= upperBound, "a source range must not be reversed")
        self.lowerBound = lowerBound
        self.upperBound = upperBound
    }

    /// The number of bytes covered.
    public var count: Int { upperBound - lowerBound }

    /// The smallest range that covers this one and `other`.
    public func union(_ other: SourceRange) -> SourceRange {
        SourceRange(min(lowerBound, other.lowerBound), max(upperBound, other.upperBound))
    }

    /// This range moved by `distance` bytes.
    public func shifted(by distance: Int) -> SourceRange {
        SourceRange(lowerBound + distance, upperBound + distance)
    }
}
