/// A rule that Traefik would accept, with its meaning.
public struct Rule: Hashable, Sendable {
    /// The text as given; its length in bytes is the default priority.
    public let text: String
    public let syntax: RuleSyntax
    public let kind: RuleKind
    public let expression: RuleExpression
    /// The expression without its spelling: constants, predicates and their combinations.
    public let formula: Formula

    /// The priority of a router that names none: the length of the text in UTF-8 bytes, blanks and
    /// comments included. A TCP rule that is nothing but ``HostSNI(`*`)`` gets -1, so that it comes last.
    public var defaultPriority: Int {
        kind == .tcp && isCatchAll(expression) ? -1 : text.utf8.count
    }

    /// Negation doesn't count here: Traefik looks at the leaf alone.
    private func isCatchAll(_ expression: RuleExpression) -> Bool {
        switch expression {
        case .call(let call):
            call.matcher == .hostSNI && call.arguments.count == 1 && call.arguments[0].value == [UInt8(ascii: "*")]
        case .not(let operand, _): isCatchAll(operand)
        case .and, .or: false
        }
    }
}

/// What became of the text of a rule.
public struct RuleParseResult: Sendable {
    /// The rule; nil when `diagnostics` holds an error.
    public let rule: Rule?
    /// All errors, or (for a rule that is accepted) all warnings, in the order of the text.
    public let diagnostics: [Diagnostic]
}

/// Bounds on what a rule may cost. Exceeding one is a diagnostic.
public struct RuleLimits: Hashable, Sendable {
    /// The length of a rule in bytes (`rule-too-long`). Traefik has no such bound; no rule in practice comes near.
    public var maximumLength = 1 << 20
    /// How deep parentheses and `!`, and the expression itself, may nest (`rule-too-deep`). Everything
    /// that walks an expression may recurse, so this bounds its stack.
    public var maximumDepth = 1000
    /// How many diagnostics are reported; the rest is counted by `too-many-diagnostics`.
    public var maximumDiagnostics = 100
    /// Bounds on each regular expression.
    public var regex = RegexLimits()

    public init() {}
}

extension Rule {
    /// Parses `text` and checks everything that Traefik checks.
    ///
    /// Never fails otherwise than by diagnostics: `rule` is nil exactly when one of them is an error.
    /// All errors are found in one pass. Warnings (`lints`) speak of rules that are accepted and
    /// probably don't do what was meant.
    ///
    /// - Complexity: O(length), plus the regular expressions.
    public static func parse(
        _ text: String, syntax: RuleSyntax, kind: RuleKind, limits: RuleLimits = RuleLimits(), lints: Bool = true
    ) -> RuleParseResult {
        let source = Array(text.utf8)
        guard source.count <= limits.maximumLength else {
            let message = "the rule is \(source.count) bytes long, more than the limit of \(limits.maximumLength)"
            let range = SourceRange(limits.maximumLength, source.count)
            return RuleParseResult(rule: nil, diagnostics: [Diagnostic(.ruleTooLong, message: message, range: range)])
        }
        var parser = RuleParser(source, syntax: syntax, kind: kind, limits: limits)
        let expression = parser.parse()
        guard let expression, parser.diagnostics.isEmpty else {
            let sorted = parser.diagnostics.sorted { $0.range.lowerBound < $1.range.lowerBound }
            return RuleParseResult(rule: nil, diagnostics: truncated(sorted, limits))
        }
        let rule = Rule(text: text, syntax: syntax, kind: kind, expression: expression, formula: expression.formula)
        guard lints else { return RuleParseResult(rule: rule, diagnostics: []) }
        let warnings = RuleLinter.warnings(about: rule, source, mixedChains: parser.mixedChains)
        return RuleParseResult(rule: rule, diagnostics: truncated(warnings, limits))
    }

    private static func truncated(_ diagnostics: [Diagnostic], _ limits: RuleLimits) -> [Diagnostic] {
        guard diagnostics.count > limits.maximumDiagnostics, let last = diagnostics.last else { return diagnostics }
        let message = "\(diagnostics.count - limits.maximumDiagnostics) more diagnostics are not shown"
        let rest = Diagnostic(.tooManyDiagnostics, severity: last.severity, message: message, range: last.range)
        return diagnostics.prefix(limits.maximumDiagnostics) + [rest]
    }
}
