/// Base64 with one alphabet or another, six bits a character from the highest on.
struct Base64Alphabet {
    private let characters: [UInt8]
    private let isPadded: Bool

    static let standard = Self(
        characters: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8), isPadded: true)
    static let bcrypt = Self(
        characters: Array("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8), isPadded: false)

    func encoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var (buffer, bits): (UInt32, UInt32) = (0, 0)
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                result.append(characters[Int(buffer >> bits & 63)])
            }
        }
        if bits > 0 { result.append(characters[Int(buffer << (6 - bits) & 63)]) }
        while isPadded, result.count % 4 != 0 { result.append(UInt8(ascii: "=")) }
        return result
    }

    /// The whole bytes in `text`, bits beyond them passed over; nil if it has a character of another alphabet.
    func decoded(_ text: some Collection<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var (buffer, bits): (UInt32, UInt32) = (0, 0)
        for character in text {
            guard let value = characters.firstIndex(of: character) else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                result.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        return result
    }
}
