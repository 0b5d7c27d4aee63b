#if Proxy
    import NIOCore
    import Testing
    import TurnoutProxy

    @Suite("Forwarding over HTTP/1.1", .timeLimit(.minutes(10)))
    struct ForwardingTests {
        @Test("a request reaches the server with the proxy's headers, and the answer comes back")
        func forwards() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("hello") }
            let proxy = try await ProxyUnderTest(to: server)
            let answer = try await proxy.exchange("GET /a?b=c HTTP/1.1\r\nHost: example.com\r\nX-One: 1\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix("\r\n\r\nhello"))
            let request = try #require(server.requests.first)
            #expect(request.hasPrefix("GET /a?b=c HTTP/1.1\r\nHost: example.com\r\n"))
            #expect(request.contains("\r\nX-One: 1\r\n"))
            #expect(request.contains("\r\nX-Forwarded-For: 127.0.0.1\r\n"))
            #expect(request.contains("\r\nX-Forwarded-Host: example.com\r\n"))
            try await proxy.stop()
        }

        @Test("no router: Go's 404, and the connection goes on")
        func notFound() async throws {
            let proxy = try await ProxyUnderTest()
            let client = try await RawClient(port: proxy.port)
            for _ in 0..<2 {
                try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
                let answer = try await client.readAnswer()
                #expect(answer.hasPrefix("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\n"))
                #expect(answer.hasSuffix("Content-Length: 19\r\n\r\n404 page not found\n"))
            }
            try await proxy.stop()
        }

        @Test("a target that names its host beyond ASCII is refused before any server sees it")
        func refusesHostsBeyondASCII() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("hello") }
            let proxy = try await ProxyUnderTest(to: server)
            for authority in ["h\u{E9}.example", "h%C3%A9.example"] {
                let answer = try await proxy.exchange("GET http://\(authority)/a HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            }
            #expect(server.requests.isEmpty)
            try await proxy.stop()
        }

        @Test("requests on one connection share a connection to the server, and pipelined ones are answered in order")
        func pipelines() async throws {
            let server = try await ScriptedServer { request in
                ScriptedServer.ok(String(request.split(separator: " ")[1]))
            }
            let proxy = try await ProxyUnderTest(to: server)
            let client = try await RawClient(port: proxy.port)
            try await client.send((1...20).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for number in 1...20 { #expect(try await client.readAnswer().hasSuffix("\r\n\r\n/\(number)")) }
            #expect(server.connections == 1)
            try await proxy.stop()
        }

        @Test("bodies with a length and in chunks arrive whole, sent byte by byte", arguments: [false, true])
        func bodies(isChunked: Bool) async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("ok") }
            let proxy = try await ProxyUnderTest(to: server)
            let client = try await RawClient(port: proxy.port)
            let body = isChunked ? "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n" : "hello world"
            let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: 11"
            for character in "PUT /x HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n\(body)" {
                try await client.send(String(character))
            }
            #expect(try await client.readAnswer().hasSuffix("ok"))
            let request = try #require(server.requests.first)
            #expect(request.contains("\r\n\(framing)\r\n"))
            #expect(isChunked ? request.hasSuffix("\r\n0\r\n\r\n") : request.hasSuffix("\r\n\r\nhello world"))
            #expect(!request.contains("X-Trailer"))
            try await proxy.stop()
        }

        @Test("chunked answers keep their trailers; HTTP/1.0 clients get them until the end of the connection")
        func chunkedAnswers() async throws {
            let server = try await ScriptedServer { _ in
                [
                    .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
                    .send("2\r\nde\r\n0\r\nX-Sum: 5\r\n\r\n"),
                ]
            }
            let proxy = try await ProxyUnderTest(to: server)
            let client = try await RawClient(port: proxy.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let answer = await client.readToEnd()
            #expect(answer.contains("\r\n0\r\nX-Sum: 5\r\n\r\n"))
            let old = try await RawClient(port: proxy.port)
            try await old.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n")
            let plain = await old.readToEnd()
            #expect(plain.hasPrefix("HTTP/1.0 200 OK\r\n"))
            #expect(plain.hasSuffix("\r\n\r\nabcde"))
            #expect(!plain.contains("chunked"))
            try await proxy.stop()
        }

        @Test("an answer that ends with its connection is passed on in chunks")
        func closeDelimited() async throws {
            let server = try await ScriptedServer { _ in [.send("HTTP/1.1 200 OK\r\n\r\nabc"), .close] }
            let proxy = try await ProxyUnderTest(to: server)
            let answer = try await proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.contains("Transfer-Encoding: chunked"))
            #expect(answer.hasSuffix("3\r\nabc\r\n0\r\n\r\n"))
            try await proxy.stop()
        }

        @Test("a server that refuses is 502, one that is silent 504, one that talks nonsense 500")
        func failures() async throws {
            // Nobody listens there; a port that was free a moment ago may be another test's by now.
            let gone = try await ProxyUnderTest(.all(to: 1))
            #expect(
                try await gone.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hasPrefix("HTTP/1.1 502 Bad Gateway\r\n"))
            try await gone.stop()

            let silent = try await ScriptedServer { _ in [] }
            var transport = Transport()
            transport.responseHeaderTimeout = .milliseconds(100)
            let slow = try await ProxyUnderTest(to: silent, transport: transport)
            #expect(
                try await slow.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hasPrefix(
                    "HTTP/1.1 504 Gateway Timeout\r\n"))
            try await slow.stop()

            let babbling = try await ScriptedServer { _ in [.send("hello?\r\n\r\n")] }
            let odd = try await ProxyUnderTest(to: babbling)
            #expect(
                try await odd.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                    .hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
            try await odd.stop()
        }

        @Test("a kept connection that the server has closed costs an idempotent request nothing")
        func retriesOnce() async throws {
            let server = try await ScriptedServer { request in
                request.hasPrefix("GET /last") ? ScriptedServer.ok("1") + [.close] : ScriptedServer.ok("2")
            }
            let proxy = try await ProxyUnderTest(to: server)
            let client = try await RawClient(port: proxy.port)
            for _ in 0..<10 {
                try await client.send("GET /last HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.readAnswer().hasSuffix("1"))
                try await client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.readAnswer().hasSuffix("2"))
            }
            try await proxy.stop()
        }

        @Test("after a 101 bytes go both ways, and each side can end its own")
        func tunnels() async throws {
            let server = try await ScriptedServer { _ in
                [.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"), .echo]
            }
            let proxy = try await ProxyUnderTest(to: server)
            let client = try await RawClient(port: proxy.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
            let head = try await client.readAnswer()
            #expect(head.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
            #expect(head.contains("Upgrade: echo"))
            try await client.send("ping")
            #expect(try await client.read(4) == "ping")
            #expect(try await proxy.proxy.state().tunnels == 1)
            try await client.finish()
            #expect(await client.readToEnd() == "")
            try await proxy.stop()
        }

        @Test("an upgrade that the server does not accept stays HTTP")
        func refusedUpgrade() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("no") }
            let proxy = try await ProxyUnderTest(to: server)
            let client = try await RawClient(port: proxy.port)
            for _ in 0..<2 {
                try await client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
                #expect(try await client.readAnswer().hasSuffix("\r\n\r\nno"))
            }
            try await proxy.stop()
        }

        @Test("an early answer ends the connection, since the rest of the body is nobody's")
        func earlyAnswer() async throws {
            let server = try await ScriptedServer { _ in [] }
            let proxy = try await ProxyUnderTest(to: server)
            let client = try await RawClient(port: proxy.port)
            try await client.send("GET /none HTTP/1.1\r\nHost: a b\r\n\r\n")
            let answer = await client.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request"))
            try await proxy.stop()
        }
    }
#endif
