import Testing
import Turnout
import TurnoutSyntax

@Suite("Analysis of tables")
struct TableAnalysisTests {
    /// Routers as name, rule and priority, analysed.
    private func analysis(_ routers: [(String, String, Int)]) -> TableAnalysis {
        RoutingTable(routers.map { Router(name: $0.0, rule: $0.1, priority: $0.2) }).analyze()
    }

    /// The findings as `id router < others`.
    private func summary(_ analysis: TableAnalysis) -> [String] {
        analysis.findings.map { finding in
            let others = finding.others.map(\.name).joined(separator: " ")
            return "\(finding.id.rawValue) \(finding.router.name)" + (others.isEmpty ? "" : " < \(others)")
        }
    }

    @Test(
        "routers without a common request are no finding",
        arguments: [
            ["Host(`a.com`)", "Host(`b.com`)"],
            ["Host(`a.com`)", "Host(`a.com`) && PathPrefix(`/api`)"],
            ["Host(`a.com`) && PathPrefix(`/x`)", "Host(`a.com`) && PathPrefix(`/y`)"],
            ["HostRegexp(`^[a-m]+\\.com$`)", "HostRegexp(`^[n-z]+\\.com$`)"],
            ["Host(`*.a.com`)", "Host(`x.b.com`)"],
            ["ClientIP(`10.0.0.0/9`)", "ClientIP(`10.128.0.0/9`)"],
            ["Method(`GET`)", "Method(`PUT`)"],
            ["PathRegexp(`^/[0-9]+$`)", "PathRegexp(`^/[a-z]+$`)"],
        ])
    func nothing(_ rules: [String]) {
        let analysis = analysis(rules.enumerated().map { ("r\($0)@file", $1, 0) })
        #expect(summary(analysis) == [])
        #expect(analysis.unexamined.isEmpty)
    }

    @Test(
        "a router behind a broader one of higher priority is shadowed",
        arguments: [
            ("Host(`a.com`)", "Host(`a.com`) && PathPrefix(`/api`)"),
            ("PathPrefix(`/a`)", "Path(`/a/b`)"),
            ("Host(`*.a.com`)", "Host(`x.a.com`)"),
            ("HostRegexp(`\\.a\\.com$`)", "Host(`x.a.com`) && Method(`GET`)"),
            ("HostRegexp(`^[a-z]+\\.com$`)", "HostRegexp(`^[a-m]+\\.com$`)"),
            ("PathRegexp(`^/[a-z]+/[0-9]+$`)", "PathRegexp(`^/item/[0-9]{3}$`)"),
            ("HeaderRegexp(`X-A`, `^[0-9]+$`)", "Header(`X-A`, `12`)"),
            ("QueryRegexp(`q`, `1`)", "Query(`q`, `12`)"),
            ("ClientIP(`10.0.0.0/8`)", "ClientIP(`10.1.0.0/16`)"),
            ("!Host(`a.com`)", "Host(`b.com`)"),
            ("Host(`a.com`) || Host(`b.com`)", "Host(`b.com`) && Path(`/`)"),
            ("!(Path(`/a`) && Method(`GET`))", "Path(`/a`) && Method(`PUT`)"),
        ])
    func shadowed(_ broad: String, _ narrow: String) throws {
        let table = RoutingTable([
            Router(name: "broad@file", rule: broad, priority: 2),
            Router(name: "narrow@file", rule: narrow, priority: 1),
        ])
        let analysis = table.analyze()
        #expect(summary(analysis) == ["shadowed-router narrow@file < broad@file"])
        let witness = try #require(analysis.findings.first?.witness)
        let explanation = table.explain(try witness.request())
        #expect(explanation.winner?.router.name == "broad@file")
        #expect(explanation.losers.map(\.router.name) == ["narrow@file"])
    }

