// Runs of bytes, looked at eight at a time: what a head mostly consists of are values and targets. A byte of a word is
// found to be below a bound, or equal to a byte, by a subtraction that borrows from its top bit; of several hits the
// lowest is exact, and only the lowest is used ("Bit Twiddling Hacks", Sean Anderson, "determine if a word has a byte
// less than n").
extension Span<UInt8> {
    /// Where the header value that starts at `start` ends: the first byte that can't be in one, or the end of the
    /// bytes.
    @inline(__always)
    func endOfValue(from start: Int) -> Int {
        var index = start
        while index <= count - 8 {
            let hits = word(at: index).bytesBelow(0x20) | (word(at: index) ^ 0x7F7F_7F7F_7F7F_7F7F).bytesBelow(1)
            guard hits != 0 else {
                index += 8
                continue
            }
            index += hits.trailingZeroBitCount >> 3
            guard self[index] == 0x09 else { return index }
            index += 1
        }
        while index < count, self[index].isIn(ByteClass.value) { index += 1 }
        return index
    }

    /// Where the request target that starts at `start` ends: the first blank or control character, or the end of the
    /// bytes.
    @inline(__always)
    func endOfTarget(from start: Int) -> Int {
        var index = start
        while index <= count - 8 {
            let hits = word(at: index).bytesBelow(0x21) | (word(at: index) ^ 0x7F7F_7F7F_7F7F_7F7F).bytesBelow(1)
            if hits != 0 { return index + hits.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < count, self[index].isIn(ByteClass.target) { index += 1 }
        return index
    }

    /// Where the run of token characters that starts at `start` ends, or the end of the bytes.
    @inline(__always)
    func endOfToken(from start: Int) -> Int {
        var index = start
        while index <= count - 8 {
            // Most names are of letters and hyphens; what else there is, is looked up byte by byte.
            let word = word(at: index)
            let hits = ~(word.bytesOfLetters | word.bytesOfHyphens) & 0x8080_8080_8080_8080
            guard hits != 0 else {
                index += 8
                continue
            }
            index += hits.trailingZeroBitCount >> 3
            guard self[index].isIn(ByteClass.token) else { return index }
            index += 1
        }
        while index < count, self[index].isIn(ByteClass.token) { index += 1 }
        return index
    }

    @inline(__always)
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        var index = start
        let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
        while index <= count - 8 {
            let hits = (word(at: index) ^ pattern).bytesBelow(1)
            if hits != 0 { return index + hits.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < count {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// Eight bytes as one word, the first one lowest.
    ///
    /// The load is checked to lie in the span, and any bytes are an integer: nothing about it is unsafe but its name.
    @inline(__always)
    func word(at index: Int) -> UInt64 {
        UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
}

extension UInt64 {
    /// The top bit of each byte that is an ASCII letter; exact in all bytes.
    @inline(__always)
    var bytesOfLetters: UInt64 {
        // Additions within seven bits, which carry into the top bit from the bound on: 0x61 and 0x7B.
        let small = self & 0x7F7F_7F7F_7F7F_7F7F | 0x2020_2020_2020_2020
        let fromA = small &+ 0x1F1F_1F1F_1F1F_1F1F
        let beyondZ = small &+ 0x0505_0505_0505_0505
        return fromA & ~beyondZ & ~self & 0x8080_8080_8080_8080
    }

    /// The top bit of each byte that is a hyphen; exact in all bytes.
    @inline(__always)
    var bytesOfHyphens: UInt64 {
        let others = (self ^ 0x2D2D_2D2D_2D2D_2D2D) & 0x7F7F_7F7F_7F7F_7F7F
        return ~(others &+ 0x7F7F_7F7F_7F7F_7F7F | self) & 0x8080_8080_8080_8080
    }

    /// The top bit of each byte that is below `bound`; bits above the lowest one may be wrong.
    ///
    /// - Precondition: `bound` is at most 0x80.
    @inline(__always)
    fileprivate func bytesBelow(_ bound: UInt64) -> UInt64 {
        (self &- bound &* 0x0101_0101_0101_0101) & ~self & 0x8080_8080_8080_8080
    }
}
