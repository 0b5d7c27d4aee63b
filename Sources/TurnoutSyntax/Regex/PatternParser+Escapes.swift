extension PatternParser {
    /// Reads what starts with a backslash outside a class.
    mutating func parseEscapedAtom() throws(RegexError) {
        let start = position
        let assertion: RegexNode.Assertion
        switch peek(1) {
        case UInt8(ascii: "A"): assertion = .textStart
        case UInt8(ascii: "z"): assertion = .textEnd
        case UInt8(ascii: "b"): assertion = .wordBoundary
        case UInt8(ascii: "B"): assertion = .notWordBoundary
        case UInt8(ascii: "Q"): return try parseQuotation()
        default:
            if let named = try parseNamedClassEscape() {
                return try append(named, from: start)
            }
            return try appendLiteral(try parseCharacterEscape(), from: start)
        }
        position += 2
        try append(assertion, from: start)
    }

    /// Reads `\Q…\E`, or `\Q…` to the end of the pattern. An empty one leaves no atom.
    private mutating func parseQuotation() throws(RegexError) {
        position += 2
        while position < pattern.count {
            if pattern[position] == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "E") {
                position += 2
                return
            }
            let start = position
            try appendLiteral(try nextCharacter(), from: start)
        }
    }

    /// Reads an escape that stands for one character, in a class or outside.
    mutating func parseCharacterEscape() throws(RegexError) -> UInt32 {
        let start = position
        position += 1
        guard position < pattern.count else {
            throw error(
                .regexTrailingBackslash, "the pattern ends with a backslash", start, position,
                hint: "write '\\\\' for a backslash")
        }
        let character = try nextCharacter()
        guard let ascii = UInt8(exactly: character), ascii < 0x80 else { throw unknownEscape(from: start) }
        switch ascii {
        case UInt8(ascii: "a"): return 0x07
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "v"): return 0x0B
        case UInt8(ascii: "x"): return try parseHexadecimalEscape(from: start)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            // One digit other than 0 would be a back-reference.
            guard ascii == UInt8(ascii: "0") || octalDigit != nil else { throw unknownEscape(from: start) }
            var value = character - UInt32(UInt8(ascii: "0"))
            for _ in 0..<2 {
                guard let digit = octalDigit else { break }
                value = value * 8 + digit
                position += 1
            }
            return value
        case UInt8(ascii: "8"), UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            throw unknownEscape(from: start)
        default:
            return character
        }
    }

    private var octalDigit: UInt32? {
        guard let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else { return nil }
        return UInt32(byte - UInt8(ascii: "0"))
    }

    /// Reads what follows `\x`: two digits, or any number of them in braces.
    private mutating func parseHexadecimalEscape(from start: Int) throws(RegexError) -> UInt32 {
        guard position < pattern.count else { throw unknownEscape(from: start) }
        let first = try nextCharacter()
        guard first == UInt32(UInt8(ascii: "{")) else {
            guard position < pattern.count else { throw unknownEscape(from: start) }
            let second = try nextCharacter()
            guard let high = Self.hexadecimalDigit(first), let low = Self.hexadecimalDigit(second) else {
                throw unknownEscape(from: start)
            }
            return high * 16 + low
        }
        var value: UInt32 = 0
        let digits = position
        while position < pattern.count {
            let place = position
            let character = try nextCharacter()
            if character == UInt32(UInt8(ascii: "}")), place > digits { return value }
            guard let digit = Self.hexadecimalDigit(character) else { throw unknownEscape(from: start) }
            value = value * 16 + digit
            guard value <= CharacterSet.lastCharacter else { throw unknownEscape(from: start) }
        }
        throw unknownEscape(from: start)
    }

    private static func hexadecimalDigit(_ character: UInt32) -> UInt32? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x41 + 10
        case 0x61...0x66: character - 0x61 + 10
        default: nil
        }
    }

    /// The escape from `start` to here is none of Go's. Explains those of other dialects.
    private func unknownEscape(from start: Int) -> RegexError {
        let hint: String?
        switch pattern[start + 1] {
        case UInt8(ascii: "1")...UInt8(ascii: "9"), UInt8(ascii: "k"), UInt8(ascii: "g"):
            return error(
                .regexBackreference, "RE2 has no back-references", start, position,
                hint: "repeat the group's pattern if any text of its shape will do")
        case UInt8(ascii: "Z"): hint = "write '$' or '\\z' for the end of the text"
        case UInt8(ascii: "x"): hint = "write two hexadecimal digits, or up to 10FFFF in braces: '\\x{1F600}'"
        case UInt8(ascii: "u"), UInt8(ascii: "U"): hint = "write '\\x{…}' for a character by its number"
        case UInt8(ascii: "h"): hint = "write '[ \\t]' for a blank or tab"
        case UInt8(ascii: "e"): hint = "write '\\x1B' for the escape character"
        case UInt8(ascii: "R"): hint = "write '(?:\\r?\\n)' for a line break"
        case UInt8(ascii: "C"): hint = "'(?s:.)' matches one character, or one byte that isn't part of any"
        case UInt8(ascii: "b"): hint = "write '\\x08' for a backspace"
        case UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "Q"):
            hint = "this escape has no meaning in a character class"
        case UInt8(ascii: "E"): hint = "there is no '\\Q' that this could end"
        case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "w"),
            UInt8(ascii: "W"), UInt8(ascii: "p"), UInt8(ascii: "P"):
            hint = "a range ends with one character; put '-' last if it stands for itself"
        default: hint = "leave out the backslash if the character stands for itself"
        }
        return error(.regexUnknownEscape, "unknown escape sequence", start, position, hint: hint)
    }
}
