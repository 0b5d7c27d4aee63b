#if Proxy
    import NIOCore
    import Testing
    import TurnoutConfiguration

    @testable import TurnoutProxy

    @Suite("Series", .timeLimit(.minutes(5)))
    struct SeriesTests {
        private func start(_ configuration: RoutingConfiguration) async throws -> ProxyUnderTest {
            var prometheus = MetricsSettings.Prometheus()
            prometheus.addRoutersLabels = true
            return try await ProxyUnderTest(configuration, metrics: prometheus)
        }

        private func scrape(_ proxy: ProxyUnderTest) async throws -> [Substring] {
            let request = ControlRequest(service: .prometheus, method: Array("GET".utf8), path: [], query: [])
            let answer = await proxy.proxy.answer(request)
            return String(decoding: answer.response(isHEAD: false).body, as: UTF8.self).split(separator: "\n")
        }

        private let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        private let router =
            #"traefik_router_requests_total{code="200",method="GET",protocol="http",router="all@file",service="server@file"}"#

        @Test("the counters of all loops are added up, and go on when a router or a service changes")
        func lasting() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let proxy = try await start(.all(to: server.port))
            for _ in 0..<4 { _ = try await proxy.exchange(request) }
            try await proxy.proxy.apply(.all(host: "localhost", to: server.port, rule: "Path(`/`)"))
            _ = try await proxy.exchange(request)
            let lines = try await scrape(proxy)
            #expect(lines.contains("\(router) 5"))
            #expect(lines.contains { $0.hasPrefix("traefik_service_requests_total") && $0.hasSuffix(" 5") })
            #expect(lines.contains("traefik_config_reloads_total 2"))
            try await proxy.stop()
        }

        @Test("series end with their owners, after one more scrape")
        func ending() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let proxy = try await start(.all(to: server.port))
            _ = try await proxy.exchange(request)
            try await proxy.proxy.apply(RoutingConfiguration(routers: [[]]))
            #expect(try await scrape(proxy).contains("\(router) 1"))
            let after = try await scrape(proxy)
            #expect(!after.contains { $0.hasPrefix("traefik_router") || $0.hasPrefix("traefik_service") })
            #expect(after.contains { $0.hasPrefix("traefik_entrypoint_requests_total") })
            try await proxy.stop()
        }

        @Test("methods beyond HTTP's own are one")
        func methods() {
            for name in ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "PRI"] {
                #expect(MethodLabel(Array(name.utf8)[...]).text == name)
            }
            for name in ["get", "GETS", "FOO", "P", ""] { #expect(MethodLabel(Array(name.utf8)[...]) == .other) }
        }

        @Test("version and cipher are read from the server's hello")
        func hello() {
            var bytes = ByteBuffer(bytes: [22, 3, 3, 0, 0, 2, 0, 0, 0, 3, 3])
            bytes.writeRepeatingByte(0, count: 32)
            bytes.writeBytes([2, 9, 9, 0x13, 0x01, 0])
            let parameters = TLSParameters(serverHello: bytes)
            #expect(parameters?.versionName == "1.2" && parameters?.cipherName == "TLS_AES_128_GCM_SHA256")
            // An extension before the one with the version.
            bytes.writeBytes([0, 11, 0, 1, 0, 1, 7, 0, 43, 0, 2, 3, 4])
            #expect(TLSParameters(serverHello: bytes)?.versionName == "1.3")
            for count in 0..<45 { #expect(TLSParameters(serverHello: bytes.getSlice(at: 0, length: count)!) == nil) }
        }

        @Test("what gRPC says in trailers is its code")
        func grpc() {
            #expect(GRPCStatus.find(in: Array("Grpc-Message: a\r\nGrpc-Status: 7\r\n".utf8)) == 7)
            #expect(GRPCStatus.find(in: Array("Other: 7\r\n".utf8)) == nil)
            #expect(GRPCStatus.parse("17".utf8) == GRPCStatus.unknown)
        }
    }
#endif
