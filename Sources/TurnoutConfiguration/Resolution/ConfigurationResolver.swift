import TurnoutSyntax

extension ResolvedConfiguration {
    /// Completes names, follows references and finds what can't be served.
    public init(_ dynamic: DynamicConfiguration, static configuration: StaticConfiguration) {
        self.init(
            dynamic, static: configuration, middlewareKinds: Self.supportedMiddlewares,
            internalServices: Self.internalServices)
    }

    /// - Parameters:
    ///   - middlewareKinds: The kinds of middleware that can be used; a router with another isn't served.
    ///   - internalServices: The services that can be used without being configured.
    package init(
        _ dynamic: DynamicConfiguration, static configuration: StaticConfiguration, middlewareKinds: Set<String>,
        internalServices: [String]
    ) {
        services.reserveCapacity(dynamic.services.count + internalServices.count)
        serversTransports["default@internal"] = configuration.serversTransport
        for name in internalServices { services[name] = ResolvedService(name: name, kind: .internal) }
        if configuration.ping == nil { services["ping@internal"] = nil }
        for transport in dynamic.serversTransports { serversTransports[transport.name] = transport.transport }
        let configured = Dictionary(dynamic.services.map { ($0.name, $0) }) { first, _ in first }
        for service in dynamic.services { _ = resolve(service, configured, above: []) }
        let middlewareResolver = MiddlewareResolver(
            dynamic.middlewares, kinds: middlewareKinds, services: Set(services.keys))
        let resolvedMiddlewares = dynamic.middlewares.map(middlewareResolver.resolve)
        middlewares = Dictionary(uniqueKeysWithValues: resolvedMiddlewares.map { ($0.name, $0) })
        let resolver = RouterResolver(static: configuration, dynamic: dynamic, resolved: self)
        let resolvedRouters = resolver.resolve(dynamic.routers)
        routers = resolvedRouters.routers + Self.internalRouters(configuration)
        problems += resolver.entryPointProblems
        problems += dynamic.services.flatMap { services[$0.name]?.problems ?? [] }
        problems += resolvedMiddlewares.flatMap(\.problems)
        problems += resolvedRouters.problems
    }

    /// A reference as it stands, completed with the provider of what holds it.
    static func qualified(_ reference: String, beside name: String) -> String {
        if reference.utf8.contains(UInt8(ascii: "@")) { return reference }
        return reference + (name.lastIndex(of: "@").map { name[$0...] } ?? "")
    }

    /// The router that leads to `ping`.
    private static func internalRouters(_ configuration: StaticConfiguration) -> [ResolvedRouter] {
        guard let ping = configuration.ping, !ping.manualRouting else { return [] }
        var router = ConfiguredRouter(name: "ping@internal", rule: "PathPrefix(`/ping`)")
        router.priority = Int.max
        router.service = "ping@internal"
        router.entryPoints = [ping.entryPoint]
        let binding = ResolvedRouter.Binding(
            entryPoint: ping.entryPoint, name: router.name, middlewares: [], tls: nil)
        guard configuration.entryPoint(ping.entryPoint) != nil else { return [] }
        return [
            ResolvedRouter(
                router: router, bindings: [binding], middlewares: [], service: router.service, status: .enabled,
                problems: [])
        ]
    }

    // MARK: Services

    /// Resolves a service and those that it names; `nil` if there is no such service.
    private mutating func resolve(
        _ service: ConfiguredService, _ configured: [String: ConfiguredService], above: [String]
    ) -> ResolvedService {
        if let known = services[service.name] { return known }
        var result = ResolvedService(name: service.name, kind: .unusable)
        result.place = service.place
        func fail(_ id: ConfigurationProblem.ID, _ message: String, at place: ConfigurationPlace? = nil) {
            result.problems.append(
                ConfigurationProblem(id, "the service '\(service.name)' \(message)", at: place ?? service.place))
            result.status = .disabled
        }
        switch service.kind {
        case .missing: fail(.missingType, "is of no kind")
        case .several(let kinds):
            fail(.severalTypes, "is \(kinds.map { "'\($0)'" }.joined(separator: " and ")) at once; make them two")
        case .unsupported(let kind): fail(.unsupportedService, "is a '\(kind)', which Turnout doesn't have")
        case .loadBalancer(let balancer):
            for server in balancer.servers {
                switch server.url.fault {
                case nil: break
                case .malformed(let reason):
                    fail(.invalidURL, "has the server '\(server.url)': \(reason)", at: server.place)
                case .unusable(let reason):
                    result.problems.append(
                        ConfigurationProblem(
                            .invalidURL, severity: .warning,
                            "the service '\(service.name)' does without the server '\(server.url)': \(reason)",
                            at: server.place))
                }
            }
            var usable = balancer
            usable.servers.removeAll { $0.url.fault != nil }
            result.kind = .loadBalancer(usable)
            if let strategy = balancer.unknownStrategy {
                fail(.invalidValue, "has the unknown strategy '\(strategy)'; there are wrr, p2c, hrw and leasttime")
            }
            if !balancer.serversTransport.isEmpty && !balancer.servers.isEmpty {
                let name = Self.qualified(balancer.serversTransport, beside: service.name)
                result.serversTransport = name
                if serversTransports[name] == nil {
                    fail(.missingServersTransport, "names the servers transport '\(name)', which does not exist")
                }
            }
        case .weighted(let weighted):
            var shares: [WeightedServices.Share] = []
            for share in weighted.shares {
                let name = Self.qualified(share.service, beside: service.name)
                shares.append(WeightedServices.Share(service: name, weight: share.weight))
                if above.contains(name) || name == service.name {
                    fail(.circularReference, "names '\(name)', which leads back to it")
                } else if let child = services[name]
                    ?? configured[name].map({
                        resolve($0, configured, above: above + [service.name])
                    })
                {
                    if child.status == .disabled {
                        let reason = child.problems.first { $0.severity == .error }
                        fail(reason?.id ?? .missingService, "names the service '\(name)', which can't be used")
                    }
                } else {
                    fail(.missingService, "names the service '\(name)', which does not exist")
                }
            }
            result.kind = .weighted(shares)
        }
        if !service.middlewares.isEmpty {
            fail(.unsupportedMiddleware, "has middlewares of its own, which Turnout doesn't have")
        }
        if result.status == .disabled {
            result.kind = .unusable
        } else if !result.problems.isEmpty {
            result.status = .warning
        }
        services[service.name] = result
        return result
    }
}