    @Test("a router that several others shadow together is found with all of them and no more")
    func shadowedByUnion() {
        let analysis = analysis([
            ("a@file", "Host(`a.com`)", 9), ("b@file", "Host(`b.com`)", 8), ("c@file", "Host(`c.com`)", 7),
            ("both@file", "(Host(`a.com`) || Host(`b.com`)) && PathPrefix(`/x`)", 1),
        ])
        #expect(summary(analysis) == ["shadowed-router both@file < a@file b@file"])
    }

    @Test("one router that suffices is named alone")
    func shadowedByOneOfSeveral() {
        let analysis = analysis([
            ("path@file", "Host(`a.com`) && Path(`/`)", 9), ("host@file", "Host(`a.com`)", 8),
            ("get@file", "Host(`a.com`) && Method(`GET`)", 1),
        ])
        #expect(summary(analysis) == ["shadowed-router get@file < host@file"])
    }

    @Test(
        "rules that mean the same are found however they are written",
        arguments: [
            ("Host(`a.com`) && Path(`/`)", "Path(`/`) && Host(`a.com`)"),
            ("Host(`a.com`)", "Host(`A.com`)"),
            ("!(Host(`a.com`) || Path(`/`))", "!Host(`a.com`) && !Path(`/`)"),
            ("Host(`a.com`)", "HostRegexp(`^a\\.com\\.?\\.?$`) && Host(`a.com`)"),
            ("PathRegexp(`^/a`)", "PathPrefix(`/a`)"),
            ("Path(`/a`) || PathPrefix(`/`)", "!Method(`get`) && PathPrefix(`/`) || PathPrefix(`/`)"),
        ])
    func equivalent(_ first: String, _ second: String) {
        let analysis = analysis([("a@file", first, 2), ("b@file", second, 1)])
        #expect(summary(analysis).contains("equivalent-router b@file < a@file"))
    }

    @Test(
        "routers of equal priority that meet collide, with a request that shows it",
        arguments: [
            ("Host(`a.com`) && Method(`GET`)", "Host(`a.com`) && Path(`/x`)"),
            ("PathPrefix(`/a`)", "Host(`a.com`)"),
            ("HostRegexp(`^a`)", "HostRegexp(`b$`)"),
            ("Header(`X-A`, `1`)", "Header(`X-A`, `2`)"),
            ("Query(`q`, `1`)", "Query(`q`, `2`)"),
            ("ClientIP(`10.0.0.0/8`) && !Path(`/`)", "Host(`a.com`)"),
        ])
    func collision(_ first: String, _ second: String) throws {
        let table = RoutingTable([
            Router(name: "a@file", rule: first, priority: 5), Router(name: "b@file", rule: second, priority: 5),
        ])
        let analysis = table.analyze()
        #expect(summary(analysis) == ["colliding-routers b@file < a@file"])
        let witness = try #require(analysis.findings.first?.witness)
        let explanation = table.explain(try witness.request())
        #expect(explanation.winner?.router.name == "a@file")
        #expect(explanation.losers.map(\.router.name) == ["b@file"])
    }

    @Test("a tie that a higher router always takes, or that the provider decides, is no finding")
    func decidedTies() {
        let hidden = analysis([
            ("top@file", "Path(`/x`)", 9), ("a@file", "Host(`a.com`) && PathRegexp(`^/x$|^/y`)", 5),
            ("b@file", "Host(`a.com`) && PathRegexp(`^/x$|^/z`)", 5),
        ])
        #expect(summary(hidden) == [])
        let providers = analysis([("a@docker", "Host(`a.com`)", 5), ("b@file", "PathPrefix(`/x`)", 5)])
        #expect(summary(providers) == [])
    }

