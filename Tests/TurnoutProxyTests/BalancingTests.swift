#if Proxy
    import NIOCore
    import Testing
    import TurnoutConfiguration

    @testable import TurnoutProxy

    @Suite("Choices of servers") struct BalancingTests {
        @Test("who is down loses its turns to the others, by their weights")
        func turns() {
            var turns = WeightedRoundRobin([3, 1, 2, 0])
            #expect((0..<6).compactMap { _ in turns.next() }.sorted() == [0, 0, 0, 1, 2, 2])
            #expect((0..<8).compactMap { _ in turns.next { $0 != 2 } } == [0, 0, 1, 0, 0, 0, 1, 0])
            #expect(turns.next { $0 == 3 } == nil)
            var heavy = WeightedRoundRobin([.max, .max])
            #expect((0..<4).map { _ in heavy.next() } == [0, 1, 0, 1])
        }

        @Test(
            "a client is hashed to the server that Traefik hashes it to",
            arguments: [
                // FNV-1a by Python.
                ("127.0.0.1", [2.099034522475657, 2.099034099591689, 2.099033676707852]),
                ("10.0.0.7", [1.7619847278714889, 1.7619850542824378, 1.7619853806934727]),
                ("2001:db8::1", [1.7593009192315083, 1.759301244930716, 1.7593015706300104]),
                ("192.0.2.44", [1.776517366988376, 1.7765163761471539, 1.776516706427473]),
            ])
        func hashes(client: String, scores: [Double]) {
            for (index, score) in scores.enumerated() {
                let ours = HighestRandomWeight.score(
                    client: Array(client.utf8), name: "http://127.0.0.1:2301\(index + 1)", weight: 1)
                #expect(abs(ours - score) < 1e-12 * score)
            }
        }

        @Test("of two servers the one with less in hand is taken, and each is among the two now and then")
        func pairs() {
            var pairs = PowerOfTwoChoices()
            #expect(pairs.next(among: [], load: { _ in 0 }) == nil)
            #expect(pairs.next(among: [7], load: { _ in 0 }) == 7)
            #expect((0..<50).allSatisfy { _ in pairs.next(among: [0, 1], load: { 1 - $0 }) == 1 })
            let chosen = (0..<300).compactMap { _ in pairs.next(among: [0, 1, 2], load: { _ in 0 }) }
            for index in 0..<3 { #expect(chosen.count { $0 == index } > 60) }
        }

        @Test("the average is of the last hundred answers")
        func averages() {
            var times = ResponseTimes()
            #expect(times.average == 0)
            times.add(.milliseconds(7))
            #expect(times.average == 7)
            for _ in 0..<99 { times.add(.milliseconds(3)) }
            #expect(times.average == 3.04)
            times.add(.milliseconds(3))
            #expect(times.average == 3)
        }

        @Test("mirrors get their part of the requests, as evenly as can be")
        func mirrors() {
            let counts = MirrorCounts([0, 25, 50, 100])
            #expect((0..<4).map { _ in counts.next() } == [[1, 2, 3], [3], [2, 3], [3]])
        }

        @Test("who answers quickly gets the requests, and one in hand counts twice")
        func leastTime() async throws {
            let slow = try await ScriptedServer { _ in [.wait(.milliseconds(1500))] + ScriptedServer.ok("s") }
            let quick = try await ScriptedServer { _ in [.wait(.milliseconds(5))] + ScriptedServer.ok("q") }
            let proxy = try await ProxyUnderTest(
                .balanced([slow.port, quick.port], Balancing(strategy: .leasttime)))
            // One connection is on one loop.
            let client = try await RawClient(port: proxy.port)
            var order = ""
            for _ in 0..<8 {
                try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                order += String(try await client.readAnswer().suffix(1))
            }
            #expect(order == "sqqqqqqq")
            try await proxy.stop()
        }
    }

    extension RoutingConfiguration {
        /// One router for everything, several servers.
        static func balanced(_ ports: [Int], _ balancing: Balancing, rule: String = "PathPrefix(`/`)") -> Self {
            RoutingConfiguration(
                routers: [[RouterDefinition(name: "all@file", rule: rule, service: "server@file")]],
                services: [
                    "server@file": .balanced(
                        ports.map { ServerDefinition(host: "127.0.0.1", port: $0) }, passesHost: true,
                        transport: Transport(), balancing: balancing)
                ])
        }
    }
#endif
