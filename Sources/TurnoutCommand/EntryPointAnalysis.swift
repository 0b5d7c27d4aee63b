#if Proxy
    import Turnout
    import TurnoutConfiguration
    import TurnoutSyntax

    /// The routers of one entry point that serve TLS, or those that don't: they make up one table.
    struct EntryPointTable {
        let name: String
        let isTLS: Bool
        let table: RoutingTable<ResolvedConfiguration.ResolvedRouter>

        /// `web, plain` or `websecure, TLS`.
        var title: String { "\(name), \(isTLS ? "TLS" : "plain")" }

        /// One table for each side of an entry point that has routers.
        static func all(of configuration: ResolvedConfiguration) -> [EntryPointTable] {
            struct Side: Hashable {
                let name: String
                let isTLS: Bool
            }
            var served: [Side: [ResolvedConfiguration.ResolvedRouter]] = [:]
            for router in configuration.routers {
                for binding in router.bindings {
                    served[Side(name: binding.entryPoint, isTLS: binding.tls != nil), default: []].append(router)
                }
            }
            return served.sorted { ($0.key.isTLS ? 1 : 0, $0.key.name) < ($1.key.isTLS ? 1 : 0, $1.key.name) }.map {
                EntryPointTable(name: $0.key.name, isTLS: $0.key.isTLS, table: RoutingTable(resolved: $0.value))
            }
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

        init(_ configuration: ResolvedConfiguration) {
            var known: [RouterDiagnostic: Int] = [:]
            for entryPoint in EntryPointTable.all(of: configuration) {
                let table = entryPoint.table
                let analysis = table.analyze()
                if !analysis.unexamined.isEmpty {
                    unexamined.append((entryPoint.title, analysis.unexamined))
                }
                for finding in analysis.findings {
                    let diagnostic = finding.diagnostic(isTLS: entryPoint.isTLS) {
                        table[$0.id].payload.router.place.description
                    }
                    if let index = known[diagnostic] {
                        findings[index].tables.append(entryPoint.title)
                        continue
                    }
                    known[diagnostic] = findings.count
                    findings.append(
                        Finding(
                            diagnostic: diagnostic, place: table[finding.router.id].payload.router.place.description,
                            tables: [entryPoint.title]))
                }
            }
        }
    }

    extension RoutingTable<ResolvedConfiguration.ResolvedRouter> {
        init(resolved routers: [ResolvedConfiguration.ResolvedRouter]) {
            self.init(
                routers.map {
                    Router(
                        name: $0.name, rule: $0.router.rule, syntax: $0.router.syntax, priority: $0.router.priority,
                        payload: $0)
                })
        }
    }
#endif
