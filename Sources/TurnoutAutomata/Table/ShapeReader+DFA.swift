extension ShapeReader {
    /// The outcome of a `ByteDFA`, laid out as `ByteDFA.write` says.
    @inlinable @inline(__always)
    public func outcomeOfDFA(at offset: Int, of text: Text) -> Int {
        words[offset] >> 31 == 0
            ? outcomeOfDFA(words + offset, text, isForward: true) : outcomeOfDFA(words + offset, text, isForward: false)
    }

    /// Walks a DFA from the start or from the end of the text, which is a constant wherever this is called.
    @inlinable @inline(__always)
    func outcomeOfDFA(_ shape: UnsafePointer<UInt32>, _ text: Text, isForward: Bool) -> Int {
        let sinkCount = Int(shape[0] & 0xFFFF)
        var state = Int(shape[1] & 0xFFFF)
        let firstRow = Int(shape[1] >> 16)
        let classes = UnsafeRawPointer(shape + 3).assumingMemoryBound(to: UInt8.self)
        let rows = UnsafeRawPointer(shape + 67).assumingMemoryBound(to: UInt16.self) - firstRow
        // The first byte not read yet, or the one behind the last.
        var next = text.start + (isForward ? 0 : text.count)
        let end = text.start + (isForward ? text.count : 0)
        while true {
            while state >= firstRow {
                if next == end { return Int(rows[state &+ Int(shape[0] >> 16 & 0x7FFF)]) }
                if !isForward { next -= 1 }
                state = Int(rows[state &+ Int(classes[Int(next[0])])])
                if isForward { next += 1 }
            }
            if state < sinkCount { return state }
            let run = DFARun(at: shape + Int(shape[2]) + DFARun.wordCount &* (state &- sinkCount))
            let behind = isForward ? next + run.length : next - run.length
            if isForward ? behind > end : behind < end {
                state = run.row
                continue
            }
            let bytes = Self.word(isForward ? next : behind)
            if run.isPassed(by: bytes) {
                state = run.target
                next = behind
            } else {
                state = run.failure(on: bytes)
            }
        }
    }
}

/// A run of a laid-out `ByteDFA`: up to eight bytes, each in a range of its own, that lead from one state to another.
///
/// Eight words: `0x7F - upper bound` of each byte, `0x7F + lower bound` of each, and 0x80 for each, two words each, in the order of the
/// text and with zeros behind the last byte; then length | target<<16, failure | row<<16.
@frozen @usableFromInline
struct DFARun {
    @inlinable static var wordCount: Int { 8 }

    @usableFromInline let words: UnsafePointer<UInt32>

    @inlinable @inline(__always)
    init(at words: UnsafePointer<UInt32>) { self.words = words }

    @inlinable @inline(__always)
    func eightBytes(_ index: Int) -> UInt64 { UInt64(words[index]) | UInt64(words[index &+ 1]) &<< 32 }

    @inlinable var length: Int { Int(words[6] & 0xFFFF) }
    /// The state behind the run.
    @inlinable var target: Int { Int(words[6] >> 16) }
    /// The state before the run as a row, to go on byte by byte.
    @inlinable var row: Int { Int(words[7] >> 16) }
    /// The top bits of the bytes of the run.
    @inlinable var places: UInt64 { eightBytes(4) }

    /// Whether each byte is within its bounds.
    ///
    /// All at once: bytes of ASCII carry nothing into the next byte, and the top bit of a sum or a difference shows that a bound is
    /// passed. Another byte fails by its own top bit, whatever it carries.
    @inlinable @inline(__always)
    func isPassed(by bytes: UInt64) -> Bool {
        let isAbove = bytes &+ eightBytes(0)
        let isBelow = eightBytes(2) &- bytes
        return (isAbove | isBelow | bytes) & places == 0
    }

    /// Where to go on, with the same byte, when one is out of bounds: where all of ASCII that is ends alike, there.
    @inlinable @inline(__always)
    func failure(on bytes: UInt64) -> Int { bytes & places == 0 ? Int(words[7] & 0xFFFF) : row }
}
