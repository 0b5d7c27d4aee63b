#if Proxy
    import NIOCore
    import Testing
    import TurnoutProxy

    @Suite("forwardAuth", .timeLimit(.minutes(5)))
    struct ForwardAuthTests {
        private let get = "GET /a?b HTTP/1.1\r\nHost: a\r\n\r\n"

        private func options(_ server: ScriptedServer, _ rest: String = "") -> String {
            "auth: {forwardAuth: {address: 'http://127.0.0.1:\(server.port)/check', \(rest)}}"
        }

        @Test("permitted requests go on, over one connection to the authentication server, which a reload leaves open")
        func permits() async throws {
            let auth = try await ScriptedServer { _ in ScriptedServer.ok("") }
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let proxy = try await ProxyUnderTest(.passing(options(auth), to: [server]))
            let client = try await RawClient(port: proxy.port)
            for round in 1...3 {
                try await client.send(get)
                #expect(try await client.readAnswer().hasSuffix("\r\n\r\nx"))
                // The middleware stays what it is, the service doesn't.
                let other = try await ScriptedServer { _ in ScriptedServer.ok("x") }
                try await proxy.proxy.apply(.passing(options(auth), to: round == 1 ? [server, other] : [server]))
            }
            #expect(auth.connections == 1 && auth.requests.count == 3)
            #expect(auth.requests[0].hasPrefix("GET /check HTTP/1.1\r\nHost: 127.0.0.1:\(auth.port)\r\n"))
            #expect(auth.requests[0].contains("\r\nX-Forwarded-Uri: /a?b\r\n"))
            try await proxy.stop()
        }

        @Test("a refused request reaches no server, and its connection takes the next one", arguments: [false, true])
        func refuses(isChunked: Bool) async throws {
            let auth = try await ScriptedServer { request in
                request.contains("X-Forwarded-Method: POST")
                    ? [.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nX-Why: b\r\n\r\nno")]
                    : ScriptedServer.ok("")
            }
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let proxy = try await ProxyUnderTest(.passing(options(auth), to: [server]))
            let client = try await RawClient(port: proxy.port)
            let body =
                isChunked ? "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" : "Content-Length: 3\r\n\r\nabc"
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\n\(body)\(get)")
            let refusal = try await client.readAnswer()
            #expect(refusal.hasPrefix("HTTP/1.1 403 Forbidden\r\n") && refusal.hasSuffix("\r\n\r\nno"))
            #expect(refusal.contains("\r\nX-Why: b\r\n"))
            #expect(try await client.readAnswer().hasSuffix("\r\n\r\nx"))
            #expect(server.requests.count == 1)
            try await proxy.stop()
        }

        @Test("a body that waits for permission arrives whole, over a kept connection too", arguments: [false, true])
        func bodies(isForwarded: Bool) async throws {
            let auth = try await ScriptedServer { _ in [.wait(.milliseconds(50))] + ScriptedServer.ok("") }
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let proxy = try await ProxyUnderTest(.passing(options(auth, "forwardBody: \(isForwarded)"), to: [server]))
            let client = try await RawClient(port: proxy.port)
            let body = String(repeating: "0123456789", count: 30_000)
            for _ in 0..<2 {
                try await client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
                #expect(try await client.readAnswer().hasSuffix("\r\n\r\nx"))
            }
            #expect(server.connections == 1)
            #expect(server.requests.allSatisfy { $0.hasSuffix("\r\n\r\n" + body) })
            #expect(auth.requests.allSatisfy { $0.hasSuffix("\r\n\r\n" + (isForwarded ? body : "")) })
            try await proxy.stop()
        }

        @Test("after permission an upgrade goes through, and bytes go both ways")
        func tunnels() async throws {
            let auth = try await ScriptedServer { _ in ScriptedServer.ok("") }
            let server = try await ScriptedServer { _ in
                [.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"), .echo]
            }
            let proxy = try await ProxyUnderTest(.passing(options(auth), to: [server]))
            let client = try await RawClient(port: proxy.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
            #expect(try await client.readAnswer().hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
            try await client.send("ping")
            #expect(try await client.read(4) == "ping")
            #expect(!auth.requests[0].contains("Upgrade"))
            try await proxy.stop()
        }

        @Test(
            "a client that goes away, or has only finished sending, takes the waiting request with it",
            arguments: [false, true])
        func cancels(isHalfClosed: Bool) async throws {
            let auth = try await ScriptedServer { _ in [] }
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let proxy = try await ProxyUnderTest(.passing(options(auth), to: [server]))
            let client = try await RawClient(port: proxy.port)
            try await client.send(get)
            while auth.requests.isEmpty { await Task.yield() }
            if isHalfClosed {
                try await client.finish()
                #expect(await client.readToEnd().hasPrefix("HTTP/1.1 499 "))
            } else {
                await client.close()
            }
            while try await proxy.proxy.state().upstreams > 0 { await Task.yield() }
            #expect(server.requests.isEmpty)
            try await proxy.stop()
        }

        @Test("requests that wait hold no generation")
        func generations() async throws {
            let auth = try await ScriptedServer { _ in [] }
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let proxy = try await ProxyUnderTest(.passing(options(auth), to: [server]))
            let client = try await RawClient(port: proxy.port)
            try await client.send(get)
            while auth.requests.isEmpty { await Task.yield() }
            for _ in 0..<3 { try await proxy.proxy.apply(.passing(options(auth), to: [server])) }
            #expect(try await proxy.proxy.state().generations.map(\.number) == [4])
            try await proxy.stop()
        }

        @Test("an authentication server that is down, cuts its answer or talks nonsense is 500, and nothing goes on")
        func failures() async throws {
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            for answer in ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut", "nonsense\r\n\r\n"] {
                let auth = try await ScriptedServer { _ in [.send(answer), .close] }
                let proxy = try await ProxyUnderTest(.passing(options(auth), to: [server]))
                #expect(try await proxy.exchange(get).hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
                await auth.close()
                #expect(try await proxy.exchange(get).hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
                try await proxy.stop()
            }
            #expect(server.requests.isEmpty)
        }

        @Test("an answer longer than it may be is 401 before it has come")
        func longAnswers() async throws {
            let auth = try await ScriptedServer { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n")] }
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let proxy = try await ProxyUnderTest(.passing(options(auth, "maxResponseBodySize: 10"), to: [server]))
            #expect(try await proxy.exchange(get).hasPrefix("HTTP/1.1 401 Unauthorized\r\n"))
            #expect(server.requests.isEmpty)
            try await proxy.stop()
        }

        // CVE-2026-39858, CVE-2026-54763, CVE-2026-88011.
        @Test(
            "what a client says of who it is goes away, in any spelling",
            arguments: ["X-Auth-User", "x_auth_user", "X.Auth_User"])
        func identities(name: String) async throws {
            let auth = try await ScriptedServer { _ in
                [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Auth-User: alice\r\n\r\n")]
            }
            let server = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            for choice in ["authResponseHeaders: [x-auth-USER]", "authResponseHeadersRegex: '^X-Auth-U'"] {
                let proxy = try await ProxyUnderTest(.passing(options(auth, choice), to: [server]))
                _ = try await proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\n\(name): mallory\r\nX-Other: 1\r\n\r\n")
                let request = try #require(server.requests.last)
                #expect(!request.contains("mallory") && request.contains("\r\nX-Auth-User: alice\r\n"))
                #expect(request.contains("\r\nX-Other: 1\r\n"))
                try await proxy.stop()
            }
        }
    }
#endif
