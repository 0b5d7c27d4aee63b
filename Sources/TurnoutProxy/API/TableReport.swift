#if Proxy
    import Turnout
    import TurnoutConfiguration

    /// Analyses tables when somebody asks for it: one at a time, on a thread of its own, since it can take a second.
    actor TableReport {
        private let thread = ControlThread(name: "turnout-analysis")
        nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }
        /// The last one, with the number of its generation.
        private var last: (generation: Int, answer: LocalAnswer)?

        func answer(_ generation: Generation, entryPoints: [EntryPointSettings]) -> LocalAnswer {
            if let last, last.generation == generation.number { return last.answer }
            ThreadPriority.giveWay()
            var parts: [JSONValue] = []
            for (entryPoint, tables) in zip(entryPoints, generation.entryPoints) {
                for (table, isTLS) in [(tables.plain, false), (tables.tls, true)] where !table.ranking.isEmpty {
                    parts.append(
                        .object([
                            ("name", .text(entryPoint.name)), ("tls", .flag(isTLS)),
                            ("routers", .number(table.ranking.count)), ("analysis", .raw(table.analyze().json)),
                            ("costly", .list(Self.costly(table))),
                        ]))
                }
            }
            let answer = LocalAnswer.json(
                .object([("generation", .number(generation.number)), ("entryPoints", .list(parts))]))
            last = (generation.number, answer)
            return answer
        }

        /// Where the table is slower than one walk over the request.
        private static func costly(_ table: RoutingTable<RouterAction>) -> [JSONValue] {
            let statistics = table.statistics
            func names(_ routers: [RouterID]) -> JSONValue { .texts(routers.map { table[$0].name }) }
            func part(_ what: String, _ routers: [RouterID], _ costliest: RouterID?, _ budget: CompilationBudget)
                -> JSONValue
            {
                var members: [(name: String, value: JSONValue)] = [
                    ("what", .text(what)), ("routers", names(routers)), ("budget", .text("\(budget)")),
                ]
                if let costliest { members.append(("costliest", .text(table[costliest].name))) }
                return .object(members)
            }
            return statistics.candidateLists.map { part("candidates-one-by-one", $0.routers, $0.costliest, $0.budget) }
                + statistics.rankSplits.map { part("one-walk-for-each-part", $0.routers, $0.costliest, $0.budget) }
                + statistics.simulatedExpressions.map { part("simulated-expression", $0.routers, nil, $0.budget) }
        }
    }
#endif
