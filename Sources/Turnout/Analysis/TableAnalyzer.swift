import TurnoutSyntax

/// The analysis of one table.
///
/// Whether a router can win is found out by trying: the solver proposes a request that its rule matches, the table says
/// who takes it. If that is another router, it is set aside, and the solver is asked for a request that matches the
/// rule and none of those set aside. In the end the router wins one, or no such request is left, and those set aside
/// shadow it together. No pair of routers has to be compared for that: most routers win with the first or second
/// request.
///
/// - Source: counterexample-guided refinement (E. Clarke et al., 2000), with the table as the oracle.
struct TableAnalyzer {
    let table: CompiledTable
    let limits: AnalysisLimits
    var solver: ConstraintSolver
    var unexamined = TableAnalysis.Unexamined()
    /// By router number: the negated rule, once it was needed.
    private var complements: [ExpressionID?]
    /// Routers of which it is settled that they never win.
    var isDead: [Bool]

    init(_ table: CompiledTable, limits: AnalysisLimits) {
        self.table = table
        self.limits = limits
        solver = ConstraintSolver(table.compiler.store, kind: table.options.kind, limits: limits)
        complements = Array(repeating: nil, count: table.routers.count)
        isDead = Array(repeating: false, count: table.routers.count)
    }

    mutating func analyze() -> TableAnalysis {
        var findings: [TableAnalysis.Finding] = []
        var firstOfExpression: [ExpressionID: UInt32] = [:]
        for number in table.order {
            let expression = expression(of: number)
            if let first = firstOfExpression[expression] {
                isDead[Int(number)] = true
                // What matches nothing is said of each.
                if expression != .never {
                    findings.append(finding(.equivalent, number, [first], shown(expression, winner: first)))
                    continue
                }
            }
            firstOfExpression[expression] = number
            findings += examine(number, expression)
        }
        findings += collisions()
        let place = Dictionary(uniqueKeysWithValues: table.order.enumerated().map { ($1, $0) })
        findings.sort { (place[$0.router.id.number] ?? 0) < (place[$1.router.id.number] ?? 0) }
        return TableAnalysis(findings: findings, unexamined: unexamined)
    }

    func expression(of number: UInt32) -> ExpressionID { table.routers[Int(number)]?.expression ?? .never }

    mutating func complement(of number: UInt32) -> ExpressionID {
        if let known = complements[Int(number)] { return known }
        let complement = solver.complement(of: expression(of: number))
        complements[Int(number)] = complement
        return complement
    }

    // MARK: One router

    private mutating func examine(_ number: UInt32, _ expression: ExpressionID) -> [TableAnalysis.Finding] {
        var passage = passage(of: number, through: expression)
        if case .taken(by: [], _) = passage {
            passage = self.passage(of: number, through: expression, allowsTrailingDot: true)
        }
        switch passage {
        case .undecided:
            unexamined.routers += 1
            return []
        case .taken(by: [], _):
            isDead[Int(number)] = true
            return lints(of: number, saySo: Self.emptinessIDs) ? [] : [finding(.neverMatches, number, [], nil)]
        case .taken(let others, let witnesses):
            isDead[Int(number)] = true
            let needed = minimal(others, for: expression)
            let isEquivalent =
                needed.count == 1 && isImpossible([self.expression(of: needed[0]), complement(of: number)])
            var finding = finding(isEquivalent ? .equivalent : .shadowed, number, needed, witnesses[needed[0]])
            let remainder = [expression] + needed.map { complement(of: $0) }
            finding.isExceptTrailingDots = !isImpossible(remainder, allowsTrailingDot: true)
            return [finding]
        case .wins:
            return universality(of: number) + partialShadows(of: number, expression)
        }
    }

    enum Passage {
        /// Some request gets to the router.
        case wins
        /// None does. These, best rank first, match all of them; for each there is a request that it takes, if one can
        /// be shown.
        case taken(by: [UInt32], [UInt32: RequestWitness])
        case undecided
    }

