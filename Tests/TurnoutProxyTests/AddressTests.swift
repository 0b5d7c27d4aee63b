#if Proxy
    import NIOCore
    import Testing
    import TurnoutProxy

    @Suite("Addresses", .timeLimit(.minutes(10)))
    struct AddressTests {
        private static var hasIPv6: Bool {
            ((try? System.enumerateDevices()) ?? []).contains { $0.address?.ipAddress == "::1" }
        }

        private static let needsIPv6: ConditionTrait = .enabled(if: hasIPv6, "this machine has no address ::1")

        @Test("a server and a client may have IPv6 addresses", needsIPv6)
        func versionSix() async throws {
            let server = try await ScriptedServer(host: "::1") { _ in ScriptedServer.ok("six") }
            let proxy = try await ProxyUnderTest(.all(host: "::1", to: server.port)) { $0.host = "::1" }
            let client = try await RawClient(host: "::1", port: proxy.port)
            for _ in 1...2 {
                try await client.send("GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n")
                #expect(try await client.readAnswer().hasSuffix("\r\n\r\nsix"))
            }
            let seen = server.requests.first ?? ""
            #expect(seen.contains("\r\nHost: [::1]\r\n"))
            #expect(seen.contains("\r\nX-Real-Ip: ::1\r\n") && seen.contains("\r\nX-Forwarded-For: ::1\r\n"))
            #expect(server.connections == 1)
            try await proxy.stop()
        }

        @Test("an entry point without an address takes clients of both families", needsIPv6)
        func bothFamilies() async throws {
            let proxy = try await ProxyUnderTest(
                RoutingConfiguration(
                    routers: [[.init(name: "all@file", rule: "ClientIP(`127.0.0.1`)", service: "whoami@internal")]])
            ) { $0.host = "" }
            let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
            // An IPv4 address that came over an IPv6 socket is an IPv4 address.
            #expect(try await proxy.exchange(request).contains("\nX-Real-Ip: 127.0.0.1\n"))
            let six = try await RawClient(host: "::1", port: proxy.port)
            try await six.send(request)
            #expect(try await six.readAnswer().hasPrefix("HTTP/1.1 404"))
            try await proxy.stop()
        }

        @Test("a server's name is resolved; one that nobody knows is a bad gateway")
        func names() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("named") }
            let proxy = try await ProxyUnderTest(.all(host: "localhost", to: server.port))
            let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
            #expect(try await proxy.exchange(request).hasSuffix("\r\n\r\nnamed"))
            try await proxy.proxy.apply(.all(host: "nobody.invalid", to: server.port))
            #expect(try await proxy.exchange(request).hasPrefix("HTTP/1.1 502 Bad Gateway\r\n"))
            try await proxy.stop()
        }
    }
#endif
