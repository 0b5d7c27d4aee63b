import TurnoutSyntax

/// How one rule fares with one request: whether it matches, and if not, how near it comes and what stands in the way.
struct RuleEvaluation {
    /// The fewest matchers that would have to answer otherwise; 0 when the rule matches.
    var distance: Int
    /// The matchers that answer as wanted, on the nearest way through the rule.
    var satisfied: Int
    /// Whether the rule would match if all matchers but those of hosts answered as wanted.
    var hostFits: Bool
    /// How nearly the first failing matcher answers as wanted.
    var closeness: Int
    /// Where several ways were open, those of the nearest one come first.
    var failures: [MatcherFailure]

    var holds: Bool { distance == 0 }

    /// Of a rule with thousands of alternatives only some are worth telling.
    private static var maximumFailures: Int { 8 }

    /// Whether this comes nearer to matching than `other`.
    func isNearer(than other: RuleEvaluation) -> Bool {
        if hostFits != other.hostFits { return hostFits }
        if distance != other.distance { return distance < other.distance }
        if satisfied != other.satisfied { return satisfied > other.satisfied }
        return closeness > other.closeness
    }

    static func evaluate(_ expression: RuleExpression, with evaluator: inout PredicateEvaluator) -> RuleEvaluation {
        evaluate(expression, isNegated: false, &evaluator)
    }

    /// Negation moves down to the calls, as in Traefik.
    private static func evaluate(
        _ expression: RuleExpression, isNegated: Bool, _ evaluator: inout PredicateEvaluator
    ) -> RuleEvaluation {
        switch expression {
        case .call(let call): return evaluate(call, isNegated: isNegated, &evaluator)
        case .not(let operand, _): return evaluate(operand, isNegated: !isNegated, &evaluator)
        case .and(let operands, _):
            return isNegated ? any(operands, isNegated, &evaluator) : all(operands, isNegated, &evaluator)
        case .or(let operands, _):
            return isNegated ? all(operands, isNegated, &evaluator) : any(operands, isNegated, &evaluator)
        }
    }

    private static func all(
        _ operands: [RuleExpression], _ isNegated: Bool, _ evaluator: inout PredicateEvaluator
    ) -> RuleEvaluation {
        var result = RuleEvaluation(distance: 0, satisfied: 0, hostFits: true, closeness: 0, failures: [])
        for operand in operands {
            let part = evaluate(operand, isNegated: isNegated, &evaluator)
            if result.holds {
                result.failures = part.failures
                result.closeness = part.closeness
            }
            result.distance += part.distance
            result.satisfied += part.satisfied
            result.hostFits = result.hostFits && part.hostFits
        }
        return result
    }

    private static func any(
        _ operands: [RuleExpression], _ isNegated: Bool, _ evaluator: inout PredicateEvaluator
    ) -> RuleEvaluation {
        var best: RuleEvaluation?
        var failures: [MatcherFailure] = []
        var hostFits = false
        for operand in operands {
            let part = evaluate(operand, isNegated: isNegated, &evaluator)
            hostFits = hostFits || part.hostFits
            if let known = best, known.holds == part.holds ? !part.isNearer(than: known) : known.holds {
                if failures.count < maximumFailures { failures += part.failures }
            } else {
                failures = part.failures + failures
                best = part
            }
        }
        // Chains have at least two operands.
        guard var result = best else { return all([], isNegated, &evaluator) }
        result.hostFits = hostFits
        result.failures = result.holds ? [] : Array(failures.prefix(maximumFailures))
        return result
    }

    private static func evaluate(
        _ call: MatcherCall, isNegated: Bool, _ evaluator: inout PredicateEvaluator
    ) -> RuleEvaluation {
        let formula = call.formula
        if evaluator.holds(formula) != isNegated {
            return RuleEvaluation(distance: 0, satisfied: 1, hostFits: true, closeness: 0, failures: [])
        }
        var failure = MatcherFailure(
            matcher: call.matcher, range: call.range, isNegated: isNegated, subject: .nothing, found: [])
        var closeness = 0
        if let predicate = culprit(in: formula, wanted: !isNegated, &evaluator) {
            (failure.subject, failure.found) = evaluator.observation(of: predicate)
            if !isNegated { closeness = evaluator.closeness(to: predicate) }
        }
        return RuleEvaluation(
            distance: 1, satisfied: 0, hostFits: !call.matcher.isAboutHosts, closeness: closeness, failures: [failure])
    }

    /// The first predicate to blame for a formula not being `wanted`; of alternatives, the nearest one.
    private static func culprit(
        in formula: Formula, wanted: Bool, _ evaluator: inout PredicateEvaluator
    ) -> Predicate? {
        switch formula {
        case .constant: return nil
        case .predicate(let predicate): return predicate
        case .not(let inner): return culprit(in: inner, wanted: !wanted, &evaluator)
        case .all(let parts), .any(let parts):
            var best: Predicate?
            for part in parts where evaluator.holds(part) != wanted {
                guard let candidate = culprit(in: part, wanted: wanted, &evaluator) else { continue }
                if case .all = formula { return candidate }
                if best.map({ evaluator.closeness(to: candidate) > evaluator.closeness(to: $0) }) ?? true {
                    best = candidate
                }
            }
            return best
        }
    }
}

extension Matcher {
    var isAboutHosts: Bool {
        switch self {
        case .host, .hostHeader, .hostRegexp, .hostSNI, .hostSNIRegexp: true
        default: false
        }
    }
}