    @Test("an alternative that a longer rule takes whole is found at its place")
    func partlyShadowed() throws {
        let rule = "Host(`a.com`) && PathPrefix(`/api`) || Path(`/status`)"
        let analysis = analysis([
            ("wide@file", "Host(`a.com`) || Host(`b.com`) || Host(`c.com`) || Host(`d.com`)", 0), ("api@file", rule, 0),
        ])
        #expect(summary(analysis) == ["partly-shadowed-router api@file < wide@file"])
        let finding = try #require(analysis.findings.first)
        guard case .partlyShadowed(let range) = finding.problem else {
            Issue.record("no range")
            return
        }
        let part = Array(rule.utf8)[range.lowerBound..<range.upperBound]
        #expect(String(decoding: part, as: UTF8.self) == "Host(`a.com`) && PathPrefix(`/api`)")
    }

    @Test("priorities that were chosen are not called into question")
    func chosenPriority() {
        let analysis = analysis([
            ("acme@file", "PathPrefix(`/.well-known/acme-challenge/`)", 1000),
            ("web@file", "Host(`a.com`) || PathPrefix(`/.well-known/acme-challenge/x`)", 0),
        ])
        #expect(summary(analysis) == [])
    }

    @Test(
        "a rule that no request matches, or every request, is found unless its lints say so",
        arguments: [
            ("HostRegexp(`^a`) && HostRegexp(`^b`)", "never-matches"),
            ("PathRegexp(`^/[0-9]$`) && PathPrefix(`/x`)", "never-matches"),
            ("ClientIP(`10.0.0.0/8`) && !ClientIP(`0.0.0.0/0`)", "never-matches"),
            ("!(PathRegexp(`^/a`) && PathPrefix(`/b`))", "matches-everything"),
            ("PathRegexp(`^/a`) || !PathPrefix(`/a`)", "matches-everything"),
        ])
    func constants(_ rule: String, _ id: String) {
        #expect(summary(analysis([("r@file", rule, 0)])) == ["\(id) r@file"])
    }

    @Test(
        "what the lints of a rule say is not said again",
        arguments: [
            "Host(`a.com`) && Host(`b.com`)", "PathPrefix(`/`)", "Host(`a.com`) || !Host(`a.com`)",
        ])
    func noRepetition(_ rule: String) {
        #expect(summary(analysis([("r@file", rule, 0)])) == [])
    }

