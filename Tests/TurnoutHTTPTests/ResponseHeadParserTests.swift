import Testing
import Turnout
import TurnoutHTTP

@Suite("Response heads")
struct ResponseHeadParserTests {
    @Test("a head is taken apart without touching its texts")
    func parts() {
        var head = ResponseHead()
        let bytes = lines("HTTP/1.1 200 Fine\nETag:  \"a b\" \nx-a:\nContent-Length: 3\n\n") + Array("abc".utf8)
        let frame = ResponseFrame(headBytes: bytes.count - 3, framing: .length(3), isPersistent: true)
        #expect(readResponse(bytes, into: &head) == .frame(frame))
        #expect(head.status == 200)
        #expect(head.version == .http1(minor: 1))
        #expect(fields(head) == ["ETag=\"a b\"", "x-a=", "Content-Length=3"])
    }

    @Test(
        "the framing follows from the request, the status and the headers",
        arguments: [
            ("200 OK\nContent-Length: 7", false, BodyFraming.length(7)),
            ("200 OK\nContent-Length: 0", false, .none),
            ("200 OK\nContent-Length: 7\nContent-Length: 7", false, .length(7)),
            ("200 OK\nTransfer-Encoding: chunked", false, .chunked),
            ("200 OK\nX: y", false, .untilClose),
            ("200 OK\nContent-Length: 7", true, .none),
            ("200 OK\nTransfer-Encoding: chunked", true, .none),
            ("200 OK\nX: y", true, .none),
            ("204 No Content\nContent-Length: 7", false, .none),
            ("204 No Content\nX: y", false, .none),
            ("304 Not Modified\nContent-Length: 7", false, .none),
            ("304 Not Modified\nTransfer-Encoding: chunked", false, .none),
            ("100 Continue\nContent-Length: 7", false, .none),
            ("103 Early Hints\nTransfer-Encoding: chunked", false, .none),
            ("101 Switching Protocols\nUpgrade: x", false, .none),
            ("205 Reset Content\nX: y", false, .untilClose),
            ("999 Odd\nContent-Length: 7", false, .length(7)),
        ]
    )
    func framing(head: String, isHEAD: Bool, expected: BodyFraming) throws {
        #expect(try frame("HTTP/1.1 \(head)\n\n", isHEAD: isHEAD).framing == expected)
    }

    @Test("1xx announce another head, 101 the end of HTTP")
    func interim() throws {
        for status in [100, 102, 103, 199] {
            let frame = try frame("HTTP/1.1 \(status) X\n\n")
            #expect(frame.isInterim && !frame.switchesProtocols, "\(status)")
        }
        let switching = try frame("HTTP/1.1 101 X\nUpgrade: a\n\n")
        #expect(!switching.isInterim && switching.switchesProtocols)
        let final = try frame("HTTP/1.1 200 X\n\n")
        #expect(!final.isInterim && !final.switchesProtocols)
    }

    @Test(
        "a connection takes another request if both sides know where the body ends",
        arguments: [
            ("HTTP/1.1 200 OK\nContent-Length: 1", true),
            ("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", true),
            ("HTTP/1.1 200 OK\nX: y", false),
            ("HTTP/1.1 200 OK\nContent-Length: 1\nConnection: close", false),
            ("HTTP/1.1 200 OK\nContent-Length: 1\nTransfer-Encoding: chunked", false),
            ("HTTP/1.0 200 OK\nContent-Length: 1", false),
            ("HTTP/1.0 200 OK\nContent-Length: 1\nConnection: keep-alive", true),
            ("HTTP/1.0 200 OK\nConnection: keep-alive", false),
            ("HTTP/1.1 304 Not Modified\nX: y", true),
            ("HTTP/1.1 204 No Content\nConnection: x, close", false),
        ]
    )
    func persistence(head: String, expected: Bool) throws {
        #expect(try frame("\(head)\n\n").isPersistent == expected)
    }

    @Test("chunks count more than a length beside them")
    func contradiction() throws {
        #expect(try frame("HTTP/1.1 200 OK\nContent-Length: 1\nTransfer-Encoding: chunked\n\n").framing == .chunked)
    }

