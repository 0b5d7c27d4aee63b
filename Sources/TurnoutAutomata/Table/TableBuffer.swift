/// The words of a table under construction.
///
/// A table is one flat buffer of 32-bit words; everything in it is addressed by word offset. Offset 0 is never used, so 0
/// can stand for "nothing".
package struct TableBuffer: Sendable {
    package private(set) var words: [UInt32] = [0]

    package init() {}

    package var count: Int { words.count }
    package var byteCount: Int { words.count * 4 }

    package mutating func append(_ word: UInt32) { words.append(word) }
    package mutating func append(contentsOf more: some Sequence<UInt32>) { words.append(contentsOf: more) }

    /// Appends bytes, the first in the low bits of a word, padded with zeros to whole words.
    package mutating func append(bytes: some Collection<UInt8>) {
        var word: UInt32 = 0
        var shift: UInt32 = 0
        for byte in bytes {
            word |= UInt32(byte) << shift
            shift += 8
            if shift == 32 {
                words.append(word)
                word = 0
                shift = 0
            }
        }
        if shift > 0 { words.append(word) }
    }

    package mutating func reserve(words count: Int) { words.append(contentsOf: repeatElement(0, count: count)) }

    package subscript(offset: Int) -> UInt32 {
        get { words[offset] }
        set { words[offset] = newValue }
    }
}
