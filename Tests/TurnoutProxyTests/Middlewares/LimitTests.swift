#if Proxy
    import NIOCore
    import Testing
    import TurnoutConfiguration
    import TurnoutProxy

    @Suite("Limits across reloads and tunnels", .timeLimit(.minutes(10)))
    struct LimitTests {
        private let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

        @Test(
            "a rate limit goes on counting across a reload that leaves it alone, and begins anew with one that doesn't")
        func countsAcrossReloads() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let limit = try MiddlewareOptions.reading("rateLimit", ["average": "1", "period": "1h"])
            let proxy = try await ProxyUnderTest(.all(to: server, through: limit))
            #expect(try await proxy.exchange(request).hasPrefix("HTTP/1.1 200 "))
            let refusal = try await proxy.exchange(request)
            #expect(refusal.hasPrefix("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\nX-Retry-In: 59m59."))
            #expect(refusal.hasSuffix("\r\n\r\nToo Many Requests"))

            try await proxy.proxy.apply(.all(to: server, through: limit))
            #expect(try await proxy.exchange(request).hasPrefix("HTTP/1.1 429 "))
            let other = try MiddlewareOptions.reading("rateLimit", ["average": "2", "period": "1h"])
            try await proxy.proxy.apply(.all(to: server, through: other))
            #expect(try await proxy.exchange(request).hasPrefix("HTTP/1.1 200 "))
            try await proxy.stop()
        }

        @Test("routers that name the same limit have counts of their own, as Traefik's have")
        func countsForEachRouter() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            for kind in ["rateLimit", "circuitBreaker"] {
                let options =
                    kind == "rateLimit"
                    ? try MiddlewareOptions.reading(kind, ["average": "1", "period": "1h"])
                    : try MiddlewareOptions.reading(
                        kind, ["expression": "ResponseCodeRatio(200, 300, 0, 600) > 0.5", "checkPeriod": "1ms"])
                var configuration = RoutingConfiguration.all(to: server, through: options)
                configuration.routers[0].append(
                    .init(
                        name: "other@file", rule: "Path(`/other`)", priority: 100, service: "server@file",
                        middlewares: configuration.routers[0][0].middlewares))
                let proxy = try await ProxyUnderTest(configuration)
                var refused = false
                for _ in 0..<20 where !refused {
                    refused = try await !proxy.exchange(request).hasPrefix("HTTP/1.1 200 ")
                    try await Task.sleep(for: .milliseconds(5))
                }
                #expect(refused)
                let other = "GET /other HTTP/1.1\r\nHost: a\r\n\r\n"
                #expect(try await proxy.exchange(other).hasPrefix("HTTP/1.1 200 "))
                try await proxy.proxy.apply(configuration)
                #expect(try await !proxy.exchange(request).hasPrefix("HTTP/1.1 200 "))
                #expect(try await !proxy.exchange(other).hasPrefix("HTTP/1.1 200 "))
                try await proxy.stop()
            }
        }

        @Test("a request that waits for its token is answered, and its body passed on whole")
        func waits() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let limit = try MiddlewareOptions.reading("rateLimit", ["average": "3"])
            let proxy = try await ProxyUnderTest(.all(to: server, through: limit))
            let client = try await RawClient(port: proxy.port)
            try await client.send(request)
            #expect(try await client.readAnswer().hasPrefix("HTTP/1.1 200 "))
            // In more than half of the third of a second that a token takes.
            try await Task.sleep(for: .milliseconds(200))
            let body = String(repeating: "b", count: 100_000)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n\(body)")
            #expect(try await client.readAnswer().hasPrefix("HTTP/1.1 200 "))
            #expect(server.requests.last?.hasSuffix(body) == true)
            try await proxy.stop()
        }

        @Test("a WebSocket counts until both sides have ended it, also across a reload")
        func countsTunnels() async throws {
            let server = try await ScriptedServer { request in
                guard request.contains("Upgrade: echo") else { return ScriptedServer.ok("x") }
                let head = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"
                return request.hasPrefix("GET /short")
                    ? [.send(head), .wait(.milliseconds(300)), .close] : [.send(head), .echo]
            }
            let limit = try MiddlewareOptions.reading("inFlightReq", ["amount": "1"])
            let proxy = try await ProxyUnderTest(.all(to: server, through: limit))
            for path in ["/", "/short"] {
                let tunnel = try await RawClient(port: proxy.port)
                try await tunnel.send("GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
                #expect(try await tunnel.readAnswer().hasPrefix("HTTP/1.1 101 "))
                try await proxy.proxy.apply(.all(to: server, through: limit))
                let refusal = try await proxy.exchange(request)
                #expect(refusal.hasPrefix("HTTP/1.1 429 ") && refusal.hasSuffix("\r\n\r\nmax connections reached: 1"))
                if path == "/short" { _ = await tunnel.readToEnd() }
                await tunnel.close()
                var answer = ""
                for _ in 0..<100 where !answer.hasPrefix("HTTP/1.1 200 ") {
                    answer = try await proxy.exchange(request)
                }
                #expect(answer.hasPrefix("HTTP/1.1 200 "))
            }
            try await proxy.stop()
        }
    }
#endif
