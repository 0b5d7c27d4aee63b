import TurnoutSyntax

/// One way in which a rule can match.
private struct Alternative {
    var formula: Formula
    /// What sets it apart from the others.
    var range: SourceRange
}

extension TableAnalyzer {
    /// The alternatives of a rule by which its router never wins, because longer rules take them.
    ///
    /// Of interest are priorities that nobody chose: a rule becomes long by naming more hosts, and so takes what
    /// another one says more precisely in fewer letters.
    mutating func partialShadows(of number: UInt32, _ expression: ExpressionID) -> [TableAnalysis.Finding] {
        guard table.routers[Int(number)]?.declaration.priority == 0, hasAlternatives(expression),
            let rule = table.parseRule(of: number)
        else { return [] }
        guard let alternatives = Self.alternatives(of: rule.expression, limit: limits.alternatives) else {
            unexamined.alternatives += 1
            return []
        }
        var findings: [TableAnalysis.Finding] = []
        for alternative in alternatives where alternatives.count > 1 {
            let part = solver.lower(alternative.formula)
            switch passage(of: number, through: part) {
            case .wins, .taken(by: [], _): continue
            case .undecided: unexamined.alternatives += 1
            case .taken(let obstacles, let witnesses):
                let needed = minimal(obstacles, for: part)
                let isByLength = needed.allSatisfy { obstacle in
                    guard let other = table.routers[Int(obstacle)] else { return false }
                    return other.declaration.priority == 0
                        && other.rank.priority > table.routers[Int(number)]?.rank.priority ?? 0
                }
                if isByLength, let witness = witnesses[needed[0]] {
                    findings.append(finding(.partlyShadowed(alternative.range), number, needed, witness))
                }
            }
        }
        return findings
    }

    private func hasAlternatives(_ expression: ExpressionID) -> Bool {
        switch solver.store.kind(of: expression) {
        case .any: true
        case .all: solver.store.operands(of: expression).contains { hasAlternatives(ExpressionID(number: $0)) }
        case .constant, .literal: false
        }
    }

    /// The rule as a disjunction; `nil` when it has more alternatives than `limit`. Negations are left whole.
    private static func alternatives(of expression: RuleExpression, limit: Int) -> [Alternative]? {
        var result: [Alternative] = []
        switch expression {
        case .not: result = [Alternative(formula: expression.formula, range: expression.range)]
        case .call(let call):
            guard case .any(let formulas) = call.formula, formulas.count == call.arguments.count else {
                return [Alternative(formula: call.formula, range: call.range)]
            }
            result = zip(formulas, call.arguments).map { Alternative(formula: $0, range: $1.range) }
        case .or(let operands, _):
            for operand in operands {
                guard let inner = alternatives(of: operand, limit: limit) else { return nil }
                result += inner
                if result.count > limit { return nil }
            }
        case .and(let operands, let range):
            result = [Alternative(formula: .all([]), range: range)]
            for operand in operands {
                guard let inner = alternatives(of: operand, limit: limit), result.count * inner.count <= limit else {
                    return nil
                }
                result = result.flatMap { left in
                    inner.map { right in
                        Alternative(
                            formula: .all([left.formula, right.formula]),
                            range: inner.count > 1 ? right.range : left.range)
                    }
                }
            }
        }
        return result.count > limit ? nil : result
    }
}
