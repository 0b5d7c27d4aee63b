import Testing
import Turnout
import TurnoutHTTP

/// The fields of a request, its pseudo-headers first.
private func fields(
    _ method: String = "GET", _ path: String = "/", authority: String? = "a.example",
    headers: (String, String)...
) -> [(String, String)] {
    [(":method", method), (":scheme", "https"), (":path", path)]
        + (authority.map { [(":authority", $0)] } ?? []) + headers
}

private func read(
    _ fields: [(String, String)], endsStream: Bool = true, into head: inout RequestHead
) throws(StreamFault) -> StreamHeadReader.Result {
    var reader = StreamHeadReader()
    head.removeAll()
    for (name, value) in fields {
        try reader.add(name: name.utf8Span.span, value: value.utf8Span.span, to: &head)
    }
    return try reader.finish(endsStream: endsStream, &head)
}

/// What comes of a head: its fault, or the request that is made of it.
private func verdict(_ fields: [(String, String)]) -> String {
    var head = RequestHead()
    do throws(StreamFault) {
        let result = try read(fields, into: &head)
        if let header = result.connectionHeader { return "400 \(header.rawValue)" }
    } catch {
        return error.rawValue
    }
    head.setRemote(Array("192.0.2.1:1".utf8))
    do throws(RequestRefusal) {
        let request = try Request(head)
        let lines = request.headerLines.map { "\(text($0.name))=\(text($0.value))" }.filter { !$0.hasPrefix("x-") }
        let uri = text(request.normalizedTarget.uri)
        return (["\(text(request.forwardedHost))\(uri)"] + lines).joined(separator: " ")
    } catch {
        return "\(error.status)"
    }
}

@Suite("Heads of HTTP/2 requests")
struct StreamHeadTests {
    @Test("a head becomes what the same request is over HTTP/1.1")
    func plain() {
        #expect(verdict(fields("GET", "/p?q", headers: ("accept", "b"))) == "a.example/p?q accept=b")
    }

    @Test("the authority is the host, and only without one Host is")
    func authority() {
        #expect(verdict(fields(headers: ("host", "b.example"))) == "a.example/")
        #expect(verdict(fields(authority: nil, headers: ("host", "b.example"))) == "b.example/")
        #expect(verdict(fields(authority: "", headers: ("host", "b.example"), ("host", "c.example"))) == "b.example/")
        #expect(verdict(fields(authority: nil)) == "/")
    }

    @Test("the parts of a cookie are one line, behind the others")
    func cookies() {
        let split = fields(headers: ("cookie", "a=1"), ("accept", "x"), ("cookie", "b=2"))
        #expect(verdict(split) == "a.example/ accept=x cookie=a=1; b=2")
    }

    @Test("a blank in the path is escaped")
    func blank() {
        #expect(verdict(fields("GET", "/a b?c d")) == "a.example/a%20b?c%20d")
    }

    @Test(
        "what is no request is a fault",
        arguments: [
            ([(":scheme", "http"), (":path", "/")], "missing-pseudo-header"),
            ([(":method", "GET"), (":path", "/")], "missing-pseudo-header"),
            ([(":method", "GET"), (":scheme", "http")], "missing-pseudo-header"),
            ([(":method", "GET"), (":scheme", "ftp")], "unknown-scheme"),
            (fields("", "/"), "missing-pseudo-header"), (fields("GET", ""), "missing-pseudo-header"),
            (fields("GET", "a"), "malformed-path"), (fields("GET", "http://b.example/"), "malformed-path"),
            (fields(headers: (":status", "200")), "unknown-pseudo-header"),
            (fields(headers: (":method", "GET")), "repeated-pseudo-header"),
            (fields(headers: ("a", "b"), (":path", "/")), "late-pseudo-header"),
            (fields(headers: ("A", "b")), "malformed-name"),
            (fields(headers: ("a b", "c")), "malformed-name"), (fields(headers: ("", "c")), "malformed-name"),
            (fields(headers: ("a", "b\r\nc: d")), "malformed-value"),
            (fields(headers: ("a", "b\0")), "malformed-value"),
            (fields("CONNECT", "/"), "malformed-connect"), ([(":method", "CONNECT")], "malformed-connect"),
        ])
    func faults(_ fields: [(String, String)], _ expected: String) {
        #expect(verdict(fields) == expected)
    }

    @Test("headers of connections are named, and `te: trailers` is none")
    func connectionHeaders() {
        for (name, spelling) in [
            ("connection", "Connection"), ("keep-alive", "Keep-Alive"), ("proxy-connection", "Proxy-Connection"),
            ("transfer-encoding", "Transfer-Encoding"), ("upgrade", "Upgrade"), ("te", "TE"),
        ] {
            #expect(verdict(fields(headers: (name, "x"))) == "400 \(spelling)")
        }
        #expect(verdict(fields(headers: ("te", "trailers"))) == "a.example/ te=trailers")
    }

    @Test("the framing is that of the length if there is one, else chunked; without a body there is none")
    func framing() throws {
        var head = RequestHead()
        let sized = fields("POST", "/", headers: ("content-length", "5"))
        #expect(try read(sized, endsStream: false, into: &head).frame.framing == .length(5))
        #expect(try read(fields("POST"), endsStream: false, into: &head).frame.framing == .chunked)
        #expect(try read(sized, into: &head).frame.framing == .none)
    }

