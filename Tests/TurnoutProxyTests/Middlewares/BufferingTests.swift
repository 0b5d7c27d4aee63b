#if Proxy
    import NIOCore
    import Testing
    import TurnoutProxy

    @Suite("buffering", .timeLimit(.minutes(5)))
    struct BufferingTests {
        private func proxy(_ server: ScriptedServer, bound: Int = 1000) async throws -> ProxyUnderTest {
            var limits = ProxyLimits()
            limits.bufferedBodyBytes = bound
            return try await ProxyUnderTest(
                .passing("hold: {buffering: {maxResponseBodyBytes: 2000}}", to: [server]), limits: limits)
        }

        @Test("a body without a limit of its own, or with a higher one, has that of the proxy")
        func bounds() async throws {
            let server = try await ScriptedServer { request in
                ScriptedServer.ok(String(repeating: "x", count: request.hasPrefix("GET /long") ? 1001 : 1000))
            }
            let proxy = try await proxy(server)
            let client = try await RawClient(port: proxy.port)
            for (count, status) in [(1000, 200), (1001, 413)] {
                let body = String(repeating: "b", count: count)
                try await client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n\(body)")
                #expect(try await client.readAnswer().hasPrefix("HTTP/1.1 \(status) "))
                let size = String(count, radix: 16)
                try await client.send(
                    "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(size)\r\n\(body)\r\n0\r\n\r\n")
                #expect(try await client.readAnswer().hasPrefix("HTTP/1.1 \(status) "))
            }
            try await client.send("GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.readAnswer().hasPrefix("HTTP/1.1 500 "))
            #expect(server.requests.count == 3)
            try await proxy.stop()
        }

        @Test("the server gets a request when it is whole, and the client an answer when that is")
        func holdsBack() async throws {
            let server = try await ScriptedServer { _ in
                [.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc"), .wait(.milliseconds(50)), .close]
            }
            let proxy = try await proxy(server)
            let client = try await RawClient(port: proxy.port)
            try await client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc")
            for _ in 0..<5 { _ = try await proxy.proxy.state() }
            #expect(server.connections == 0)
            try await client.send("def")
            // It breaks off, and the client has seen nothing of it.
            #expect(try await client.readAnswer().hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
            #expect(server.requests.first?.hasSuffix("\r\n\r\nabcdef") == true)
            try await proxy.stop()
        }

        @Test("a client that goes away within its body leaves nothing behind")
        func cancels() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let proxy = try await proxy(server)
            let client = try await RawClient(port: proxy.port)
            try await client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc")
            await client.close()
            while try await proxy.proxy.state().connections > 0 { await Task.yield() }
            #expect(server.connections == 0)
            try await proxy.stop()
        }
    }
#endif
