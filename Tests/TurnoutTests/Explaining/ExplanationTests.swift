import Testing
import Turnout
import TurnoutSyntax

@Suite("Explanations")
struct ExplanationTests {
    private func table(_ routers: [(String, String)]) -> RoutingTable<Void> {
        RoutingTable(routers.map { Router(name: $0.0, rule: $0.1) })
    }

    @Test(
        "the winner is told with what decided against the next router",
        arguments: [
            ("Host(`a.com`)", "Host(`a.com`) && Path(`/`)", Precedence.priority),
            ("Host(`a.com`)", "Host(`a.com`)", Precedence.name),
        ])
    func winner(_ first: String, _ second: String, _ reason: Precedence) throws {
        let table = table([("b@file", first), ("a@file", second)])
        let explanation = table.explain(try Request(host: "a.com", target: "/"))
        #expect(explanation.winner?.router.name == "a@file")
        guard case .wins(let next, let by) = explanation.winner?.outcome else {
            Issue.record("no winner")
            return
        }
        #expect(next?.name == "b@file")
        #expect(by == reason)
        #expect(explanation.losers.map(\.router.name) == ["b@file"])
        #expect(explanation.loserCount == 1)
        guard case .loses(let better, let lost) = explanation.losers[0].outcome else {
            Issue.record("the loser doesn't lose")
            return
        }
        #expect(better.name == "a@file")
        #expect(lost == reason)
    }

    @Test("any limit is allowed on what is told")
    func limits() throws {
        let table = table([
            ("a@file", "Path(`/`)"), ("b@file", "Path(`/`)"), ("c@file", "Path(`/`)"), ("d@file", "Path(`/x`)"),
        ])
        let request = try Request(host: "a.com", target: "/")
        for (limit, losers, nearest) in [(Int.max, 2, 1), (1, 1, 1), (0, 0, 0), (-1, 0, 0)] {
            let explanation = table.explain(request, limit: limit)
            #expect(explanation.losers.count == losers)
            #expect(explanation.loserCount == 2)
            #expect(explanation.nearest.count == nearest)
        }
    }

    @Test("a provider that comes earlier decides between equal priorities")
    func providers() throws {
        let table = table([("a@file", "Host(`a.com`)"), ("b@docker", "Host(`a.com`)")])
        let explanation = table.explain(try Request(host: "a.com", target: "/"))
        #expect(explanation.winner?.router.name == "b@docker")
        #expect(explanation.losers.first.map { $0.text.contains("its provider comes later") } == true)
    }

    @Test(
        "the first failing matcher is named with its place and what the request has instead",
        arguments: [
            ("Host(`a.com`) && PathPrefix(`/api`)", "PathPrefix(`/api`)", "the path is `/x`"),
            ("Host(`b.com`) && PathPrefix(`/api`)", "Host(`b.com`)", "the host is `a.com`"),
            ("Host(`a.com`) && !Path(`/x`)", "Path(`/x`)", "the path is `/x`"),
            ("Host(`a.com`) && Method(`POST`)", "Method(`POST`)", "the method is `GET`"),
            ("Header(`X-Key`, `1`)", "Header(`X-Key`, `1`)", "there is no header 'x-key'"),
            ("Header(`X-A`, `1`)", "Header(`X-A`, `1`)", "the header 'x-a' is `2`, `3`"),
            ("Query(`k`)", "Query(`k`)", "there is no query key `k`"),
            ("Query(`q`, `2`)", "Query(`q`, `2`)", "the query key `q` is `1`"),
            ("ClientIP(`10.0.0.0/8`)", "ClientIP(`10.0.0.0/8`)", "the client address is `2001:db8::1:0:1`"),
            ("!Host(`*`)", "Host(`*`)", "matches every request"),
            ("!(Host(`a.com`) || Path(`/y`))", "Host(`a.com`)", "the host is `a.com`"),
        ])
    func failure(_ rule: String, _ matcher: String, _ message: String) throws {
        let table = table([("r@file", rule)])
        let request = try Request(
            host: "a.com", target: "/x?q=1", headers: [("X-A", "2"), ("X-A", "3")], remote: "[2001:db8::1:0:1]:9")
        let explanation = table.explain(request)
        #expect(explanation.winner == nil)
        guard case .fails(let failures) = explanation.nearest.first?.outcome, let failure = failures.first else {
            Issue.record("no failure")
            return
        }
        let text = Array(rule.utf8)[failure.range.lowerBound..<failure.range.upperBound]
        #expect(String(decoding: text, as: UTF8.self) == matcher)
        #expect(failure.description == message)
    }

    @Test("for a miss, rules whose host fits come before all others, and then the fewest failing matchers")
    func nearest() throws {
        let table = table([
            ("other@file", "Host(`b.com`) && PathPrefix(`/api`)"),
            ("deep@file", "Host(`a.com`) && PathPrefix(`/x`) && Method(`POST`)"),
            ("path@file", "Host(`a.com`) && PathPrefix(`/ap/y`)"),
            ("near@file", "Host(`a.com`) && PathPrefix(`/api/v1`)"),
        ])
        let explanation = table.explain(try Request(host: "a.com", target: "/api/v2"))
        #expect(explanation.nearest.map(\.router.name) == ["near@file", "path@file", "deep@file", "other@file"])
        let short = table.explain(try Request(host: "a.com", target: "/api/v2"), limit: 2)
        #expect(short.nearest.count == 2)
        #expect(short.missCount == 4)
        #expect(table.explain(try Request(host: "a.com", target: "/"), limit: 0).nearest.isEmpty)
    }

