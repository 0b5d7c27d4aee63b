import Turnout

/// The head of an upstream's response: its status, and its header lines as received.
///
/// All texts lie in one byte arena. A loop keeps one head and refills it.
public struct ResponseHead: Sendable {
    /// 100 to 999.
    public var status = 0
    /// The version that the upstream speaks, HTTP/1.x.
    public var version = HTTPVersion.http1(minor: 1)

    /// The head as received, folded lines unfolded.
    package var bytes: [UInt8] = []
    package var lines: [RequestHead.Line] = []
    /// The value of Content-Length in an answer to HEAD: what the body would have been.
    package var lengthOfAbsentBody: Request.Slice?
    /// There is a Date line.
    package var hasDate = false
    /// The body comes in chunks, so trailers may follow it.
    package var isChunked = false
    /// Connection names headers that end at this hop.
    package var nominatesHeaders = false
    /// The status, or the method of the request, allows no body, nor headers that frame one (RFC 9112 §6.3).
    package var forbidsBody = false
    /// What belongs to the server's connection has been left out before.
    package var isFiltered = false

    /// An empty head, to be filled by `ResponseHeadParser`.
    public init() {}

    /// Forgets everything, and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        status = 0
        version = .http1(minor: 1)
        lengthOfAbsentBody = nil
        hasDate = false
        isChunked = false
        nominatesHeaders = false
        forbidsBody = false
        isFiltered = false
    }

    /// The header lines as received, blanks around values trimmed.
    public var headerLines: [(name: [UInt8], value: [UInt8])] {
        lines.map { (name: Array(bytes[$0.name.place]), value: Array(bytes[$0.value.place])) }
    }

    /// Whether it has no more memory than is worth keeping for another head.
    package var isSmall: Bool { bytes.capacity <= 16 << 10 && lines.capacity <= 256 }

    /// Calls `body` with the name, in letters of either case, and the value of each line.
    public func forEachLine(_ body: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Void) {
        let text = bytes.span
        for line in lines { body(text.extracting(line.name.place), text.extracting(line.value.place)) }
    }

    /// The value of the first line with the name; `nil` if there is none.
    ///
    /// - Parameter name: In small letters.
    public func first(_ name: String) -> [UInt8]? {
        lines.first { isNamed($0, name) }.map { Array(bytes[$0.value.place]) }
    }

    /// Whether there is a line with the name.
    ///
    /// - Parameter name: In small letters.
    public func contains(_ name: String) -> Bool { lines.contains { isNamed($0, name) } }

    private func isNamed(_ line: RequestHead.Line, _ name: String) -> Bool {
        bytes.span.extracting(line.name.place).equalsIgnoringCase(name.utf8Span.span)
    }

    /// 1xx but for 101.
    var isInterim: Bool { status < 200 && status != 101 }
}
