#if Proxy
    import NIOCore
    import Testing
    import TurnoutProxy

    @Suite("Faults of servers", .timeLimit(.minutes(10)))
    struct FaultTests {
        private let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

        @Test("an answer that ends with its connection is not whole if that is reset")
        func resetUntilClose() async throws {
            let server = try await ScriptedServer { _ in
                [.send("HTTP/1.1 200 OK\r\n\r\nhalf"), .wait(.milliseconds(200)), .reset]
            }
            let proxy = try await ProxyUnderTest(to: server)
            let client = try await RawClient(port: proxy.port)
            try await client.send(request)
            #expect(await client.readToEnd().hasSuffix("\r\n\r\n4\r\nhalf\r\n"))
            try await proxy.stop()
        }

        @Test("a server that resets before its answer, or inside its head, is a bad gateway or no HTTP")
        func resetBeforeTheAnswer() async throws {
            let reset = try await ScriptedServer { _ in [.reset] }
            let first = try await ProxyUnderTest(to: reset)
            #expect(try await first.exchange(request).hasPrefix("HTTP/1.1 502 Bad Gateway\r\n"))
            try await first.stop()
            let cut = try await ScriptedServer { _ in
                [.send("HTTP/1.1 200 OK\r\nContent-"), .wait(.milliseconds(200)), .reset]
            }
            let second = try await ProxyUnderTest(to: cut)
            #expect(try await second.exchange(request).hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
            try await second.stop()
        }

        @Test("a server whose address can't even be tried is a bad gateway, and the connection goes on")
        func failsAtOnce() async throws {
            // No TCP connection leads to the broadcast address: the system says so without asking anybody.
            let proxy = try await ProxyUnderTest(.all(host: "255.255.255.255", to: 80))
            let client = try await RawClient(port: proxy.port)
            for request in [request, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", request] {
                try await client.send(request)
                #expect(try await client.readAnswer().hasPrefix("HTTP/1.1 502 Bad Gateway\r\n"))
            }
            #expect(try await proxy.proxy.state().upstreams == 0)
            try await proxy.stop()
        }

        @Test("what a server says unasked on an idle connection answers no request")
        func speaksUnasked() async throws {
            let server = try await ScriptedServer { request in
                request.hasPrefix("GET /first")
                    ? ScriptedServer.ok("first") + [.wait(.milliseconds(50))] + ScriptedServer.ok("poison")
                    : ScriptedServer.ok("second")
            }
            let proxy = try await ProxyUnderTest(to: server)
            let client = try await RawClient(port: proxy.port)
            try await client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.readAnswer().hasSuffix("first"))
            while try await proxy.proxy.state().upstreams > 0 { await Task.yield() }
            try await client.send(request)
            #expect(try await client.readAnswer().hasSuffix("second"))
            #expect(server.connections == 2)
            try await proxy.stop()
        }
    }
#endif
