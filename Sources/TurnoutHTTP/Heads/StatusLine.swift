import Turnout

/// `HTTP/1.1 200 OK`; the reason phrase is passed over.
enum StatusLine {
    /// Reads the line at the start of `bytes`; judges it when its line feed is there.
    ///
    /// - Returns: Where the next line starts; `nil` if the line is incomplete.
    static func read(_ bytes: Span<UInt8>, into head: inout ResponseHead) throws(ResponseFault) -> Int? {
        guard let lineFeed = bytes.firstIndex(of: 0x0A, from: 0) else { return nil }
        guard lineFeed >= 13, bytes[lineFeed - 1] == 0x0D, bytes.isHTTP1(at: 0), bytes[8] == 0x20,
            bytes[9].isIn(ByteClass.digit), bytes[9] != 0x30,
            bytes[10].isIn(ByteClass.digit), bytes[11].isIn(ByteClass.digit),
            lineFeed == 13 || bytes[12] == 0x20
        else { throw .malformedStatusLine }
        for index in 12..<lineFeed - 1 where !bytes[index].isIn(ByteClass.value) { throw .malformedStatusLine }
        let digits = (Int(bytes[9] &- 0x30), Int(bytes[10] &- 0x30), Int(bytes[11] &- 0x30))
        head.status = digits.0 * 100 + digits.1 * 10 + digits.2
        head.version = .http1(minor: bytes[7] &- 0x30)
        return lineFeed + 1
    }
}