    @Test(
        "status lines that name a status are taken",
        arguments: [
            ("HTTP/1.1 200 OK", 200), ("HTTP/1.0 404 Not Found", 404), ("HTTP/1.9 599 ", 599), ("HTTP/1.1 204", 204),
            ("HTTP/1.1 999 \u{E9}\t!", 999), ("HTTP/1.1 200  OK", 200),
        ]
    )
    func statusLines(line: String, status: Int) {
        var head = ResponseHead()
        if case .frame = readResponse(lines("\(line)\nContent-Length: 0\n\n"), into: &head) {
            #expect(head.status == status)
        } else {
            Issue.record("refused")
        }
    }

    // MARK: Odd lines

    @Test(
        "a folded line is unfolded",
        arguments: [
            ("X-A: a\n b", "X-A=a   b"),
            ("X-A: a \n\t b\n  c", "X-A=a   \t b    c"),
            ("X-A:\n b", "X-A=b"),
            ("X-A: a\n  ", "X-A=a"),
        ]
    )
    func folded(line: String, expected: String) {
        var head = ResponseHead()
        let bytes = lines("HTTP/1.1 200 OK\n\(line)\nContent-Length: 3\n\n")
        let frame = ResponseFrame(headBytes: bytes.count, framing: .length(3), isPersistent: true)
        #expect(readResponse(bytes, into: &head) == .frame(frame))
        #expect(fields(head) == [expected, "Content-Length=3"])
    }

    @Test("a line feed alone folds a line, and does nothing else")
    func bareFold() {
        var head = ResponseHead()
        let bytes = Array("HTTP/1.1 200 OK\r\nX-A: a;\n b;\n\tc\r\nContent-Length: 3\r\n\r\n".utf8)
        let frame = ResponseFrame(headBytes: bytes.count, framing: .length(3), isPersistent: true)
        #expect(readResponse(bytes, into: &head) == .frame(frame))
        #expect(fields(head) == ["X-A=a;  b; \tc", "Content-Length=3"])
    }

    @Test("a folded length counts")
    func foldedLength() throws {
        #expect(try frame("HTTP/1.1 200 OK\nContent-Length:\n 3\n\n").framing == .length(3))
        #expect(readResponse("HTTP/1.1 200 OK\nContent-Length: 3\n 3\n\n") == .refused(.malformedContentLength))
        let verdict = readResponse("HTTP/1.1 200 OK\nTransfer-Encoding:\n chunked,\n gzip\n\n")
        #expect(verdict == .refused(.unsupportedTransferEncoding))
    }

    @Test("a header line with a blank in its name vanishes")
    func blankInName() {
        var head = ResponseHead()
        let bytes = lines("HTTP/1.1 200 OK\nX A: a\nX-B : b\nContent-Length: 3\nC\tD : e\n\n")
        let frame = ResponseFrame(headBytes: bytes.count, framing: .length(3), isPersistent: true)
        #expect(readResponse(bytes, into: &head) == .frame(frame))
        #expect(fields(head) == ["Content-Length=3"])
    }

    // MARK: Faults

