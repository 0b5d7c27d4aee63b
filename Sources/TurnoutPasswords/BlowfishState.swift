/// The subkeys and boxes of the block cipher Blowfish, with the key schedule of bcrypt.
///
/// - Source: B. Schneier, Description of a New Variable-Length Key, 64-Bit Block Cipher, 1993; N. Provos and D. Mazières,
///   A Future-Adaptable Password Scheme, 1999.
struct BlowfishState {
    /// 18 subkeys, then four boxes of 256 words.
    private var words = Self.start

    /// Mixes the key into the state, and with it the salt.
    ///
    /// - Parameters:
    ///   - key: not empty. Of more than 72 bytes only the first 72 count.
    ///   - salt: 16 bytes; empty stands for zeros.
    mutating func expand(key: [UInt8], salt: [UInt8] = []) {
        var keyBytes = CyclicBytes(key)
        var saltBytes = CyclicBytes(salt)
        var words = words.mutableSpan
        for index in 0..<18 { words[index] ^= keyBytes.nextWord() }
        var (left, right): (UInt32, UInt32) = (0, 0)
        for index in stride(from: 0, to: words.count, by: 2) {
            left ^= saltBytes.nextWord()
            right ^= saltBytes.nextWord()
            Self.encipher(&left, &right, words.span)
            (words[index], words[index + 1]) = (left, right)
        }
    }

    /// Enciphers one block.
    func encipher(_ left: inout UInt32, _ right: inout UInt32) { Self.encipher(&left, &right, words.span) }

    @inline(__always)
    private static func encipher(_ left: inout UInt32, _ right: inout UInt32, _ words: Span<UInt32>) {
        precondition(words.count == 18 + 1024, "a state is complete")
        var (l, r) = (left, right)
        for index in stride(from: 0, to: 16, by: 2) {
            l ^= words[unchecked: index]
            r ^= mixed(l, words)
            r ^= words[unchecked: index + 1]
            l ^= mixed(r, words)
        }
        (left, right) = (r ^ words[unchecked: 17], l ^ words[unchecked: 16])
    }

    @inline(__always)
    private static func mixed(_ word: UInt32, _ words: Span<UInt32>) -> UInt32 {
        // A byte behind the start of the last box, 786, is below 1042.
        let first = words[unchecked: 18 + Int(word >> 24)]
        let second = words[unchecked: 274 + Int(word >> 16 & 0xFF)]
        let third = words[unchecked: 530 + Int(word >> 8 & 0xFF)]
        let fourth = words[unchecked: 786 + Int(word & 0xFF)]
        return (first &+ second ^ third) &+ fourth
    }
}

/// Big-endian words from bytes that start over at their end; zeros from none.
private struct CyclicBytes {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func nextWord() -> UInt32 {
        if bytes.isEmpty { return 0 }
        var word: UInt32 = 0
        for _ in 0..<4 {
            word = word << 8 | UInt32(bytes[position])
            position = position + 1 == bytes.count ? 0 : position + 1
        }
        return word
    }
}
