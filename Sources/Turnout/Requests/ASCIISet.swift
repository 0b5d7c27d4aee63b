/// A set of ASCII characters as two words of bits; a byte from 0x80 is never a member.
///
/// The words are spelled as numbers so that a set is a constant of the code, neither a table in memory nor a lazily
/// initialised global; a test holds each against its spelled-out members.
struct ASCIISet {
    /// Bit n: the character n.
    let low: UInt64
    /// Bit n: the character 64 + n.
    let high: UInt64

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let word = byte & 0x40 == 0 ? low : high
        return byte < 0x80 && (word &>> UInt64(byte & 0x3F)) & 1 == 1
    }

    /// Characters of a header name or a method (RFC 9110 §5.6.2, `token`).
    static var token: ASCIISet { ASCIISet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }

    /// Characters whose escape means the same as the character (RFC 3986 §2.3).
    static var unreserved: ASCIISet { ASCIISet(low: 0x03FF_6000_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }

    /// Characters whose escape stays in the routing path: RFC 3986 §2.2 `reserved`, and `%`.
    static var reserved: ASCIISet { ASCIISet(low: 0xAC00_9FFA_0000_0000, high: 0x0000_0000_2800_0001) }

    /// Characters that may stand unescaped in a path for its spelling to be kept (`%` is looked at by itself).
    static var keptInPath: ASCIISet { ASCIISet(low: 0x2FFF_FFD2_0000_0000, high: 0x47FF_FFFE_AFFF_FFFF) }

    /// Characters that a re-encoded path leaves unescaped: `keptInPath` without `! ' ( ) * [ ]`.
    static var plainInReencodedPath: ASCIISet { ASCIISet(low: 0x2FFF_F850_0000_0000, high: 0x47FF_FFFE_87FF_FFFF) }

    /// Characters of a Host header.
    static var hostHeader: ASCIISet { ASCIISet(low: 0x2FFF_7FF2_0000_0000, high: 0x47FF_FFFE_AFFF_FFFE) }

    /// ASCII characters that may stand unescaped in the authority of an absolute-form target.
    static var authority: ASCIISet { ASCIISet(low: 0x7FFF_7FD6_0000_0000, high: 0x47FF_FFFE_AFFF_FFFE) }

    /// Characters of the user information before the `@` of an authority, escapes included.
    static var userInformation: ASCIISet { ASCIISet(low: 0x2FFF_7FF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF) }
}

extension UInt8 {
    /// The byte, an ASCII capital made small.
    @inline(__always)
    var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    /// A control character of ASCII, DEL included.
    @inline(__always)
    var isASCIIControl: Bool { self < 0x20 || self == 0x7F }

    @inline(__always)
    var isBlankOrTab: Bool { self == 0x20 || self == 0x09 }

    @inline(__always)
    var isASCIIDigit: Bool { self &- 0x30 < 10 }

    @inline(__always)
    var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

    /// The value of a hexadecimal digit of either case.
    @inline(__always)
    var hexDigitValue: UInt8? {
        if isASCIIDigit { return self &- 0x30 }
        let letter = (self | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }

    /// The capital hexadecimal digit of a value below 16.
    @inline(__always)
    var hexDigit: UInt8 { self < 10 ? self &+ 0x30 : self &+ 0x37 }
}

extension [UInt8] {
    /// The byte that the escape `%hh` at `index` stands for; `nil` if there is none before `end`.
    @inline(__always)
    func escapedByte(at index: Int, before end: Int) -> UInt8? {
        guard self[index] == 0x25, index + 2 < end,
            let high = self[index + 1].hexDigitValue, let low = self[index + 2].hexDigitValue
        else { return nil }
        return high << 4 | low
    }

    /// Appends `%HH`.
    mutating func appendEscape(of byte: UInt8) {
        append(0x25)
        append((byte >> 4).hexDigit)
        append((byte & 15).hexDigit)
    }

    /// The range without blanks and tabs at both ends.
    func trimmingBlanks(_ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, self[lower].isBlankOrTab { lower += 1 }
        while lower < upper, self[upper - 1].isBlankOrTab { upper -= 1 }
        return lower..<upper
    }

    /// Whether the range spells `word` (small ASCII letters), capitals counting as small.
    func equalsIgnoringCase(_ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        var index = range.lowerBound
        return word.withUTF8Buffer { letters in
            for letter in letters {
                if self[index].asciiLowercased != letter { return false }
                index += 1
            }
            return true
        }
    }

    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }

    func lastIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        var index = range.upperBound
        while index > range.lowerBound {
            index -= 1
            if self[index] == byte { return index }
        }
        return nil
    }
}