    /// Whether a router wins a request that `expression`, its rule or a part of it, matches.
    mutating func passage(
        of number: UInt32, through expression: ExpressionID, allowsTrailingDot: Bool = false
    ) -> Passage {
        var obstacles: [UInt32] = []
        var constraints = [expression]
        var shown: [UInt32: RequestWitness] = [:]
        for _ in 0...limits.obstacles {
            switch solver.solve(constraints, allowsTrailingDot: allowsTrailingDot) {
            case .undecided: return .undecided
            case .unsatisfiable:
                obstacles.sort { table.ranks[Int($0)] < table.ranks[Int($1)] }
                return .taken(by: obstacles, shown)
            case .satisfiable(let contents):
                guard let (witness, winner) = route(contents) else { return .undecided }
                if winner == number { return .wins }
                // The request isn't seen as the solver meant it, for example because a header is not let through.
                if obstacles.contains(winner) || table.ranks[Int(winner)] > table.ranks[Int(number)] {
                    return .undecided
                }
                obstacles.append(winner)
                constraints.append(complement(of: winner))
                if matches(witness, number) { shown[winner] = witness }
            }
        }
        return .undecided
    }

    /// The request with these contents, and who takes it.
    func route(_ contents: [RequestPart: FieldAnswer]) -> (witness: RequestWitness, winner: UInt32)? {
        guard let witness = RequestWitness(contents, kind: table.options.kind), let request = try? witness.request()
        else {
            return nil
        }
        let winner = table.match(request)
        return winner == Walk.none ? nil : (witness, winner)
    }

    /// Whether a router's rule matches, found by trying the rule alone.
    func matches(_ witness: RequestWitness, _ number: UInt32) -> Bool {
        guard let request = try? witness.request(), let rule = table.parseRule(of: number) else { return false }
        var evaluator = PredicateEvaluator(request)
        return evaluator.holds(rule.formula)
    }

    mutating func isImpossible(_ expressions: [ExpressionID], allowsTrailingDot: Bool = false) -> Bool {
        if case .unsatisfiable = solver.solve(expressions, allowsTrailingDot: allowsTrailingDot) { true } else { false }
    }

    /// The obstacles without those that the others make superfluous; a single one if one suffices.
    mutating func minimal(_ obstacles: [UInt32], for expression: ExpressionID) -> [UInt32] {
        if obstacles.count == 1 { return obstacles }
        for obstacle in obstacles where isImpossible([expression, complement(of: obstacle)]) { return [obstacle] }
        var kept = obstacles
        for obstacle in obstacles.reversed() where kept.count > 1 {
            let fewer = kept.filter { $0 != obstacle }
            if isImpossible([expression] + fewer.map { complement(of: $0) }) { kept = fewer }
        }
        return kept
    }

    /// A request that an expression matches and a router takes.
    private mutating func shown(_ expression: ExpressionID, winner: UInt32) -> RequestWitness? {
        guard case .satisfiable(let contents) = solver.solve([expression, self.expression(of: winner)]),
            let (witness, taker) = route(contents), taker == winner
        else { return nil }
        return witness
    }

    func finding(
        _ problem: TableAnalysis.Problem, _ number: UInt32, _ others: [UInt32], _ witness: RequestWitness?
    ) -> TableAnalysis.Finding {
        guard let router = table.rankedRouter(number) else { preconditionFailure("only usable routers are ranked") }
        let decidedBy = others.first.flatMap { first in
            table.routers[Int(number)].flatMap { table.routers[Int(first)]?.rank.precedence(over: $0.rank) }
        }
        return .init(
            problem: problem, router: router, others: others.compactMap { table.rankedRouter($0) },
            decidedBy: decidedBy,
            witness: witness)
    }

    // MARK: Constant rules

    private mutating func universality(of number: UInt32) -> [TableAnalysis.Finding] {
        // A connection without a name has to go somewhere, and ``HostSNI(`*`)`` is the way to say so.
        guard table.options.kind == .http, isImpossible([complement(of: number)], allowsTrailingDot: true),
            !lints(of: number, saySo: [.matchesEverything, .tautology])
        else { return [] }
        return [finding(.matchesEverything, number, [], nil)]
    }

    private static let emptinessIDs: Set<Diagnostic.ID> = [
        .contradiction, .neverMatches, .unreachableHost, .unreachablePath, .unreachableMethod, .unreachableHeaderValue,
        .invalidHeaderName, .invisibleHeader, .surroundingBlanks, .capitalNeverMatches, .templateAsText,
        .wildcardAsText,
        .regexpAsText, .severalValues,
    ]

    /// Whether what is said of the rule alone is enough.
    private func lints(of number: UInt32, saySo ids: Set<Diagnostic.ID>) -> Bool {
        guard let router = table.routers[Int(number)] else { return false }
        let parsed = Rule.parse(
            router.rule, syntax: router.syntax, kind: table.options.kind, limits: table.options.ruleLimits)
        return parsed.diagnostics.contains { ids.contains($0.id) }
    }
}
