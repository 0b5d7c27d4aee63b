import Testing
import Turnout
import TurnoutHTTP

@Suite("Request heads")
struct RequestHeadParserTests {
    @Test("a head is taken apart without touching its texts")
    func parts() throws {
        var head = RequestHead()
        let bytes = lines("GET /a?b=%41 HTTP/1.1\nHost:  example.com\t\nX-A:\nx-b: c d \n\nGET")
        let frame = RequestFrame(headBytes: bytes.count - 3, framing: .none, isPersistent: true, isIdempotent: true)
        #expect(readRequest(bytes, into: &head) == .frame(frame))
        #expect(head.version == .http1(minor: 1))
        head.setRemote("192.0.2.1:80".utf8)
        let request = try Request(head)
        #expect(text(request.normalizedTarget.uri) == "/a?b=%41")
        #expect(text(request.forwardedHost) == "example.com")
        let found = request.headerLines.map { "\(text($0.name))=\(text($0.value))" }
        #expect(found.starts(with: ["x-a=", "x-b=c d"]))
    }

    @Test("the head before leaves nothing behind")
    func reuse() throws {
        var head = RequestHead()
        _ = readRequest(lines("POST /long/path HTTP/1.0\nHost: a\nContent-Length: 5\nX-A: 1\nX-B: 2\n\n"), into: &head)
        head.setRemote("192.0.2.1:80".utf8)
        head.isTLS = true
        _ = readRequest(lines("GET / HTTP/1.1\nHost: b\n\n"), into: &head)
        #expect(head.version == .http1(minor: 1))
        #expect(!head.isTLS)
        let request = try Request(head)
        #expect(text(request.forwardedHost) == "b")
        #expect(request.peer == nil)
        #expect(!request.headerLines.contains { text($0.name) == "x-a" })
    }

