import Testing
import Turnout
import TurnoutHTTP

@Suite("Heads that are sent")
struct WritingTests {
    // MARK: Upstream

    @Test("the request goes upstream in order, names spelled anew, framing last")
    func upstream() throws {
        let sent = try forward(
            """
            POST /a?b;c HTTP/1.1
            x-request-id: 1
            HOST: Example.com:81
            content-length: 003
            ACCEPT: */*
            etag: x


            """,
            framing: .length(3)
        )
        #expect(
            sent == """
                POST /a?b&c HTTP/1.1
                Host: Example.com:81
                X-Request-Id: 1
                Accept: */*
                Etag: x
                X-Real-Ip: 192.0.2.1
                X-Forwarded-Proto: http
                X-Forwarded-Port: 81
                X-Forwarded-Host: Example.com:81
                X-Forwarded-For: 192.0.2.1
                Content-Length: 3


                """)
    }

    @Test(
        "what belongs to the client's connection goes no further",
        arguments: [
            "Connection: close", "Connection: X-A\nX-A: 1", "Keep-Alive: timeout=5", "Proxy-Connection: keep-alive",
            "Proxy-Authenticate: Basic", "Proxy-Authorization: Basic x", "TE: gzip", "Te:", "Upgrade: websocket",
            "Connection: upgrade\nUpgrade: h2c\nHTTP2-Settings: x", "HTTP2-Settings: x", "User-Agent:", "Trailer: X-T",
            "User-Agent:\nUser-Agent: second", "Content-Length: 0",
        ]
    )
    func hopByHop(header: String) throws {
        let bare = try forward("GET / HTTP/1.1\nHost: a\n\n")
        #expect(try forward("GET / HTTP/1.1\nHost: a\n\(header)\n\n") == bare)
    }

    @Test(
        "what is said to the server passes",
        arguments: [
            ("te: trailers", "Te: trailers"), ("TE: deflate , Trailers;q=1, trailers", "Te: trailers"),
            ("user-agent: a\nUser-Agent: b", "User-Agent: a"), ("expect: 100-continue", "Expect: 100-continue"),
            ("date: x", "Date: x"), ("x_a.b: 1", "X_a.b: 1"), ("1-aB-C--d: 1", "1-Ab-C--D: 1"),
            ("SEC-WEBSOCKET-KEY: k", "Sec-WebSocket-Key: k"),
            ("sec-websocket-version: 13", "Sec-WebSocket-Version: 13"),
            ("sec-websocket-accept: a", "Sec-WebSocket-Accept: a"),
            ("sec-websocket-protocol: p", "Sec-WebSocket-Protocol: p"),
            ("sec-websocket-extensions: e", "Sec-WebSocket-Extensions: e"),
            ("sec-websocket-other: o", "Sec-Websocket-Other: o"), ("via: 1.1 a", "Via: 1.1 a"),
        ]
    )
    func endToEnd(header: String, expected: String) throws {
        let bare = try forward("GET / HTTP/1.1\nHost: a\n\n")
        let sent = try forward("GET / HTTP/1.1\nHost: a\n\(header)\n\n")
        let added = Set(sent.split(separator: "\n")).subtracting(bare.split(separator: "\n"))
        #expect(added == [Substring(expected)])
        #expect(sent.utf8.count == bare.utf8.count + expected.utf8.count + 1)
    }

    @Test("an upgrade passes only if it is asked for")
    func upgrade() throws {
        let head = "GET / HTTP/1.1\nHost: a\nConnection: keep-alive, Upgrade\nUpgrade: websocket\nUpgrade: x\n\n"
        let sent = try forward(head, asksForUpgrade: true)
        #expect(sent.contains("\nUpgrade: websocket\nConnection: Upgrade\n"))
        #expect(!sent.contains("Upgrade: x"))
        #expect(try !forward(head).contains("Upgrade"))
    }

    @Test(
        "the framing is that of the body that follows",
        arguments: [
            ("GET", BodyFraming.none, ""), ("DELETE", .none, ""), ("FOO", .none, ""),
            ("POST", .none, "Content-Length: 0\n"),
            ("PUT", .none, "Content-Length: 0\n"), ("PATCH", .none, "Content-Length: 0\n"),
            ("GET", .length(.max), "Content-Length: 9223372036854775807\n"),
            ("GET", .length(10), "Content-Length: 10\n"),
            ("POST", .chunked, "Transfer-Encoding: chunked\n"),
        ]
    )
    func framing(method: String, framing: BodyFraming, expected: String) throws {
        let sent = try forward("\(method) / HTTP/1.1\nHost: a\nAccept: b\n\n", framing: framing)
        #expect(sent.hasSuffix("\nX-Forwarded-For: 192.0.2.1\n\(expected)\n"))
    }

    @Test("a chunked request announces its trailers as the client did")
    func announcedTrailers() throws {
        let sent = try forward(
            "POST / HTTP/1.1\nHost: a\nTrailer: X-T\nTransfer-Encoding: chunked\n\n", framing: .chunked)
        #expect(sent.hasSuffix("\nTransfer-Encoding: chunked\nTrailer: X-T\n\n"))
    }

    @Test("a server may have its own host and a path in front")
    func server() throws {
        let paths = [
            ("", "/x?y", "/x?y"), ("/p", "/x", "/p/x"), ("/p/", "/x", "/p/x"), ("/", "/x", "/x"), ("/p", "?y", "/p/?y"),
            ("/p/", "?y", "/p/?y"),
        ]
        for (prefix, target, expected) in paths {
            let head = "GET \(target.hasPrefix("?") ? "http://h\(target)" : target) HTTP/1.1\nHost: a\n\n"
            let server = UpstreamHead(host: Array("b:80".utf8), pathPrefix: Array(prefix.utf8))
            let sent = try forward(head, through: server)
            #expect(sent.hasPrefix("GET \(expected) HTTP/1.1\nHost: b:80\n"), "\(prefix) and \(target)")
        }
    }

    @Test("the peer's address goes behind those of trusted proxies")
    func forwardedFor() throws {
        let head = "GET / HTTP/1.1\nHost: a\nX-Forwarded-For: 1.1.1.1\nx-forwarded-for: 2.2.2.2\n\n"
        var policy = RequestPolicy()
        #expect(try forward(head, policy: policy).contains("\nX-Forwarded-For: 192.0.2.1\n"))
        policy.trustsEveryPeer = true
        #expect(try forward(head, policy: policy).contains("\nX-Forwarded-For: 1.1.1.1, 2.2.2.2, 192.0.2.1\n"))
        let server = UpstreamHead(appendsForwardedFor: false)
        #expect(try forward(head, through: server, policy: policy).contains("\nX-Forwarded-For: 1.1.1.1, 2.2.2.2\n"))
        #expect(try !forward("GET / HTTP/1.1\nHost: a\n\n", through: server).contains("X-Forwarded-For"))
    }

    @Test("heads are appended to what is there")
    func appending() throws {
        var output = Array("before".utf8)
        UpstreamHead().append(
            try Request(host: "a", target: "/"), peerIP: [], framing: .none, asksForUpgrade: false, to: &output)
        #expect(text(output).hasPrefix("beforeGET / HTTP/1.1\r\nHost: a\r\n"))
    }

    /// The request as it goes upstream, a line feed for each CR LF.
    private func forward(
        _ head: String, through server: UpstreamHead = UpstreamHead(), policy: RequestPolicy = .entryPoint,
        framing: BodyFraming = .none, asksForUpgrade: Bool = false
    ) throws -> String {
        var read = RequestHead()
        guard case .frame = readRequest(lines(head), into: &read) else { throw Unreadable(head: head) }
        read.setRemote("192.0.2.1:1234".utf8)
        var output: [UInt8] = []
        server.append(
            try Request(read, policy: policy), peerIP: Array("192.0.2.1".utf8), framing: framing,
            asksForUpgrade: asksForUpgrade, to: &output)
        return text(output.filter { $0 != 0x0D })
    }

    private struct Unreadable: Error { var head: String }

    // MARK: To the client

    @Test("the response keeps its order, names spelled anew, framing last")
    func response() throws {
        let head = "HTTP/1.1 201 Whatever\nserver: x\nContent-length: 03\nETAG: \"y\"\nset-cookie:a\nSet-Cookie: b\n\n"
        let expected =
            """
            HTTP/1.1 201 Created
            Server: x
            Etag: "y"
            Set-Cookie: a
            Set-Cookie: b
            Date: now
            Content-Length: 3


            """
        #expect(try answer(head, framing: .length(3)) == expected)
        #expect(try answer("HTTP/1.1 200 OK\ndate: then\n\n") == "HTTP/1.1 200 OK\nDate: then\nContent-Length: 0\n\n")
    }

    @Test(
        "what belongs to the upstream's connection goes no further",
        arguments: [
            "Connection: close", "Connection: x-a\nX-A: 1\nX-a: 2", "Connection: b, X-A ,c\nX-A: 1",
            "Keep-Alive: timeout=5",
            "Proxy-Connection: x", "Proxy-Authenticate: x", "Proxy-Authorization: x", "Te: trailers", "Upgrade: h2c",
            "Trailer: X-T", "Content-Length: 0", "Transfer-Encoding: chunked",
        ]
    )
    func responseHopByHop(header: String) throws {
        #expect(try answer("HTTP/1.1 200 OK\n\(header)\n\n") == answer("HTTP/1.1 200 OK\n\n"))
    }

    @Test("a chunked response announces its trailers")
    func responseTrailers() throws {
        let sent = try answer("HTTP/1.1 200 OK\nTrailer: X-T\nTransfer-Encoding: chunked\n\n", framing: .chunked)
        #expect(sent == "HTTP/1.1 200 OK\nTrailer: X-T\nDate: now\nTransfer-Encoding: chunked\n\n")
        // Of an answer that ended with its connection there are none.
        let other = try answer("HTTP/1.1 200 OK\nTrailer: X-T\n\n", framing: .chunked)
        #expect(other == "HTTP/1.1 200 OK\nDate: now\nTransfer-Encoding: chunked\n\n")
    }

    @Test("a response without a body has no framing, but for HEAD the length there would be")
    func withoutBody() throws {
        for (status, isHEAD, expected) in [
            (200, true, "Content-Length: 05\n"), (304, false, ""), (304, true, ""), (204, false, ""), (204, true, ""),
        ] {
            let sent = try answer("HTTP/1.1 \(status) X\nX: y\nContent-Length: 05\n\n", isHEAD: isHEAD)
            #expect(sent.hasSuffix("\nX: y\nDate: now\n\(expected)\n"), "\(status)")
        }
        #expect(try answer("HTTP/1.1 200 OK\nX: y\n\n", isHEAD: true).hasSuffix("\nX: y\nDate: now\n\n"))
        let chunked = try answer("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n", isHEAD: true, framing: .chunked)
        #expect(chunked == "HTTP/1.1 200 OK\nDate: now\n\n")
    }

    @Test("the client learns whether the connection lasts")
    func persistence() throws {
        let head = "HTTP/1.1 200 OK\n\n"
        let old = HTTPVersion.http1(minor: 0)
        #expect(try answer(head, closes: true).hasSuffix("Content-Length: 0\nConnection: close\n\n"))
        #expect(
            try answer(head, version: old)
                == "HTTP/1.0 200 OK\nDate: now\nContent-Length: 0\nConnection: keep-alive\n\n")
        let ending = try answer(head, version: old, framing: .untilClose, closes: true)
        #expect(ending == "HTTP/1.0 200 OK\nDate: now\n\n")
    }

    @Test("an interim head passes with all its lines but what would frame a body")
    func interim() throws {
        let head = "HTTP/1.1 103 X\nConnection: X-A\nx-a: 1\nLink: l\nKeep-Alive: k\nContent-Length: 5\n\n"
        let sent = try answer(head, closes: true)
        #expect(sent == "HTTP/1.1 103 Early Hints\nConnection: X-A\nX-A: 1\nLink: l\nKeep-Alive: k\n\n")
    }

    @Test("a switch of protocols says what it is, and frames nothing")
    func switching() throws {
        let head =
            """
            HTTP/1.1 101 X
            upgrade: websocket
            Connection: upgrade, X-A
            X-A: 1
            sec-websocket-accept: a
            Content-Length: 5


            """
        let expected = """
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            X-A: 1
            Sec-WebSocket-Accept: a
            Connection: Upgrade


            """
        #expect(try answer(head, closes: true) == expected)
    }

    @Test("a status without a phrase is called by its number")
    func phrases() throws {
        #expect(try answer("HTTP/1.1 299 Fine\n\n").hasPrefix("HTTP/1.1 299 status code 299\n"))
        #expect(try answer("HTTP/1.1 999\n\n").hasPrefix("HTTP/1.1 999 status code 999\n"))
    }

    /// The response as the client gets it, a line feed for each CR LF.
    private func answer(
        _ head: String, isHEAD: Bool = false, version: HTTPVersion = .http1(minor: 1), framing: BodyFraming = .none,
        closes: Bool = false
    ) throws -> String {
        var read = ResponseHead()
        guard case .frame = readResponse(lines(head), requestIsHEAD: isHEAD, into: &read) else {
            throw Unreadable(head: head)
        }
        var output: [UInt8] = []
        read.append(
            clientVersion: version, framing: framing, closes: closes, date: Array("Date: now\r\n".utf8), to: &output)
        return text(output.filter { $0 != 0x0D })
    }
}
