#if Proxy
    import NIOCore
    import Testing
    import TurnoutProxy

    @Suite("errors", .timeLimit(.minutes(5)))
    struct ErrorPagesTests {
        private func proxy(
            _ server: ScriptedServer, _ pages: ScriptedServer, limits: ProxyLimits = ProxyLimits()
        ) async throws -> ProxyUnderTest {
            try await ProxyUnderTest(
                .passing(
                    "pages: {errors: {status: ['500-599'], service: pages, query: '/{status}'}}", to: [server],
                    others: "pages: {loadBalancer: {servers: [{url: 'http://127.0.0.1:\(pages.port)'}]}}"),
                limits: limits)
        }

        @Test("a page answers HEAD without its body, and the connection goes on")
        func toHEAD() async throws {
            let server = try await ScriptedServer { request in
                request.hasPrefix("HEAD")
                    ? [.send("HTTP/1.1 500 X\r\nContent-Length: 9\r\n\r\n")] : ScriptedServer.ok("x")
            }
            let pages = try await ScriptedServer { _ in ScriptedServer.ok("sorry") }
            let proxy = try await proxy(server, pages)
            let client = try await RawClient(port: proxy.port)
            try await client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = try await client.readAnswer(toHEAD: true)
            #expect(head.hasPrefix("HTTP/1.1 500 Internal Server Error\r\n") && head.contains("Content-Length: 5\r\n"))
            #expect(try await client.readAnswer().hasSuffix("\r\n\r\nx"))
            #expect(pages.requests.map { $0.prefix { $0 != "\r\n" } } == ["GET /500 HTTP/1.1"])
            try await proxy.stop()
        }

        @Test("a body that is still on its way when its answer is replaced goes to nobody")
        func earlyAnswers() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let pages = try await ScriptedServer { _ in ScriptedServer.ok("sorry") }
            let dead = try await ScriptedServer { _ in [] }
            await dead.close()
            let proxy = try await proxy(dead, pages)
            let client = try await RawClient(port: proxy.port)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc")
            #expect(try await client.readAnswer().hasSuffix("\r\n\r\nsorry"))
            try await client.send("defGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.readAnswer().hasSuffix("\r\n\r\nsorry"))
            #expect(
                pages.requests.count == 2 && pages.requests.allSatisfy { !$0.contains("abc") && !$0.contains("def") })
            #expect(server.requests.isEmpty)
            try await proxy.stop()
        }

        @Test("of a long answer that is replaced no more is read than a connection is worth")
        func longAnswers() async throws {
            let server = try await ScriptedServer { _ in
                [.send("HTTP/1.1 500 X\r\nContent-Length: 100000\r\n\r\n" + String(repeating: "x", count: 2000))]
            }
            let pages = try await ScriptedServer { _ in ScriptedServer.ok("sorry") }
            var limits = ProxyLimits()
            limits.discardedBytes = 1000
            let proxy = try await proxy(server, pages, limits: limits)
            #expect(try await proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hasSuffix("\r\n\r\nsorry"))
            try await proxy.stop()
        }

        @Test("an answer that breaks off before it could be replaced is 500")
        func cutAnswers() async throws {
            let server = try await ScriptedServer { _ in
                [.send("HTTP/1.1 503 X\r\nContent-Length: 10\r\n\r\nhalf"), .wait(.milliseconds(50)), .close]
            }
            let pages = try await ScriptedServer { _ in ScriptedServer.ok("sorry") }
            let proxy = try await proxy(server, pages)
            let answer = try await proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 500 ") && answer.hasSuffix("\r\n\r\nInternal Server Error\n"))
            #expect(pages.requests.isEmpty)
            try await proxy.stop()
        }

        @Test("a client that goes away while its page is waited for takes the request with it")
        func cancels() async throws {
            let server = try await ScriptedServer { _ in [.send("HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n")] }
            let pages = try await ScriptedServer { _ in [] }
            let proxy = try await proxy(server, pages)
            let client = try await RawClient(port: proxy.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            while pages.requests.isEmpty { await Task.yield() }
            await client.close()
            // The connection to the server waits for another request, the one to the pages is gone.
            while try await proxy.proxy.state().upstreams > 1 { await Task.yield() }
            try await proxy.stop()
        }
    }
#endif
