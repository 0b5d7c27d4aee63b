import Testing
import TurnoutSyntax

@Suite("Parsing rules") struct RuleParserTests {
    private func expression(_ text: String, _ syntax: RuleSyntax = .v3, _ kind: RuleKind = .http) throws
        -> RuleExpression
    {
        try #require(Rule.parse(text, syntax: syntax, kind: kind).rule, "\(Rule.ids(text, syntax, kind))").expression
    }

    @Test("chains are flat and '&&' binds tighter than '||'")
    func precedence() throws {
        let rule = try expression("Host(`a`) || Host(`b`) && Path(`/b`) && Method(`GET`) || Host(`c`)")
        guard case .or(let operands, let range) = rule else { return #expect(Bool(false), "\(rule)") }
        #expect(operands.count == 3)
        #expect(range == SourceRange(0, 66))
        guard case .and(let factors, let chain) = operands[1] else { return #expect(Bool(false), "\(rule)") }
        #expect(factors.count == 3)
        #expect(chain == SourceRange(13, 53))
    }

    @Test("parentheses that group leave nesting, others leave no trace")
    func parentheses() throws {
        let nested = try expression("Host(`a`) && (Path(`/b`) && Method(`GET`))")
        guard case .and(let operands, _) = nested else { return #expect(Bool(false)) }
        #expect(operands.count == 2)
        #expect(try expression("((Host(`a`)))") == expression("Host(`a`)"))
        #expect(
            try expression("(Host(`a`) && Path(`/b`)) || Host(`c`)")
                == expression("Host(`a`) && Path(`/b`) || Host(`c`)"))
        #expect(nested != (try expression("Host(`a`) && Path(`/b`) && Method(`GET`)")))
    }

    @Test("equality ignores places, spelling of names and quoting")
    func equality() throws {
        #expect(
            try expression("Host(`a.com`)&&PATH(\"/\\x61\")")
                == expression("  host( \"a.com\", ) && /* c */ Path(`/a`...)"))
        #expect(try expression("Host(`a.com`)") != expression("Host(`b.com`)"))
        #expect(try expression("Host(`a.com`)").hashValue == expression("HOST(\"a.com\")").hashValue)
    }

    @Test(
        "values are decoded as Go strings",
        arguments: [
            (#""\a\b\f\n\r\t\v\\\"""#, [7, 8, 12, 10, 13, 9, 11, 92, 34] as [UInt8]),
            (#""\x41\101\u00e9\U0001F600""#, Array("AAé😀".utf8)),
            (#""\xff\377""#, [0xFF, 0xFF]),
            ("`a\\n\r\nb`", Array("a\\n\nb".utf8)),
        ])
    func strings(literal: String, value: [UInt8]) throws {
        let call = try #require(try expression("Header(`k`, \(literal))").calls.first)
        #expect(call.arguments[1].value == value)
    }

    @Test(
        "what was printed parses to the same expression",
        arguments: [
            "Host(`a`)", "!Host(`a`)", "!!Host(`a`)", "!(Host(`a`) || Host(`b`))",
            "Host(`a`) && (Host(`b`) && Host(`c`))",
            "(Host(`a`) || Host(`b`)) || Host(`c`)",
            "Host(`a`) && (Host(`b`) || Host(`c`)) || !(Host(`d`) && Host(`e`))",
            #"Path("/\x00\xff`\"\\")"#, #"Path("/\r\n\t`é😀")"#, "Path(`/a\nb`)", #"Path("/\ufeff\u2028")"#,
            #"Path("/\x80`")"#,
            "Header(`a`, `\"`)", "Query(`a`)",
        ])
    func printing(text: String) throws {
        let parsed = try expression(text)
        #expect(try expression(parsed.description) == parsed, "\(parsed)")
    }

    @Test("any bytes survive printing")
    func printingBytes() throws {
        for byte in UInt8.min...UInt8.max {
            let value = [0x2F, byte, UInt8(ascii: "`"), byte]
            let call = try #require(try expression("Path(\(RulePrinter.literal(value)))").calls.first)
            #expect(call.arguments[0].value == value)
        }
    }

    @Test("the default priority is the length in bytes, of a TCP catch-all -1")
    func priority() throws {
        func priority(_ text: String, _ kind: RuleKind) throws -> Int {
            try #require(Rule.parse(text, syntax: .v3, kind: kind).rule).defaultPriority
        }
        #expect(try priority("PathPrefix(\"/\")", .http) == 15)
        #expect(try priority(" Path(`/é`) // c\n", .http) == 18)
        #expect(try priority("( HostSNI(`*`) )", .tcp) == -1)
        #expect(try priority("!HostSNI(`*`)", .tcp) == -1)
        #expect(try priority("HostSNI(`*`) || HostSNI(`*`)", .tcp) == 28)
    }

    // MARK: Limits

    @Test("a rule as long as the limit parses, a longer one is reported")
    func lengthLimit() {
        var limits = RuleLimits()
        limits.maximumLength = 9
        #expect(Rule.parse("Host(`a`)", syntax: .v3, kind: .http, limits: limits).rule != nil)
        let tooLong = Rule.parse("Host(`a`) ", syntax: .v3, kind: .http, limits: limits)
        #expect(tooLong.diagnostics.map(\.id) == [.ruleTooLong])
        #expect(tooLong.rule == nil)
        let long = "Host(`" + String(repeating: "a", count: (1 << 20) - 8) + "`)"
        #expect(Rule.parse(long, syntax: .v3, kind: .http).rule != nil)
        #expect(Rule.parse(long + " ", syntax: .v3, kind: .http).diagnostics.map(\.id) == [.ruleTooLong])
    }

    @Test(
        "a rule as deep as the limit parses, a deeper one is reported",
        arguments: [
            ("(", ")", 24), ("!", "", 24), ("!(", ")", 12), ("Host(`a`) && (", ")", 24),
            ("Host(`a`) || (Host(`b`) && (", "))", 12), ("Host(`a`) || Host(`b`) && (", ")", 12),
        ])
    func depthLimit(open: String, close: String, levels: Int) {
        func text(_ count: Int) -> String {
            String(repeating: open, count: count) + "Host(`c`)" + String(repeating: close, count: count)
        }
        var limits = RuleLimits()
        limits.maximumDepth = 24
        #expect(Rule.parse(text(levels), syntax: .v3, kind: .http, limits: limits, lints: false).rule != nil)
        let deeper = Rule.parse(text(levels + 1), syntax: .v3, kind: .http, limits: limits)
        #expect(deeper.diagnostics.map(\.id) == [.ruleTooDeep])
    }

    @Test("no more diagnostics than the limit are reported")
    func diagnosticsLimit() {
        var limits = RuleLimits()
        limits.maximumDiagnostics = 3
        let text = Array(repeating: "Foo(`a`)", count: 5).joined(separator: " || ")
        let result = Rule.parse(text, syntax: .v3, kind: .http, limits: limits)
        #expect(
            result.diagnostics.map(\.id.rawValue) == [
                "unknown-matcher", "unknown-matcher", "unknown-matcher", "too-many-diagnostics",
            ])
        #expect(result.diagnostics.last?.message.hasPrefix("2 more") == true)
    }
}
