import TurnoutSyntax

/// Laws of rule text.
///
/// Input: one byte whose low bits choose syntax (1 = v2) and kind (2 = TCP), so that `0` to `3` will do; then the rule, with
/// U+FFFD for what is not UTF-8.
///
/// - A rule is refused exactly when a diagnostic is an error; every range lies within the text.
/// - What is printed parses to an equal expression and formula, and prints the same again.
/// - A fix-it of a warning leaves a rule that is accepted.
/// - Diagnostics render: text without control characters, JSON that parses.
enum RuleLaws {
    static func check(_ input: [UInt8]) throws(Violation) {
        guard let choice = input.first else { return }
        let syntax: RuleSyntax = choice & 1 == 0 ? .v3 : .v2
        let kind: RuleKind = choice & 2 == 0 ? .http : .tcp
        let text = String(decoding: input.dropFirst(), as: UTF8.self)
        let result = Rule.parse(text, syntax: syntax, kind: kind)
        let hasError = result.diagnostics.contains { $0.severity == .error }
        try expect((result.rule == nil) == hasError, "refused: \(result.rule == nil), but errors: \(hasError)")
        try checkRendering(of: result.diagnostics, in: text)
        guard let rule = result.rule else { return }
        try checkPrinting(of: rule)
        try checkFixIts(of: result.diagnostics, rule)
    }

    private static func checkPrinting(of rule: Rule) throws(Violation) {
        let printed = rule.expression.description
        guard let again = Rule.parse(printed, syntax: rule.syntax, kind: rule.kind, lints: false).rule else {
            throw Violation(message: "what was printed is refused: \(printed.debugDescription)")
        }
        try expect(again.expression == rule.expression, "the printed rule is another one: \(printed.debugDescription)")
        try expect(again.formula == rule.formula, "the printed rule means something else: \(printed.debugDescription)")
        let twice = again.expression.description
        try expect(twice == printed, "printed as \(printed.debugDescription), then as \(twice.debugDescription)")
    }

    private static func checkFixIts(of diagnostics: [Diagnostic], _ rule: Rule) throws(Violation) {
        for diagnostic in diagnostics {
            for fixIt in diagnostic.fixIts {
                let fixed = fixIt.applied(to: rule.text)
                let result = Rule.parse(fixed, syntax: rule.syntax, kind: rule.kind, lints: false)
                try expect(
                    result.rule != nil,
                    "the fix-it '\(fixIt.message)' for \(diagnostic.id.rawValue) breaks the rule: \(fixed.debugDescription)"
                )
            }
        }
    }

    private static func checkRendering(of diagnostics: [Diagnostic], in text: String) throws(Violation) {
        let renderer = DiagnosticRenderer(source: text, origin: "router 'r'")
        let length = text.utf8.count
        for diagnostic in diagnostics {
            let ranges =
                [diagnostic.range] + diagnostic.notes.compactMap(\.range)
                + diagnostic.fixIts.flatMap { $0.edits.map(\.range) }
            try expect(ranges.allSatisfy { $0.upperBound <= length }, "\(diagnostic) reaches past the text")
            let lines = renderer.text(diagnostic)
            try expect(lines.hasSuffix("\n"), "no line feed after \(lines.debugDescription)")
            try expect(!containsControls(lines), "a control character in \(lines.debugDescription)")
            try expectObject(renderer.json(diagnostic))
            for fixIt in diagnostic.fixIts { _ = fixIt.applied(to: text) }
        }
    }

    /// Control characters other than the line feed, which a terminal might obey.
    private static func containsControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || 0x7F..<0xA0 ~= $0.value }
    }
}
