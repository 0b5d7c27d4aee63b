#if Proxy
    import Logging
    import NIOConcurrencyHelpers
    import NIOCore
    import Testing
    import TurnoutConfiguration
    import TurnoutHTTP

    @testable import TurnoutProxy

    @Suite("Health checks", .timeLimit(.minutes(10))) struct HealthTests {
        @Test(
            "the path of a check is read against the server's URL",
            arguments: [
                ("http://h:81/base", "/health?x=1", "http://h:81/health?x=1"),
                ("http://h/base/x", "rel/./a/../x", "http://h/base/rel/x"), ("http://h", "rel", "http://h/rel"),
                ("http://h/b?z=1", "", "http://h/b?z=1"), ("http://h/b?z=1", "?y", "http://h/b?y"),
                ("http://h", "/a b#c", "http://h/a%20b"), ("http://h", "/é", "http://h/%C3%A9"),
                ("http://h", "/../..", "http://h/"), ("http://h", "/a/..", "http://h/"),
                ("http://h", "/a/b/.", "http://h/a/b/"), ("https://[::1]:8443/x", "//o/y", "https://o/y"),
                ("http://h", "https://o:1/y", "https://o:1/y"), ("http://h", "/%zz", nil), ("http://h", "ftp://x", nil),
                ("http://h", "/\u{1}", nil),
            ])
        func urls(server: String, path: String, expected: String?) {
            #expect(CheckedURL(server)?.resolving(path)?.description == expected)
        }

        @Test("a check says what Traefik's says, and follows redirections as Go does")
        func requests() throws {
            var check = HealthCheck()
            check.path = "/health"
            check.method = "POST"
            check.port = 8080
            check.hostname = "name.example"
            check.headers = ["X-B": "2", "host": "no", "x-a": "1"]
            let request = try HealthRequest(check, of: "http://h")
            #expect(String(decoding: request.message.method, as: UTF8.self) == "POST")
            #expect(request.url.description == "http://h:8080/health")
            #expect(String(decoding: request.message.host, as: UTF8.self) == "name.example")
            let names = request.message.headers.lines.map { String(decoding: $0.name, as: UTF8.self) }
            #expect(names == ["user-agent", "x-a", "x-b", "accept-encoding"])

            func redirected(_ status: Int, _ location: String) throws -> HealthRequest? {
                try request.redirected(status, to: Array(location.utf8))
            }
            #expect(try redirected(200, "/x")?.url == nil && redirected(302, "")?.url == nil)
            let next = try #require(try redirected(302, "other"))
            #expect(next.url.description == "http://h:8080/other")
            #expect(String(decoding: next.message.method, as: UTF8.self) == "GET")
            #expect(String(decoding: next.message.host, as: UTF8.self) == "name.example")
            #expect(next.message.headers.first("referer") == Array("http://h:8080/health".utf8))
            let away = try #require(try redirected(307, "http://o/x"))
            #expect(String(decoding: away.message.method, as: UTF8.self) == "POST")
            #expect(String(decoding: away.message.host, as: UTF8.self) == "o")
            #expect(throws: HealthRequest.Fault.self) {
                var turning = request
                for _ in 0..<10 { turning = try #require(try turning.redirected(301, to: Array("/x".utf8))) }
            }
        }

        @Test("failures count together within their window, and a success ends the count")
        func failures() {
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let health = ServerHealth(service: "s@file", url: "http://h", logger: logger)
            var check = PassiveHealthCheck()
            check.maximumFailedAttempts = 3
            func fail(_ seconds: Int64) -> Bool {
                health.countFailure(check, at: .uptimeNanoseconds(0) + .seconds(seconds))
            }
            #expect(!fail(100) && !fail(101))
            health.countSuccess()
            #expect(!fail(102) && !fail(103) && !fail(112) && health.isUp)
            #expect(fail(112) && !health.isUp)
            // Down already.
            #expect(!fail(112))
        }

        private static func checked(_ change: (inout HealthCheck) -> Void = { _ in }) -> Balancing {
            var check = HealthCheck()
            check.path = "/health"
            check.interval = .milliseconds(50)
            change(&check)
            var balancing = Balancing()
            balancing.healthCheck = Shared(check)
            return balancing
        }

        /// A server whose health can be set.
        private final class Patient: Sendable {
            let status = NIOLockedValueBox(200)
            let server: ScriptedServer
            var checks: Int { server.requests.count { $0.hasPrefix("GET /health ") } }

            init(_ name: String) async throws {
                server = try await ScriptedServer { [status] request in
                    guard request.hasPrefix("GET /health ") else { return ScriptedServer.ok(name) }
                    return [.send("HTTP/1.1 \(status.withLockedValue { $0 }) Status\r\nContent-Length: 0\r\n\r\n")]
                }
            }

            func set(_ status: Int) { self.status.withLockedValue { $0 = status } }
        }

        /// Waits until all answers are as `expected`.
        private func becomes(_ expected: String, _ proxy: ProxyUnderTest) async throws -> Bool {
            for _ in 0..<400 {
                var all = true
                for _ in 0..<4 where all {
                    all = try await proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").contains(expected)
                }
                if all { return true }
                try await Task.sleep(for: .milliseconds(25))
            }
            return false
        }

        @Test("a server that is down gets no requests until it is up again; if all are down, the answer is 503")
        func transitions() async throws {
            let (first, second) = (try await Patient("a"), try await Patient("b"))
            let proxy = try await ProxyUnderTest(.balanced([first.server.port, second.server.port], Self.checked()))
            first.set(500)
            #expect(try await becomes("\r\n\r\nb", proxy))
            second.set(404)
            #expect(try await becomes("\r\n\r\nno available server\n", proxy))
            #expect(try await proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hasPrefix("HTTP/1.1 503 "))
            first.set(399)
            #expect(try await becomes("\r\n\r\na", proxy))
            try await proxy.stop()
        }

        @Test("a check that is not answered in time, or not at all, fails")
        func unanswered() async throws {
            let silent = try await ScriptedServer { request in
                request.hasPrefix("GET /health ") ? [] : ScriptedServer.ok("a")
            }
            let proxy = try await ProxyUnderTest(
                .balanced([silent.port, 1], Self.checked { $0.timeout = .milliseconds(50) }))
            #expect(try await becomes("no available server", proxy))
            try await proxy.stop()
        }

        @Test("a check that is under way when nobody holds the proxy any more ends like any other")
        func outlivesTheProxy() async throws {
            let server = try await ScriptedServer { _ in [.wait(.milliseconds(300)), .close] }
            var proxy: ProxyUnderTest? = try await ProxyUnderTest(.balanced([server.port], Self.checked()))
            for _ in 0..<200 where server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            #expect(proxy != nil && !server.requests.isEmpty)
            let isGone = { [weak held = proxy?.proxy] in held == nil }
            proxy = nil
            for _ in 0..<100 where !isGone() { try await Task.sleep(for: .milliseconds(5)) }
            #expect(isGone())
            try await Task.sleep(for: .milliseconds(500))
        }

        @Test("what is known of servers survives reloads, also of their service; checks end with it")
        func reloads() async throws {
            let (first, second) = (try await Patient("a"), try await Patient("b"))
            let ports = [first.server.port, second.server.port]
            let proxy = try await ProxyUnderTest(.balanced(ports, Self.checked()))
            first.set(500)
            #expect(try await becomes("\r\n\r\nb", proxy))
            // The third server makes a new service of it.
            for configuration in [
                RoutingConfiguration.balanced(ports, Self.checked(), rule: "PathPrefix(`/`) || Path(`/x`)"),
                .balanced(ports + [1], Self.checked()),
            ] {
                try await proxy.proxy.apply(configuration)
                for _ in 0..<6 {
                    #expect(!(try await proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").hasSuffix("\r\n\r\na")))
                }
            }
            try await proxy.proxy.apply(.all(to: second.server.port))
            // One may have been on its way.
            try await Task.sleep(for: .milliseconds(100))
            let checks = second.checks
            #expect(checks > 0)
            try await Task.sleep(for: .milliseconds(300))
            #expect(second.checks == checks)
            #expect(try await proxy.proxy.state().generations.count == 1)
            try await proxy.stop()
        }

        @Test("failed requests take a server out for the window")
        func passive() async throws {
            let (bad, good) = (
                try await ScriptedServer { _ in [.send("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")] },
                try await ScriptedServer { _ in ScriptedServer.ok("good") }
            )
            var passive = PassiveHealthCheck()
            passive.failureWindow = .seconds(3)
            passive.maximumFailedAttempts = 2
            var balancing = Balancing()
            balancing.passiveHealthCheck = Shared(passive)
            let proxy = try await ProxyUnderTest(.balanced([bad.port, good.port], balancing))
            #expect(try await becomes("good", proxy))
            let failed = bad.requests.count
            #expect(failed == 2)
            try await Task.sleep(for: .milliseconds(3500))
            #expect(try await becomes("good", proxy))
            #expect(bad.requests.count > failed)
            try await proxy.stop()
        }
    }
#endif