    @Test("what is known of a method is known here too")
    func methods() throws {
        var head = RequestHead()
        #expect(try read(fields("HEAD"), into: &head).frame.isHEAD)
        #expect(try read(fields("GET"), into: &head).frame.isIdempotent)
        #expect(try !read(fields("POST"), into: &head).frame.isIdempotent)
        let keyed = fields("POST", "/", headers: ("idempotency-key", "1"))
        #expect(try read(keyed, into: &head).frame.isIdempotent)
        let waiting = fields("POST", "/", headers: ("expect", "100-continue"))
        #expect(try read(waiting, endsStream: false, into: &head).frame.expectsContinue)
        #expect(try !read(waiting, into: &head).frame.expectsContinue)
    }
}

@Suite("Heads between HTTP/1.1 and HTTP/2")
struct StreamFieldTests {
    private func answer(
        _ fields: [(String, String)], endsStream: Bool = false, isHEAD: Bool = false
    ) throws(StreamFault) -> (ResponseHead, ResponseFrame) {
        var head = ResponseHead()
        for (name, value) in fields { try head.addField(name: name.utf8Span.span, value: value.utf8Span.span) }
        let frame = try head.finishFields(endsStream: endsStream, requestIsHEAD: isHEAD)
        return (head, frame)
    }

    private func lines(_ head: ResponseHead, _ framing: BodyFraming) -> [String] {
        var lines: [String] = []
        head.forEachField(framing: framing, date: "now") { lines.append("\($0)=\($1)") }
        return lines
    }

    @Test("an answer of HTTP/1.1 loses what belongs to its connection, and capitals in names")
    func answerOfHTTP1() throws {
        var head = ResponseHead()
        var parser = ResponseHeadParser()
        let bytes = TurnoutHTTPTests.lines(
            "HTTP/1.1 200 OK\nX-A: B\nConnection: X-Hop\nX-Hop: 1\nKeep-Alive: 5\nTransfer-Encoding: chunked\n\n")
        let frame = try #require(try parser.parse(bytes.span, requestIsHEAD: false, into: &head))
        #expect(lines(head, frame.framing) == ["x-a=B", "date=now"])
        #expect(lines(head, .length(3)) == ["x-a=B", "date=now", "content-length=3"])
    }

    @Test("an answer of HTTP/2 is framed by its length, else it is chunked")
    func framing() throws {
        #expect(try answer([(":status", "200")]).1.framing == .chunked)
        #expect(try answer([(":status", "200"), ("content-length", "7")]).1.framing == .length(7))
        #expect(try answer([(":status", "200")], endsStream: true).1.framing == .none)
        #expect(try answer([(":status", "204")]).1.framing == .none)
        let (head, frame) = try answer([(":status", "200"), ("content-length", "7")], endsStream: true, isHEAD: true)
        #expect(frame.framing == .none && lines(head, .none).contains("content-length=7"))
        #expect(try answer([(":status", "103")]).1.isInterim)
    }

    @Test(
        "what is no answer is a fault",
        arguments: [
            ([], .missingPseudoHeader), ([("a", "b")], .missingPseudoHeader), ([(":status", "20")], .malformedStatus),
            ([(":status", "101")], .malformedStatus), ([(":status", "2x0")], .malformedStatus),
            ([(":status", "200"), (":status", "200")], .repeatedPseudoHeader),
            ([("a", "b"), (":status", "200")], .latePseudoHeader), ([(":path", "/")], .unknownPseudoHeader),
            ([(":status", "200"), ("A", "b")], .malformedName), ([(":status", "200"), ("a", "b\n")], .malformedValue),
            ([(":status", "200"), ("content-length", "1"), ("content-length", "2")], .wrongLength),
        ] as [([(String, String)], StreamFault)])
    func faults(_ fields: [(String, String)], _ fault: StreamFault) {
        #expect(throws: fault) { try answer(fields) }
    }

    @Test("a request's head for HTTP/1.1 becomes fields, without what belongs to a connection")
    func request() {
        let head = TurnoutHTTPTests.lines(
            "POST /a?b HTTP/1.1\nHost: a.example\nX-Upper: V\nConnection: Upgrade\nUpgrade: x\nTe: trailers\n"
                + "Transfer-Encoding: chunked\n\n")
        var found: [String] = []
        RequestFields.forEach(in: head, isEncrypted: true) { found.append("\($0)=\($1)") }
        #expect(
            found == [
                ":method=POST", ":scheme=https", ":path=/a?b", ":authority=a.example", "x-upper=V", "te=trailers",
            ])
    }

    @Test("trailers go both ways, but for those that may not be trailers")
    func trailers() throws {
        var lines: [UInt8] = []
        for (name, value) in [("grpc-status", "0"), ("content-length", "5"), ("x-forwarded-for", "1.2.3.4"), ("a", "")]
        {
            try TrailerFields.append(name: name.utf8Span.span, value: value.utf8Span.span, to: &lines)
        }
        #expect(text(lines) == "grpc-status: 0\r\na: \r\n")
        var found: [String] = []
        TrailerFields.forEach(in: TurnoutHTTPTests.lines("Grpc-Status: 0\nA:\n")) { found.append("\($0)=\($1)") }
        #expect(found == ["grpc-status=0", "a="])
        #expect(throws: StreamFault.latePseudoHeader) {
            try TrailerFields.append(name: ":status".utf8Span.span, value: "".utf8Span.span, to: &lines)
        }
    }
}
