/// Parses the tokens of a rule into an expression.
///
/// The grammar (a restriction of Go's expressions):
///
///     rule  := or
///     or    := and { "||" and }
///     and   := unary { "&&" unary }
///     unary := "!" unary | "(" or ")" | call
///     call  := NAME "(" [ STRING { "," STRING } [ "..." ] [ "," ] ] ")"
///
/// Open parentheses are kept in an array of levels instead of on the call stack, so the depth of a rule
/// never endangers it. After a fault the parser reports, assumes what was probably meant, and goes
/// on: it alternates between the two states "an operand comes" and "an operator comes", and each decides by the next
/// token. Anything that isn't the grammar above ends as an error, so recovery can't accept a wrong rule.
struct RuleParser {
    let source: [UInt8]
    let syntax: RuleSyntax
    let kind: RuleKind
    let limits: RuleLimits

    var diagnostics: [Diagnostic] = []
    var tokens: [RuleToken] = []
    /// Places that the lexer has reported.
    private(set) var lexicalFaults: [SourceRange] = []
    var next = 0
    /// Chains of `&&` that stand beside other operands of a `||` without parentheses.
    private(set) var mixedChains: [SourceRange] = []
    var levels: [Level] = [Level(open: SourceRange(0, 0))]
    private var pendingNots = 0

    /// What is known between an open parenthesis (or the start) and its end.
    struct Level {
        var open: SourceRange
        /// Finished operands of `||`.
        var alternatives: [Operand] = []
        /// Finished operands of the current `&&`.
        var factors: [Operand] = []
        /// The `!` in front of the operand to come.
        var nots: [SourceRange] = []
        /// Chains of `&&` among the alternatives; each alternative is one or stands alone.
        var chains: [SourceRange] = []
    }

    struct Operand {
        var expression: RuleExpression
        /// Nesting of the expression; a call has 0.
        var depth: Int
        /// The place including enclosing parentheses.
        var range: SourceRange
    }

    init(_ source: [UInt8], syntax: RuleSyntax, kind: RuleKind, limits: RuleLimits) {
        self.source = source
        self.syntax = syntax
        self.kind = kind
        self.limits = limits
    }

    /// The expression; nil only if there is an error in `diagnostics`. With errors the expression is meaningless.
    mutating func parse() -> RuleExpression? {
        var lexer = RuleLexer(source)
        lexer.run()
        tokens = lexer.tokens
        diagnostics = lexer.diagnostics
        lexicalFaults = diagnostics.map(\.range)
        if case .end = current.kind, diagnostics.isEmpty {
            report(
                .emptyRule, "the rule is empty; expected a matcher such as Host(`example.com`)",
                SourceRange(0, source.count))
            return nil
        }
        var expectsOperand = true
        while true {
            if tooDeep { return nil }
            if expectsOperand {
                if parseOperandStep() { expectsOperand = false }
            } else {
                switch parseOperatorStep() {
                case .operand: expectsOperand = true
                case .sameState: continue
                case .finished: return finish()
                }
            }
        }
    }

    /// Set once a limit on depth is exceeded, which ends the parse.
    private var tooDeep = false

    // MARK: Tokens

    var current: RuleToken { tokens[min(next, tokens.count - 1)] }

    func token(_ distance: Int) -> RuleToken { tokens[min(next + distance, tokens.count - 1)] }

    mutating func advance() { if next < tokens.count - 1 { next += 1 } }

    func text(_ range: SourceRange) -> String {
        String(decoding: source[range.lowerBound..<range.upperBound], as: UTF8.self)
    }

    mutating func report(
        _ id: Diagnostic.ID, _ message: String, _ range: SourceRange, notes: [Diagnostic.Note] = [],
        fixIts: [Diagnostic.FixIt] = []
    ) {
        diagnostics.append(Diagnostic(id, message: message, range: range, notes: notes, fixIts: fixIts))
    }

    // MARK: Operands

    /// Handles one token where an operand is expected; true once the operand is complete.
    private mutating func parseOperandStep() -> Bool {
        let token = current
        switch token.kind {
        case .not:
            advance()
            levels[levels.count - 1].nots.append(token.range)
            pendingNots += 1
            checkDepth(levels.count - 1 + pendingNots, token.range)
            return false
        case .leftParenthesis:
            advance()
            levels.append(Level(open: token.range))
            checkDepth(levels.count - 1 + pendingNots, token.range)
            return false
        case .identifier:
            let (call, range) = parseCall()
            push(Operand(expression: call, depth: 0, range: range))
            return true
        case .string, .character, .number:
            advance()
            if !isTainted(token) { reportBareValue(token) }
            push(placeholder(token.range))
            return true
        case .illegal:
            advance()
            return false
        case .end, .rightParenthesis, .and, .or, .lineBreak:
            if case .lineBreak = token.kind, isLineBreakHarmless {
                advance()
                return false
            }
            reportMissingOperand(token)
            push(placeholder(SourceRange(token.range.lowerBound, token.range.lowerBound)))
            return true
        case .comma, .ellipsis, .semicolon, .other:
            advance()
            report(.unexpectedToken, "expected a matcher, found '\(text(token.range))'", token.range)
            return false
        }
    }

    /// A line break can only be a token here after a reported fault.
    private var isLineBreakHarmless: Bool {
        if case .end = token(1).kind { false } else { !diagnostics.isEmpty }
    }

