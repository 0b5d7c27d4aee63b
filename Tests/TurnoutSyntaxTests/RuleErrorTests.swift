import Testing
import TurnoutSyntax

@Suite("Errors in rules") struct RuleErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var syntax: RuleSyntax
        var kind: RuleKind
        /// The rule with the places of all diagnostics between « and ».
        var marked: String
        /// In the order of the text.
        var ids: [String]
        /// The rule after the first fix-it of the first diagnostic.
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

    static let cases: [Case] = [
        // The errors that Traefik's documentation of the rule language lists
        Case("«»", "empty-rule"),
        Case("« \n// c»", "empty-rule"),
        Case("«Host»", "bare-name"),
        Case("Host(«a»)", "unquoted-argument", fixed: "Host(`a`)"),
        Case("Host(«'a'»)", "single-quotes", fixed: "Host(`a`)"),
        Case("Host(«'a.com'»)", "single-quotes", fixed: "Host(`a.com`)"),
        Case("Host(«1»)", "unquoted-argument", fixed: "Host(`1`)"),
        Case("Host(«a.com»)", "unquoted-argument", fixed: "Host(`a.com`)"),
        Case("Host(`a`«»", "unclosed-call", fixed: "Host(`a`)"),
        Case("Host(`a`)«)»", "unmatched-parenthesis", fixed: "Host(`a`)"),
        Case("Host(`a`) «and» Host(`b`)", "unsupported-operator", fixed: "Host(`a`) && Host(`b`)"),
        Case("Host(`a`) «&» Path(`/b`)", "unsupported-operator", fixed: "Host(`a`) && Path(`/b`)"),
        Case("Host(`a`) «|»", "unsupported-operator", fixed: "Host(`a`) "),
        Case("«Foo»(`a`)", "unknown-matcher"),
        Case("Host(`a`«+»`b`)", "unexpected-token"),
        Case("Host(«(`a`)»)", "unexpected-token"),
        Case("(«Host»)«(»`a`)", "bare-name", "unexpected-token"),
        Case("«`a`»", "bare-value"),
        Case("«Host()»", "missing-argument"),
        Case("Host(«``»)", "empty-argument"),
        Case("«Host(`a`, `b`)»", "wrong-argument-count", fixed: "(Host(`a`) || Host(`b`))"),
        Case("«Header(`a`, `b`, `c`, `d`)»", "wrong-argument-count", fixed: "(Header(`a`, `b`) && Header(`c`, `d`))"),
        Case("Path(«`a`»)", "path-without-slash", fixed: "Path(`/a`)"),
        Case("Host(`a«é»`)", "non-ascii"),
        Case("HostRegexp(`«(»`)", "regex-missing-parenthesis"),
        Case("ClientIP(«`x`»)", "invalid-address"),

        // Structure
        Case("Host(`a`)\n«&&» Host(`b`)", "line-break-ends-expression", fixed: "Host(`a`) &&\n Host(`b`)"),
        Case("(Host(`a`)\n«)»", "line-break-ends-expression", fixed: "(Host(`a`) )"),
        Case("Host(\n`a`«»\n)", "line-break-ends-expression", fixed: "Host(\n`a`,\n)"),
        Case("«(»Host(`a`)", "unmatched-parenthesis", fixed: "(Host(`a`))"),
        Case("Host(`a`) «Host»(`b`)", "missing-operator"),
        Case("Host(`a`)«;»", "unsupported-operator", fixed: "Host(`a`)"),
        Case("Host(`a`)«,» Host(`b`)", "unsupported-operator", fixed: "Host(`a`) || Host(`b`)"),
        Case("Host(`a`) &&«»", "missing-operand"),
        Case("Host(`a`) && «||» Host(`b`)", "missing-operand"),
        Case("(«)»", "missing-operand"),
        Case("«x.Host»(`a`)", "unexpected-token"),
        Case("Host(`a`)«[»0]", "unexpected-token"),
        Case("Host(`a`)«(»`b`)", "unexpected-token"),
        Case("Host(«Host(`a`)»)", "nested-call"),
        Case("Host(`a` «||» Host(`b`)", "unclosed-call", fixed: "Host(`a`) || Host(`b`)"),
        Case("Host(`a` «`b`»)", "missing-comma", syntax: .v2),
        Case("Host(«...»)", "missing-argument"),
        Case("Host(`a`«...», `b`)", "unexpected-token", syntax: .v2),
        Case("«Host `a`»", "bare-name", fixed: nil),

        // Tokens
        Case("Host(«`»a)", "unterminated-string", fixed: "Host(`a`)"),
        Case("Host(«\"»a)", "unterminated-string", fixed: "Host(\"a\")"),
        Case("Host(`a`)«\"»", "unterminated-string", fixed: "Host(`a`)"),
        Case("Host(`a`) «`»", "unterminated-string", fixed: "Host(`a`) "),
        Case("«\"»a", "unterminated-string"),
        Case("Host(`a`) «/*» c", "unterminated-comment"),
        Case("Header(`a`, \"«\\d»\")", "invalid-escape", fixed: "Header(`a`, \"\\\\d\")"),
        Case("Host(`a`) «\u{A0}»&& Path(`/b`)", "illegal-character", fixed: "Host(`a`)  && Path(`/b`)"),
        Case("Host(`a`)«\\»", "illegal-character"),
        Case("Path(`/«\0»`)", "illegal-character"),

        // Names
        Case("Host(`a`) && «PathPrefx»(`/api`)", "unknown-matcher", fixed: "Host(`a`) && PathPrefix(`/api`)"),
        Case("«HostRegExp»(`a`)", "unknown-matcher", fixed: "HostRegexp(`a`)"),
        Case("«Headers»(`a`, `b`)", "unknown-matcher", fixed: "Header(`a`, `b`)"),
        Case("«HostHeader»(`a`)", "unknown-matcher", fixed: "Host(`a`)"),
        Case("«Header»(`a`, `b`)", "unknown-matcher", fixed: "Headers(`a`, `b`)", syntax: .v2),
        Case("«PathPrefixStrip»(`/a`)", "unknown-matcher", fixed: "PathPrefix(`/a`)"),
        Case("«HostSNI»(`a`)", "unknown-matcher", fixed: "Host(`a`)"),
        Case("«Host»(`a`)", "unknown-matcher", fixed: "HostSNI(`a`)", kind: .tcp),
        Case("«Path»(`/a`)", "unknown-matcher", kind: .tcp),

        // Arguments
        Case("ClientIP(«`10.0.0.01`»)", "invalid-address"),
        Case("HostSNI(«`a b`»)", "invalid-hostname", kind: .tcp),
        Case("ALPN(«`acme-tls/1`»)", "reserved-protocol", kind: .tcp),
        Case("Path(«`/{a`»)", "unbalanced-braces", syntax: .v2),
        Case("Path(`/a/«{:b}»`)", "incomplete-template", syntax: .v2),
        Case("Path(`/a/{id:«(»}`)", "regex-missing-parenthesis", syntax: .v2),
        Case("Path(\"/\\x61/{id:«(»}\")", "regex-missing-parenthesis", syntax: .v2),
        Case("«Query(`mobile`)»", "wrong-argument-count", syntax: .v2),
        Case("Query(`a={x}`, «`b={x}`»)", "repeated-variable", syntax: .v2),
        Case("«Headers(`a`, `b`, `c`)»", "wrong-argument-count", syntax: .v2),

        // All at once
        Case(
            "«Foo»(`a`) && «Host(`a`, `b`)» || «Bar»(`b`) && PathRegexp(`a«**»`) && «Header(`k`)»", "unknown-matcher",
            "wrong-argument-count", "unknown-matcher", "regex-nested-repeat", "wrong-argument-count"),
        Case(
            "Host(«a») «and» ClientIP(«`x`») && «Hst»(`b`", "unquoted-argument", "unsupported-operator",
            "invalid-address", "unknown-matcher", "unclosed-call"),
    ]

    @Test("each error is reported once, with its place and its way out", arguments: cases)
    func errors(test: Case) throws {
        let rule = MarkedRule(test.marked)
        let result = Rule.parse(rule.text, syntax: test.syntax, kind: test.kind)
        #expect(result.rule == nil)
        #expect(result.diagnostics.allSatisfy { $0.severity == .error })
        #expect(result.diagnostics.map(\.id.rawValue) == test.ids)
        if rule.ranges.count == test.ids.count { #expect(result.diagnostics.map(\.range) == rule.ranges) }
        if let fixed = test.fixed {
            let fixIt = try #require(result.diagnostics.first?.fixIts.first)
            #expect(fixIt.applied(to: rule.text) == fixed)
        }
    }

    @Test("a fix-it removes its diagnostic", arguments: cases)
    func fixIts(test: Case) {
        let rule = MarkedRule(test.marked)
        let before = Rule.parse(rule.text, syntax: test.syntax, kind: test.kind).diagnostics
        for diagnostic in before {
            for fixIt in diagnostic.fixIts {
                let after = Rule.parse(fixIt.applied(to: rule.text), syntax: test.syntax, kind: test.kind).diagnostics
                let count = { (list: [Diagnostic]) in list.count { $0.id == diagnostic.id } }
                #expect(count(after) < count(before), "\(fixIt.message): \(fixIt.applied(to: rule.text))")
            }
        }
    }

    @Test("the note on an unknown matcher explains names of other languages")
    func notes() {
        #expect(
            Rule.diagnostics("HostRegExp(`a`)")[0].notes[0].message.contains(
                "HostRegexp, hostregexp, HOSTREGEXP, Hostregexp"))
        #expect(Rule.diagnostics("PathPrefixStrip(`/a`)")[0].notes[0].message.contains("v1"))
        #expect(Rule.diagnostics("Cookie(`a`)")[0].notes[0].message.contains("header Cookie"))
        #expect(Rule.diagnostics("Xyzzyplugh(`a`)")[0].notes[0].message.contains("PathPrefix"))
    }
}
