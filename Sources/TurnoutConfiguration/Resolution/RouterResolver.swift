import TurnoutSyntax

/// Resolves routers against everything that they can name.
struct RouterResolver {
    private let configuration: StaticConfiguration
    private let tlsOptions: Set<String>
    private let resolved: ResolvedConfiguration

    init(static configuration: StaticConfiguration, dynamic: DynamicConfiguration, resolved: ResolvedConfiguration) {
        self.configuration = configuration
        self.resolved = resolved
        tlsOptions = Set(dynamic.tls.options.map(\.name) + ["default"])
    }

    func resolve(_ router: ConfiguredRouter) -> ResolvedConfiguration.ResolvedRouter {
        var findings = Findings(router: router)
        var router = router
        router.ruleSyntax = router.ruleSyntax ?? configuration.defaultRuleSyntax
        if router.hasParents {
            findings.fail(.unsupportedRouter, "has parents ('parentRefs'), which Turnout doesn't have")
        }
        if router.rule.isEmpty && !router.hasParents { findings.fail(.missingRule, "has no rule") }
        if router.priority > Self.maximumPriority {
            findings.fail(.invalidValue, "has the priority \(router.priority); the highest is \(Self.maximumPriority)")
        }
        let service = service(of: router, &findings)
        let middlewares = router.middlewares.map { ResolvedConfiguration.qualified($0, beside: router.name) }
        for name in middlewares { check(middleware: name, &findings) }
        checkTLSOptions(router.tls, &findings)
        let bindings = bindings(of: router, middlewares, &findings)
        return ResolvedConfiguration.ResolvedRouter(
            router: router, bindings: findings.isFatal ? [] : bindings, middlewares: middlewares, service: service,
            status: findings.isFatal ? .disabled : findings.problems.isEmpty ? .enabled : .warning,
            problems: findings.problems)
    }

    /// Higher ones are Traefik's own.
    private static let maximumPriority = Int.max - 1000
    /// Those of Traefik's internal services that Turnout doesn't have.
    private static let traefikServices: Set = [
        "api@internal", "dashboard@internal", "prometheus@internal", "rest@internal", "acme-http@internal",
    ]

    private func service(of router: ConfiguredRouter, _ findings: inout Findings) -> String {
        guard !router.service.isEmpty else {
            findings.fail(.missingService, "has no service")
            return ""
        }
        let name = ResolvedConfiguration.qualified(router.service, beside: router.name)
        if let service = resolved.services[name] {
            if service.status == .disabled {
                findings.fail(.missingService, "leads to the service '\(name)', which can't be used")
            }
        } else if name == "ping@internal" {
            findings.fail(
                .missingService, "leads to 'ping@internal', but 'ping' is not set in the static configuration")
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
        findings.fail(problem.id, "names the middleware '\(name)', which can't be used")
    }

    private func checkTLSOptions(_ tls: RouterTLS?, _ findings: inout Findings) {
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
        let names = router.entryPoints.isEmpty ? configuration.defaultEntryPoints : router.entryPoints
        var bindings: [ResolvedConfiguration.ResolvedRouter.Binding] = []
        for name in names where !bindings.contains(where: { $0.entryPoint == name }) {
            guard let point = configuration.entryPoint(name), !point.address.isUDP else {
                let reason = configuration.entryPoint(name) == nil ? "which does not exist" : "which takes UDP"
                findings.warn(.missingEntryPoint, "names the entry point '\(name)', \(reason)")
                continue
            }
            let first = point.http.middlewares.map { $0.contains("@") ? $0 : $0 + "@file" }
            var own = Findings(router: router)
            for middleware in first { check(middleware: middleware, &own) }
            findings.problems += own.problems
            if own.isFatal { continue }
            bindings.append(
                ResolvedConfiguration.ResolvedRouter.Binding(
                    entryPoint: name, name: names.count > 1 ? "\(name)-\(router.name)" : router.name,
                    middlewares: first + middlewares, tls: router.tls ?? point.http.tls))
        }
        if bindings.isEmpty { findings.fail(.noEntryPoint, "has no entry point that can serve it") }
        return bindings
    }

    /// What is found wrong with one router.
    private struct Findings {
        let router: ConfiguredRouter
        var problems: [ConfigurationProblem] = []
        /// Whether it can't be served.
        var isFatal = false

        init(router: ConfiguredRouter) { self.router = router }

        mutating func fail(_ id: ConfigurationProblem.ID, _ message: String) {
            isFatal = true
            problems.append(ConfigurationProblem(id, "the router '\(router.name)' \(message)", at: router.place))
        }

        mutating func warn(_ id: ConfigurationProblem.ID, _ message: String) {
            problems.append(
                ConfigurationProblem(
                    id, severity: .warning, "the router '\(router.name)' \(message)", at: router.place))
        }
    }
}