    @Test(
        "what could be read in two ways is refused",
        arguments: [
            ("HTTP/1.1 200 OK\nContent-Length : 3", ResponseFault.malformedHeaderLine),
            ("HTTP/1.1 200 OK\nTransfer-Encoding\t: chunked", .malformedHeaderLine),
            ("HTTP/1.1 200 OK\nX A: b\n c", .malformedHeaderLine),
            ("HTTP/1.1 200 OK\n X: y", .bareLineBreak),
            ("HTTP/1.1 200 OK\nContent-Length: 3\nContent-Length: 4", .malformedContentLength),
            ("HTTP/1.1 200 OK\nContent-Length: +3", .malformedContentLength),
            ("HTTP/1.1 200 OK\nContent-Length: 3, 3", .malformedContentLength),
            ("HTTP/1.1 200 OK\nContent-Length:", .malformedContentLength),
            ("HTTP/1.1 200 OK\nTransfer-Encoding: gzip", .unsupportedTransferEncoding),
            ("HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked", .unsupportedTransferEncoding),
            ("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked", .unsupportedTransferEncoding),
            ("HTTP/1.0 200 OK\nTransfer-Encoding: chunked", .unsupportedTransferEncoding),
            ("HTTP/1.1 200 OK\nX", .malformedHeaderLine),
            ("HTTP/1.1 200 OK\n: y", .malformedHeaderLine),
            ("HTTP/1.1 200 OK\nX@: y", .malformedHeaderLine),
            ("HTTP/1.1 200 OK\nX y", .malformedHeaderLine),
            ("HTTP/1.1 200 OK\nX: \u{0}", .malformedHeaderValue),
            ("HTTP/1.1 200 OK\nX: a\n \u{1}", .malformedHeaderValue),
            ("HTTP/1.1 200 OK\nX Y: \u{1}", .malformedHeaderValue),
        ]
    )
    func faults(head: String, fault: ResponseFault) { #expect(readResponse("\(head)\n\n") == .refused(fault)) }

    @Test(
        "a line break other than CR LF, and not before a blank, is refused",
        arguments: [
            "HTTP/1.1 200 OK\r\nX: y\nZ: a\r\n\r\n", "HTTP/1.1 200 OK\r\nX: y\r\n\n", "HTTP/1.1 200 OK\r\nX: y\n\r\n",
            "HTTP/1.1 200 OK\r\nX: y\rZ: a\r\n\r\n", "HTTP/1.1 200 OK\r\nX: y\r\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: y\r z\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX A: y\nZ: a\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: y\r\n\n z\r\n\r\n", "HTTP/1.1 200 OK\r\nX\n Y: z\r\n\r\n",
        ]
    )
    func lineBreaks(head: String) {
        var read = ResponseHead()
        #expect(readResponse(Array(head.utf8), into: &read) == .refused(.bareLineBreak))
    }

    @Test(
        "other status lines are refused",
        arguments: [
            "", "200 OK", "HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 20", "HTTP/1.1 2000", "HTTP/1.1 200OK", "HTTP/1.1 099 X",
            "HTTP/1.1 000 X", "HTTP/1.1 +20 X", "HTTP/1.1  200 OK", "HTTP/2.0 200 OK", "HTTP/0.9 200 OK",
            "http/1.1 200 OK",
            "HTTP/1.1 200 \u{0}", "HTTP/1.1\t200 OK", "HTTP/1.10 200 OK", "ICY 200 OK", "HTTP/1.1 2x0 OK",
        ]
    )
    func badStatusLines(line: String) {
        #expect(readResponse("\(line)\nContent-Length: 0\n\n") == .refused(.malformedStatusLine))
    }

    @Test("a status line ends in CR LF")
    func statusLineBreak() {
        var head = ResponseHead()
        for line in ["HTTP/1.1 200 OK\n\r\n", "HTTP/1.1 200 O\rK\r\n\r\n", "HTTP/1.1 200\n\r\n"] {
            #expect(readResponse(Array(line.utf8), into: &head) == .refused(.malformedStatusLine))
        }
    }

    @Test("heads have limits")
    func limits() {
        var head = ResponseHead()
        let bytes = lines("HTTP/1.1 200 OK\nContent-Length: 0\nX: y\n\n")
        let frame = ResponseFrame(headBytes: bytes.count, framing: .none, isPersistent: true)
        #expect(readResponse(bytes, maximumHeadBytes: bytes.count, into: &head) == .frame(frame))
        let refused = ResponseVerdict.refused(.headTooLarge)
        #expect(readResponse(bytes, maximumHeadBytes: bytes.count - 1, into: &head) == refused)
        let most = String(repeating: "x: y\n", count: ResponseHeadParser.maximumLines - 1)
        let whole = "HTTP/1.1 200 OK\nContent-Length: 0\n\(most)"
        if case .frame = readResponse("\(whole)\n") {} else { Issue.record("refused") }
        #expect(readResponse("\(whole)x: y\n") == .refused(.tooManyHeaders))
        #expect(readResponse("\(whole) folded\n") == .refused(.tooManyHeaders))
    }

    private func fields(_ head: ResponseHead) -> [String] {
        head.headerLines.map { "\(text($0.name))=\(text($0.value))" }
    }

    private func frame(_ text: String, isHEAD: Bool = false) throws -> ResponseFrame {
        let verdict = readResponse(text, requestIsHEAD: isHEAD)
        guard case .frame(let frame) = verdict else { throw Refused(verdict: verdict) }
        #expect(frame.headBytes == lines(text).count)
        return frame
    }

    private struct Refused: Error { var verdict: ResponseVerdict }
}
