import Testing
import TurnoutSyntax

@Suite("What rules mean") struct RuleFormulaTests {
    private func formula(_ text: String, _ syntax: RuleSyntax = .v3, _ kind: RuleKind = .http) throws -> Formula {
        try #require(Rule.parse(text, syntax: syntax, kind: kind).rule, "\(Rule.ids(text, syntax, kind))").formula
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// The text of the only regular expression of a formula.
    private func pattern(_ text: String, _ syntax: RuleSyntax, _ kind: RuleKind = .http) throws -> String {
        switch try formula(text, syntax, kind) {
        case .predicate(.hostRegexp(let pattern)), .predicate(.rawHostRegexp(let pattern)),
            .predicate(.pathRegexp(let pattern)),
            .predicate(.firstQuery(_, let pattern?)), .predicate(.headerRegexp(_, let pattern)):
            return String(decoding: pattern.text, as: UTF8.self)
        case let other:
            Issue.record("\(other)")
            return ""
        }
    }

    @Test("hosts are lower-cased, wildcards are known in v3 only")
    func hosts() throws {
        let literal = Predicate.host(pattern: bytes("a.com"), wildcard: false, forgivesRequestDot: true)
        #expect(try formula("Host(`A.com`)") == .predicate(literal))
        #expect(
            try formula("Host(`*.a`)")
                == .predicate(.host(pattern: bytes("*.a"), wildcard: true, forgivesRequestDot: true)))
        #expect(
            try formula("Host(`*.a`)", .v2)
                == .predicate(.host(pattern: bytes("*.a"), wildcard: false, forgivesRequestDot: true)))
        #expect(try formula("Host(`*`)") == .constant(true))
        #expect(try formula("Host(`*`)", .v2) != .constant(true))
        #expect(try formula("HostHeader(`A.com`, `a.com`)", .v2) == .any([.predicate(literal), .predicate(literal)]))
    }

    @Test(
        "a HostRegexp of v3 that matches the empty text always holds",
        arguments: [
            ("x*", true), ("^$", true), (".*", true), ("\\B", true), ("\\b", false), ("a|", true), ("(a?){3}", true),
            ("^.+$", false),
            ("(?m)^$", true), ("a", false), ("\\A\\z", true),
        ])
    func emptyHost(pattern: String, holds: Bool) throws {
        #expect((try formula("HostRegexp(`\(pattern)`)") == .constant(true)) == holds)
        #expect(try formula("HostSNIRegexp(`\(pattern)`)", .v3, .tcp) != .constant(true))
    }

    @Test("templates become anchored expressions with quoted text")
    func templates() throws {
        #expect(try pattern("HostRegexp(`a.com`)", .v2) == "(?i)^a\\.com$")
        #expect(try pattern("HostRegexp(`{sub:[a-z]+}.a.com`)", .v2) == "(?i)^(?P<v0>[a-z]+)\\.a\\.com$")
        #expect(try pattern("HostSNIRegexp(`{sub}.a`)", .v2, .tcp) == "(?i)^(?P<v0>[^.]+)\\.a$")
        #expect(try pattern("Path(`/a+b/{id}/{n:[0-9]{2}}`)", .v2) == "^/a\\+b/(?P<v0>[^/]+)/(?P<v1>[0-9]{2})$")
        #expect(try pattern("PathPrefix(`/{v:a|b}`)", .v2) == "^/(?P<v0>a|b)")
        #expect(try pattern("Query(`k=a{x}`)", .v2) == "^a(?P<v0>.*)$")
        #expect(try pattern("Query(`k=`)", .v2) == "^.*$")
        #expect(try pattern("Query(`k`, `1`)", .v2) == "^1$")
        #expect(try formula("Path(`/a.b`)", .v2) == .predicate(.path(bytes("/a.b"))))
        #expect(try formula("PathPrefix(`/a`)", .v2) == .predicate(.pathPrefix(bytes("/a"))))
        #expect(try pattern("Path(`/\u{FFFD}`)", .v2) == "^/\u{FFFD}$")
    }

    @Test("pairs of Headers all count, but of one spelling only the last")
    func headers() throws {
        let one = Formula.predicate(.header(name: bytes("x-a"), value: bytes("1")))
        let two = Formula.predicate(.header(name: bytes("x-a"), value: bytes("2")))
        #expect(try formula("Headers(`X-A`, `1`, `X-A`, `2`)", .v2) == two)
        #expect(try formula("Headers(`X-A`, `1`, `x-a`, `2`)", .v2) == .all([one, two]))
        #expect(try formula("Header(`X-A`, `1`)") == one)
        for name in ["Host", "transfer-encoding", "a b", "é"] {
            #expect(try formula("Header(`\(name)`, `1`)") == .constant(false))
            #expect(try formula("HeadersRegexp(`\(name)`, `1`)", .v2) == .constant(false))
        }
    }

    @Test("methods are upper-cased as Go does")
    func methods() throws {
        #expect(try formula("Method(`get`)") == .predicate(.method(bytes("GET"))))
        #expect(try formula("Method(`L\u{131}\u{17F}T`)") == .predicate(.method(bytes("LIST"))))
        #expect(
            try formula("Method(`GET`, `put`)", .v2)
                == .any([.predicate(.method(bytes("GET"))), .predicate(.method(bytes("PUT")))]))
    }

    @Test("queries of v3 look for a value, the empty one by default")
    func queries() throws {
        #expect(try formula("Query(`a`)") == .predicate(.query(key: bytes("a"), value: [])))
        #expect(try formula("QueryRegexp(`a`)") == .predicate(.query(key: bytes("a"), value: [])))
        #expect(try formula("Query(`a`, `b`)") == .predicate(.query(key: bytes("a"), value: bytes("b"))))
        #expect(try formula("Query(`a=b`)") == .predicate(.query(key: bytes("a=b"), value: [])))
    }

    @Test(
        "addresses are ranges without host bits, mapped ones IPv4",
        arguments: [
            ("10.0.0.9", [10, 0, 0, 9], 32), ("10.0.0.9/24", [10, 0, 0, 0], 24),
            ("::ffff:10.0.0.9/120", [10, 0, 0, 0], 24),
            ("::ffff:a00:9", [10, 0, 0, 9], 32), ("::ffff:0:0/96", [0, 0, 0, 0], 0), ("10.0.0.9/08", [10, 0, 0, 0], 8),
            ("1::2", [0, 1] + [UInt8](repeating: 0, count: 13) + [2], 128),
            ("::/0", [UInt8](repeating: 0, count: 16), 0),
            ("::ffff:0:0/90", [UInt8](repeating: 0, count: 10) + [0xFF, 0xC0, 0, 0, 0, 0], 90),
            ("64:ff9b::1.2.3.4", [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], 128),
        ] as [(String, [UInt8], Int)])
    func addresses(text: String, network: [UInt8], prefixLength: Int) throws {
        let range = AddressRange(network: network, prefixLength: prefixLength)
        #expect(try formula("ClientIP(`\(text)`)") == .predicate(.clientIP(range)))
    }

    @Test("server names of TCP rules")
    func serverNames() throws {
        #expect(try formula("HostSNI(`*`)", .v3, .tcp) == .constant(true))
        let name = Predicate.host(pattern: bytes("a.com"), wildcard: false, forgivesRequestDot: false)
        #expect(try formula("HostSNI(`A.com.`)", .v3, .tcp) == .predicate(name))
        #expect(
            try formula("HostSNI(`*.a`)", .v3, .tcp)
                == .predicate(.host(pattern: bytes("*.a"), wildcard: true, forgivesRequestDot: false)))
        #expect(try formula("HostSNI(`*`, `a`)", .v2, .tcp) == .constant(true))
        guard case .any(let formulas) = try formula("HostSNI(`a.com`, `*`)", .v2, .tcp) else {
            return #expect(Bool(false))
        }
        #expect(formulas.first == .predicate(name))
        #expect(try formula("ALPN(`h2`)", .v3, .tcp) == .predicate(.alpn(bytes("h2"))))
    }

    @Test("the structure of the formula is that of the rule")
    func structure() throws {
        let (a, b) = (Formula.predicate(.path(bytes("/a"))), Formula.predicate(.path(bytes("/b"))))
        #expect(
            try formula("!Path(`/a`) || Path(`/b`) && (Path(`/a`) || Path(`/b`))")
                == .any([.not(a), .all([b, .any([a, b])])]))
    }
}
