import TurnoutSyntax

extension ResolvedConfiguration {
    /// Completes names, follows references and finds what can't be served.
    public init(_ dynamic: DynamicConfiguration, static configuration: StaticConfiguration) {
        self.init(static: configuration)
        for transport in dynamic.serversTransports { serversTransports[transport.name] = transport.transport }
        for middleware in dynamic.middlewares { middlewares[middleware.name] = middleware }
        let configured = Dictionary(dynamic.services.map { ($0.name, $0) }) { first, _ in first }
        for service in dynamic.services { _ = resolve(service, configured, above: []) }
        var resolver = RouterResolver(static: configuration, dynamic: dynamic, resolved: self)
        routers = dynamic.routers.map { resolver.resolve($0) } + Self.internalRouters(configuration)
        problems += services.values.sorted { $0.name < $1.name }.flatMap(\.problems)
        problems += routers.flatMap(\.problems)
        problems += dynamic.middlewares.flatMap { middleware in
            Self.problem(of: middleware).map { [$0] } ?? []
        }
    }

    /// A reference as it stands, completed with the provider of what holds it.
    static func qualified(_ reference: String, beside name: String) -> String {
        if reference.contains("@") { return reference }
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

    /// Why a middleware can't be used; `nil` if it can.
    static func problem(of middleware: ConfiguredMiddleware) -> ConfigurationProblem? {
        switch middleware.kinds.count {
        case 0:
            return ConfigurationProblem(
                .missingType, "the middleware '\(middleware.name)' is of no kind", at: middleware.place)
        case 1:
            if supportedMiddlewares.contains(middleware.kind) { return nil }
            return ConfigurationProblem(
                .unsupportedMiddleware,
                "the middleware '\(middleware.name)' is a '\(middleware.kind)', which Turnout doesn't have", 
                at: middleware.place)
        default:
            let kinds = middleware.kinds.map { "'\($0)'" }.joined(separator: " and ")
            return ConfigurationProblem(
                .severalTypes, "the middleware '\(middleware.name)' is \(kinds) at once; make them two",
                at: middleware.place)
        }
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
            result.kind = .loadBalancer(balancer)
            for server in balancer.servers {
                if let fault = server.url.fault {
                    fail(.invalidURL, "has the server '\(server.url)': \(fault)", at: server.place)
                } else if !["http", "https", "h2c"].contains(server.url.scheme) {
                    fail(
                        .invalidURL, "has the server '\(server.url)' of an unknown scheme '\(server.url.scheme)'",
                        at: server.place)
                }
            }
            if let strategy = balancer.unknownStrategy {
                fail(.invalidValue, "has the unknown strategy '\(strategy)'; there are wrr, p2c, hrw and leasttime")
            }
            if !balancer.serversTransport.isEmpty {
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
                } else if let child = services[name] ?? configured[name].map({
                    resolve($0, configured, above: above + [service.name])
                }) {
                    if child.status == .disabled {
                        fail(.missingService, "names the service '\(name)', which can't be used")
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
        if result.status == .disabled { result.kind = .unusable }
        services[service.name] = result
        return result
    }
}
