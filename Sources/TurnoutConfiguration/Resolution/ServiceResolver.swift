/// Finds which services can be used: each by itself, and those that it names.
struct ServiceResolver {
    typealias Service = ResolvedConfiguration.ResolvedService

    /// By qualified name.
    private(set) var services: [String: Service] = [:]
    /// In the order of the services.
    private(set) var problems: [ConfigurationProblem] = []
    private let configured: [Shared<ConfiguredService>]
    private let transports: Set<String>
    private let schemes: Set<String>
    /// Places in `configured`; only made if a service names services.
    private lazy var indices = Dictionary(
        configured.enumerated().map { ($1.value.name, $0) }, uniquingKeysWith: { first, _ in first })
    /// How many others each leads over; only those that name services are in it.
    private var depths: [String: Int] = [:]

    /// - Parameters:
    ///   - internalServices: The names of those that need no configuration.
    ///   - transports: The qualified names of all servers transports.
    ///   - schemes: Those by which servers can be reached.
    init(
        _ services: [Shared<ConfiguredService>], internalServices: [String], transports: Set<String>,
        schemes: Set<String>
    ) {
        configured = services
        self.transports = transports
        self.schemes = schemes
        self.services.reserveCapacity(services.count + internalServices.count)
        for name in internalServices { self.services[name] = Service(name: name, kind: .internal) }
    }

    mutating func resolveAll() {
        let order = ReferenceOrder.of(configured.count) { index in
            guard case .weighted(let weighted) = configured[index].value.kind else { return [] }
            return weighted.shares.compactMap {
                indices[ResolvedConfiguration.qualified($0.service, beside: configured[index].value.name)]
            }
        }
        for index in order where services[configured[index].value.name] == nil { resolve(configured[index].value) }
        problems = configured.flatMap { services[$0.value.name]?.problems ?? [] }
    }

    private mutating func resolve(_ service: ConfiguredService) {
        var result = Service(name: service.name, kind: .unusable)
        result.place = service.place
        switch service.kind {
        case .missing: result.fail(.missingType, "is of no kind")
        case .several(let kinds):
            let names = kinds.map { "'\($0)'" }.joined(separator: " and ")
            result.fail(.severalTypes, "is \(names) at once; make them two")
        case .unsupported(let kind): result.fail(.unsupportedService, "is a '\(kind)', which Turnout doesn't have")
        case .loadBalancer(let balancer): resolve(balancer, &result)
        case .weighted(let weighted): resolve(weighted, &result)
        }
        if !service.middlewares.isEmpty {
            result.fail(.unsupportedMiddleware, "has middlewares of its own, which Turnout doesn't have")
        }
        if result.status == .disabled {
            result.kind = .unusable
        } else if !result.problems.isEmpty {
            result.status = .warning
        }
        services[service.name] = result
    }

    private func resolve(_ shared: Shared<LoadBalancer>, _ result: inout Service) {
        let balancer = shared.value
        result.kind = .loadBalancer(shared)
        if balancer.servers.contains(where: { $0.url.fault != nil }) {
            var usable = balancer
            usable.servers.removeAll { $0.url.fault != nil }
            result.kind = .loadBalancer(Shared(usable))
            for server in balancer.servers { check(server, &result) }
        }
        if let server = balancer.servers.first(where: { $0.url.fault == nil && !schemes.contains($0.url.scheme) }) {
            result.fail(
                .unsupportedServerScheme,
                "has the server '\(server.url)'; Turnout reaches servers by \(schemes.sorted().joined(separator: " and ")) only",
                at: server.place)
        }
        if let strategy = balancer.unknownStrategy {
            result.fail(.invalidValue, "has the unknown strategy '\(strategy)'; there are wrr, p2c, hrw and leasttime")
        } else if balancer.strategy != .wrr, balancer.servers.count > 1 {
            result.problems.append(
                ConfigurationProblem(
                    .unsupportedStrategy, severity: .warning,
                    "the service '\(result.name)' has the strategy '\(balancer.strategy.rawValue)', which Turnout doesn't have: "
                        + "its servers take turns by weight (wrr)", at: result.place))
        }
        // Traefik looks for the transport when it makes the first server's proxy.
        if !balancer.serversTransport.isEmpty && !balancer.servers.isEmpty {
            let name = ResolvedConfiguration.qualified(balancer.serversTransport, beside: result.name)
            result.serversTransport = name
            if !transports.contains(name) {
                result.fail(.missingServersTransport, "names the servers transport '\(name)', which does not exist")
            }
        }
    }

    private func check(_ server: Server, _ result: inout Service) {
        switch server.url.fault {
        case nil: break
        case .malformed(let reason):
            result.fail(.invalidURL, "has the server '\(server.url)': \(reason)", at: server.place)
        case .unusable(let reason):
            result.problems.append(
                ConfigurationProblem(
                    .invalidURL, severity: .warning,
                    "the service '\(result.name)' does without the server '\(server.url)': \(reason)", at: server.place)
            )
        }
    }

    private mutating func resolve(_ weighted: WeightedServices, _ result: inout Service) {
        var shares: [WeightedServices.Share] = []
        var depth = 0
        for share in weighted.shares {
            let name = ResolvedConfiguration.qualified(share.service, beside: result.name)
            shares.append(WeightedServices.Share(service: name, weight: share.weight))
            depth = max(depth, 1 + depths[name, default: 0])
            if let child = services[name] {
                guard child.status == .disabled else { continue }
                let reason = child.problems.first { $0.severity == .error }
                result.fail(reason?.id ?? .missingService, "names the service '\(name)', which can't be used")
            } else if indices[name] != nil {
                result.fail(.circularReference, "names '\(name)', which leads back to it")
            } else {
                result.fail(.missingService, "names the service '\(name)', which does not exist")
            }
        }
        depths[result.name] = depth
        if depth > ReferenceOrder.depthLimit {
            result.fail(.nestedTooDeeply, "leads over more than \(ReferenceOrder.depthLimit) others")
        }
        result.kind = .weighted(shares)
    }
}

extension ResolvedConfiguration.ResolvedService {
    /// - Parameter message: What is wrong with the service, whose name is put before it.
    fileprivate mutating func fail(
        _ id: ConfigurationProblem.ID, _ message: String, at other: ConfigurationPlace? = nil
    ) {
        problems.append(ConfigurationProblem(id, "the service '\(name)' \(message)", at: other ?? place))
        status = .disabled
    }
}
