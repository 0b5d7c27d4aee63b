/// Percent codes of URLs, with the characters that Go's `net/url` leaves as they are.
public enum PercentCode {
    /// - Returns: `nil` if a `%` isn't followed by two hexadecimal digits.
    public static func decode(_ text: [UInt8]) -> [UInt8]? {
        guard text.contains(UInt8(ascii: "%")) else { return text }
        var result: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%") {
                guard index + 2 < text.count, let high = digit(text[index + 1]), let low = digit(text[index + 2]) else {
                    return nil
                }
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x57
        default: nil
        }
    }

    public static func encode(_ text: [UInt8], unless isPlain: (UInt8) -> Bool) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        for byte in text {
            if isPlain(byte) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return result
    }

    /// As a value of a query: a blank becomes `+`, all but letters, digits and `-_.~` a code.
    public static func encodeQueryValue(_ text: [UInt8]) -> [UInt8] {
        encode(text) { isUnreserved($0) || $0 == 0x20 }.map { $0 == 0x20 ? UInt8(ascii: "+") : $0 }
    }

    static func isUnreserved(_ byte: UInt8) -> Bool {
        0x61...0x7A ~= byte | 0x20 || 0x30...0x39 ~= byte || "-_.~".utf8.contains(byte)
    }

    /// Written as a code nowhere in a path.
    static func isPlainInPath(_ byte: UInt8) -> Bool { isUnreserved(byte) || "$&+,/:;=@".utf8.contains(byte) }

    /// May stand in an encoded path, be it as part of a code.
    static func isValidInPath(_ byte: UInt8) -> Bool { isPlainInPath(byte) || "!'()*[]%".utf8.contains(byte) }
}
