#if Proxy
    import Testing
    import TurnoutProxy

    @Suite("Generations", .timeLimit(.minutes(10)))
    struct ReloadTests {
        @Test("a service that nobody asks for is forgotten, its idle connection is not, whatever is reloaded")
        func forgottenServices() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let proxy = try await ProxyUnderTest(.all(to: server.port))
            // One loop serves the connection, and has the pool.
            let client = try await RawClient(port: proxy.port)
            let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
            for rule in ["PathPrefix(`/`)", "PathPrefix(`/`) && Method(`GET`)"] {
                try await proxy.proxy.apply(.all(to: server.port, rule: rule))
                try await client.send(request)
                #expect(try await client.readAnswer().hasSuffix("\r\n\r\nx"))
                // Longer than the loops take to notice.
                try await Task.sleep(for: .seconds(5))
            }
            try await client.send(request)
            #expect(try await client.readAnswer().hasSuffix("\r\n\r\nx"))
            #expect(server.connections == 1 && server.requests.count == 3)
            try await proxy.stop()
        }

        @Test("a reload routes the next request anew, leaves a tunnel alone, and leaves one generation alive")
        func reload() async throws {
            let old = try await ScriptedServer { request in
                request.contains("Upgrade: echo")
                    ? [
                        .send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"),
                        .echo,
                    ]
                    : ScriptedServer.ok("old")
            }
            let new = try await ScriptedServer { _ in ScriptedServer.ok("new") }
            let proxy = try await ProxyUnderTest(to: old)
            let tunnel = try await RawClient(port: proxy.port)
            try await tunnel.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
            _ = try await tunnel.readAnswer()
            let kept = try await RawClient(port: proxy.port)
            try await kept.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await kept.readAnswer().hasSuffix("old"))

            for round in 1...30 {
                let report = try await proxy.proxy.apply(.all(to: round % 2 == 1 ? new.port : old.port))
                #expect(report.number == round + 1)
            }
            let report = try await proxy.proxy.apply(.all(to: new.port))
            #expect((report.routers, report.added, report.removed) == (1, 0, 0))
            try await kept.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await kept.readAnswer().hasSuffix("new"))
            try await tunnel.send("still here")
            #expect(try await tunnel.read(10) == "still here")
            let generations = try await proxy.proxy.state().generations
            #expect(generations.map(\.number) == [32] && generations.map(\.loops) == [2])
            try await proxy.stop()
        }

        @Test("a service that a reload doesn't change keeps its connections")
        func keepsConnections() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("ok") }
            let proxy = try await ProxyUnderTest(to: server)
            let client = try await RawClient(port: proxy.port)
            for round in 0..<5 {
                try await proxy.proxy.apply(.all(to: server.port, rule: "PathPrefix(`/\(round)`)"))
                try await client.send("GET /\(round) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.readAnswer().hasSuffix("ok"))
            }
            #expect(server.connections == 1)
            try await proxy.stop()
        }

        @Test("weights are kept: three to one means two, one, one more")
        func weights() async throws {
            let first = try await ScriptedServer { _ in ScriptedServer.ok("a") }
            let second = try await ScriptedServer { _ in ScriptedServer.ok("b") }
            func server(_ server: ScriptedServer) -> RoutingConfiguration.ServiceDefinition {
                .balanced([.init(host: "127.0.0.1", port: server.port)], passesHost: true, transport: Transport())
            }
            let configuration = RoutingConfiguration(
                routers: [[.init(name: "all@file", rule: "PathPrefix(`/`)", service: "both@file")]],
                services: [
                    "both@file": .weighted([
                        .init(service: "a@file", weight: 3), .init(service: "b@file", weight: 1),
                    ]),
                    "a@file": server(first), "b@file": server(second),
                ])
            let proxy = try await ProxyUnderTest(configuration)
            let client = try await RawClient(port: proxy.port)
            var order = ""
            for _ in 0..<8 {
                try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                order += String(try await client.readAnswer().suffix(1))
            }
            #expect(order == "aabaaaba")
            try await proxy.stop()
        }
    }
#endif
