#if Proxy
    import NIOCore
    import Turnout

    /// Builds one generation after another, each taking over from the one before what has not changed: parts of tables,
    /// services with their connections, actions.
    struct GenerationBuilder {
        let ledger = GenerationLedger()
        private let entryPointCount: Int
        private var previous: Generation
        private var definitions: [String: RoutingConfiguration.ServiceDefinition] = [:]
        private var services: [String: Service] = [:]
        /// By the number of the entry point.
        private var routers: [[RoutingConfiguration.RouterDefinition]] = []
        /// By their definitions, which they keep alive.
        private var actions: [[ObjectIdentifier: RouterAction]] = []

        init(entryPointCount: Int) {
            self.entryPointCount = entryPointCount
            let empty = EntryPointTables(plain: RoutingTable([]), tls: RoutingTable([]))
            previous = Generation(
                number: 0, entryPoints: Array(repeating: empty, count: entryPointCount), services: [], endpoints: [],
                ledger: ledger)
            routers = Array(repeating: [], count: entryPointCount)
            actions = Array(repeating: [:], count: entryPointCount)
        }

        /// The generation in force.
        var current: Generation { previous }

        mutating func build(_ configuration: RoutingConfiguration) -> (Generation, GenerationReport) {
            let start = NIODeadline.now()
            var interned = Interning(old: services, oldDefinitions: definitions, new: configuration.services)
            var report = GenerationReport(number: previous.number + 1)
            var entryPoints: [EntryPointTables] = []
            for number in 0..<entryPointCount {
                let definitions = number < configuration.routers.count ? configuration.routers[number] : []
                report.count(definitions, since: &routers[number])
                let (plain, tls) = bind(definitions, of: number, to: &interned)
                let old = previous.entryPoints[number]
                var tables = EntryPointTables(
                    plain: RoutingTable(plain, reusing: old.plain), tls: RoutingTable(tls, reusing: old.tls))
                if let material = configuration.tls, number < configuration.hostOptions.count {
                    tables.handshakes = Handshakes(material: material, hosts: configuration.hostOptions[number])
                }
                report.diagnostics += tables.plain.diagnostics + tables.tls.diagnostics
                report.routers += tables.plain.ranking.count + tables.tls.ranking.count
                report.tableBytes += tables.plain.tableBytes + tables.tls.tableBytes
                entryPoints.append(tables)
            }
            definitions = configuration.services
            let hasSameServices = interned.areSame && interned.services.count == services.count
            services = interned.services
            let endpoints = hasSameServices ? previous.endpoints : Set(services.values.flatMap(\.endpoints))
            previous = Generation(
                number: report.number, entryPoints: entryPoints, services: Array(services.values), endpoints: endpoints,
                ledger: ledger)
            report.buildTime = .now() - start
            return (previous, report)
        }

        /// Gives each router its service, and its action of the last generation if that is the same.
        private mutating func bind(
            _ definitions: [RoutingConfiguration.RouterDefinition], of entryPoint: Int, to services: inout Interning
        ) -> (plain: [Router<RouterAction>], tls: [Router<RouterAction>]) {
            var (plain, tls): ([Router<RouterAction>], [Router<RouterAction>]) = ([], [])
            plain.reserveCapacity(definitions.count)
            var used: [ObjectIdentifier: RouterAction] = [:]
            used.reserveCapacity(definitions.count)
            for definition in definitions {
                let key = ObjectIdentifier(definition)
                var action = actions[entryPoint][key]
                if action == nil || !services.areSame {
                    guard let service = services.service(definition.service) else { continue }
                    if action?.service !== service { action = RouterAction(definition, service: service) }
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

    /// Finds the services of a configuration, taking over those of the one before that mean the same.
    private struct Interning {
        let old: [String: Service]
        let oldDefinitions: [String: RoutingConfiguration.ServiceDefinition]
        let new: [String: RoutingConfiguration.ServiceDefinition]
        /// Nothing has changed.
        let areSame: Bool
        private(set) var services: [String: Service] = [:]
        /// Services whose parts are being looked for: one that is its own part is no service.
        private var open: Set<String> = []

        init(
            old: [String: Service], oldDefinitions: [String: RoutingConfiguration.ServiceDefinition],
            new: [String: RoutingConfiguration.ServiceDefinition]
        ) {
            self.old = old
            self.oldDefinitions = oldDefinitions
            self.new = new
            areSame = new == oldDefinitions
            if areSame { services = old } else { services.reserveCapacity(new.count) }
        }

        mutating func service(_ name: String) -> Service? {
            if let service = services[name] { return service }
            guard let service = find(name) else { return nil }
            services[name] = service
            return service
        }

        private mutating func find(_ name: String) -> Service? {
            let before = old[name]
            if let local = LocalService(rawValue: name) { return before ?? Service(name: name, kind: .local(local)) }
            guard let definition = new[name], open.insert(name).inserted else { return nil }
            defer { open.remove(name) }
            switch definition {
            case .balanced(let servers, let passesHost, let transport):
                if let before, oldDefinitions[name] == definition { return before }
                let kind = Service.Kind.balanced(
                    servers.map { Server($0, passesHost: passesHost, transport: transport) })
                return Service(name: name, kind: kind)
            case .weighted(let references):
                var shares: [Service.Share] = []
                for reference in references {
                    guard let part = service(reference.service) else { return nil }
                    shares.append(Service.Share(service: part, weight: reference.weight))
                }
                let kind = Service.Kind.weighted(shares)
                return before?.kind == kind ? before : Service(name: name, kind: kind)
            }
        }
    }

    extension Server {
        fileprivate init(
            _ definition: RoutingConfiguration.ServerDefinition, passesHost: Bool, transport: Transport
        ) {
            var transport = transport
            if !definition.isEncrypted { transport.encryption = nil }
            self.init(
                endpoint: Endpoint(host: definition.host, port: definition.port, transport: transport),
                weight: definition.weight, authority: Array(definition.authority.utf8), passesHost: passesHost,
                pathPrefix: Array(definition.pathPrefix.utf8))
        }
    }
#endif
