import Testing
import Turnout
import TurnoutHTTP

@Suite("Refused request heads")
struct RequestHeadRefusalTests {
    /// Sent as written: `\n` is a line feed alone.
    @Test(
        "a line break other than CR LF is refused",
        arguments: [
            "GET / HTTP/1.1\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\rHost: a\r\n\r\n",
            "GET /\n HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET\r/ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n\n",
            "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX\r: y\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX\n: y\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n\rX: y\r\n\r\n",
        ]
    )
    func bareLineBreaks(head: String) { #expect(readRequest(Array(head.utf8)) == .refused(.bareLineBreak)) }

    @Test(
        "a request line has three parts and two blanks",
        arguments: [
            ("", RequestRefusal.Reason.malformedRequestLine),
            ("GET", .malformedRequestLine),
            ("GET /", .malformedRequestLine),
            ("GET  / HTTP/1.1", .malformedRequestLine),
            ("GET /  HTTP/1.1", .malformedRequestLine),
            ("GET / HTTP/1.1 ", .malformedRequestLine),
            (" GET / HTTP/1.1", .malformedRequestLine),
            ("GET / a HTTP/1.1", .malformedRequestLine),
            ("GET\t/ HTTP/1.1", .malformedMethod),
            ("G\u{E9}T / HTTP/1.1", .malformedMethod),
            ("G{T / HTTP/1.1", .malformedMethod),
            ("GET /\t HTTP/1.1", .unprintableTarget),
            ("GET /a\u{7F} HTTP/1.1", .unprintableTarget),
            ("GET /a\u{1} HTTP/1.1", .unprintableTarget),
            ("GET /a\u{0} HTTP/1.1", .unprintableTarget),
            ("GET / HTTP/1.1\t", .malformedVersion),
            ("GET / http/1.1", .malformedVersion),
            ("GET / HTTP/1", .malformedVersion),
            ("GET / HTTP/1.10", .malformedVersion),
            ("GET / HTTP/01.1", .malformedVersion),
            ("GET / HTTP/1,1", .malformedVersion),
            ("GET / HTTPS/1.1", .malformedVersion),
            ("GET / HTTP/1.x", .malformedVersion),
            ("GET / ICY", .malformedVersion),
            ("GET / HTTP/0.9", .unsupportedVersion),
            ("GET / HTTP/2.0", .unsupportedVersion),
            ("GET / HTTP/3.1", .unsupportedVersion),
        ]
    )
    func requestLines(line: String, reason: RequestRefusal.Reason) {
        #expect(readRequest("\(line)\nHost: a\n\n") == .refused(reason))
    }

    @Test("the preface of HTTP/2 is another version")
    func preface() {
        let refusal = RequestVerdict.refused(.unsupportedVersion)
        #expect(readRequest("PRI * HTTP/2.0\n\nSM\n\n") == refusal)
    }

    @Test(
        "a header line is a name, a colon and a value",
        arguments: [
            ("X", RequestRefusal.Reason.malformedHeaderLine),
            ("\u{0}", .malformedHeaderName),
            (": y", .malformedHeaderName),
            ("X : y", .blankInHeaderName),
            ("X\t: y", .blankInHeaderName),
            ("X Y: z", .blankInHeaderName),
            ("X@: y", .malformedHeaderName),
            ("X\u{E9}: y", .malformedHeaderName),
            ("X\u{0}: y", .malformedHeaderName),
            ("X(a): y", .malformedHeaderName),
            ("X: y\u{0}", .malformedHeaderValue),
            ("X: \u{B}", .malformedHeaderValue),
            ("X: y\u{7F}z", .malformedHeaderValue),
            (" X: y", .foldedHeader),
            ("X: y\n z", .foldedHeader),
            ("X: y\n\tz", .foldedHeader),
            ("X: y\n ", .foldedHeader),
        ]
    )
    func headerLines(line: String, reason: RequestRefusal.Reason) {
        #expect(readRequest("GET / HTTP/1.1\nHost: a\n\(line)\n\n") == .refused(reason))
    }

    @Test("a first header line that starts with a blank is refused")
    func foldedRequestLine() {
        #expect(readRequest("GET / HTTP/1.1\n Host: a\n\n") == .refused(.foldedHeader))
    }

    @Test(
        "a length is digits",
        arguments: [
            "", "+3", "-3", "-0", "0x3", "3x", "3 3", "3,3", "3, 3", "3.0", "1e1", "0o7", "\u{663}", "٣", "a", "_1",
            "9223372036854775808", "18446744073709551616", "99999999999999999999999", "3;", "\"3\"",
        ]
    )
    func lengths(value: String) {
        #expect(
            readRequest("POST / HTTP/1.1\nHost: a\nContent-Length: \(value)\n\n") == .refused(.malformedContentLength))
    }

