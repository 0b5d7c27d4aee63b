#if Proxy
    import Dispatch
    import NIOConcurrencyHelpers
    import NIOCore
    import Testing
    import TurnoutProxy

    @Suite("Names of servers", .timeLimit(.minutes(10)))
    struct NameTests {
        /// Names and their addresses, as a test changes them.
        private final class Names: Sendable {
            let addresses: NIOLockedValueBox<[String: [SocketAddress]]>
            let lookUps = NIOLockedValueBox(0)

            init(_ addresses: [String: [SocketAddress]]) { self.addresses = NIOLockedValueBox(addresses) }

            @Sendable
            func lookUp(_ host: String, _: Int) throws -> [SocketAddress] {
                lookUps.withLockedValue { $0 += 1 }
                guard let found = addresses.withLockedValue({ $0[host] }) else { throw UnknownName() }
                return found
            }
        }

        private struct UnknownName: Error {}

        private let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

        private func address(_ server: ScriptedServer) throws -> SocketAddress {
            try SocketAddress(ipAddress: "127.0.0.1", port: server.port)
        }

        @Test("a server whose name gets another address is found there by the next connection")
        func moves() async throws {
            let old = try await ScriptedServer { _ in ScriptedServer.ok("old") + [.close] }
            let new = try await ScriptedServer { _ in ScriptedServer.ok("new") }
            let names = Names(["server": [try address(old)]])
            let proxy = try await ProxyUnderTest(.all(host: "server", to: 80), lookUp: names.lookUp)
            #expect(try await proxy.exchange(request).hasSuffix("old"))
            names.addresses.withLockedValue { [address = try address(new)] in $0["server"] = [address] }
            // The old connection may not have been seen to end yet; it is the last one.
            var answers: [String] = []
            for _ in 1...3 { answers.append(String(try await proxy.exchange(request).suffix(3))) }
            #expect(answers.suffix(2) == ["new", "new"])
            names.addresses.withLockedValue { $0 = [:] }
            try await proxy.proxy.apply(.all(host: "server", to: 81))
            #expect(try await proxy.exchange(request).hasPrefix("HTTP/1.1 502"))
            try await proxy.stop()
        }

        @Test("addresses that refuse are passed over; a bad gateway if all do")
        func severalAddresses() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("reached") }
            // Nobody listens there; the other family is perhaps one that this machine hasn't.
            let refused = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
            let other = try SocketAddress(ipAddress: "::1", port: 1)
            let names = Names(["some": [refused, other, try address(server)], "none": [refused, other], "empty": []])
            let proxy = try await ProxyUnderTest(.all(host: "some", to: 80), lookUp: names.lookUp)
            #expect(try await proxy.exchange(request).hasSuffix("reached"))
            for name in ["none", "empty"] {
                try await proxy.proxy.apply(.all(host: name, to: 80))
                #expect(try await proxy.exchange(request).hasPrefix("HTTP/1.1 502 Bad Gateway\r\n"))
            }
            try await proxy.stop()
        }

        @Test("a look-up that hangs holds up nobody but those who wait for its name, and these share it")
        func slowLookUps() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("ok") }
            let names = Names(["slow": [try address(server)], "fast": [try address(server)]])
            let gate = DispatchSemaphore(value: 0)
            let proxy = try await ProxyUnderTest(
                RoutingConfiguration(
                    routers: [
                        ["slow", "fast"].map {
                            .init(name: "\($0)@file", rule: "Path(`/\($0)`)", service: "\($0)@file")
                        }
                    ],
                    services: [
                        "slow@file": .balanced(
                            [.init(host: "slow", port: 80)], passesHost: true, transport: Transport()),
                        "fast@file": .balanced(
                            [.init(host: "fast", port: 80)], passesHost: true, transport: Transport()),
                    ]),
                lookUp: { host, port in
                    let addresses = try names.lookUp(host, port)
                    if host == "slow" { gate.wait() }
                    return addresses
                })
            var waiting: [RawClient] = []
            for _ in 1...8 {
                let client = try await RawClient(port: proxy.port)
                try await client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
                waiting.append(client)
            }
            while try await proxy.proxy.state().active < 8 { await Task.yield() }
            for _ in 1...4 {
                #expect(try await proxy.exchange("GET /fast HTTP/1.1\r\nHost: a\r\n\r\n").hasSuffix("ok"))
            }
            // One for each of the two event loops, and one for each connection to the other name.
            #expect(names.lookUps.withLockedValue { $0 } <= 2 + 4)
            for _ in 1...2 { gate.signal() }
            for client in waiting { #expect(try await client.readAnswer().hasSuffix("ok")) }
            try await proxy.stop()
        }
    }
#endif
