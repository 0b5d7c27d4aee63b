/// A password hashed by bcrypt: `$2y$10$`, 22 characters of salt, 31 of hash.
///
/// The minor versions `2a`, `2b`, `2x` and `2y` are read alike, which is right for what present programs write. As in every
/// bcrypt, a password counts to its 72nd byte.
///
/// - Source: N. Provos and D. Mazières, A Future-Adaptable Password Scheme, 1999.
struct BcryptHash: Hashable, Sendable {
    /// The key schedule runs 2^cost times: 4 to 31.
    let cost: Int
    private let salt: [UInt8]
    /// 23 bytes as text.
    private let hash: [UInt8]

    /// Nil if `text` isn't such a hash, so that no password verifies.
    init?(_ text: [UInt8]) {
        let dollar = UInt8(ascii: "$")
        guard text.count == 60, text[0] == dollar, text[1] == UInt8(ascii: "2"), text[3] == dollar, text[6] == dollar,
            let tens = Self.digit(text[4]), let ones = Self.digit(text[5]), (4...31).contains(10 * tens + ones),
            let salt = Base64Alphabet.bcrypt.decoded(text[7..<29])
        else { return nil }
        cost = 10 * tens + ones
        self.salt = salt
        hash = Array(text[29...])
    }

    /// Takes milliseconds to seconds, doubling with each step of `cost`: some 70 ms at 10.
    func verifies(_ password: [UInt8]) -> Bool {
        let key = password + [0]
        var state = BlowfishState()
        state.expand(key: key, salt: salt)
        for _ in 0..<(1 << cost) {
            state.expand(key: key)
            state.expand(key: salt)
        }
        var output: [UInt8] = []
        let text = Array("OrpheanBeholderScryDoubt".utf8)
        for block in stride(from: 0, to: text.count, by: 8) {
            var left = Self.word(text, at: block)
            var right = Self.word(text, at: block + 4)
            for _ in 0..<64 { state.encipher(&left, &right) }
            for word in [left, right] {
                output += (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * $0)) }
            }
        }
        // The first programs left out the last byte, and all have since.
        return hash.isEqualInConstantTime(to: Base64Alphabet.bcrypt.encoded(output.dropLast()))
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
    }

    private static func word(_ bytes: [UInt8], at index: Int) -> UInt32 {
        bytes[index..<(index + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension [UInt8] {
    /// Compares without letting the time tell where two texts of one length differ.
    func isEqualInConstantTime(to other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        var difference: UInt8 = 0
        for index in indices { difference |= self[index] ^ other[index] }
        return difference == 0
    }
}
