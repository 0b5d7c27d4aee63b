#if Proxy
    /// Finds the services of a configuration, taking over those of the one before that mean the same.
    struct ServiceInterning {
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
                return Service(name: name, kind: kind, replacing: before)
            case .weighted(let references):
                var shares: [Service.Share] = []
                for reference in references {
                    guard let part = service(reference.service) else { return nil }
                    shares.append(Service.Share(service: part, weight: reference.weight))
                }
                let kind = Service.Kind.weighted(shares)
                return before?.kind == kind ? before : Service(name: name, kind: kind, replacing: before)
            }
        }
    }

    extension Server {
        fileprivate init(
            _ definition: RoutingConfiguration.ServerDefinition, passesHost: Bool, transport: Transport
        ) {
            var transport = transport
            if !definition.isEncrypted {
                transport.encryption = nil
                transport.version = definition.speaksHTTP2 ? .http2 : .http1
            }
            self.init(
                endpoint: Endpoint(host: definition.host, port: definition.port, transport: transport),
                weight: definition.weight, authority: Array(definition.authority.utf8), passesHost: passesHost,
                pathPrefix: Array(definition.pathPrefix.utf8), url: definition.url)
        }
    }
#endif
