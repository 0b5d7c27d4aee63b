import TurnoutSyntax

/// Resolves routers against everything that they can name.
struct RouterResolver {
    /// An entry point, as far as routers are concerned.
    private struct Site {
        var isUDP: Bool
        var middlewares: [String]
        var tls: Shared<RouterTLS>?
        var observability: Observability?
        /// Whether it says something of its routers, so that those with several entry points get a name for this one.
        var changesRouters = false
        /// Whether a middleware of its own can't be used, so that nothing is served there.
        var isBroken = false
    }

    private let sites: [String: Site]
    private let defaultEntryPoints: [String]
    private let defaultSyntax: RuleSyntax
    private let tlsOptions: Set<String>
    private let resolved: ResolvedConfiguration
    /// What is wrong with entry points, whatever the routers.
    private(set) var entryPointProblems: [ConfigurationProblem] = []

    init(static configuration: StaticConfiguration, dynamic: DynamicConfiguration, resolved: ResolvedConfiguration) {
        var sites: [String: Site] = [:]
        for point in configuration.entryPoints {
            var site = Site(
                isUDP: point.address.isUDP,
                middlewares: point.http.middlewares.map { ResolvedConfiguration.qualified($0, beside: "@file") },
                tls: point.http.tls, observability: point.observability)
            site.changesRouters = point.changesRouters(configuration)
            for name in site.middlewares where resolved.middlewares[name]?.status != .enabled {
                site.isBroken = true
                let reason = resolved.middlewares[name] == nil ? "does not exist" : "can't be used"
                entryPointProblems.append(
                    ConfigurationProblem(
                        resolved.middlewares[name]?.problems.first?.id ?? .missingMiddleware,
                        "the entry point '\(point.name)' names the middleware '\(name)', which \(reason): "
                            + "no router is served there", at: point.place))
            }
            sites[point.name] = site
        }
        self.sites = sites
        defaultEntryPoints = configuration.defaultEntryPoints
        defaultSyntax = configuration.defaultRuleSyntax
        self.resolved = resolved
        tlsOptions = Set(dynamic.tls.options.map(\.name) + ["default"])
    }

    /// Resolves routers. What many of them suffer from another element is told once.
    func resolve(
        _ routers: [Shared<ConfiguredRouter>]
    ) -> (routers: [ResolvedConfiguration.ResolvedRouter], problems: [ConfigurationProblem]) {
        var resolved: [ResolvedConfiguration.ResolvedRouter] = []
        resolved.reserveCapacity(routers.count)
        var problems: [ConfigurationProblem] = []
        var consequences: [String: (index: Int, count: Int)] = [:]
        var middlewares = RepeatedList()
        for router in routers {
            var findings = Findings(router: router.value)
            resolved.append(resolve(router, &findings, &middlewares))
            for (number, problem) in findings.problems.enumerated() {
                if let cause = findings.causes[number] {
                    consequences[cause, default: (problems.count, 0)].count += 1
                    if consequences[cause]?.count != 1 { continue }
                }
                problems.append(problem)
            }
        }
        for (index, count) in consequences.values where count > 1 {
            problems[index].message +=
                count == 2
                ? ", and so it is with one more router"
                : ", and so it is with \(count - 1) more routers"
        }
        return (resolved, problems)
    }

    private func resolve(
        _ shared: Shared<ConfiguredRouter>, _ findings: inout Findings, _ lists: inout RepeatedList
    ) -> ResolvedConfiguration.ResolvedRouter {
        let router = shared.value
        if router.hasParents {
            findings.fail(.unsupportedRouter, "has parents ('parentRefs'), which Turnout doesn't have")
        }
        if router.rule.isEmpty && !router.hasParents { findings.fail(.missingRule, "has no rule") }
        if router.priority > Self.maximumPriority {
            findings.fail(.invalidValue, "has the priority \(router.priority); the highest is \(Self.maximumPriority)")
        }
        let service = service(of: router, &findings)
        let middlewares = lists.shared(
            router.middlewares.map { ResolvedConfiguration.qualified($0, beside: router.name) })
        for name in middlewares { check(middleware: name, &findings) }
        checkTLSOptions(router.tls, &findings)
        let bindings = bindings(of: router, middlewares, &findings)
        return ResolvedConfiguration.ResolvedRouter(
            router: withSyntax(shared), bindings: findings.isFatal ? [] : bindings, middlewares: middlewares,
            service: service,
            status: findings.isFatal ? .disabled : findings.problems.isEmpty ? .enabled : .warning,
            problems: findings.problems)
    }

    /// A router of Turnout's own, all of whose references are known to exist.
    ///
    /// - Returns: `nil` if its entry point serves nothing.
    func resolve(internal router: ConfiguredRouter) -> ResolvedConfiguration.ResolvedRouter? {
        var findings = Findings(router: router)
        let bindings = bindings(of: router, router.middlewares, &findings)
        if bindings.isEmpty { return nil }
        return ResolvedConfiguration.ResolvedRouter(
            router: Shared(router), bindings: bindings, middlewares: router.middlewares, service: router.service,
            status: .enabled, problems: [])
    }

