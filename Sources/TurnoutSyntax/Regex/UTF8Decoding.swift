/// UTF-8 as Go reads it.
enum UTF8Decoding {
    /// The character that starts at `place`, with its length in bytes; nil when the bytes there are no
    /// shortest form of a Unicode scalar value. `place` must be within `bytes`.
    static func character(at place: Int, in bytes: [UInt8]) -> (character: UInt32, length: Int)? {
        let lead = bytes[place]
        let length: Int
        var character: UInt32
        switch lead {
        case 0x00...0x7F: return (UInt32(lead), 1)
        case 0xC2...0xDF: (length, character) = (2, UInt32(lead & 0x1F))
        case 0xE0...0xEF: (length, character) = (3, UInt32(lead & 0x0F))
        case 0xF0...0xF4: (length, character) = (4, UInt32(lead & 0x07))
        default: return nil
        }
        guard place + length <= bytes.count else { return nil }
        for offset in 1..<length {
            let byte = bytes[place + offset]
            guard byte & 0xC0 == 0x80 else { return nil }
            character = character << 6 | UInt32(byte & 0x3F)
        }
        switch length {
        case 3 where character < 0x800 || (0xD800...0xDFFF).contains(character): return nil
        case 4 where character < 0x10000 || character > 0x10FFFF: return nil
        default: return (character, length)
        }
    }
}