    @Test("an incomplete head is no verdict", arguments: ["", "G", "GET / HTTP/1.1\n", "GET / HTTP/1.1\nHost: a\n"])
    func incomplete(start: String) { #expect(readRequest(start) == .incomplete) }

    @Test("one parser reads heads that follow each other")
    func pipeline() throws {
        let bytes = lines("GET /1 HTTP/1.1\nHost: a\n\nGET /2 HTTP/1.1\nHost: a\n\n")
        var parser = RequestHeadParser()
        var head = RequestHead()
        let first = try #require(try parser.parse(bytes.span, into: &head))
        #expect(try target(head) == "/1")
        let second = try parser.parse(bytes.span.extracting(first.headBytes..<bytes.count), into: &head)
        #expect(second?.headBytes == bytes.count - first.headBytes)
        #expect(try target(head) == "/2")
    }

    @Test("a reset forgets what has arrived")
    func reset() throws {
        var parser = RequestHeadParser()
        var head = RequestHead()
        let start = lines("GET /aaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1\nHost: a\nX")
        #expect(try parser.parse(start.span, into: &head) == nil)
        parser.reset()
        let bytes = lines("GET /b HTTP/1.1\nHost: a\n\n")
        #expect(try parser.parse(bytes.span, into: &head)?.headBytes == bytes.count)
        #expect(try target(head) == "/b")
    }

    private func target(_ head: RequestHead) throws -> String { text(try Request(head).normalizedTarget.uri) }

    // MARK: What a head says

    @Test(
        "Content-Length and Transfer-Encoding frame the body",
        arguments: [
            ("X: y", BodyFraming.none),
            ("Content-Length: 0", .none),
            ("Content-Length: 12", .length(12)),
            ("content-length:\t0012 ", .length(12)),
            ("CONTENT-LENGTH: 9223372036854775807", .length(.max)),
            ("Content-Length: 3\nContent-Length: 3", .length(3)),
            ("Content-Length: 3\nContent-Length: 03", .length(3)),
            ("Transfer-Encoding: chunked", .chunked),
            ("transfer-encoding: Chunked ", .chunked),
        ]
    )
    func framing(header: String, expected: BodyFraming) throws {
        #expect(try frame("POST / HTTP/1.1\nHost: a\n\(header)\n\n").framing == expected)
    }

    @Test(
        "a connection lasts unless the head says otherwise",
        arguments: [
            ("HTTP/1.1", "X: y", true),
            ("HTTP/1.1", "Connection: close", false),
            ("HTTP/1.1", "Connection: CLOSE", false),
            ("HTTP/1.1", "Connection: x , close\nConnection: keep-alive", false),
            ("HTTP/1.1", "Connection: closed", true),
            ("HTTP/1.0", "X: y", false),
            ("HTTP/1.0", "Connection: keep-alive", true),
            ("HTTP/1.0", "Connection: x\nConnection: Keep-Alive", true),
            ("HTTP/1.0", "Connection: keep-alive, close", false),
            ("HTTP/1.9", "X: y", true),
        ]
    )
    func persistence(version: String, header: String, expected: Bool) throws {
        #expect(try frame("GET / \(version)\nHost: a\n\(header)\n\n").isPersistent == expected)
    }

    @Test(
        "safe methods and an idempotency key allow a second try",
        arguments: [
            ("GET", "X: y", true), ("HEAD", "X: y", true), ("OPTIONS", "X: y", true), ("TRACE", "X: y", true),
            ("POST", "X: y", false), ("PUT", "X: y", false), ("get", "X: y", false), ("GETS", "X: y", false),
            ("POST", "idempotency-key: 1", true), ("PATCH", "X-Idempotency-Key: 1", true),
        ]
    )
    func idempotence(method: String, header: String, expected: Bool) throws {
        let frame = try frame("\(method) / HTTP/1.1\nHost: a\n\(header)\n\n")
        #expect(frame.isIdempotent == expected)
        #expect(frame.isHEAD == (method == "HEAD"))
    }

    @Test(
        "only a client with a body waits to be told to go on",
        arguments: [
            ("HTTP/1.1", "Expect: 100-continue\nContent-Length: 3", true),
            ("HTTP/1.1", "expect: 100-Continue\nTransfer-Encoding: chunked", true),
            ("HTTP/1.1", "Expect: 100-continue", false),
            ("HTTP/1.1", "Expect: 100-continue\nContent-Length: 0", false),
            ("HTTP/1.0", "Expect: 100-continue\nContent-Length: 3", false),
            ("HTTP/1.1", "Content-Length: 3", false),
        ]
    )
    func expectation(version: String, header: String, expected: Bool) throws {
        #expect(try frame("POST / \(version)\nHost: a\n\(header)\n\n").expectsContinue == expected)
    }

    @Test(
        "a switch of protocols takes Connection and Upgrade",
        arguments: [
            ("HTTP/1.1", "Connection: Upgrade\nUpgrade: websocket", true),
            ("HTTP/1.1", "Upgrade: x/1\nConnection: keep-alive, upgrade", true),
            ("HTTP/1.1", "Connection: keep-alive\nUpgrade: websocket", false),
            ("HTTP/1.1", "Connection: upgrade", false),
            ("HTTP/1.1", "Connection: upgrade\nUpgrade:", false),
            ("HTTP/1.1", "Connection: upgrade\nUpgrade:\nUpgrade: x", false),
            ("HTTP/1.1", "Connection: upgrade\nUpgrade: x\nUpgrade:", true),
            ("HTTP/1.1", "Connection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: x", false),
            ("HTTP/1.1", "Connection: Upgrade\nUpgrade: websocket, H2C", false),
            ("HTTP/1.0", "Connection: Upgrade\nUpgrade: websocket", false),
        ]
    )
    func upgrade(version: String, header: String, expected: Bool) throws {
        #expect(try frame("GET / \(version)\nHost: a\n\(header)\n\n").asksForUpgrade == expected)
    }

    private func frame(_ text: String) throws -> RequestFrame {
        let bytes = lines(text)
        var head = RequestHead()
        guard case .frame(let frame) = readRequest(bytes, into: &head) else {
            throw RequestRefusalText(text: "\(readRequest(bytes))")
        }
        #expect(frame.headBytes == bytes.count)
        return frame
    }

    private struct RequestRefusalText: Error { var text: String }
}