    @Test("alternatives that fail are all told, the nearest first")
    func alternatives() throws {
        let table = table([("r@file", "Host(`b.com`) || Host(`a.com`) && Path(`/y`) || Host(`c.com`)")])
        let explanation = table.explain(try Request(host: "a.com", target: "/x"))
        guard case .fails(let failures) = explanation.nearest.first?.outcome else {
            Issue.record("no failures")
            return
        }
        #expect(failures.map(\.matcher) == [.path, .host, .host])
    }

    @Test("a router can be asked about by name")
    func about() throws {
        let table = table([
            ("a@file", "Host(`a.com`) && Path(`/`)"), ("b@file", "Host(`a.com`)"), ("c@file", "Host(`c.com`)"),
        ])
        let request = try Request(host: "a.com", target: "/")
        for router in table.rankedRouters {
            let verdict = table.explain(request, about: router.id)
            switch (router.name, verdict.outcome) {
            case ("a@file", .wins(let next, .priority)): #expect(next?.name == "b@file")
            case ("b@file", .loses(let better, .priority)): #expect(better.name == "a@file")
            case ("c@file", .fails(let failures)): #expect(failures.count == 1)
            default: Issue.record("\(router.name): \(verdict.text)")
            }
        }
    }

    @Test("the text shows the rule with a caret under the failing matcher")
    func text() throws {
        let table = table([("web@file", "Host(`a.com`)"), ("admin@file", "Host(`a.com`) && PathPrefix(`/admin`)")])
        let explanation = table.explain(try Request(host: "a.com", target: "/api"))
        #expect(
            explanation.text == """
                GET `a.com` `/api`
                router 'web@file' (priority 13, the length of its rule) wins: no other router matches
                   |  Host(`a.com`)

                nearest of 1 router that does not match:
                router 'admin@file' (priority 37, the length of its rule)
                   |  Host(`a.com`) && PathPrefix(`/admin`)
                   |                   ^^^^^^^^^^^^^^^^^^^^ the path is `/api`

                """)
    }

    @Test("the JSON has the same content on one line")
    func json() throws {
        let table = table([("web@file", "Host(`a.com`)"), ("admin@file", "Host(`a.com`) && Path(`/x`)")])
        let explanation = table.explain(try Request(host: "a.com", target: "/\"%00"))
        #expect(
            explanation.json == """
                {"request":{"method":"GET","host":"a.com","path":"/\\"\\u0000"},"winner":{"router":{"name":"web@file",\
                "priority":13,"isDefaultPriority":true,"rule":"Host(`a.com`)"},"outcome":"wins","over":null,"by":null},\
                "losers":[],"loserCount":0,"nearest":[{"router":{"name":"admin@file","priority":27,\
                "isDefaultPriority":true,"rule":"Host(`a.com`) && Path(`/x`)"},"outcome":"fails","failures":[{\
                "matcher":"Path","range":{"start":17,"end":27,"line":1,"column":18},"isNegated":false,"subject":"path",\
                "name":null,"found":["/\\"\\u0000"],"message":"the path is \\"/\\\\\\"\\\\x00\\""}]}],"missCount":1}
                """)
    }

    @Test("a connection is explained by its server name")
    func connections() throws {
        var options = BuildOptions()
        options.kind = .tcp
        let table = RoutingTable([Router(name: "a@file", rule: "HostSNI(`a.com`) && ALPN(`h2`)")], options: options)
        let explanation = table.explain(.connection(serverName: "b.com"))
        #expect(explanation.text.contains("connection to `b.com`"))
        #expect(explanation.text.contains("the server name is `b.com`"))
        #expect(table.explain(.connection(serverName: "a.com")).text.contains("no protocol is offered"))
    }

    @Test("a broken router's diagnostic names the router and where it comes from")
    func diagnostics() {
        let table = table([("api@file", "Host(`a.com`) && PathPrefx(`/api`)")])
        #expect(
            table.diagnostics.first?.text(place: "routes.yml:12") == """
                error[unknown-matcher]: unknown matcher 'PathPrefx'
                  --> router 'api@file', routes.yml:12
                   |  Host(`a.com`) && PathPrefx(`/api`)
                   |                   ^^^^^^^^^ did you mean 'PathPrefix'?

                """)
        #expect(table.diagnostics.first?.json().contains("\"origin\":\"router 'api@file'\"") == true)
    }

    @Test("explanations and the automaton name the same winner", arguments: [RuleSyntax.v3, .v2])
    func agreement(_ syntax: RuleSyntax) throws {
        var hits = 0
        var asked = 0
        for seed in UInt64(1)...60 {
            var random = RandomRouting(seed: seed, syntax: syntax)
            let routers = random.routers(Int.random(in: 1...12, using: &random.generator))
            let table = RoutingTable(routers)
            try #require(table.diagnostics.isEmpty, "seed \(seed)")
            for _ in 0..<40 {
                guard let request = random.request() else { continue }
                let explanation = table.explain(request, limit: 20)
                let match = table.match(request)
                asked += 1
                if match != nil { hits += 1 }
                #expect(explanation.winner?.router.id == match, "seed \(seed): \(explanation.text)")
                let named = (explanation.losers + explanation.nearest).count + (match == nil ? 0 : 1)
                #expect(named == routers.count)
                for verdict in explanation.losers {
                    #expect(table.explain(request, about: verdict.router.id) == verdict)
                }
                for verdict in explanation.nearest {
                    guard case .fails(let failures) = verdict.outcome else { continue }
                    #expect(!failures.isEmpty)
                }
            }
        }
        #expect(hits * 3 > asked, "too few requests are matched by a rule to prove anything")
    }
}
