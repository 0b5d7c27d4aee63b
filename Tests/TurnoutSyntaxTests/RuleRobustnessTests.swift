import Testing
import TurnoutSyntax

/// Laws over seeded random texts.
@Suite("Any text at all") struct RuleRobustnessTests {
    /// A small generator (SplitMix64), so that a seed gives the same texts everywhere.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    private static let pieces = [
        "Host", "Path", "HostRegexp", "Headers", "Query", "ClientIP", "HostSNI", "(", "(", "(", ")", ")", ")", "`",
        "\"", "'",
        "`a.com`", "`/a`", "\"\\x41\"", "\"\\", "&&", "||", "!", "&", "|", ",", ";", ".", "...", "/*", "*/", "//", "\n",
        " ",
        "\u{FEFF}", "\0", "\u{A0}", "日", "{a:b}", "{", "}", "*", "%2f", "[", "]", "10.0.0.1/8", "::", "and", "é", "1",
        "=", "?",
    ]

    @Test(
        "random texts never trap; diagnostics lie within the text; fix-its of one kind can be applied",
        arguments: [1, 2, 3, 4] as [UInt64])
    func randomTexts(seed: UInt64) {
        var generator = Generator(state: seed)
        for _ in 0..<3000 {
            let count = Int.random(in: 0...24, using: &generator)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
            let syntax = RuleSyntax.allCases.randomElement(using: &generator) ?? .v3
            let kind = RuleKind.allCases.randomElement(using: &generator) ?? .http
            let result = Rule.parse(text, syntax: syntax, kind: kind)
            #expect(
                (result.rule == nil) == result.diagnostics.contains { $0.severity == .error },
                "seed \(seed): \(text.debugDescription)")
            let renderer = DiagnosticRenderer(source: text)
            for diagnostic in result.diagnostics {
                let ranges =
                    [diagnostic.range] + diagnostic.notes.compactMap(\.range)
                    + diagnostic.fixIts.flatMap { $0.edits.map(\.range) }
                #expect(
                    ranges.allSatisfy { $0.upperBound <= text.utf8.count },
                    "seed \(seed): \(text.debugDescription) \(diagnostic)")
                #expect(!renderer.text(diagnostic).isEmpty)
                for fixIt in diagnostic.fixIts { _ = fixIt.applied(to: text) }
            }
        }
    }

    /// A random expression, as text in which only the needed parentheses stand.
    private func randomRule(_ depth: Int, _ generator: inout Generator) -> String {
        switch depth == 0 ? 0 : Int.random(in: 0...4, using: &generator) {
        case 1: "!(" + randomRule(depth - 1, &generator) + ")"
        case 2: "(" + randomRule(depth - 1, &generator) + ") && " + randomRule(depth - 1, &generator)
        case 3: randomRule(depth - 1, &generator) + " || (" + randomRule(depth - 1, &generator) + ")"
        case 4:
            "!" + randomRule(0, &generator) + " && " + randomRule(0, &generator) + " || "
                + randomRule(depth - 1, &generator)
        default:
            "Path("
                + RulePrinter.literal(
                    [0x2F]
                        + (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                            generator.next() & 1 == 0 ? 0x60 : UInt8.random(in: 0...255, using: &generator)
                        }) + ")"
        }
    }

    @Test("parsing what was printed gives the same expression", arguments: [1, 2, 3, 4] as [UInt64])
    func printing(seed: UInt64) throws {
        var generator = Generator(state: seed)
        for _ in 0..<500 {
            let text = randomRule(4, &generator)
            let rule = try #require(
                Rule.parse(text, syntax: .v3, kind: .http, lints: false).rule, "seed \(seed): \(text.debugDescription)")
            let printed = rule.expression.description
            let again = try #require(
                Rule.parse(printed, syntax: .v3, kind: .http, lints: false).rule,
                "seed \(seed): \(printed.debugDescription)")
            #expect(
                again.expression == rule.expression,
                "seed \(seed): \(text.debugDescription) printed as \(printed.debugDescription)")
            #expect(again.formula == rule.formula)
            #expect(again.expression.description == printed)
        }
    }
}
