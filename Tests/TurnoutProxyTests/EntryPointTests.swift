#if Proxy
    import NIOCore
    import Testing
    import TurnoutProxy

    @Suite("Entry points", .timeLimit(.minutes(10)))
    struct EntryPointTests {
        private let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

        private func whoami(_ change: (inout EntryPointSettings) -> Void = { _ in }) async throws -> ProxyUnderTest {
            try await ProxyUnderTest(
                RoutingConfiguration(
                    routers: [[.init(name: "all@file", rule: "PathPrefix(`/`)", service: "whoami@internal")]]),
                entryPoint: change)
        }

        @Test("whoami answers with the router, the client and the head that a server would get")
        func answersWithTheRequest() async throws {
            let proxy = try await whoami()
            let answer = try await proxy.exchange(request)
            #expect(answer.contains("\r\n\r\nRouter: all@file\nRemoteAddr: 127.0.0.1:"))
            #expect(answer.contains("\nGET / HTTP/1.1\nHost: a\nX-Real-Ip: 127.0.0.1\n"))
            try await proxy.stop()
        }

        @Test("a connection that sends nothing, half a head, or nothing more is closed when its time is over")
        func deadlines() async throws {
            let proxy = try await whoami {
                $0.readTimeout = .milliseconds(300)
                $0.idleTimeout = .milliseconds(300)
            }
            let silent = try await RawClient(port: proxy.port)
            #expect(await silent.readToEnd() == "")
            let slow = try await RawClient(port: proxy.port)
            try await slow.send("GET / HT")
            #expect(await slow.readToEnd() == "")
            let idle = try await RawClient(port: proxy.port)
            try await idle.send(request)
            #expect(try await idle.readAnswer().hasPrefix("HTTP/1.1 200 OK"))
            #expect(await idle.readToEnd() == "")
            try await proxy.stop()
        }

        @Test("the last request of keepAliveMaxRequests is answered with Connection: close")
        func maximumRequests() async throws {
            let proxy = try await whoami { $0.maximumRequests = 2 }
            let client = try await RawClient(port: proxy.port)
            try await client.send(request)
            #expect(!(try await client.readAnswer().contains("Connection: close")))
            try await client.send(request)
            #expect(await client.readToEnd().contains("\r\nConnection: close\r\n"))
            try await proxy.stop()
        }

        @Test("a connection beyond the limit is closed, and one that ends makes room")
        func maximumConnections() async throws {
            var limits = ProxyLimits()
            // Two loops, so one each.
            limits.maximumConnections = 2
            let proxy = try await ProxyUnderTest(limits: limits)
            let first = try await RawClient(port: proxy.port)
            let second = try await RawClient(port: proxy.port)
            for client in [first, second] {
                try await client.send(request)
                #expect(try await client.readAnswer().hasPrefix("HTTP/1.1 404"))
            }
            let third = try await RawClient(port: proxy.port)
            #expect(await third.readToEnd() == "")
            await first.close()
            await second.close()
            while try await proxy.proxy.state().connections > 0 { await Task.yield() }
            #expect(try await proxy.exchange(request).hasPrefix("HTTP/1.1 404"))
            try await proxy.stop()
        }

        @Test(
            "a trusted peer's PROXY header says who the client is; another's is read and ignored",
            arguments: [true, false])
        func proxyProtocol(isTrusted: Bool) async throws {
            let proxy = try await whoami {
                var settings = EntryPointSettings.ProxyProtocol()
                settings.trustsEveryPeer = isTrusted
                $0.proxyProtocol = settings
            }
            let answer = try await proxy.exchange("PROXY TCP4 203.0.113.7 192.0.2.1 4711 80\r\n" + request)
            #expect(answer.contains("X-Real-Ip: \(isTrusted ? "203.0.113.7" : "127.0.0.1")\n"))
            #expect(try await proxy.exchange(request).contains("X-Real-Ip: 127.0.0.1\n"))
            try await proxy.stop()
        }

        @Test("a running request is answered while the proxy ends; an idle connection is closed at once")
        func drains() async throws {
            let server = try await ScriptedServer { _ in [.wait(.seconds(2))] + ScriptedServer.ok("late") }
            let proxy = try await ProxyUnderTest(to: server)
            let idle = try await RawClient(port: proxy.port)
            try await idle.send("GET / HTTP/9\r\n\r\n")
            let waiting = try await RawClient(port: proxy.port)
            try await waiting.send(request)
            while server.requests.isEmpty { await Task.yield() }
            async let ended: Void = proxy.proxy.shutdown(grace: .seconds(120))
            let last = await waiting.readToEnd()
            #expect(last.hasSuffix("\r\nConnection: close\r\n\r\nlate"), "\(last.debugDescription)")
            try await ended
            await #expect(throws: (any Error).self) { _ = try await RawClient(port: proxy.port) }
        }

        @Test("while the end is near only ping says so")
        func terminating() async throws {
            let proxy = try await ProxyUnderTest(
                RoutingConfiguration(
                    routers: [
                        [
                            .init(name: "ping@internal", rule: "PathPrefix(`/ping`)", service: "ping@internal"),
                            .init(name: "noop@file", rule: "Path(`/`)", service: "noop@internal"),
                        ]
                    ]))
            let ping = "GET /ping HTTP/1.1\r\nHost: a\r\n\r\n"
            #expect(try await proxy.exchange(ping).hasSuffix("\r\n\r\nOK"))
            async let ended: Void = proxy.proxy.shutdown(acceptGrace: .milliseconds(500), grace: .seconds(1))
            while try await proxy.exchange(ping).hasPrefix("HTTP/1.1 200") { await Task.yield() }
            #expect(try await proxy.exchange(ping).hasPrefix("HTTP/1.1 503 Service Unavailable"))
            #expect(try await proxy.exchange(request).hasPrefix("HTTP/1.1 418"))
            try await ended
        }

        @Test("denied escapes are 400 in a path and nothing in a query")
        func deniedEscapes() async throws {
            let proxy = try await whoami { $0.deniedEscapes = [Array("2F".utf8)] }
            #expect(try await proxy.exchange("GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n").hasPrefix("HTTP/1.1 400"))
            #expect(try await proxy.exchange("GET /a?b=%2F HTTP/1.1\r\nHost: a\r\n\r\n").hasPrefix("HTTP/1.1 200"))
            try await proxy.stop()
        }

        @Test("an address in use is named, with the way out")
        func addressInUse() async throws {
            let first = try await whoami()
            let error = await #expect(throws: EntryPointError.self) { _ = try await whoami { $0.port = first.port } }
            #expect(error?.description.hasSuffix("another process listens there") == true)
            try await first.stop()
        }
    }
#endif
