/// What stands at the start of a line of a header block.
enum HeaderLine {
    /// A line; `value` has no blanks around it, `end` is behind the line break.
    case field(name: Range<Int>, value: Range<Int>, end: Int)
    /// The empty line that ends the block.
    case endOfHead(end: Int)
    /// The line break has not arrived.
    case incomplete
    case malformed(Fault)

    enum Fault {
        /// The name is empty or holds something other than token characters, a blank before the colon for one.
        case name(at: Int)
        case missingColon
        /// A control character in the value.
        case value(at: Int)
        /// A line that starts with a blank, which once continued the line before (RFC 9112 §5.2).
        case folded
        /// A carriage return without line feed or a line feed without carriage return.
        case bareLineBreak(at: Int, isInValue: Bool)
    }

    /// Reads the line at `start`.
    ///
    /// A line is judged when its line feed is there, and not before: so the verdict on some bytes does not depend on
    /// the portions in which they arrived.
    ///
    /// - Complexity: O(n) for a line of n bytes, in one pass for a good line.
    @inline(__always)
    static func read(_ bytes: Span<UInt8>, at start: Int) -> HeaderLine {
        let end = bytes.count
        var index = bytes.endOfToken(from: start)
        guard index < end else { return .incomplete }
        guard bytes[index] == 0x3A, index > start else { return readOther(bytes, from: start, stoppedAt: index) }
        let name = start..<index
        index += 1
        while index < end, bytes[index].isBlankOrTab { index += 1 }
        let valueStart = index
        index = bytes.endOfValue(from: index)
        guard index + 1 < end, bytes[index] == 0x0D, bytes[index + 1] == 0x0A else {
            return stop(bytes, at: index)
        }
        var valueEnd = index
        while valueEnd > valueStart, bytes[valueEnd - 1].isBlankOrTab { valueEnd -= 1 }
        return .field(name: name, value: valueStart..<valueEnd, end: index + 2)
    }

    /// The end of the head, or a line whose name is none.
    private static func readOther(_ bytes: Span<UInt8>, from start: Int, stoppedAt index: Int) -> HeaderLine {
        let byte = bytes[index]
        if index == start, byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
            return .endOfHead(end: index + 2)
        }
        guard bytes.firstIndex(of: 0x0A, from: index) != nil else { return .incomplete }
        if byte == 0x0D && bytes[index + 1] != 0x0A || byte == 0x0A {
            return .malformed(.bareLineBreak(at: index, isInValue: false))
        }
        if index == start, byte.isBlankOrTab { return .malformed(.folded) }
        return .malformed(byte == 0x0D ? .missingColon : .name(at: index))
    }

    /// What ends a value other than a line break.
    private static func stop(_ bytes: Span<UInt8>, at index: Int) -> HeaderLine {
        guard index < bytes.count, bytes.firstIndex(of: 0x0A, from: index) != nil else { return .incomplete }
        let isLineBreak = bytes[index] == 0x0D || bytes[index] == 0x0A
        return .malformed(isLineBreak ? .bareLineBreak(at: index, isInValue: true) : .value(at: index))
    }
}
