import Testing
import TurnoutSyntax

@Suite("Warnings about rules") struct RuleLintTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var syntax: RuleSyntax
        var kind: RuleKind
        /// The rule with the places of all warnings between « and ».
        var marked: String
        var ids: [String]
        /// The rule after the first fix-it of the first warning.
        var fixed: String?
        var testDescription: String { marked }

        init(_ marked: String, _ ids: String..., fixed: String? = nil, syntax: RuleSyntax = .v3, kind: RuleKind = .http)
        {
            self.marked = marked
            self.ids = ids
            self.fixed = fixed
            self.syntax = syntax
            self.kind = kind
        }
    }

    static let hosts: [Case] = [
        Case("Host(`«{sub:[a-z]+}».a.com`)", "template-as-text", fixed: "HostRegexp(`^[a-z]+\\.a\\.com$`)"),
        Case("Host(`«{sub}».a.com`)", "template-as-text", fixed: "HostRegexp(`^[^.]+\\.a\\.com$`)"),
        Case("Host(`«{sub:a|b}».a.com`)", "template-as-text", fixed: "HostRegexp(`{sub:a|b}.a.com`)", syntax: .v2),
        Case("Host(`a.com «||» b.com`)", "several-values", fixed: "(Host(`a.com`) || Host(`b.com`))"),
        Case("!Host(`a.com«,» b.com`)", "several-values", fixed: "!(Host(`a.com`) || Host(`b.com`))"),
        Case("Host(«` a.com`»)", "surrounding-blanks", fixed: "Host(`a.com`)"),
        Case("Host(`«https://»a.com/x`)", "unreachable-host", fixed: "Host(`a.com`)"),
        Case("Host(`a.com«/api»`)", "unreachable-host", fixed: "(Host(`a.com`) && PathPrefix(`/api`))"),
        Case("Host(`a.com«/»`)", "unreachable-host", fixed: "Host(`a.com`)"),
        Case("Host(`a.com«:8080»`)", "unreachable-host", fixed: "Host(`a.com`)"),
        Case("Host(«`[::1]`»)", "unreachable-host", fixed: "Host(`::1`)"),
        Case("Host(`a.«*».com`)", "wildcard-as-text", fixed: "HostRegexp(`^a\\.[^.]+\\.com$`)"),
        Case("Host(`«*»a.com`)", "wildcard-as-text", fixed: "HostRegexp(`^[^.]+a\\.com$`)"),
        Case("Host(`«*»*`)", "wildcard-as-text"),
        Case("Host(`«*».a.com`)", "wildcard-as-text", fixed: "HostRegexp(`{name1:[^.]+}.a.com`)", syntax: .v2),
        Case("Host(«`.+\\.a\\.com`»)", "regexp-as-text", fixed: "HostRegexp(`.+\\.a\\.com`)"),
        Case("Host(`a«\"»`)", "unreachable-host"),
        Case("Host(`a.«{{»env \"DOMAIN\"}}`)", "unreachable-host"),
        Case("HostSNI(`a.com«:443»`)", "unreachable-host", fixed: "HostSNI(`a.com`)", kind: .tcp),
        Case("HostSNI(«`10.0.0.1`»)", "unreachable-host", kind: .tcp),

        Case("HostRegexp(`«{sub:[a-z]+}».a.com`)", "template-as-text", fixed: "HostRegexp(`^[a-z]+\\.a\\.com$`)"),
        Case("HostRegexp(`^«{sub:[a-z]+}»\\.a\\.com$`)", "template-as-text", fixed: "HostRegexp(`^[a-z]+\\.a\\.com$`)"),
        Case("HostRegexp(«`.*`»)", "matches-everything"),
        Case("HostRegexp(«`^$`»)", "matches-everything"),
        Case("HostRegexp(«`^.+$`»)", "matches-everything"),
        Case("HostRegexp(«`.`»)", "matches-everything"),
        Case("HostRegexp(«`^A\\.com$`»)", "capital-never-matches", fixed: "HostRegexp(`(?i)^A\\.com$`)"),
        Case("HostRegexp(«`^a\\.com/x$`»)", "unreachable-host"),
        Case("HostRegexp(`^[a-z]+«.»a.com$`)", "unescaped-dot", fixed: "HostRegexp(`^[a-z]+\\.a\\.com$`)"),
        Case("HostRegexp(\"^[a-z]+«.»com$\")", "unescaped-dot", fixed: "HostRegexp(\"^[a-z]+\\\\.com$\")"),
        Case("HostRegexp(«`a\\.com`»)", "unanchored-host-regexp", fixed: "HostRegexp(`^a\\.com$`)"),
        Case("HostRegexp(«`(?i)a|b`»)", "unanchored-host-regexp", fixed: "HostRegexp(`(?i)^(?:a|b)$`)"),
        Case("HostRegexp(«`^a-`»)", "unanchored-host-regexp", fixed: "HostRegexp(`^a-$`)"),
        Case("HostRegexp(«`.+\\.a`»)", "unanchored-host-regexp", fixed: "HostRegexp(`.+\\.a$`)"),
        Case(
            "HostRegexp(«`[a-z]+\\.a\\.com`»)", "regexp-as-text", fixed: "HostRegexp(`{host:[a-z]+\\.a\\.com}`)",
            syntax: .v2),
        Case("HostSNIRegexp(«`.*`»)", "matches-everything", kind: .tcp),
    ]

    static let paths: [Case] = [
        Case("Path(`/a/«{id:[0-9]+}»`)", "template-as-text", fixed: "PathRegexp(`^/a/[0-9]+$`)"),
        Case("PathPrefix(`/a/«{id}»/`)", "template-as-text", fixed: "PathRegexp(`^/a/[^/]+/`)"),
        Case("PathRegexp(`^/a/«{id:[0-9]+}»$`)", "template-as-text", fixed: "PathRegexp(`^/a/[0-9]+$`)"),
        Case("Path(`/a«,»/b`)", "several-values", fixed: "(Path(`/a`) || Path(`/b`))"),
        Case("Path(«`/a `»)", "surrounding-blanks", fixed: "Path(`/a`)"),
        Case("Path(`/a«?x=1»`)", "unreachable-path", fixed: "(Path(`/a`) && Query(`x`, `1`))"),
        Case("Path(`/a«#»b`)", "unreachable-path"),
        Case("Path(`/api/«*»`)", "wildcard-as-text", fixed: "PathPrefix(`/api/`)"),
        Case("Path(`/a/«*»/b`)", "wildcard-as-text", fixed: "PathRegexp(`^/a/[^/]+/b$`)"),
        Case("PathPrefix(`/api/«*»`)", "wildcard-as-text", fixed: "PathPrefix(`/api/`)"),
        Case("PathPrefix(«`/(a|b)`»)", "regexp-as-text", fixed: "PathRegexp(`^/(a|b)`)"),
        Case("Path(«`/a/.*`»)", "regexp-as-text", fixed: "PathRegexp(`^/a/.*$`)"),
        Case("Path(`/a«%20»b`)", "unreachable-path", fixed: "Path(`/a b`)"),
        Case("Path(`/a«%2f»b`)", "unreachable-path", fixed: "Path(`/a%2Fb`)"),
        Case("Path(`/100«%»`)", "unreachable-path", fixed: "Path(`/100%25`)"),
        Case("Path(«`/a//b`»)", "unreachable-path", fixed: "Path(`/a/b`)"),
        Case("Path(«`/a/../b/`»)", "unreachable-path", fixed: "Path(`/b/`)"),
        Case("PathRegexp(«`.*`»)", "matches-everything"),
        Case("PathRegexp(«`^/`»)", "matches-everything"),
        Case("PathRegexp(«`x*$`»)", "matches-everything"),
        Case("PathRegexp(«`\\?x`»)", "unreachable-path"),
    ]

    static let fields: [Case] = [
        Case("Method(«`GET|POST`»)", "several-values", fixed: "(Method(`GET`) || Method(`POST`))"),
        Case("Method(«`GETS`»)", "unknown-method", fixed: "Method(`GET`)"),
        Case("Method(«`é`»)", "unreachable-method"),
        Case("Header(«`X A`», `b`)", "invalid-header-name"),
        Case("Header(«`X-A `», `b`)", "invalid-header-name", fixed: "Header(`X-A`, `b`)"),
        Case("Header(«`host`», `b`)", "invisible-header", fixed: "Host(`b`)"),
        Case("HeaderRegexp(«`Host`», `^b$`)", "invisible-header", fixed: "HostRegexp(`^b$`)"),
        Case("Header(«`Transfer-Encoding`», `b`)", "invisible-header"),
        Case("Header(«`X-Forwarded-Proto`», `https`)", "managed-header"),
        Case("Headers(`A`, `b`, «`X-Real-Ip`», `1`)", "managed-header", syntax: .v2),
        Case("Header(«`Connection`», `close`)", "managed-header"),
        Case("Header(`A`, «`b `»)", "surrounding-blanks", fixed: "Header(`A`, `b`)"),
        Case("Header(`A`, `a«\n»b`)", "unreachable-header-value"),
        Case("Query(«`a=b`»)", "query-pair-as-key", fixed: "Query(`a`, `b`)"),
        Case("Query(«`a`»)", "query-without-value", fixed: "QueryRegexp(`a`, `.*`)"),
        Case("Query(`«{a}»=b`)", "template-as-text", syntax: .v2),
        Case("ClientIP(«`10.0.0.9/24`»)", "host-bits-set", fixed: "ClientIP(`10.0.0.0/24`)"),
        Case("ClientIP(«`2001:db8::1/32`»)", "host-bits-set", fixed: "ClientIP(`2001:db8::/32`)"),
        Case("ClientIP(«`0.0.0.0/0`»)", "one-address-family"),
    ]

    static let structure: [Case] = [
        Case(
            "Host(`a`) || «Host(`b`) && Path(`/c`)»", "mixed-operators", fixed: "Host(`a`) || (Host(`b`) && Path(`/c`))"
        ),
        Case("Host(`a`) && «Host(`b`)»", "contradiction"),
        Case("Host(`a`) && (Path(`/b`) && «Path(`/c`)»)", "contradiction"),
        Case("Host(`a`) && «!Host(`a`)»", "contradiction"),
        Case("Path(`/a`) && «PathPrefix(`/b`)»", "contradiction"),
        Case("PathPrefix(`/a`) && «PathPrefix(`/b`)»", "contradiction"),
        Case("Method(`GET`) && «Method(`POST`)»", "contradiction"),
        Case("ClientIP(`10.0.0.0/8`) && «ClientIP(`11.0.0.0/8`)»", "contradiction"),
        Case("Host(`a`) || «!Host(`a`)»", "tautology"),
        Case("Host(`a`) || «Host(`a`)»", "duplicate-operand", fixed: "Host(`a`)"),
        Case("«PathPrefix(`/`)»", "matches-everything"),
        Case("«Host(`*`)»", "matches-everything"),
        Case("«!Host(`*`)»", "never-matches"),
    ]

    static let silent: [(String, RuleSyntax, RuleKind)] = [
        ("Host(`example.com`) && PathPrefix(`/api`)", .v3, .http),
        ("Host(`*.example.com`) && Path(`/a%2Fb`)", .v3, .http),
        ("Host(`a.com`) && Host(`a.com.`)", .v3, .http), ("HostRegexp(`^[a-z0-9-]+\\.example\\.com$`)", .v3, .http),
        ("HostRegexp(`^[A-Za-z]+\\.example\\.com$`)", .v3, .http), ("HostRegexp(`(?i)^A{2,3}\\.com$`)", .v3, .http),
        ("HostRegexp(`^\\p{Greek}?a$`)", .v3, .http),
        ("(Host(`a`) || Host(`b`)) && PathRegexp(`^/v[0-9]{1,2}/`)", .v3, .http),
        ("Host(`a`) && Path(`/`) || Host(`b`) && Path(`/`)", .v3, .http),
        ("HostRegexp(`{sub:[a-z]+}.example.com`) && Path(`/{id:[0-9]+}`)", .v2, .http),
        ("Host(`a`, `b`) && Query(`a={v}`)", .v2, .http),
        ("Query(`a`, `b`) && Header(`X-A`, `b`) && Method(`get`) && ClientIP(`10.0.0.0/8`)", .v3, .http),
        ("PathPrefix(`/.well-known/acme-challenge/`) || Path(`/a.b/c;d=e`)", .v3, .http),
        ("PathPrefix(`/a%2`)", .v3, .http),
        ("HostSNI(`*`)", .v3, .tcp), ("HostSNI(`a.com`) && ALPN(`h2`)", .v3, .tcp), ("Host(`2001:db8::1`)", .v3, .http),
    ]

    @Test("each warning is given once, with its place and its way out", arguments: hosts + paths + fields + structure)
    func warnings(test: Case) throws {
        let rule = MarkedRule(test.marked)
        let result = Rule.parse(rule.text, syntax: test.syntax, kind: test.kind)
        #expect(result.rule != nil)
        #expect(result.diagnostics.allSatisfy { $0.severity == .warning })
        #expect(result.diagnostics.map(\.id.rawValue) == test.ids)
        #expect(result.diagnostics.map(\.range) == rule.ranges)
        if let fixed = test.fixed {
            let fixIt = try #require(result.diagnostics.first?.fixIts.first)
            #expect(fixIt.applied(to: rule.text) == fixed)
        }
    }

    @Test("a fix-it removes its warning and leaves a rule", arguments: hosts + paths + fields + structure)
    func fixIts(test: Case) {
        let rule = MarkedRule(test.marked)
        for diagnostic in Rule.parse(rule.text, syntax: test.syntax, kind: test.kind).diagnostics {
            for fixIt in diagnostic.fixIts {
                let fixed = fixIt.applied(to: rule.text)
                let after = Rule.parse(fixed, syntax: test.syntax, kind: test.kind)
                #expect(after.rule != nil, "\(fixed)")
                #expect(!after.diagnostics.contains { $0.id == diagnostic.id }, "\(fixed)")
            }
        }
    }

    @Test("sound rules get no warning", arguments: silent)
    func silence(text: String, syntax: RuleSyntax, kind: RuleKind) {
        let result = Rule.parse(text, syntax: syntax, kind: kind)
        #expect(result.rule != nil)
        #expect(result.diagnostics.map(\.id.rawValue) == [])
    }
}