    @Test("lengths that differ are refused, wherever they stand")
    func differingLengths() {
        let verdict = readRequest("POST / HTTP/1.1\nContent-Length: 3\nHost: a\ncontent-length: 4\n\nabcd")
        #expect(verdict == .refused(.malformedContentLength))
        let withEmpty = readRequest("POST / HTTP/1.1\nContent-Length: 3\nHost: a\nContent-Length:\n\nabc")
        #expect(withEmpty == .refused(.malformedContentLength))
    }

    @Test(
        "chunked is the only transfer coding, and stands alone",
        arguments: [
            "", "gzip", "identity", "chunked, identity", "identity, chunked", "gzip, chunked", "chunked,", ",chunked",
            "chunked, chunked", "xchunked", "chunke", "chunkedd", "chunked;q=1", "\"chunked\"",
            "chunked\nTransfer-Encoding: chunked", "identity\nTransfer-Encoding: chunked",
            "chunked\nTransfer-Encoding: identity", "chunked\u{B}", "\u{212A}chunked",
        ]
    )
    func transferCodings(value: String) {
        let verdict = readRequest("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: \(value)\n\n")
        let isControl = value.contains("\u{B}")
        #expect(verdict == .refused(isControl ? .malformedHeaderValue : .unsupportedTransferEncoding))
    }

    @Test("Content-Length beside chunks is refused, in either order")
    func contradiction() {
        let orders = [
            "Content-Length: 3\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\nContent-Length: 3",
            "Content-Length: 0\nTransfer-Encoding: chunked",
        ]
        for order in orders {
            #expect(readRequest("POST / HTTP/1.1\nHost: a\n\(order)\n\n") == .refused(.contradictoryFraming))
        }
    }

    @Test("HTTP/1.0 has no transfer codings")
    func obsolete() {
        for coding in ["chunked", "identity", "gzip"] {
            let verdict = readRequest("POST / HTTP/1.0\nHost: a\nTransfer-Encoding: \(coding)\n\n")
            #expect(verdict == .refused(.obsoleteTransferEncoding))
        }
    }

    // MARK: Limits

    @Test("a head of the limit passes, one byte more is refused as soon as it is known")
    func size() {
        let bytes = lines("GET / HTTP/1.1\nHost: a\nX: \(String(repeating: "y", count: 100))\n\n")
        var head = RequestHead()
        let frame = RequestFrame(headBytes: bytes.count, framing: .none, isPersistent: true, isIdempotent: true)
        #expect(readRequest(bytes, maximumHeadBytes: bytes.count, into: &head) == .frame(frame))
        let limit = bytes.count - 1
        let refused = RequestVerdict.refused(.headTooLarge)
        #expect(readRequest(bytes, maximumHeadBytes: limit, into: &head) == refused)
        #expect(readRequest(Array(bytes.prefix(limit)), maximumHeadBytes: limit, into: &head) == .incomplete)
        #expect(readRequest(Array(bytes.prefix(40)), maximumHeadBytes: 39, into: &head) == refused)
        let garbage = [UInt8](repeating: 0x41, count: 40)
        #expect(readRequest(garbage, maximumHeadBytes: 39, into: &head) == refused)
        #expect(readRequest(garbage, portions: 1...39, maximumHeadBytes: 39, into: &head) == refused)
    }

    @Test("what stands before the limit is judged first")
    func faultBeforeLimit() {
        let bytes = lines("GET / HTTP/1.1\nHost : a\n") + [UInt8](repeating: 0x41, count: 100)
        var head = RequestHead()
        #expect(readRequest(bytes, maximumHeadBytes: 50, into: &head) == .refused(.blankInHeaderName))
    }

    @Test("a body does not count towards the limit of the head")
    func bodyBehindHead() {
        let bytes = lines("POST / HTTP/1.1\nHost: a\nContent-Length: 1000\n\n")
        var head = RequestHead()
        let verdict = readRequest(bytes + [UInt8](repeating: 0, count: 1000), maximumHeadBytes: 60, into: &head)
        #expect(verdict == .frame(RequestFrame(headBytes: bytes.count, framing: .length(1000), isPersistent: true)))
    }

    @Test("a thousand header lines pass, one more is refused")
    func headerLineLimit() {
        let most = String(repeating: "x: y\n", count: RequestHeadParser.maximumLines - 1)
        if case .frame = readRequest("GET / HTTP/1.1\nHost: a\n\(most)\n") {} else { Issue.record("refused") }
        #expect(readRequest("GET / HTTP/1.1\nHost: a\n\(most)x: y\n") == .refused(.tooManyHeaders))
    }
}
