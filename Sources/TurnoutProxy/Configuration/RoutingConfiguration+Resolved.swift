#if Proxy
    import TurnoutConfiguration

    extension RoutingConfiguration {
        /// What of a configuration can be served over plain HTTP/1.1.
        ///
        /// - Parameters:
        ///   - configuration: Whose disabled elements are left out.
        ///   - entryPoints: The names of the entry points, in the proxy's order.
        ///   - loops: Event loops, which share the bounds on idle connections.
        ///   - previous: What the last one was made from and what came of it, for the same entry points and loops: what
        ///     is the same is taken over.
        public init(
            _ configuration: ResolvedConfiguration, entryPoints: [String], loops: Int,
            reusing previous: (resolved: ResolvedConfiguration, routing: RoutingConfiguration)? = nil
        ) {
            self.init(routers: Array(repeating: [], count: entryPoints.count))
            addRouters(of: configuration, entryPoints, reusing: previous?.routing)
            if let previous, previous.resolved.services == configuration.services,
                previous.resolved.serversTransports == configuration.serversTransports
            {
                services = previous.routing.services
                serviceProblems = previous.routing.serviceProblems
            } else {
                addServices(of: configuration, loops: loops)
            }
            problems = serviceProblems
            let unserved = routers.joined().count(where: \.servesTLS)
            if unserved > 0 {
                problems.append(
                    ConfigurationProblem(
                        .unservedTLS, severity: .warning,
                        "\(unserved) routers serve TLS, which Turnout does not yet: they get no request", at: .none))
            }
        }

        private mutating func addRouters(
            of configuration: ResolvedConfiguration, _ entryPoints: [String], reusing previous: RoutingConfiguration?
        ) {
            let numbers = Dictionary(uniqueKeysWithValues: entryPoints.enumerated().map { ($1, $0) })
            var known = entryPoints.indices.map { RouterLookup(previous?.routers[$0] ?? []) }
            for number in routers.indices { routers[number].reserveCapacity(known[number].count) }
            // A span lends its elements, where an array would copy each of them whole.
            let resolved = configuration.routers.span
            for index in resolved.indices where resolved[index].status != .disabled {
                for binding in resolved[index].bindings {
                    guard let number = numbers[binding.entryPoint] else { continue }
                    let definition = known[number].next(named: resolved[index].name)
                    if let definition, definition.describes(resolved[index], binding) {
                        routers[number].append(definition)
                    } else {
                        routers[number].append(RouterDefinition(resolved[index], binding))
                    }
                }
            }
        }

        private mutating func addServices(of configuration: ResolvedConfiguration, loops: Int) {
            services.reserveCapacity(configuration.services.count)
            for (name, service) in configuration.services where service.status != .disabled {
                guard let url = service.encryptedServer else {
                    services[name] = ServiceDefinition(service, configuration, loops: loops)
                    continue
                }
                serviceProblems.append(
                    ConfigurationProblem(
                        .unsupportedServerScheme,
                        "the service '\(name)' has the server \(url); Turnout connects by plain http only, so routers "
                            + "that need it are not served", at: service.place))
            }
        }
    }

    extension RoutingConfiguration.RouterDefinition {
        fileprivate convenience init(
            _ router: ResolvedConfiguration.ResolvedRouter, _ binding: ResolvedConfiguration.ResolvedRouter.Binding
        ) {
            self.init(
                name: router.name, label: binding.name, rule: router.router.value.rule,
                syntax: router.router.value.syntax,
                priority: router.router.value.priority, service: router.service, servesTLS: binding.tls != nil)
        }

        /// Whether it is what would be made of `router`.
        fileprivate func describes(
            _ router: borrowing ResolvedConfiguration.ResolvedRouter,
            _ binding: ResolvedConfiguration.ResolvedRouter.Binding
        ) -> Bool {
            rule == router.router.value.rule && syntax == router.router.value.syntax
                && priority == router.router.value.priority
                && service == router.service && label == binding.name && servesTLS == (binding.tls != nil)
        }
    }

    /// Finds routers by name. They are mostly asked for in their own order; names are hashed only when they are not.
    private struct RouterLookup {
        private let routers: [RoutingConfiguration.RouterDefinition]
        private var cursor = 0
        private lazy var indices = Dictionary(
            routers.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })

        init(_ routers: [RoutingConfiguration.RouterDefinition]) { self.routers = routers }

        var count: Int { routers.count }

        mutating func next(named name: String) -> RoutingConfiguration.RouterDefinition? {
            if cursor < routers.count, routers[cursor].name == name {
                cursor += 1
                return routers[cursor - 1]
            }
            guard !routers.isEmpty, let index = indices[name] else { return nil }
            cursor = index + 1
            return routers[index]
        }
    }

    extension RoutingConfiguration.ServiceDefinition {
        /// `nil` for a service that the proxy answers itself, and for one that can't be used.
        fileprivate init?(
            _ service: ResolvedConfiguration.ResolvedService, _ configuration: ResolvedConfiguration, loops: Int
        ) {
            switch service.kind {
            case .loadBalancer(let shared):
                let balancer = shared.value
                let transport = configuration.serversTransports[service.serversTransport] ?? ServersTransport()
                self = .balanced(
                    balancer.servers.map { server in
                        RoutingConfiguration.ServerDefinition(
                            host: server.url.host, port: server.url.port, weight: server.weight,
                            pathPrefix: server.preservePath ? server.url.path : "",
                            authority: server.url.authority)
                    }, passesHost: balancer.passHostHeader, transport: Transport(transport, loops: loops))
            case .weighted(let shares):
                self = .weighted(
                    shares.map {
                        RoutingConfiguration.WeightedReference(service: $0.service, weight: $0.weight)
                    })
            case .internal, .unusable: return nil
            }
        }
    }

    extension ResolvedConfiguration.ResolvedService {
        /// The first server that is not reached by plain HTTP.
        fileprivate var encryptedServer: ServerURL? {
            guard case .loadBalancer(let balancer) = kind else { return nil }
            return balancer.value.servers.map(\.url).first { $0.scheme != "http" }
        }
    }

    extension ConfigurationProblem.ID {
        /// A server that is not reached by plain HTTP.
        public static let unsupportedServerScheme = Self(rawValue: "unsupported-server-scheme")
        /// Routers that serve TLS.
        public static let unservedTLS = Self(rawValue: "unserved-tls")
    }
#endif
