#if Proxy
    import Testing
    import TurnoutConfiguration

    @testable import TurnoutProxy

    @Suite("Failover and mirrors", .timeLimit(.minutes(10))) struct FailoverTests {
        private typealias Definition = RoutingConfiguration.ServiceDefinition

        private func proxy(_ service: Definition, _ main: Int, _ other: Int) async throws -> ProxyUnderTest {
            func server(_ port: Int) -> Definition {
                .balanced([.init(host: "127.0.0.1", port: port)], passesHost: true, transport: Transport())
            }
            return try await ProxyUnderTest(
                RoutingConfiguration(
                    routers: [[.init(name: "all@file", rule: "PathPrefix(`/`)", service: "s@file")]],
                    services: ["s@file": service, "main@file": server(main), "other@file": server(other)]))
        }

        private func failover(limit: Int = .max) -> Definition {
            var options = FailoverOptions()
            options.looksAtAnswers = true
            options.statuses = StatusRanges(readable: ["500-504", "404"])
            options.maximumBodyBytes = limit
            return .failover(service: "main@file", fallback: "other@file", options: options)
        }

        private static func status(_ status: Int) -> ScriptedServer.Action {
            .send("HTTP/1.1 \(status) S\r\nSet-Cookie: main=1\r\nContent-Length: 4\r\n\r\nmain")
        }

        @Test("an answer with one of the statuses is replaced by the fallback's", arguments: [404, 503, 505, 200])
        func statuses(status: Int) async throws {
            let main = try await ScriptedServer { _ in [Self.status(status)] }
            let other = try await ScriptedServer { _ in ScriptedServer.ok("other") }
            let proxy = try await proxy(failover(), main.port, other.port)
            for body in ["Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"]
            {
                let answer = try await proxy.exchange("POST /p?q HTTP/1.1\r\nHost: a\r\n\(body)")
                #expect(answer.hasSuffix(status == 404 || status == 503 ? "\r\n\r\nother" : "\r\n\r\nmain"))
                #expect(answer.contains("main=1") == (status == 200 || status == 505))
            }
            let asked = main.requests + other.requests
            #expect(asked.count == (status == 404 || status == 503 ? 4 : 2))
            #expect(asked.allSatisfy { $0.hasPrefix("POST /p?q ") && $0.contains("hello") })
            try await proxy.stop()
        }

        @Test("the fallback answers for a service that can't be reached")
        func unreachable() async throws {
            let other = try await ScriptedServer { _ in ScriptedServer.ok("other") }
            let proxy = try await proxy(failover(), 1, other.port)
            #expect(try await proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hasSuffix("\r\n\r\nother"))
            try await proxy.stop()
        }

        @Test(
            "a body that is too long to be held is refused", arguments: ["Content-Length: 6\r\n\r\nhello!", "chunked"])
        func tooLong(body: String) async throws {
            let main = try await ScriptedServer { _ in [Self.status(200)] }
            let proxy = try await proxy(failover(limit: 5), main.port, main.port)
            let text = body == "chunked" ? "Transfer-Encoding: chunked\r\n\r\n6\r\nhello!\r\n0\r\n\r\n" : body
            let answer = try await proxy.exchange("POST / HTTP/1.1\r\nHost: a\r\n\(text)")
            #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.hasSuffix("\r\n\r\nRequest body too large\n"))
            #expect(main.requests.isEmpty)
            try await proxy.stop()
        }

        @Test("a mirror gets what the service gets, and longer bodies pass it by")
        func mirror() async throws {
            let main = try await ScriptedServer { _ in ScriptedServer.ok("main") }
            let mirror = try await ScriptedServer { _ in ScriptedServer.ok("mirror") }
            let proxy = try await proxy(
                .mirrored(
                    service: "main@file", mirrors: [.init(service: "other@file", percent: 100)],
                    options: MirroringOptions(maximumBodyBytes: 5)), main.port, mirror.port)
            let long = String(repeating: "x", count: 100_000)
            for body in [
                "Content-Length: 5\r\n\r\nhello", "Content-Length: 100000\r\n\r\n\(long)",
                "Transfer-Encoding: chunked\r\n\r\n6\r\nhello!\r\n186A0\r\n\(long)\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", "\r\n",
            ] {
                let answer = try await proxy.exchange("POST /p HTTP/1.1\r\nHost: a\r\n\(body)")
                #expect(answer.hasSuffix("\r\n\r\nmain"))
            }
            for _ in 0..<200 where mirror.requests.count < 3 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(main.requests.count == 5)
            #expect(main.requests[1].hasSuffix("\r\n\r\n\(long)"))
            #expect(main.requests[2].count { $0 == "x" } >= 100_000)
            #expect(mirror.requests.count == 3)
            #expect(mirror.requests.first == main.requests[0] && mirror.requests.last == main.requests[4])
            // A copy goes out with the length that it is then known to have.
            #expect(mirror.requests[1].contains("Content-Length: 2\r\n") && mirror.requests[1].hasSuffix("\r\n\r\nhi"))
            try await proxy.stop()
        }

        @Test("a request that becomes a tunnel is not mirrored, and its end harms nobody")
        func tunnel() async throws {
            let main = try await ScriptedServer { _ in
                [.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"), .echo]
            }
            let mirror = try await ScriptedServer { _ in ScriptedServer.ok("mirror") }
            let proxy = try await proxy(
                .mirrored(
                    service: "main@file", mirrors: [.init(service: "other@file", percent: 100)],
                    options: MirroringOptions()), main.port, mirror.port)
            let client = try await RawClient(port: proxy.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
            _ = try await client.readAnswer()
            try await client.send("hello")
            #expect(try await client.read(5) == "hello")
            await client.close()
            for _ in 0..<200 where try await proxy.proxy.state().tunnels > 0 {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await proxy.proxy.state().tunnels == 0 && mirror.requests.isEmpty)
            try await proxy.stop()
        }
    }
#endif