    @Test("a finding says what it found, with the way out and the request")
    func text() {
        let analysis = analysis([
            ("web@file", "Host(`a.com`) || Host(`www.a.com`)", 0), ("api@file", "Host(`a.com`) && Path(`/it's`)", 0),
        ])
        #expect(
            analysis.text == """
                warning[shadowed-router]: this router never gets a request: 'web@file' takes all that it matches
                  --> router 'api@file'
                   |  Host(`a.com`) && Path(`/it's`)
                   |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ give this router a 'priority' above 34, or narrow the other rule
                   = note: router 'web@file' (priority 34, the length of its rule): Host(`a.com`) || Host(`www.a.com`)
                   = note: for example 'GET http://a.com/it'\\''s' goes to 'web@file'

                """)
    }

    @Test("the JSON of a table with findings holds routers and witness")
    func json() {
        let analysis = analysis([("a@file", "Host(`a.com`)", 0), ("b@file", "Path(`/aaaa`)", 0)])
        #expect(analysis.json.contains(#""id":"colliding-routers","router":{"name":"b@file""#))
        #expect(
            analysis.json.contains(
                #""witness":{"method":"GET","host":"a.com","target":"/aaaa","headers":[],"clientAddress":null}"#))
        #expect(analysis.json.hasSuffix(#""unexamined":{"routers":0,"alternatives":0,"pairs":0}}"#))
    }

    @Test("a router that gets nothing but hosts with a dot at the end is shadowed, and the exception is told")
    func trailingDots() throws {
        let routers = [("any@file", "HostRegexp(`^[a-z.]+\\.com$`)", 9), ("one@file", "Host(`x.a.com`)", 1)]
        let finding = try #require(analysis(routers).findings.first)
        #expect(finding.isExceptTrailingDots)
        #expect(
            finding.diagnostic().text().contains(
                "hosts with a dot at the end, such as 'example.com.', are an exception"))
        let exact = try #require(analysis([("any@file", "Host(`*.a.com`)", 9), routers[1]]).findings.first)
        #expect(!exact.isExceptTrailingDots)
    }

    @Test("TCP routers are analysed by server name, protocol and address")
    func connections() throws {
        let rules = [
            ("all@file", "HostSNI(`*.a.com`)", 3), ("one@file", "HostSNI(`x.a.com`) && ALPN(`h2`)", 2),
            ("b@file", "HostSNI(`b.com`)", 1), ("h2@file", "ALPN(`h2`)", 1), ("rest@file", "HostSNI(`*`)", 0),
        ]
        let table = RoutingTable(
            rules.map { Router(name: $0.0, rule: $0.1, priority: $0.2) }, options: BuildOptions(kind: .tcp))
        let analysis = table.analyze()
        #expect(summary(analysis) == ["shadowed-router one@file < all@file", "colliding-routers h2@file < b@file"])
        let witness = try #require(analysis.findings.last?.witness)
        #expect(witness.host == "b.com")
        #expect(witness.protocols == ["h2"])
        #expect(witness.commandLine() == "a connection to b.com that offers h2")
    }

    @Test(
        "a request is shown in the form in which it would be sent",
        arguments: [
            ("Host(`::1`) && Path(`/x`)", "'GET http://[::1]:80/x'"),
            ("Path(`/a b/%2F`)", "'GET http://example.com/a%20b/%2F'"),
            ("Query(`a&b`, `1 =`)", "'GET http://example.com/?a%26b=1%20%3D'"),
            (
                "Header(`upgrade`, `websocket`)",
                "'GET http://example.com/' -H 'Upgrade: websocket' -H 'Connection: Upgrade'"
            ),
            ("ClientIP(`2001:db8::/64`) && Method(`POST`)", "'POST http://example.com/' --from 2001:db8::1"),
            ("PathRegexp(`^/[0-9]{3}-ü$`)", "'GET http://example.com/000-%C3%BC'"),
            ("HostRegexp(`^[0-9]+\\.shop\\.`)", "'GET http://0.shop.a/'"),
        ])
    func commandLine(_ rule: String, _ line: String) throws {
        let analysis = analysis([("all@file", "PathPrefix(`/`)", 2), ("r@file", rule, 1)])
        #expect(analysis.findings.first?.witness?.commandLine() == line)
    }

    @Test("v2 expressions for hosts and exact hosts are held against each other")
    func rawHosts() {
        func router(_ name: String, _ rule: String, _ priority: Int) -> Router<Void> {
            Router(name: name, rule: rule, syntax: .v2, priority: priority)
        }
        let analysis = RoutingTable([
            router("sub@file", "HostRegexp(`{sub:[a-z]+}.a.com`)", 3), router("one@file", "Host(`x.a.com`)", 2),
            router("b@file", "HostRegexp(`{sub:[a-z]+}.b.com`)", 2),
        ]).analyze()
        #expect(summary(analysis) == ["shadowed-router one@file < sub@file"])
        #expect(analysis.unexamined.isEmpty)
    }

    @Test("over a limit nothing is guessed, and what was left out is counted")
    func limits() {
        let table = RoutingTable(
            (0..<10).map { Router(name: "r\($0)@file", rule: "PathRegexp(`/.*\($0)`)", priority: 1) })
        // Of the 45 pairs, which all collide, four are told for each router.
        let analysis = table.analyze()
        #expect(analysis.findings.count == 30)
        #expect(analysis.unexamined.pairs == 15)
        var limits = AnalysisLimits()
        limits.pairs = 0
        let none = table.analyze(limits: limits)
        #expect(none.findings.isEmpty)
        #expect(none.unexamined.pairs > 45)
        limits.steps = 0
        #expect(table.analyze(limits: limits).unexamined.routers == 10)
    }
}
