import TurnoutAutomata
import TurnoutSyntax

/// How large the position automaton of an expression would be, worked out on the tree without building it.
///
/// Parsing bounds the length of an expression in Go's measure, and some that pass are more than the automata can hold: every character
/// of `(a?b?c?d?e?f?){1000}` may follow every earlier one, which makes 18 million steps. Such an expression is an error of its
/// router rather than a table that takes gigabytes, or a wrong answer.
struct ExpressionSize {
    var positions = 0
    /// Positions that a match can begin at.
    var first = 0
    /// Positions that a match can end at.
    var last = 0
    /// Steps from position to position, and one for each position: what `PositionAutomaton.Builder` counts.
    var steps = 0
    var matchesEmptyText = true

    init(_ node: RegexNode) {
        switch node {
        case .empty, .assertion: return
        case .characters(let set):
            matchesEmptyText = false
            guard !set.ranges.isEmpty else { return }
            (positions, first, last, steps) = (1, 1, 1, 1)
        case .concatenation(let parts):
            for part in parts { append(ExpressionSize(part)) }
        case .alternation(let parts):
            matchesEmptyText = false
            for part in parts { add(ExpressionSize(part)) }
        case .repetition(let part, let minimum, let maximum):
            let one = ExpressionSize(part)
            for _ in 0..<minimum { append(one) }
            if let maximum {
                var optional = ExpressionSize(.empty)
                for _ in minimum..<max(minimum, maximum) {
                    var next = one
                    next.append(optional)
                    next.matchesEmptyText = true
                    optional = next
                }
                append(optional)
            } else {
                var loop = one
                loop.steps += loop.last * loop.first
                loop.matchesEmptyText = true
                append(loop)
            }
        }
    }

    private mutating func append(_ next: ExpressionSize) {
        steps += next.steps + last * next.first
        if matchesEmptyText { first += next.first }
        last = next.last + (next.matchesEmptyText ? last : 0)
        positions += next.positions
        matchesEmptyText = matchesEmptyText && next.matchesEmptyText
    }

    private mutating func add(_ other: ExpressionSize) {
        positions += other.positions
        first += other.first
        last += other.last
        steps += other.steps
        matchesEmptyText = matchesEmptyText || other.matchesEmptyText
    }

    /// What there is too much of, and the limit; `nil` for an expression that can be compiled.
    static func excess(of pattern: RegexPattern) -> (name: String, limit: Int)? {
        let size = ExpressionSize(pattern.root)
        if size.positions > PositionAutomaton.maximumSimulatedPositions {
            return ("characters", PositionAutomaton.maximumSimulatedPositions)
        }
        if size.steps > PositionAutomaton.maximumSteps {
            return ("steps between characters", PositionAutomaton.maximumSteps)
        }
        var boundaries = 0
        pattern.root.forEachSet { boundaries += 2 * $0.ranges.count }
        guard boundaries > Alphabet.maximumBoundaries else { return nil }
        var distinct: Set<UInt32> = []
        pattern.root.forEachSet { set in
            for range in set.ranges { distinct.formUnion([range.first, range.last + 1]) }
        }
        return distinct.count > Alphabet.maximumBoundaries
            ? ("boundaries between sets of characters", Alphabet.maximumBoundaries) : nil
    }
}

extension RegexNode {
    fileprivate func forEachSet(_ body: (CharacterSet) -> Void) {
        switch self {
        case .empty, .assertion: return
        case .characters(let set): body(set)
        case .concatenation(let parts), .alternation(let parts):
            for part in parts { part.forEachSet(body) }
        case .repetition(let part, _, _): part.forEachSet(body)
        }
    }
}

extension Rule {
    /// Expressions that no automaton can hold.
    package var oversizedExpressions: [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for call in expression.calls {
            guard let (name, limit) = call.formula.firstExcess else { continue }
            diagnostics.append(
                Diagnostic(
                    .regexTooLarge, message: "the expression needs more than \(limit) \(name), which is the limit",
                    range: call.range))
        }
        return diagnostics
    }
}

extension Formula {
    fileprivate var firstExcess: (name: String, limit: Int)? {
        switch self {
        case .constant: return nil
        case .not(let inner): return inner.firstExcess
        case .all(let parts), .any(let parts):
            for part in parts {
                if let excess = part.firstExcess { return excess }
            }
            return nil
        case .predicate(let predicate):
            switch predicate {
            case .hostRegexp(let pattern), .rawHostRegexp(let pattern), .pathRegexp(let pattern),
                .headerRegexp(_, let pattern), .queryRegexp(_, let pattern):
                return ExpressionSize.excess(of: pattern)
            case .firstQuery(_, let pattern): return pattern.flatMap { ExpressionSize.excess(of: $0) }
            default: return nil
            }
        }
    }
}
