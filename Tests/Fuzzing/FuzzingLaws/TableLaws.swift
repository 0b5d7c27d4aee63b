import ReferenceInterpreter
import Turnout
import TurnoutSyntax

/// Laws of routing tables; the input is that of ``RoutingChoices``.
///
/// - A request has the same winner by the automaton, by the explanation, and by the oracle.
/// - It has the same winner in a table built from another one, in one built from the routers in reverse, and in those
///   built with hardly any budget or none.
/// - The oracle refuses the same rules.
enum TableLaws {
    static func check(_ input: [UInt8]) throws(Violation) {
        var choices = RoutingChoices(input)
        let routers = choices.routers()
        let options = BuildOptions(kind: choices.kind == .tcp ? .tcp : .http)
        let table = table(routers, choices.syntax, options)
        let conformCase = ConformCase(
            id: "", kind: choices.kind, syntax: choices.syntax, pipeline: choices.pipeline, routers: routers,
            requests: [])
        let oracle = ReferenceInterpreter(conformCase)
        let isJudged = oracle.unsupported.isEmpty
        let refused = Set(table.diagnostics.map(\.router))
        try expect(
            !isJudged || refused == Set(oracle.errors.keys), "refused: \(refused), by the oracle: \(oracle.errors)")

        let others = others(routers, table, &choices, options)
        for _ in 0...1 {
            let asked = choices.request()
            let request: Request
            do throws(RequestRefusal) {
                request = try self.request(asked, choices)
            } catch {
                let expected = oracle.answer(asked)
                try expect(
                    expected == .status(error.status), "\(asked) is refused with \(error), by the oracle: \(expected)")
                continue
            }
            let winner = table.match(request).map { table[$0].name }
            if isJudged { try checkOracle(oracle.answer(asked), winner, asked) }
            let explained = table.explain(request, limit: 1).winner?.router
            try expect(
                explained?.id == table.match(request),
                "\(winner ?? "nobody") by automaton, \(explained?.name ?? "nobody") by rules")
            for (name, other) in others {
                let answer = other.match(request).map { other[$0].name }
                try expect(answer == winner, "\(winner ?? "nobody") becomes \(answer ?? "nobody") \(name) for \(asked)")
            }
        }
        for other in others { try checkStatistics(of: other.table, routers.count - refused.count) }
    }

    private static func checkOracle(
        _ expected: ReferenceInterpreter.Outcome, _ winner: String?, _ asked: ConformRequest
    ) throws(Violation) {
        guard case .routers(let ties) = expected else {
            throw Violation(message: "\(winner ?? "nobody") wins what the oracle refuses: \(asked)")
        }
        try expect(
            winner.map { ties.contains($0) } ?? ties.isEmpty,
            "\(winner ?? "nobody") wins, for the oracle \(ties): \(asked)")
    }

    private static func checkStatistics(of table: RoutingTable<Void>, _ count: Int) throws(Violation) {
        let statistics = table.statistics
        try expect(statistics.routers == count, "\(statistics.routers) routers of \(count) take part")
    }

    // MARK: Tables

    private static func table(
        _ routers: [ConformRouter], _ syntax: ConformCase.Syntax, _ options: BuildOptions,
        reusing previous: RoutingTable<Void>? = nil
    ) -> RoutingTable<Void> {
        RoutingTable(
            routers.map {
                Router(
                    name: $0.name, rule: $0.rule, syntax: syntax == .v3 ? .v3 : .v2, priority: $0.priority ?? 0,
                    provider: $0.provider ?? "")
            }, options: options, reusing: previous)
    }

    /// Tables of the same routers that came about in other ways.
    private static func others(
        _ routers: [ConformRouter], _ table: RoutingTable<Void>, _ choices: inout RoutingChoices,
        _ options: BuildOptions
    ) -> [(name: String, table: RoutingTable<Void>)] {
        let syntax = choices.syntax
        // One router differs, so that the table is patched; then many do.
        var almost = routers
        let place = choices.number(below: routers.count)
        if choices.number(below: 2) == 0 { almost.remove(at: place) } else { almost[place] = choices.router(place) }
        let before = Self.table(almost, syntax, options, reusing: table)
        var different: [ConformRouter] = []
        for (number, router) in routers.enumerated() {
            switch choices.number(below: 4) {
            case 0: continue
            case 1: different.append(router)
            case 2:
                different.append(
                    ConformRouter(name: router.name, rule: router.rule, priority: 7, provider: router.provider))
            default: different.append(choices.router(number))
            }
        }
        let distant = Self.table(different, syntax, options, reusing: before)
        var starved = options
        starved.compilationLimits = .none
        var cramped = options
        cramped.compilationLimits.residualsPerPart = choices.number(below: 64)
        cramped.compilationLimits.residualsPerLiteral = 0
        cramped.compilationLimits.automatonEntries = 16 << choices.number(below: 8)
        cramped.compilationLimits.decisionDepth = choices.number(below: 6)
        let starvedTable = Self.table(routers, syntax, starved)
        return [
            ("after a table that is almost the same", Self.table(routers, syntax, options, reusing: before)),
            ("after another table", Self.table(routers, syntax, options, reusing: distant)),
            ("in reverse", Self.table(routers.reversed(), syntax, options)),
            ("without a budget", starvedTable),
            (
                "in reverse, after a table without a budget",
                Self.table(routers.reversed(), syntax, starved, reusing: starvedTable)
            ),
            ("on a small budget", Self.table(routers, syntax, cramped)),
        ]
    }

    private static func request(_ asked: ConformRequest, _ choices: RoutingChoices) throws(RequestRefusal) -> Request {
        if choices.kind == .tcp {
            return .connection(serverName: asked.serverName, protocols: asked.protocols, remote: asked.remote)
        }
        let headers = asked.headers.map { (name: Array($0[0].utf8), value: Array($0[1].utf8)) }
        let head = RequestHead(
            method: asked.method.utf8, target: asked.target.utf8, host: asked.host.map { Array($0.utf8) },
            headers: headers,
            remote: asked.remote.utf8)
        return try Request(head, policy: choices.pipeline == .muxer ? .muxer : .entryPoint)
    }
}

extension CompilationLimits {
    /// No budget at all: whatever can become a candidate list does.
    fileprivate static var none: CompilationLimits {
        var limits = CompilationLimits()
        limits.residualsPerLiteral = 0
        limits.residualsPerPart = 0
        limits.tableBytesPerRouter = 0
        limits.tableBytes = 0
        limits.automatonEntries = 0
        limits.automatonWork = 0
        limits.decisionDepth = 0
        return limits
    }
}
