#if Proxy
    import Logging
    import NIOCore
    import Turnout

    /// Builds one generation after another, each taking over from the one before what has not changed: parts of tables,
    /// services with their connections, actions.
    struct GenerationBuilder {
        let ledger = GenerationLedger()
        private let entryPointCount: Int
        private let logger: Logger
        private var previous: Generation
        private var definitions: [String: RoutingConfiguration.ServiceDefinition] = [:]
        private(set) var services: [String: Service] = [:]
        /// By the number of the entry point.
        private var routers: [[RoutingConfiguration.RouterDefinition]] = []
        /// By their definitions, which they keep alive.
        private var actions: [[ObjectIdentifier: RouterAction]] = []
        private var middlewares = MiddlewareInterning()
        private let observability: ObservabilitySettings
        /// Of the series of the generation before, and of the one that is built; empty until a router is new.
        private var owners: [SeriesSubject: SeriesOwner] = [:]

        init(entryPointCount: Int, observability: ObservabilitySettings = ObservabilitySettings(), logger: Logger) {
            self.observability = observability
            self.entryPointCount = entryPointCount
            self.logger = logger
            let empty = EntryPointTables(plain: RoutingTable([]), tls: RoutingTable([]))
            previous = Generation(
                number: 0, entryPoints: Array(repeating: empty, count: entryPointCount), services: [], ledger: ledger)
            routers = Array(repeating: [], count: entryPointCount)
            actions = Array(repeating: [:], count: entryPointCount)
        }

        /// The servers whose health is checked, in the order of their services and URLs.
        var checkedServers: [MetricsReport.ServerHealth] {
            services.values.flatMap { service -> [MetricsReport.ServerHealth] in
                guard case .balanced(let servers, _) = service.kind else { return [] }
                return servers.filter { $0.health != nil }.map { server in
                    MetricsReport.ServerHealth(service: service.name, url: server.url, isUp: server.isUp)
                }
            }
            .sorted { ($0.service, $0.url) < ($1.service, $1.url) }
        }

        /// The generation in force.
        var current: Generation { previous }

        mutating func build(_ configuration: RoutingConfiguration) -> (Generation, GenerationReport) {
            let start = NIODeadline.now()
            let before = (services: services, endpoints: middlewares.endpoints)
            var interned = ServiceInterning(
                old: services, oldDefinitions: definitions, new: configuration.services,
                countsRequests: observability.prometheus != nil, logger: logger)
            middlewares.begin(
                configuration.middlewares, encryptions: configuration.middlewareEncryptions.mapValues(\.encryption))
            var report = GenerationReport(number: previous.number + 1)
            var entryPoints: [EntryPointTables] = []
            for number in 0..<entryPointCount {
                let definitions = number < configuration.routers.count ? configuration.routers[number] : []
                report.count(definitions, since: &routers[number])
                let (plain, tls) = bind(definitions, of: number, to: &interned)
                let old = previous.entryPoints[number]
                let handshakes =
                    number < configuration.hostOptions.count
                    ? configuration.tls.map { Handshakes(material: $0, hosts: configuration.hostOptions[number]) } : nil
                let tables = EntryPointTables(
                    plain: RoutingTable(plain, reusing: old.plain), tls: RoutingTable(tls, reusing: old.tls),
                    handshakes: handshakes)
                report.diagnostics += tables.plain.diagnostics + tables.tls.diagnostics
                report.routers += tables.plain.ranking.count + tables.tls.ranking.count
                report.tableBytes += tables.plain.tableBytes + tables.tls.tableBytes
                entryPoints.append(tables)
            }
            definitions = configuration.services
            owners = [:]
            let hasSameServices = interned.areSame && interned.services.count == services.count
            services = interned.services
            let hasSameMiddlewares = middlewares.end()
            if !(hasSameServices && hasSameMiddlewares) {
                report.left = Set(before.services.values.flatMap(\.endpoints) + before.endpoints)
                report.left.subtract(services.values.lazy.flatMap(\.endpoints))
                report.left.subtract(middlewares.endpoints)
            }
            previous = Generation(
                number: report.number, entryPoints: entryPoints, services: Array(services.values), ledger: ledger)
            report.buildTime = .now() - start
            return (previous, report)
        }

        /// Gives each router its service, and its action of the last generation if that is the same.
        private mutating func bind(
            _ definitions: [RoutingConfiguration.RouterDefinition], of entryPoint: Int,
            to services: inout ServiceInterning
        ) -> (plain: [Router<RouterAction>], tls: [Router<RouterAction>]) {
            var (plain, tls): ([Router<RouterAction>], [Router<RouterAction>]) = ([], [])
            plain.reserveCapacity(definitions.count)
            var used: [ObjectIdentifier: RouterAction] = [:]
            used.reserveCapacity(definitions.count)
            for definition in definitions {
                let key = ObjectIdentifier(definition)
                var action = actions[entryPoint][key]
                var chain: MiddlewareChain?
                if let names = definition.middlewares {
                    let place = MiddlewareInterning.Place(router: definition.name, entryPoint: entryPoint)
                    chain = middlewares.chain(names, at: place, &services)
                    if chain == nil { continue }
                }
                if action == nil || !services.areSame || action?.chain !== chain {
                    guard let service = services.service(definition.service) else { continue }
                    if action?.service !== service || action?.chain !== chain {
                        action = RouterAction(
                            definition, service: service, chain: chain,
                            observation: observation(of: definition, before: action))
                    }
                }
                guard let action else { continue }
                used[key] = action
                let router = Router(
                    name: definition.name, rule: definition.rule, syntax: definition.syntax,
                    priority: definition.priority, payload: action)
                if definition.servesTLS { tls.append(router) } else { plain.append(router) }
            }
            actions[entryPoint] = used
            return (plain, tls)
        }
    }

    extension GenerationBuilder {
        /// - Parameter before: The action that the same definition had.
        fileprivate mutating func observation(
            of definition: RoutingConfiguration.RouterDefinition, before: RouterAction?
        ) -> RouterObservation {
            if let before { return before.observation }
            guard observability.isOn else { return RouterObservation() }
            let observers = observability.observers(definition.observers, service: definition.service)
            guard !observers.isEmpty || observability.countsHits else { return RouterObservation() }
            let subject = SeriesSubject.router(definition.label, service: definition.service)
            return RouterObservation(
                observers: observers, label: definition.label, owner: owner(of: subject))
        }

        /// The same one for all entry points of a router, and from one generation to the next.
        private mutating func owner(of subject: SeriesSubject) -> SeriesOwner {
            if owners.isEmpty {
                for action in actions.lazy.flatMap(\.values) {
                    if let owner = action.observation.owner { owners[owner.identity.subject] = owner }
                }
            }
            if let owner = owners[subject] { return owner }
            let owner = SeriesOwner(subject)
            owners[subject] = owner
            return owner
        }
    }

    /// What came of a configuration.
    public struct GenerationReport: Sendable {
        public var number: Int
        /// Routers that take part, counted once for each entry point.
        public var routers = 0
        public var added = 0
        public var changed = 0
        public var removed = 0
        public var tableBytes = 0
        public var buildTime = TimeAmount.zero
        /// To which connections led that have nothing to do any more.
        var left: Set<Endpoint> = []
        /// Routers that could not be compiled.
        public var diagnostics: [RouterDiagnostic] = []

        init(number: Int) { self.number = number }

        fileprivate mutating func count(
            _ definitions: [RoutingConfiguration.RouterDefinition],
            since old: inout [RoutingConfiguration.RouterDefinition]
        ) {
            defer { old = definitions }
            // Mostly the same routers in the same order: then no names need to be looked up.
            let isAligned = old.count == definitions.count && zip(old, definitions).allSatisfy { $0.name == $1.name }
            guard !isAligned else {
                changed += zip(old, definitions).count { $0 != $1 }
                return
            }
            let known = Dictionary(old.map { ($0.name, $0) }) { first, _ in first }
            var common = 0
            for definition in definitions {
                guard let before = known[definition.name] else {
                    added += 1
                    continue
                }
                common += 1
                if before != definition { changed += 1 }
            }
            removed += known.count - common
        }
    }
#endif
