/// How far an incomplete head has been read, so that a head that arrives byte by byte is read in linear time.
///
/// Whole lines are judged once as they arrive, and the head is read a second time, from its start, when it is complete.
/// Nothing of its content is kept in between, so that a connection that waits holds these few bytes only.
struct HeadProgress: Sendable {
    /// Where the first line that has not been judged starts.
    var lineStart = 0
    /// The line feed that ends this line is not among the bytes before.
    var searched = 0
    /// Lines before `lineStart`.
    var lines = 0

    /// Whether a line feed has arrived since the last call.
    mutating func hasNewLine(in bytes: Span<UInt8>) -> Bool {
        if searched == 0 { return true }
        let isThere = bytes.firstIndex(of: 0x0A, from: min(searched, bytes.count)) != nil
        searched = bytes.count
        return isThere
    }
}
