import Foundation
import Testing
import TurnoutSyntax

/// Compares with what Traefik said of the same texts.
@Suite("Verdicts of Traefik on rules") struct RuleVerdictTests {
    /// A line of `traefik-verdicts.jsonl`, written by `Tests/Traefik/record_rules.py`.
    struct Recorded: Decodable {
        var kind: String
        var syntax: String
        var rule: String
        var accepted: Bool
        var error: String?
        var priority: Int?
    }

    @Test("generated rule texts are accepted and refused as Traefik does")
    func generatedTexts() throws {
        let path = ProcessInfo.processInfo.environment["TURNOUT_VERDICTS"] ?? "fixtures/rules/traefik-verdicts.jsonl"
        let verdicts = try lines(packageRoot.appending(path: path), as: Recorded.self)
        #expect(verdicts.count > 1500)
        for verdict in verdicts {
            let syntax = try #require(RuleSyntax(rawValue: verdict.syntax))
            let kind = try #require(RuleKind(rawValue: verdict.kind))
            let result = Rule.parse(verdict.rule, syntax: syntax, kind: kind)
            checkConsistency(result)
            #expect(
                (result.rule != nil) == verdict.accepted,
                "\(kind) \(syntax) \(verdict.rule.debugDescription): Traefik \(verdict.error ?? "accepts"), we \(messages(result))"
            )
            if let priority = verdict.priority, let rule = result.rule {
                #expect(rule.defaultPriority == priority, "\(verdict.rule.debugDescription)")
            }
        }
    }

    /// A line of type `rule` of the collected verdicts.
    struct Real: Decodable {
        var type: String
        var kind: String?
        var rule: String?
        var testedAs: String?
        var v3: Bool?
        var v2: Bool?
        var v3Error: String?
        var v2Error: String?

        private enum CodingKeys: String, CodingKey {
            case type, kind, rule, v3, v2
            case testedAs = "tested_as"
            case v3Error = "v3_error"
            case v2Error = "v2_error"
        }
    }

    @Test("rules that people wrote are accepted and refused as Traefik does")
    func realRules() throws {
        let shared =
            ProcessInfo.processInfo.environment["TURNOUT_SHARED"].map { URL(filePath: $0) }
            ?? packageRoot.deletingLastPathComponent().appending(path: "shared")
        let path = shared.appending(path: "real/verdicts.jsonl")
        guard FileManager.default.fileExists(atPath: path.path) else {
            print("skipped: \(path.path) is absent, so rules that people wrote are not compared")
            return
        }
        var compared = 0
        for verdict in try lines(path, as: Real.self) where verdict.type == "rule" {
            let text = try #require(verdict.testedAs ?? verdict.rule)
            let kind = try #require(RuleKind(rawValue: verdict.kind ?? ""))
            for (syntax, accepted, error) in [
                (RuleSyntax.v3, verdict.v3, verdict.v3Error), (.v2, verdict.v2, verdict.v2Error),
            ] {
                let result = Rule.parse(text, syntax: syntax, kind: kind)
                checkConsistency(result)
                #expect(
                    (result.rule != nil) == accepted,
                    "\(kind) \(syntax) \(text.debugDescription): Traefik \(error ?? "accepts"), we \(messages(result))")
                compared += 1
            }
        }
        #expect(compared > 5000)
    }

    /// What holds for every result: no rule with an error, no refusal without one, ranges within the text, and
    /// an expression that survives printing.
    private func checkConsistency(_ result: RuleParseResult) {
        let errors = result.diagnostics.filter { $0.severity == .error }
        #expect((result.rule == nil) == !errors.isEmpty)
        guard let rule = result.rule else { return }
        for diagnostic in result.diagnostics {
            #expect(diagnostic.range.upperBound <= rule.text.utf8.count)
        }
        let printed = rule.expression.description
        let again = Rule.parse(printed, syntax: rule.syntax, kind: rule.kind, lints: false)
        #expect(
            again.rule?.expression == rule.expression,
            "\(rule.text.debugDescription) printed as \(printed.debugDescription)")
        #expect(again.rule?.formula == rule.formula)
    }

    private func messages(_ result: RuleParseResult) -> String {
        result.rule != nil
            ? "accept" : result.diagnostics.map { "\($0.id.rawValue): \($0.message)" }.joined(separator: "; ")
    }

    private var packageRoot: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    private func lines<Line: Decodable>(_ file: URL, as type: Line.Type) throws -> [Line] {
        let decoder = JSONDecoder()
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try decoder.decode(type, from: $0)
        }
    }
}
