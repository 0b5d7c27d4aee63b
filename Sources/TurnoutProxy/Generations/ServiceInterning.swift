#if Proxy
    import Logging
    import TurnoutConfiguration

    /// Finds the services of a configuration, taking over those of the one before that mean the same.
    struct ServiceInterning {
        let old: [String: Service]
        let oldDefinitions: [String: RoutingConfiguration.ServiceDefinition]
        let new: [String: RoutingConfiguration.ServiceDefinition]
        /// Nothing has changed.
        let areSame: Bool
        private let countsRequests: Bool
        /// Told when a server goes down or comes up.
        private let logger: Logger
        private(set) var services: [String: Service] = [:]
        /// Services whose parts are being looked for: one that is its own part is no service.
        private var open: Set<String> = []

        init(
            old: [String: Service], oldDefinitions: [String: RoutingConfiguration.ServiceDefinition],
            new: [String: RoutingConfiguration.ServiceDefinition], countsRequests: Bool, logger: Logger
        ) {
            self.old = old
            self.oldDefinitions = oldDefinitions
            self.new = new
            self.countsRequests = countsRequests
            self.logger = logger
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
            if let local = LocalService(rawValue: name) { return before ?? made(name, .local(local), replacing: nil) }
            guard let definition = new[name], open.insert(name).inserted else { return nil }
            defer { open.remove(name) }
            switch definition {
            case .balanced(var servers, let balancing):
                if let before, oldDefinitions[name] == definition { return before }
                if balancing.value.heedsHealth {
                    var known = KnownHealth(of: before, balancing.value)
                    for index in servers.indices {
                        servers[index].health = known.health(of: servers[index].url, in: name, logger)
                    }
                }
                return made(name, .balanced(servers, balancing), replacing: before)
            case .weighted(let references, let choice):
                var shares: [Service.Share] = []
                for reference in references {
                    guard let part = service(reference.service) else { return nil }
                    shares.append(
                        Service.Share(service: part, weight: reference.weight, writtenName: reference.writtenName))
                }
                return interned(name, .weighted(shares, choice))
            case .failover(let main, let fallback, let options):
                guard let main = service(main), let fallback = service(fallback) else { return nil }
                return interned(name, .failover(main, fallback: fallback, options))
            case .mirrored(let main, let references, let options):
                guard let main = service(main) else { return nil }
                var mirrors: [Service.Mirror] = []
                for reference in references {
                    guard let mirror = service(reference.service) else { return nil }
                    mirrors.append(Service.Mirror(service: mirror, percent: reference.percent))
                }
                return interned(name, .mirrored(main, mirrors, options))
            }
        }

        /// The one of before, if it leads to the same services in the same way.
        private func interned(_ name: String, _ kind: Service.Kind) -> Service {
            let before = old[name]
            if let before, before.kind == kind { return before }
            return made(name, kind, replacing: before)
        }

        private func made(_ name: String, _ kind: Service.Kind, replacing before: Service?) -> Service {
            Service(name: name, kind: kind, isCounted: countsRequests, replacing: before)
        }
    }

    /// What is known of the servers of a service that is made anew. It stays true as long as the same is asked.
    private struct KnownHealth {
        private var known: [String: ServerHealth] = [:]

        init(of before: Service?, _ balancing: Balancing) {
            guard case .balanced(let servers, let old)? = before?.kind,
                old.value.healthCheck == balancing.healthCheck,
                old.value.passiveHealthCheck == balancing.passiveHealthCheck
            else { return }
            for server in servers { known[server.url] = server.health }
        }

        /// Servers of one URL share it.
        mutating func health(of url: String, in service: String, _ logger: Logger) -> ServerHealth {
            if let health = known[url] { return health }
            let health = ServerHealth(service: service, url: url, logger: logger)
            known[url] = health
            return health
        }
    }
#endif
