/// Finds which services can be used: each by itself, and those that it names.
struct ServiceResolver {
    typealias Service = ResolvedConfiguration.ResolvedService

    /// By qualified name.
    private(set) var services: [String: Service] = [:]
    /// In the order of the services.
    private(set) var problems: [ConfigurationProblem] = []
    private let configured: [Shared<ConfiguredService>]
    private let transports: Set<String>
    /// Places in `configured`; only made if a service names services.
    private lazy var indices = Dictionary(
        configured.enumerated().map { ($1.value.name, $0) }, uniquingKeysWith: { first, _ in first })
    /// How many others each leads over; only those that name services are in it.
    private var depths: [String: Int] = [:]
    /// Those that say whether they are up, by their own or their servers' health checks.
    private var reporting: Set<String> = []

    /// - Parameters:
    ///   - internalServices: The names of those that need no configuration.
    ///   - transports: The qualified names of all servers transports.
    init(_ services: [Shared<ConfiguredService>], internalServices: [String], transports: Set<String>) {
        configured = services
        self.transports = transports
        self.services.reserveCapacity(services.count + internalServices.count)
        for name in internalServices { self.services[name] = Service(name: name, kind: .internal) }
    }

    mutating func resolveAll() {
        let order = ReferenceOrder.of(configured.count) { index in
            configured[index].value.kind.references.compactMap {
                indices[ResolvedConfiguration.qualified($0, beside: configured[index].value.name)]
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
        case .loadBalancer(let balancer): resolve(balancer, &result)
        case .weighted(let weighted): result.kind = .weighted(resolve(weighted, &result))
        case .highestRandomWeight(let weighted): result.kind = .highestRandomWeight(resolve(weighted, &result))
        case .failover(let failover): resolve(failover, &result)
        case .mirroring(let mirroring): resolve(mirroring, &result)
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

    private mutating func resolve(_ shared: Shared<LoadBalancer>, _ result: inout Service) {
        let balancer = shared.value
        result.kind = .loadBalancer(shared)
        if balancer.servers.contains(where: { $0.url.fault != nil }) {
            var usable = balancer
            usable.servers.removeAll { $0.url.fault != nil }
            result.kind = .loadBalancer(Shared(usable))
            for server in balancer.servers { check(server, &result) }
        }
        if let strategy = balancer.unknownStrategy {
            result.fail(.invalidValue, "has the unknown strategy '\(strategy)'; there are wrr, p2c, hrw and leasttime")
        }
        if let check = balancer.healthCheck {
            reporting.insert(result.name)
            for (id, text) in check.value.weaknesses { result.warn(id, "the healthCheck of", text) }
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
            result.warn(.invalidURL, "", "does without the server '\(server.url)': \(reason)", at: server.place)
        }
    }

    // MARK: Services that name services

    private mutating func resolve(_ weighted: WeightedServices, _ result: inout Service) -> WeightedServices {
        var resolved = weighted
        for index in weighted.shares.indices {
            resolved.shares[index].service = follow(weighted.shares[index].service, &result)
            if weighted.hasHealthCheck { requireHealthCheck(of: resolved.shares[index].service, &result) }
        }
        if weighted.hasHealthCheck { reporting.insert(result.name) }
        return resolved
    }

    private mutating func resolve(_ failover: FailoverServices, _ result: inout Service) {
        var resolved = failover
        resolved.service = follow(failover.service, &result)
        resolved.fallback = follow(failover.fallback, &result)
        let statuses = failover.errors?.status ?? []
        if let text = statuses.first(where: { StatusRanges.bounds($0) == nil }) {
            result.fail(
                .invalidValue, "has '\(text)' in errors.status; write a status such as 503, or 500-599")
        }
        // Without either nothing would ever be sent to the fallback.
        if statuses.isEmpty { requireHealthCheck(of: resolved.service, &result) }
        if failover.hasHealthCheck {
            requireHealthCheck(of: resolved.fallback, &result)
            reporting.insert(result.name)
        }
        result.kind = .failover(resolved)
    }

    private mutating func resolve(_ mirroring: MirroredService, _ result: inout Service) {
        var resolved = mirroring
        resolved.service = follow(mirroring.service, &result)
        for index in mirroring.mirrors.indices {
            let mirror = mirroring.mirrors[index]
            resolved.mirrors[index].service = follow(mirror.service, &result)
            if !(0...100 ~= mirror.percent) {
                result.fail(
                    .invalidValue, "gives the mirror '\(mirror.service)' \(mirror.percent) percent; there are 0 to 100")
            }
        }
        if mirroring.hasHealthCheck, reporting.contains(resolved.service) { reporting.insert(result.name) }
        result.kind = .mirroring(resolved)
    }

    /// Looks at a service that another names.
    ///
    /// - Returns: Its qualified name.
    private mutating func follow(_ reference: String, _ result: inout Service) -> String {
        let name = ResolvedConfiguration.qualified(reference, beside: result.name)
        let depth = 1 + depths[name, default: 0]
        if depth > ReferenceOrder.depthLimit, depths[result.name, default: 0] <= ReferenceOrder.depthLimit {
            result.fail(.nestedTooDeeply, "leads over more than \(ReferenceOrder.depthLimit) others")
        }
        depths[result.name] = max(depths[result.name, default: 0], depth)
        if let child = services[name] {
            guard child.status == .disabled else { return name }
            let reason = child.problems.first { $0.severity == .error }
            result.fail(reason?.id ?? .missingService, "names the service '\(name)', which can't be used")
        } else if indices[name] != nil {
            result.fail(.circularReference, "names '\(name)', which leads back to it")
        } else {
            result.fail(.missingService, "names the service '\(name)', which does not exist")
        }
        return name
    }

    /// - Parameter name: Qualified; a service that can't be used has been reported already.
    private func requireHealthCheck(of name: String, _ result: inout Service) {
        guard let child = services[name], child.status != .disabled, !reporting.contains(name) else { return }
        result.fail(
            .missingHealthCheck,
            "depends on the health of '\(name)', which has no healthCheck; give it one (of a service of services: "
                + "healthCheck: {})")
    }
}

extension ConfiguredService.Kind {
    /// The services that it names, as written.
    fileprivate var references: [String] {
        switch self {
        case .loadBalancer, .missing, .several: []
        case .weighted(let weighted), .highestRandomWeight(let weighted): weighted.shares.map(\.service)
        case .failover(let failover): [failover.service, failover.fallback]
        case .mirroring(let mirroring): [mirroring.service] + mirroring.mirrors.map(\.service)
        }
    }
}

extension HealthCheck {
    /// What of it doesn't do what it says.
    fileprivate var weaknesses: [(id: ConfigurationProblem.ID, text: String)] {
        var found: [(ConfigurationProblem.ID, String)] = []
        if mode == "grpc" {
            found.append((.unsupportedValue, "has the mode grpc, which Turnout doesn't have: its servers count as up"))
        }
        func check(_ name: String, _ duration: Duration?, _ instead: Duration) {
            guard let duration, duration <= .zero else { return }
            found.append((.invalidValue, "has no positive \(name): it is \(instead.components.seconds)s"))
        }
        check("interval", interval, Self.defaultInterval)
        check("unhealthyInterval", unhealthyInterval, Self.defaultInterval)
        check("timeout", timeout, Self.defaultTimeout)
        return found
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

    /// - Parameters:
    ///   - part: What of the service, if not the whole: `the healthCheck of`.
    ///   - message: What is wrong with it.
    fileprivate mutating func warn(
        _ id: ConfigurationProblem.ID, _ part: String, _ message: String, at other: ConfigurationPlace? = nil
    ) {
        let subject = part.isEmpty ? "the service" : "\(part) the service"
        problems.append(
            ConfigurationProblem(id, severity: .warning, "\(subject) '\(name)' \(message)", at: other ?? place))
    }
}
