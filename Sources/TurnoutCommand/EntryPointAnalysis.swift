#if Proxy
    import Turnout
    import TurnoutConfiguration
    import TurnoutSyntax

    /// The routers of one entry point that serve TLS, or those that don't: they make up one table.
    struct EntryPointTable {
        /// `web, plain` or `websecure, TLS`.
        let title: String
        let isTLS: Bool
        let table: RoutingTable<ConfiguredRouter>

        /// One table for each entry point that a router names (`default` if none does) and each side of it that has
        /// routers.
        static func all(of configuration: DynamicConfiguration) -> [EntryPointTable] {
            var tables: [EntryPointTable] = []
            for isTLS in [false, true] {
                let routers = configuration.routers.filter { $0.servesTLS == isTLS }
                for point in routers.entryPoints.sorted() {
                    let served = routers.serving(point)
                    if served.isEmpty { continue }
                    tables.append(
                        EntryPointTable(
                            title: "\(point), \(isTLS ? "TLS" : "plain")", isTLS: isTLS,
                            table: RoutingTable(configured: served)))
                }
            }
            return tables
        }
    }

    /// What the analyses of all entry points say, each thing once.
    struct EntryPointAnalysis {
        struct Finding {
            var diagnostic: RouterDiagnostic
            /// Where the router stands.
            var place: String
            /// The tables that it is true of.
            var tables: [String]

            var text: String { diagnostic.text(place: origin) }
            var json: String { diagnostic.json(place: origin) }

            private var origin: String { "\(place), entry point \(tables.joined(separator: "; "))" }
        }

        private(set) var findings: [Finding] = []
        /// Tables of which something was not examined.
        private(set) var unexamined: [(entryPoint: String, TableAnalysis.Unexamined)] = []

        init(_ configuration: DynamicConfiguration) {
            var known: [RouterDiagnostic: Int] = [:]
            for entryPoint in EntryPointTable.all(of: configuration) {
                let table = entryPoint.table
                let analysis = table.analyze()
                if !analysis.unexamined.isEmpty {
                    unexamined.append((entryPoint.title, analysis.unexamined))
                }
                for finding in analysis.findings {
                    let diagnostic = finding.diagnostic(isTLS: entryPoint.isTLS) {
                        table[$0.id].payload.place.description
                    }
                    if let index = known[diagnostic] {
                        findings[index].tables.append(entryPoint.title)
                        continue
                    }
                    known[diagnostic] = findings.count
                    findings.append(
                        Finding(
                            diagnostic: diagnostic, place: table[finding.router.id].payload.place.description,
                            tables: [entryPoint.title]))
                }
            }
        }
    }

    extension [ConfiguredRouter] {
        /// The entry points that routers name; `default` for those that name none.
        var entryPoints: Set<String> {
            var points = Set(flatMap(\.entryPoints))
            if points.isEmpty || contains(where: \.entryPoints.isEmpty) { points.insert("default") }
            return points
        }

        /// Those that name the entry point or none at all.
        func serving(_ point: String) -> [ConfiguredRouter] {
            filter { $0.entryPoints.isEmpty || $0.entryPoints.contains(point) }
        }
    }

    extension RoutingTable<ConfiguredRouter> {
        init(configured routers: [ConfiguredRouter]) {
            self.init(
                routers.map {
                    Router(name: $0.name, rule: $0.rule, syntax: $0.syntax, priority: $0.priority, payload: $0)
                })
        }
    }
#endif
