/// Runs the byte automata of a finished table.
///
/// Invariant: `words` points to a whole table for as long as the value is used, and the offsets passed in are those that the
/// writers of the shapes returned. Eight more bytes are readable behind the table and behind each text
/// (`readAhead`). The automata are closed: every offset and every outcome in them was written by a builder and lies inside the table.
@frozen
public struct ShapeReader {
    public let words: UnsafePointer<UInt32>

    /// How many bytes behind a table or a text may be read, and are then ignored.
    package static var readAhead: Int { 8 }

    @inlinable @inline(__always)
    public init(words: UnsafePointer<UInt32>) { self.words = words }

    /// The outcome of a `LiteralTrie`.
    @inlinable @inline(__always)
    public func trieOutcome(at offset: Int, of text: Text) -> Int {
        let header = words[offset]
        let base = UnsafeRawPointer(words + offset + 1).assumingMemoryBound(to: UInt8.self)
        if header == 0 { return trieOutcome(base, text, wideOutcomes: false, wideOffsets: false) }
        return wideTrieOutcome(base, text, header)
    }

    @inlinable @inline(never)
    func wideTrieOutcome(_ base: UnsafePointer<UInt8>, _ text: Text, _ header: UInt32) -> Int {
        switch header {
        case 1: trieOutcome(base, text, wideOutcomes: true, wideOffsets: false)
        case 2: trieOutcome(base, text, wideOutcomes: false, wideOffsets: true)
        default: trieOutcome(base, text, wideOutcomes: true, wideOffsets: true)
        }
    }

    /// Walks a trie whose widths are constants wherever this is called.
    @inlinable @inline(__always)
    func trieOutcome(_ base: UnsafePointer<UInt8>, _ text: Text, wideOutcomes: Bool, wideOffsets: Bool) -> Int {
        let outcomeSize = wideOutcomes ? 2 : 1
        @inline(__always)
        func number(_ pointer: UnsafePointer<UInt8>) -> Int {
            guard wideOutcomes else { return Int(pointer[0]) }
            return Int(UInt16(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt16.self)))
        }
        var node = base
        var rest = text.start
        var count = text.count
        var outcome = 0
        while true {
            let flags = node[0]
            let run = Int(node[1])
            if flags & TrieFlags.marks != 0 {
                let marks = node + 2 + run
                let alike = Self.commonLength(rest, node + 2, atMost: min(run, count))
                let passed = Self.count(of: marks + 1, Int(marks[0]), upTo: alike)
                let outcomes = marks + 1 + Int(marks[0])
                if passed > 0 { outcome = number(outcomes + (passed &- 1) &* outcomeSize) }
                if alike < run { return outcome }
                node = outcomes + Int(marks[0]) &* outcomeSize
            } else {
                if count < run || !Self.startsAlike(rest, node + 2, length: run) { return outcome }
                node += run &+ 2
            }
            count &-= run
            rest += run
            // The exact outcome comes first; without it the prefix that ends here counts.
            if count == 0 { return flags & 3 != 0 ? number(node) : outcome }
            // Without branches, which would depend on the rules along the path.
            node += outcomeSize &* Int(flags & TrieFlags.exact)
            let hasPast = flags & TrieFlags.past != 0
            outcome = hasPast ? number(node) : outcome
            node += hasPast ? outcomeSize : 0
            if flags & TrieFlags.edges == 0 { return outcome }
            let edges = Int(node[0]) &+ 1
            let edge = findEdge(node + 1, edges, rest[0])
            if edge < 0 { return outcome }
            let offsets = UnsafeRawPointer(node + 1 + edges)
            node =
                wideOffsets
                ? base + Int(UInt32(littleEndian: offsets.loadUnaligned(fromByteOffset: 4 &* edge, as: UInt32.self)))
                : base + Int(UInt16(littleEndian: offsets.loadUnaligned(fromByteOffset: 2 &* edge, as: UInt16.self)))
            rest += 1
            count &-= 1
        }
    }

    /// Whether `length` bytes are equal; up to eight of them in one step, whatever lies behind them.
    @inlinable @inline(__always)
    static func startsAlike(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, length: Int) -> Bool {
        if length > 8 { return Text.equal(left, right, length: length) }
        // In two halves, so that eight bytes shift everything out.
        let half = UInt64(truncatingIfNeeded: length &* 4)
        let rest = (UInt64.max &<< half) &<< half
        return (word(left) ^ word(right)) & ~rest == 0
    }

    /// How many bytes are equal from the start.
    @inlinable @inline(__always)
    static func commonLength(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, atMost limit: Int) -> Int {
        var length = 0
        while length < limit {
            let difference = word(left + length) ^ word(right + length)
            if difference != 0 { return min(limit, length &+ (difference.trailingZeroBitCount >> 3)) }
            length &+= 8
        }
        return limit
    }

    /// How many of `count` ascending positions are no larger than `bound`.
    @inlinable @inline(__always)
    static func count(of positions: UnsafePointer<UInt8>, _ count: Int, upTo bound: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low &+ high) >> 1
            if Int(positions[middle]) <= bound { low = middle &+ 1 } else { high = middle }
        }
        return low
    }

    /// Eight bytes, the first in the low bits.
    @inlinable @inline(__always)
    static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    }

    /// The index of `byte` among `count` different bytes, or -1; eight are looked at in one step.
    ///
    /// `(x - 1) & ~x` has its lowest top-of-byte bit at the first byte of x that is zero.
    @inlinable @inline(__always)
    func findEdge(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ byte: UInt8) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let wanted = ones &* UInt64(byte)
        var start = 0
        while true {
            let difference = Self.word(bytes + start) ^ wanted
            let zeros = (difference &- ones) & ~difference & (ones &<< 7)
            if zeros != 0 {
                let index = start &+ (zeros.trailingZeroBitCount >> 3)
                return index < count ? index : -1
            }
            start &+= 8
            if start >= count { return -1 }
        }
    }
}
