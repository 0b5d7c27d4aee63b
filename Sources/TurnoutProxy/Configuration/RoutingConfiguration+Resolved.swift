#if Proxy
    import TurnoutConfiguration

    extension RoutingConfiguration {
        /// What of a configuration can be served over plain HTTP/1.1.
        ///
        /// - Parameters:
        ///   - configuration: Whose disabled elements are left out.
        ///   - entryPoints: The names of the entry points, in the proxy's order.
        ///   - loops: Event loops, which share the bounds on idle connections.
        public init(_ configuration: ResolvedConfiguration, entryPoints: [String], loops: Int) {
            self.init(routers: Array(repeating: [], count: entryPoints.count))
            let numbers = Dictionary(uniqueKeysWithValues: entryPoints.enumerated().map { ($1, $0) })
            for router in configuration.routers where router.status != .disabled {
                for binding in router.bindings {
                    guard let number = numbers[binding.entryPoint] else { continue }
                    routers[number].append(
                        RouterDefinition(
                            name: router.name, label: binding.name, rule: router.router.rule,
                            syntax: router.router.syntax, priority: router.router.priority, service: router.service,
                            servesTLS: binding.tls != nil))
                }
            }
            for (name, service) in configuration.services where service.status != .disabled {
                if let url = service.encryptedServer {
                    problems.append(
                        ConfigurationProblem(
                            .unsupportedServerScheme,
                            "the service '\(name)' has the server \(url); Turnout connects by plain http only, so routers "
                                + "that need it are not served", at: service.place))
                    continue
                }
                services[name] = ServiceDefinition(service, configuration, loops: loops)
            }
            let unserved = routers.joined().count(where: \.servesTLS)
            if unserved > 0 {
                problems.append(
                    ConfigurationProblem(
                        .unservedTLS, severity: .warning,
                        "\(unserved) routers serve TLS, which Turnout does not yet: they get no request", at: .none))
            }
        }
    }

    extension RoutingConfiguration.ServiceDefinition {
        /// `nil` for a service that the proxy answers itself, and for one that can't be used.
        fileprivate init?(
            _ service: ResolvedConfiguration.ResolvedService, _ configuration: ResolvedConfiguration, loops: Int
        ) {
            switch service.kind {
            case .loadBalancer(let balancer):
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
            return balancer.servers.map(\.url).first { $0.scheme != "http" }
        }
    }

    extension ConfigurationProblem.ID {
        /// A server that is not reached by plain HTTP.
        public static let unsupportedServerScheme = Self(rawValue: "unsupported-server-scheme")
        /// Routers that serve TLS.
        public static let unservedTLS = Self(rawValue: "unserved-tls")
    }
#endif
