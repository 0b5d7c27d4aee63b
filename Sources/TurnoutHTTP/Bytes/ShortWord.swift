/// Words of at most eight bytes as numbers, the first byte lowest: comparing one is comparing a number. Tests hold them
/// against their spelling.
enum ShortWord {
    static var get: UInt64 { 0x54_4547 }
    static var head: UInt64 { 0x4441_4548 }
    static var options: UInt64 { 0x0053_4E4F_4954_504F }
    static var trace: UInt64 { 0x45_4341_5254 }
    static var post: UInt64 { 0x5453_4F50 }
    static var put: UInt64 { 0x54_5550 }
    static var patch: UInt64 { 0x48_4354_4150 }
    /// `HTTP/1.`, which an eighth byte follows.
    static var http1: UInt64 { 0x002E_312F_5054_5448 }
}

extension Span<UInt8> {
    /// The text as a number; 0, which is no text's, if it has more than eight bytes.
    @inline(__always)
    func shortWord(_ range: Range<Int>) -> UInt64 {
        guard range.count <= 8 else { return 0 }
        var word: UInt64 = 0
        for index in range.reversed() { word = word << 8 | UInt64(self[index]) }
        return word
    }

    /// Whether `HTTP/1.` and a digit stand at `index`.
    ///
    /// - Precondition: eight bytes do.
    @inline(__always)
    func isHTTP1(at index: Int) -> Bool {
        word(at: index) & 0x00FF_FFFF_FFFF_FFFF == ShortWord.http1 && self[index + 7].isIn(ByteClass.digit)
    }
}
