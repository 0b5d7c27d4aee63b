#if Proxy
    import Testing
    import TurnoutConfiguration
    import TurnoutHTTP

    @testable import TurnoutProxy

    @Suite("Sticky sessions") struct StickySessionTests {
        @Test("names and values are Traefik's, the former ones too")
        func names() {
            // SHA-1, SHA-256 and FNV-1 by Python.
            #expect(StickyCookieFormat.defaultName(of: "st@file") == "_da847")
            #expect(StickyCookieFormat.value(of: "http://127.0.0.1:23011") == "30c440c4ad0d1fae")
            #expect(
                StickyCookieFormat.formerValues(of: "http://127.0.0.1:23011") == [
                    "http://127.0.0.1:23011", "8749c715dce65b99", "886f59414251aeda",
                ])
        }

        private typealias Change = @Sendable (inout StickyCookie) -> Void

        private static let written: [(change: Change, line: String)] = [
            ({ _ in }, "_da847=v; Path=/"), ({ $0.name = "é;x y~" }, "__x_y~=v; Path=/"),
            ({ $0.path = "" }, "_da847=v"), ({ $0.path = "/a;b" }, "_da847=v; Path=/ab"),
            ({ $0.maxAge = 42 }, "_da847=v; Path=/; Max-Age=42"), ({ $0.maxAge = -1 }, "_da847=v; Path=/; Max-Age=0"),
            ({ $0.sameSite = "LAX" }, "_da847=v; Path=/; SameSite=Lax"), ({ $0.sameSite = "x" }, "_da847=v; Path=/"),
            ({ $0.domain = ".a.example" }, "_da847=v; Path=/; Domain=a.example"),
            ({ $0.domain = "a..b" }, "_da847=v; Path=/"), ({ $0.domain = "-a.b" }, "_da847=v; Path=/"),
            ({ $0.domain = "1.2.3.4" }, "_da847=v; Path=/; Domain=1.2.3.4"),
            ({ $0.domain = "::1" }, "_da847=v; Path=/"),
            (
                {
                    ($0.secure, $0.httpOnly, $0.sameSite) = (true, true, "none")
                }, "_da847=v; Path=/; HttpOnly; Secure; SameSite=None"
            ),
        ]

        @Test("cookies are written as Go writes them")
        func lines() {
            for (change, line) in Self.written {
                var cookie = StickyCookie()
                change(&cookie)
                #expect(StickyCookieFormat(cookie, service: "st@file").line(value: "v") == line)
            }
        }

        @Test(
            "cookies are read as Go reads them",
            arguments: [
                (["a=1"], "1"), (["b=2; a=1"], "1"), (["b=2;a =1 "], "1"), (["a=\"1\""], "1"), (["a=1; a=2"], "1"),
                (["b=2", "a=1"], "1"), (["a=\"1; a=3"], "3"), (["A=1"], nil), (["a"], ""), (["aa=1"], nil), ([], nil),
            ])
        func cookies(lines: [String], value: String?) {
            let headers = HeaderFields(
                lines.map { HeaderFields.Line(name: Array("cookie".utf8), value: Array($0.utf8)) })
            #expect(headers.cookie(Array("a".utf8)) == value.map { Array($0.utf8) })
        }

        /// Two servers behind services that are sticky, one of them in a sticky one.
        private func proxy(_ ports: [Int]) async throws -> ProxyUnderTest {
            let cookie = StickyCookieFormat(StickyCookie(), service: "st@file")
            var outer = StickyCookie()
            outer.name = "outer"
            var balancing = Balancing()
            balancing.sticky = Shared(cookie)
            return try await ProxyUnderTest(
                RoutingConfiguration(
                    routers: [
                        [
                            .init(name: "st@file", rule: "PathPrefix(`/`)", service: "st@file"),
                            .init(name: "w@file", rule: "PathPrefix(`/w`)", service: "w@file"),
                        ]
                    ],
                    services: [
                        "st@file": .balanced(
                            ports.map { .init(host: "127.0.0.1", port: $0, url: "s\($0)") }, passesHost: true,
                            transport: Transport(), balancing: balancing),
                        "w@file": .weighted(
                            [.init(service: "st@file", weight: 1, writtenName: "st")],
                            choosing: WeightedChoice(sticky: Shared(StickyCookieFormat(outer, service: "w@file")))),
                    ]))
        }

        @Test("a client stays where its cookie says, and gets another one when that leads nowhere")
        func stickiness() async throws {
            let answer = "HTTP/1.1 200 OK\r\nSet-Cookie: own=1\r\nContent-Length: 1\r\n\r\n"
            let first = try await ScriptedServer { _ in [.send(answer + "a")] }
            let second = try await ScriptedServer { _ in [.send(answer + "b")] }
            let proxy = try await proxy([first.port, second.port])
            let value = StickyCookieFormat.value(of: "s\(second.port)")
            for _ in 0..<4 {
                let kept = try await proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\nCookie: x=y; _da847=\(value)\r\n\r\n")
                #expect(kept.hasSuffix("\r\n\r\nb") && !kept.contains("_da847"))
            }
            let former = StickyCookieFormat.formerValues(of: "s\(second.port)")[1]
            let renewed = try await proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\nCookie: _da847=\(former)\r\n\r\n")
            #expect(
                renewed.hasSuffix("\r\n\r\nb")
                    && renewed.contains("Set-Cookie: _da847=\(value); Path=/\r\nSet-Cookie: own=1\r\n"))
            let unknown = try await proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\nCookie: _da847=none\r\n\r\n")
            #expect(unknown.contains("Set-Cookie: _da847="))
            let nested = try await proxy.exchange("GET /w HTTP/1.1\r\nHost: a\r\n\r\n")
            let cookies = nested.split(separator: "\r\n").filter { $0.hasPrefix("Set-Cookie") }
            #expect(cookies.count == 3 && cookies[0].contains("outer=") && cookies[1].contains("_da847="))
            try await proxy.stop()
        }

        @Test("the cookie comes with a switch of protocols too")
        func upgrade() async throws {
            let server = try await ScriptedServer { _ in
                [.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"), .echo]
            }
            let proxy = try await proxy([server.port])
            let client = try await RawClient(port: proxy.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
            let answer = try await client.readAnswer()
            #expect(answer.contains("\r\nUpgrade: echo\r\n"))
            #expect(
                answer.contains("Set-Cookie: _da847=\(StickyCookieFormat.value(of: "s\(server.port)")); Path=/\r\n"))
            try await client.send("hello")
            #expect(try await client.read(5) == "hello")
            try await proxy.stop()
        }
    }
#endif
