import Turnout

/// `METHOD target HTTP/1.1`, the parts separated by one blank each.
enum RequestLine {
    /// Reads the line at the start of `bytes`; judges it when its line feed is there.
    ///
    /// - Returns: Where the next line starts; `nil` if the line is incomplete.
    @inline(__always)
    static func read(_ bytes: Span<UInt8>, into head: inout RequestHead) throws(RequestRefusal) -> Int? {
        let end = bytes.count
        var index = 0
        while index < end, bytes[index].isIn(ByteClass.token) { index += 1 }
        let method = 0..<index
        guard index < end, bytes[index] == 0x20, index > 0 else {
            return try judge(bytes, stoppedAt: index, otherwise: .malformedMethod)
        }
        index += 1
        let targetStart = index
        index = bytes.endOfTarget(from: index)
        let target = targetStart..<index
        guard index < end, bytes[index] == 0x20, index > targetStart else {
            return try judge(bytes, stoppedAt: index, otherwise: .unprintableTarget)
        }
        index += 1
        // `HTTP/1.x`, CR, LF
        guard index + 10 <= end, bytes[index + 8] == 0x0D, bytes[index + 9] == 0x0A,
            bytes.isHTTP1(at: index)
        else {
            return try judgeVersion(bytes, at: index)
        }
        head.method = Request.Slice(method)
        head.target = Request.Slice(target)
        head.version = .http1(minor: bytes[index + 7] &- 0x30)
        return index + 10
    }

    /// Why reading the method or the target ended at `index` other than with a blank behind it.
    private static func judge(
        _ bytes: Span<UInt8>, stoppedAt index: Int, otherwise reason: RequestRefusal.Reason
    ) throws(RequestRefusal) -> Int? {
        guard let lineFeed = bytes.firstIndex(of: 0x0A, from: index) else { return nil }
        switch bytes[index] {
        case 0x0D where index + 1 == lineFeed, 0x20: throw RequestRefusal(.malformedRequestLine)
        case 0x0D, 0x0A: throw RequestRefusal(.bareLineBreak)
        default: throw RequestRefusal(reason)
        }
    }

    private static func judgeVersion(_ bytes: Span<UInt8>, at start: Int) throws(RequestRefusal) -> Int? {
        guard let lineFeed = bytes.firstIndex(of: 0x0A, from: start) else { return nil }
        guard lineFeed > start, bytes[lineFeed - 1] == 0x0D else { throw RequestRefusal(.bareLineBreak) }
        let version = start..<lineFeed - 1
        for index in version {
            if bytes[index] == 0x0D { throw RequestRefusal(.bareLineBreak) }
            if bytes[index] == 0x20 { throw RequestRefusal(.malformedRequestLine) }
        }
        // HTTP/1.x was taken before: this throws, and knows why.
        _ = try HTTPVersion(parsing: version.map { bytes[$0] })
        throw RequestRefusal(.malformedVersion)
    }
}