    /// The router with the default syntax if it names none.
    private func withSyntax(_ router: Shared<ConfiguredRouter>) -> Shared<ConfiguredRouter> {
        if router.value.ruleSyntax != nil || router.value.syntax == defaultSyntax { return router }
        var result = router.value
        result.ruleSyntax = defaultSyntax
        return Shared(result)
    }

    /// Higher ones are Traefik's own.
    private static let maximumPriority = Int.max - 1000
    /// Those of Traefik's internal services that Turnout doesn't have.
    private static let traefikServices: Set = [
        "rest@internal", "acme-http@internal",
    ]

    private func service(of router: ConfiguredRouter, _ findings: inout Findings) -> String {
        guard !router.service.isEmpty else {
            findings.fail(.missingService, "has no service")
            return ""
        }
        let name = ResolvedConfiguration.qualified(router.service, beside: router.name)
        if let service = resolved.services[name] {
            if service.status == .disabled {
                let reason = service.problems.first { $0.severity == .error }
                findings.fail(
                    reason?.id ?? .missingService, because: name, "leads to the service '\(name)', which can't be used")
            }
        } else if let section = ResolvedConfiguration.sections[name] {
            findings.fail(
                .missingService, "leads to '\(name)', but '\(section)' is not set in the static configuration")
        } else if Self.traefikServices.contains(name) {
            findings.fail(.unsupportedService, "leads to '\(name)', which Turnout doesn't have")
        } else {
            findings.fail(.missingService, "leads to the service '\(name)', which does not exist")
        }
        return name
    }

    private func check(middleware name: String, _ findings: inout Findings) {
        guard let middleware = resolved.middlewares[name] else {
            findings.fail(.missingMiddleware, "names the middleware '\(name)', which does not exist")
            return
        }
        guard let problem = middleware.problems.first else { return }
        findings.fail(problem.id, because: name, "names the middleware '\(name)', which can't be used")
    }

    private func checkTLSOptions(_ tls: Shared<RouterTLS>?, _ findings: inout Findings) {
        guard let tls, !tls.options.isEmpty, tls.options != "default" else { return }
        let name = ResolvedConfiguration.qualified(tls.options, beside: findings.router.name)
        if !tlsOptions.contains(name) {
            findings.fail(.missingTLSOptions, "names the TLS options '\(name)', which do not exist")
        }
    }

    /// The router on each of its entry points that can serve it.
    private func bindings(
        of router: ConfiguredRouter, _ middlewares: [String], _ findings: inout Findings
    ) -> [ResolvedConfiguration.ResolvedRouter.Binding] {
        let names = router.entryPoints.isEmpty ? defaultEntryPoints : router.entryPoints
        var bindings: [ResolvedConfiguration.ResolvedRouter.Binding] = []
        var isBroken = false
        for name in names where !bindings.contains(where: { $0.entryPoint == name }) {
            guard let site = sites[name], !site.isUDP else {
                let reason = sites[name] == nil ? "which does not exist" : "which takes UDP"
                findings.warn(.missingEntryPoint, "names the entry point '\(name)', \(reason)")
                continue
            }
            if site.isBroken {
                isBroken = true
                continue
            }
            bindings.append(
                ResolvedConfiguration.ResolvedRouter.Binding(
                    entryPoint: name,
                    name: names.count > 1 && site.changesRouters ? "\(name)-\(router.name)" : router.name,
                    middlewares: site.middlewares.isEmpty ? middlewares : site.middlewares + middlewares,
                    tls: router.tls ?? site.tls,
                    observers: Observers(router.observability?.value, site.observability)))
        }
        if bindings.isEmpty {
            findings.fail(
                .noEntryPoint, because: isBroken ? "entry points" : nil, "has no entry point that can serve it")
        }
        return bindings
    }

    /// What is found wrong with one router.
    private struct Findings {
        let router: ConfiguredRouter
        var problems: [ConfigurationProblem] = []
        /// Whether it can't be served.
        var isFatal = false
        /// Those of the problems that are said of another element too, with its name.
        var causes: [Int: String] = [:]

        init(router: ConfiguredRouter) { self.router = router }

        /// - Parameter cause: The element that is at fault, if that is said where it stands.
        mutating func fail(_ id: ConfigurationProblem.ID, because cause: String? = nil, _ message: String) {
            isFatal = true
            causes[problems.count] = cause
            problems.append(ConfigurationProblem(id, "the router '\(router.name)' \(message)", at: router.place))
        }

        mutating func warn(_ id: ConfigurationProblem.ID, _ message: String) {
            problems.append(
                ConfigurationProblem(
                    id, severity: .warning, "the router '\(router.name)' \(message)", at: router.place))
        }
    }
}