    /// Whether the lexer has complained about the token, so that nothing more needs to be said.
    func isTainted(_ token: RuleToken) -> Bool {
        lexicalFaults.contains { token.range.lowerBound <= $0.lowerBound && $0.lowerBound < token.range.upperBound }
    }

    private mutating func reportBareValue(_ token: RuleToken) {
        report(
            .bareValue, "a value alone is no rule; expected a matcher such as Host(\(text(token.range)))", token.range)
    }

    private mutating func reportMissingOperand(_ token: RuleToken) {
        let level = levels[levels.count - 1]
        let position = SourceRange(token.range.lowerBound, token.range.lowerBound)
        if case .rightParenthesis = token.kind, level.factors.isEmpty, level.alternatives.isEmpty, level.nots.isEmpty {
            report(.missingOperand, "expected a matcher between the parentheses", token.range)
        } else if case .end = token.kind {
            report(.missingOperand, "the rule ends where a matcher is expected", position)
        } else {
            let range = if case .lineBreak = token.kind { position } else { token.range }
            let found = if case .lineBreak = token.kind { "the end of the line" } else { "'\(text(token.range))'" }
            report(.missingOperand, "expected a matcher, found \(found)", range)
        }
    }

    /// Stands for what could not be parsed; it never leaves the parser, since an error was reported.
    private func placeholder(_ range: SourceRange) -> Operand {
        Operand(expression: .placeholder(range), depth: 0, range: range)
    }

    /// Takes an operand into the innermost level, under the `!` in front of it.
    private mutating func push(_ operand: Operand) {
        var operand = operand
        let top = levels.count - 1
        for range in levels[top].nots.reversed() {
            let whole = range.union(operand.range)
            operand = Operand(expression: .not(operand.expression, whole), depth: operand.depth + 1, range: whole)
        }
        pendingNots -= levels[top].nots.count
        levels[top].nots.removeAll()
        checkDepth(operand.depth, operand.range)
        levels[top].factors.append(operand)
    }

    private mutating func checkDepth(_ depth: Int, _ range: SourceRange) {
        guard depth > limits.maximumDepth, !tooDeep else { return }
        tooDeep = true
        report(.ruleTooDeep, "the rule nests deeper than the limit of \(limits.maximumDepth)", range)
    }

    // MARK: Operators

    enum Step { case operand, sameState, finished }

    /// Handles one token where an operator is expected.
    private mutating func parseOperatorStep() -> Step {
        let token = current
        switch token.kind {
        case .and:
            advance()
            return .operand
        case .or:
            advance()
            closeFactors()
            return .operand
        case .rightParenthesis:
            advance()
            if levels.count == 1 {
                report(
                    .unmatchedParenthesis, "this ')' closes nothing", token.range,
                    fixIts: [.init("remove it", edits: [.init(range: token.range, replacement: "")])])
            } else {
                closeLevel(at: token.range)
            }
            return .sameState
        case .end:
            return .finished
        case .lineBreak:
            return parseLineBreak(token)
        case .illegal:
            advance()
            return .sameState
        default:
            return recoverOperator(token)
        }
    }

    // MARK: Levels

    /// Ends the current chain of `&&`.
    mutating func closeFactors() {
        let top = levels.count - 1
        guard let chain = combine(levels[top].factors, { .and($0, $1) }) else { return }
        if levels[top].factors.count > 1 { levels[top].chains.append(chain.range) }
        levels[top].factors.removeAll()
        levels[top].alternatives.append(chain)
    }

    /// Takes note of `a || b && c`: an `or` of which some operands, not all, are chains of `&&` without parentheses.
    private mutating func noteMixture(_ level: Level) {
        if !level.chains.isEmpty, level.chains.count < level.alternatives.count { mixedChains += level.chains }
    }

    private mutating func combine(
        _ operands: [Operand], _ make: ([RuleExpression], SourceRange) -> RuleExpression
    ) -> Operand? {
        guard let first = operands.first, let last = operands.last else { return nil }
        if operands.count == 1 { return first }
        let range = first.range.union(last.range)
        let depth = operands.reduce(0) { max($0, $1.depth) } + 1
        checkDepth(depth, range)
        return Operand(expression: make(operands.map(\.expression), range), depth: depth, range: range)
    }

    mutating func closeLevel(at close: SourceRange) {
        closeFactors()
        let level = levels.removeLast()
        noteMixture(level)
        guard var operand = combine(level.alternatives, { .or($0, $1) }) else { return }
        operand.range = level.open.union(close)
        push(operand)
    }

    private mutating func finish() -> RuleExpression? {
        while levels.count > 1 {
            let open = levels[levels.count - 1].open
            report(
                .unmatchedParenthesis, "this '(' is never closed", open,
                fixIts: [
                    .init(
                        "close it at the end",
                        edits: [.init(range: SourceRange(source.count, source.count), replacement: ")")])
                ])
            closeLevel(at: current.range)
        }
        closeFactors()
        noteMixture(levels[0])
        return combine(levels[0].alternatives, { .or($0, $1) })?.expression
    }
}

extension RuleExpression {
    static func placeholder(_ range: SourceRange) -> RuleExpression {
        .call(
            MatcherCall(
                matcher: .host, name: "", nameRange: range, arguments: [], range: range, formula: .constant(false)))
    }
}
