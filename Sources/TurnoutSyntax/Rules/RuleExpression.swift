/// A rule after parsing: matcher calls under `!`, `&&` and `||`.
///
/// Chains are flat: `a && b && c` is one `and` of three. Parentheses that group something leave their
/// trace as nesting (`a && (b && c)` is an `and` within an `and`), all others none. Two expressions
/// are equal when they have the same shape, matchers and argument values; ranges and quoting don't count.
public indirect enum RuleExpression: Sendable {
    case call(MatcherCall)
    /// The range covers the `!` and its operand.
    case not(RuleExpression, SourceRange)
    /// At least two operands.
    case and([RuleExpression], SourceRange)
    /// At least two operands.
    case or([RuleExpression], SourceRange)

    /// The place in the rule, without enclosing parentheses.
    public var range: SourceRange {
        switch self {
        case .call(let call): call.range
        case .not(_, let range), .and(_, let range), .or(_, let range): range
        }
    }

    /// All calls in the order of the text.
    ///
    /// - Complexity: O(size of the expression).
    public var calls: [MatcherCall] {
        var found: [MatcherCall] = []
        collectCalls(into: &found)
        return found
    }

    private func collectCalls(into found: inout [MatcherCall]) {
        switch self {
        case .call(let call): found.append(call)
        case .not(let operand, _): operand.collectCalls(into: &found)
        case .and(let operands, _), .or(let operands, _):
            for operand in operands { operand.collectCalls(into: &found) }
        }
    }

    /// What the expression asks of a request.
    ///
    /// - Complexity: O(size of the expression).
    public var formula: Formula {
        switch self {
        case .call(let call): return call.formula
        case .not(let operand, _): return .not(operand.formula)
        case .and(let operands, _):
            // No closures: they would take room on the stack at each level.
            var formulas: [Formula] = []
            for operand in operands { formulas.append(operand.formula) }
            return .all(formulas)
        case .or(let operands, _):
            var formulas: [Formula] = []
            for operand in operands { formulas.append(operand.formula) }
            return .any(formulas)
        }
    }
}

extension RuleExpression: Hashable {
    public static func == (left: RuleExpression, right: RuleExpression) -> Bool {
        switch (left, right) {
        case (.call(let left), .call(let right)): left == right
        case (.not(let left, _), .not(let right, _)): left == right
        case (.and(let left, _), .and(let right, _)), (.or(let left, _), .or(let right, _)): left == right
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .call(let call):
            hasher.combine(0)
            hasher.combine(call)
        case .not(let operand, _):
            hasher.combine(1)
            hasher.combine(operand)
        case .and(let operands, _):
            hasher.combine(2)
            hasher.combine(operands)
        case .or(let operands, _):
            hasher.combine(3)
            hasher.combine(operands)
        }
    }
}
