/// One escape sequence of an interpreted string (Go language specification, "String literals").
struct StringEscape {
    /// What it stands for: one byte for `\x` and octal escapes, UTF-8 otherwise.
    var bytes: [UInt8]
    /// The number of source bytes, the backslash included.
    var length: Int

    struct Fault: Error {
        var message: String
        var length: Int
        /// The character after the backslash starts no escape at all.
        var isUnknown = false
    }

    /// Reads the escape whose backslash stands at `start`.
    static func read(_ source: [UInt8], at start: Int) -> Result<StringEscape, Fault> {
        guard start + 1 < source.count, source[start + 1] != 0x0A else {
            return .failure(Fault(message: "the escape sequence is not complete", length: 1))
        }
        let byte = source[start + 1]
        if let simple = simpleEscape(byte) { return .success(StringEscape(bytes: [simple], length: 2)) }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "7"): return number(source, start, skipping: 1, digits: 3, radix: 8)
        case UInt8(ascii: "x"): return number(source, start, skipping: 2, digits: 2, radix: 16)
        case UInt8(ascii: "u"): return number(source, start, skipping: 2, digits: 4, radix: 16)
        case UInt8(ascii: "U"): return number(source, start, skipping: 2, digits: 8, radix: 16)
        default:
            var length = 2
            while start + length < source.count, source[start + length] & 0xC0 == 0x80 { length += 1 }
            let text = String(decoding: source[start..<(start + length)], as: UTF8.self)
            return .failure(Fault(message: "unknown escape sequence '\(text)'", length: length, isUnknown: true))
        }
    }

    private static func simpleEscape(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "a"): 0x07
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "v"): 0x0B
        case UInt8(ascii: "\\"), UInt8(ascii: "\""): byte
        default: nil
        }
    }

    private static func number(
        _ source: [UInt8], _ start: Int, skipping: Int, digits: Int, radix: UInt32
    ) -> Result<StringEscape, Fault> {
        var value: UInt32 = 0
        for index in 0..<digits {
            let place = start + skipping + index
            guard place < source.count, let digit = digitValue(source[place]), digit < radix else {
                return .failure(
                    Fault(
                        message: "this escape sequence needs \(digits) \(radix == 8 ? "octal" : "hexadecimal") digits",
                        length: skipping + index))
            }
            value = value * radix + digit
        }
        let length = skipping + digits
        if digits <= 3 {
            guard value <= 0xFF else {
                return .failure(Fault(message: "an octal escape ends at \\377", length: length))
            }
            return .success(StringEscape(bytes: [UInt8(value)], length: length))
        }
        guard let scalar = Unicode.Scalar(value) else {
            return .failure(Fault(message: "this escape sequence is no Unicode code point", length: length))
        }
        return .success(StringEscape(bytes: Array(String(Character(scalar)).utf8), length: length))
    }

    private static func digitValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
