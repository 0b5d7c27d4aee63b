#if Proxy
    import NIOCore
    import Testing
    import TurnoutConfiguration

    @testable import TurnoutProxy

    @Suite("retry", .timeLimit(.minutes(5)))
    struct RetryTests {
        private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        private let busy: [ScriptedServer.Action] = [
            .send("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
        ]

        @Test("each attempt chooses a server anew, and the body is sent again", arguments: [false, true])
        func choosesAnew(isChunked: Bool) async throws {
            let busy = busy
            let bad = try await ScriptedServer { _ in busy }
            let good = try await ScriptedServer { _ in ScriptedServer.ok("x") }
            let proxy = try await ProxyUnderTest(
                .passing("again: {retry: {attempts: 2, status: ['503']}}", to: [bad, good]))
            let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: 5"
            let body = isChunked ? "5\r\nhello\r\n0\r\n\r\n" : "hello"
            for _ in 0..<4 {
                let answer = try await proxy.exchange("PUT / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n\(body)")
                #expect(answer.hasSuffix("\r\n\r\nx"))
            }
            #expect(good.requests.count == 4 && !bad.requests.isEmpty)
            #expect(
                (good.requests + bad.requests).allSatisfy { $0.contains(framing) && $0.hasSuffix("\r\n\r\n\(body)") })
            try await proxy.stop()
        }

        @Test("a server that fails at once is tried as often as it says")
        func failsAtOnce() async throws {
            let text = """
                http:
                  routers: {all: {rule: PathPrefix(`/`), service: s, middlewares: [again]}}
                  middlewares: {again: {retry: {attempts: 3}}}
                  services: {s: {loadBalancer: {servers: [{url: 'http://255.255.255.255'}]}}}
                """
            let proxy = try await ProxyUnderTest(.yaml(text))
            let client = try await RawClient(port: proxy.port)
            for request in [get, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", get] {
                try await client.send(request)
                #expect(try await client.readAnswer().hasPrefix("HTTP/1.1 502 Bad Gateway\r\n"))
            }
            #expect(try await proxy.proxy.state().upstreams == 0)
            try await proxy.stop()
        }

        @Test("a client that goes away between two attempts is the end of them")
        func cancels() async throws {
            let busy = busy
            let server = try await ScriptedServer { _ in busy }
            let proxy = try await ProxyUnderTest(
                .passing("again: {retry: {attempts: 2, initialInterval: 300ms, status: ['503']}}", to: [server]))
            let client = try await RawClient(port: proxy.port)
            try await client.send(get)
            while server.requests.isEmpty { await Task.yield() }
            await client.close()
            // Longer than the interval.
            try await Task.sleep(for: .milliseconds(600))
            #expect(server.requests.count == 1)
            try await proxy.stop()
        }

        @Test("a body that is too long to be kept is sent once, whole")
        func longBodies() async throws {
            let busy = busy
            let server = try await ScriptedServer { _ in busy }
            let proxy = try await ProxyUnderTest(
                .passing("again: {retry: {attempts: 3, status: ['503'], maxRequestBodyBytes: 4}}", to: [server]))
            let client = try await RawClient(port: proxy.port)
            try await client.send("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
            try await client.send("3\r\ndef\r\n3\r\nghi\r\n")
            try await client.send("1\r\nj\r\n0\r\n\r\n")
            #expect(try await client.readAnswer().hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
            #expect(server.requests.count == 1)
            let request = try #require(server.requests.first)
            let parts = request.split(separator: "\r\n\r\n", maxSplits: 1)[1].split(separator: "\r\n")
            #expect(
                parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }.joined() == "abcdefghij")
            try await proxy.stop()
        }

        @Test("what an inner middleware has begun for an attempt ends with the attempt")
        func endings() async throws {
            let busy = busy
            let server = try await ScriptedServer { _ in busy }
            let auth = try await ScriptedServer { _ in ScriptedServer.ok("") }
            let middlewares = """
                again: {retry: {attempts: 3, status: ['503']}}
                auth: {forwardAuth: {address: 'http://127.0.0.1:\(auth.port)'}}
                """
            let proxy = try await ProxyUnderTest(.passing(middlewares, to: [server]))
            #expect(try await proxy.exchange(get).hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
            #expect(auth.requests.count == 3 && server.requests.count == 3)
            try await proxy.stop()
        }

        @Test("the time between attempts grows to twice the first")
        func delays() throws {
            let text = "http: {middlewares: {r: {retry: {attempts: 5, initialInterval: 100ms}}}}"
            let routing = try RoutingConfiguration.yaml(text)
            guard case .retry(let options)? = routing.middlewares["r@file"] else {
                Issue.record("no options")
                return
            }
            let delays = (2...5).map { Retry.delay(beforeAttempt: $0, options).nanoseconds / 1_000_000 }
            #expect(delays == [100, 118, 141, 168])
        }
    }
#endif
