import TurnoutSyntax

extension RoutingTable {
    /// Says which router gets a request, and why the others don't.
    ///
    /// `explain(request).winner` and `match(request)` always name the same router, although the first tries one rule after another
    /// and the second asks the automaton.
    ///
    /// - Parameters:
    ///   - request: the request, or connection, to be explained.
    ///   - limit: how many losers, and how many near misses, are told of. All are counted.
    /// - Complexity: O(text of all rules × text of the request); far from the speed of `match`.
    public func explain(_ request: borrowing Request, limit: Int = 10) -> Explanation {
        var trial = Trial(compiled, request)
        return trial.explain(limit: max(0, limit))
    }

    /// Says what becomes of one router: why it wins, to whom it loses, or which matcher fails. The identity must come from this table.
    public func explain(_ request: borrowing Request, about router: RouterID) -> Explanation.Verdict {
        guard let router = compiled.rankedRouter(router.number) else {
            preconditionFailure("the router is not of this table")
        }
        var trial = Trial(compiled, request)
        return trial.verdict(about: router)
    }

    /// The routers that take part, best rank first.
    public var rankedRouters: [RankedRouter] { compiled.order.compactMap { compiled.rankedRouter($0) } }
}

/// One request tried against every rule of a table.
private struct Trial {
    private let table: CompiledTable
    private var evaluator: PredicateEvaluator

    init(_ table: CompiledTable, _ request: borrowing Request) {
        self.table = table
        evaluator = PredicateEvaluator(request)
    }

    private mutating func evaluate(_ number: UInt32) -> RuleEvaluation? {
        guard let rule = table.parseRule(of: number) else { return nil }
        return RuleEvaluation.evaluate(rule.expression, with: &evaluator)
    }

    mutating func explain(limit: Int) -> Explanation {
        var matching: [UInt32] = []
        var matchCount = 0
        var misses: [(number: UInt32, evaluation: RuleEvaluation)] = []
        var missCount = 0
        for number in table.order {
            guard let evaluation = evaluate(number) else { continue }
            if evaluation.holds {
                matchCount += 1
                // Two are needed to say what decided.
                if matching.count <= max(1, limit) { matching.append(number) }
            } else {
                missCount += 1
                Self.insert((number, evaluation), into: &misses, limit: limit)
            }
        }
        let losers = matching.dropFirst().prefix(limit)
        return Explanation(
            winner: matching.first.flatMap { winner($0, next: matching.dropFirst().first) },
            losers: losers.compactMap { loser($0, winner: matching[0]) },
            loserCount: max(0, matchCount - 1),
            nearest: misses.compactMap { miss in
                table.rankedRouter(miss.number).map { .init(router: $0, outcome: .fails(miss.evaluation.failures)) }
            },
            missCount: missCount, request: summary)
    }

    /// Keeps the list sorted and within the limit. Equally near ones stay in rank order.
    private static func insert(
        _ miss: (number: UInt32, evaluation: RuleEvaluation),
        into misses: inout [(number: UInt32, evaluation: RuleEvaluation)], limit: Int
    ) {
        if misses.count == limit {
            guard let last = misses.last, miss.evaluation.isNearer(than: last.evaluation) else { return }
            misses.removeLast()
        }
        var place = misses.count
        while place > 0, miss.evaluation.isNearer(than: misses[place - 1].evaluation) { place -= 1 }
        misses.insert(miss, at: place)
    }

    mutating func verdict(about router: RankedRouter) -> Explanation.Verdict {
        guard let own = evaluate(router.id.number), own.holds else {
            let failures = evaluate(router.id.number)?.failures ?? []
            return .init(router: router, outcome: .fails(failures))
        }
        var isBehind = false
        for number in table.order {
            if number == router.id.number {
                isBehind = true
            } else if evaluate(number)?.holds == true {
                let verdict =
                    isBehind ? winner(router.id.number, next: number) : loser(router.id.number, winner: number)
                if let verdict { return verdict }
            }
        }
        return .init(router: router, outcome: .wins(over: nil, by: nil))
    }

    private func winner(_ number: UInt32, next: UInt32?) -> Explanation.Verdict? {
        guard let router = table.rankedRouter(number) else { return nil }
        return .init(
            router: router,
            outcome: .wins(
                over: next.flatMap { table.rankedRouter($0) }, by: next.flatMap { precedence(of: number, over: $0) }))
    }

    private func loser(_ number: UInt32, winner: UInt32) -> Explanation.Verdict? {
        guard let router = table.rankedRouter(number), let better = table.rankedRouter(winner),
            let reason = precedence(of: winner, over: number)
        else { return nil }
        return .init(router: router, outcome: .loses(to: better, by: reason))
    }

    private func precedence(of better: UInt32, over worse: UInt32) -> Precedence? {
        guard let better = table.routers[Int(better)], let worse = table.routers[Int(worse)] else { return nil }
        return better.rank.precedence(over: worse.rank)
    }

    private var summary: RequestSummary {
        RequestSummary(
            method: evaluator.method, host: evaluator.host, path: evaluator.path, kind: table.options.kind)
    }
}
