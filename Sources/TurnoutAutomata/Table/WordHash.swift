/// The hash of whole words in a table: eight bytes at a time, multiply and fold.
///
/// The words come from the configuration, so probe chains are fixed when a table is built; a request can only
/// hit or miss them. Bytes are loaded little-endian, so a table means the same on every machine.
public enum WordHash {
    @inlinable
    static var multiplier: UInt64 { 0x9E37_79B9_7F4A_7C15 }

    @inlinable @inline(__always)
    static func fold(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: multiplier)
        return product.high ^ product.low
    }

    @inlinable @inline(__always)
    public static func hash(_ text: Text) -> UInt32 {
        let raw = UnsafeRawPointer(text.start)
        var hash = UInt64(text.count) &* multiplier
        var index = 0
        while text.count &- index >= 8 {
            hash = fold(hash, UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            index &+= 8
        }
        let rest = text.count &- index
        if rest > 0 {
            var tail: UInt64 = 0
            if text.count >= 8 {
                tail = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: text.count &- 8, as: UInt64.self))
            } else {
                while index < text.count {
                    tail = tail << 8 | UInt64(text[index])
                    index &+= 1
                }
            }
            hash = fold(hash, tail)
        }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    package static func hash(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return UInt32(truncatingIfNeeded: UInt64(0)) }
            return hash(Text(start: start, count: buffer.count))
        }
    }

    /// The bits kept in a slot to tell most strangers apart without looking at the word.
    @inlinable @inline(__always)
    public static func tag(_ hash: UInt32) -> UInt32 { hash >> 24 }
}
