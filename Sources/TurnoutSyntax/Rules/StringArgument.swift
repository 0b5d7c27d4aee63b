/// A string written as an argument of a matcher.
///
/// Two are equal when their values are: the way of quoting and the place don't count.
public struct StringArgument: Hashable, Sendable {
    public enum Quote: Hashable, Sendable {
        /// Between backticks.
        case raw
        /// Between double quotes, with escapes.
        case interpreted
    }

    /// The decoded bytes. They need not be UTF-8, since an escape can name any byte.
    public let value: [UInt8]
    /// The literal with its quotes, in the rule.
    public let range: SourceRange
    public let quote: Quote

    public init(value: [UInt8], range: SourceRange, quote: Quote) {
        self.value = value
        self.range = range
        self.quote = quote
    }

    public static func == (left: StringArgument, right: StringArgument) -> Bool { left.value == right.value }
    public func hash(into hasher: inout Hasher) { hasher.combine(value) }

    /// The value as text, with U+FFFD for what is not UTF-8.
    var text: String { String(decoding: value, as: UTF8.self) }

    /// The place in the rule that a part of the value was decoded from.
    ///
    /// - Complexity: O(length of the literal).
    func sourceRange(of part: SourceRange, in source: [UInt8]) -> SourceRange {
        guard part.upperBound <= value.count else { return range }
        // Without escapes and dropped carriage returns the value is the text between the quotes.
        if range.count == value.count + 2 { return part.shifted(by: range.lowerBound + 1) }
        var lower: Int?
        var place = range.lowerBound + 1
        var offset = 0
        while place < range.upperBound {
            if offset >= part.lowerBound, lower == nil { lower = place }
            if offset >= part.upperBound, let lower { return SourceRange(lower, max(lower, place)) }
            switch (quote, source[place]) {
            case (.raw, 0x0D):
                place += 1
            case (.interpreted, UInt8(ascii: "\\")):
                guard case .success(let escape) = StringEscape.read(source, at: place) else { return range }
                offset += escape.bytes.count
                place += escape.length
            default:
                offset += 1
                place += 1
            }
        }
        return range
    }
}
