import TurnoutSyntax

extension StaticConfiguration {
    /// Whether one of the internal services is there for routers to lead to.
    ///
    /// - Parameter name: `api@internal`.
    func hasInternalService(_ name: String) -> Bool {
        switch name {
        case "ping@internal": ping != nil
        case "api@internal": api != nil
        case "dashboard@internal": api?.dashboard == true
        case "prometheus@internal": metrics?.prometheus != nil
        default: true
        }
    }

    /// The routers that the static configuration asks for, as Traefik names them.
    var internalRouters: [ResolvedConfiguration.ResolvedRouter] {
        var routers: [ResolvedConfiguration.ResolvedRouter] = []
        func add(_ name: String, _ path: String, priority: Int, on entryPoint: String) {
            guard self.entryPoint(entryPoint) != nil else { return }
            routers.append(
                .internal(name: "\(name)@internal", path: path, priority: priority, entryPoint: entryPoint))
        }
        if let api, api.insecure {
            let base = api.basePath.hasSuffix("/") ? String(api.basePath.dropLast()) : api.basePath
            add("api", base + "/api", priority: .max - 1, on: "traefik")
            if api.dashboard { add("dashboard", base + "/", priority: .max - 2, on: "traefik") }
        }
        if let ping, !ping.manualRouting { add("ping", "/ping", priority: .max, on: ping.entryPoint) }
        if let prometheus = metrics?.prometheus, !prometheus.manualRouting {
            add("prometheus", "/metrics", priority: .max, on: prometheus.entryPoint)
        }
        return routers
    }
}

extension ResolvedConfiguration.ResolvedRouter {
    /// A router to the internal service of the same name.
    fileprivate static func `internal`(name: String, path: String, priority: Int, entryPoint: String) -> Self {
        var router = ConfiguredRouter(name: name, rule: "PathPrefix(`\(path)`)")
        router.priority = priority
        router.service = name
        router.entryPoints = [entryPoint]
        let binding = Binding(entryPoint: entryPoint, name: name)
        return Self(
            router: Shared(router), bindings: [binding], middlewares: [], service: name, status: .enabled, problems: [])
    }
}

extension EntryPoint {
    /// Whether something here holds for its routers that doesn't hold elsewhere: those with several entry points are told
    /// apart by their names then.
    package func changesRouters(_ configuration: StaticConfiguration) -> Bool {
        !http.middlewares.isEmpty || http.tls != nil || observability != nil || http.hasEncodedCharacters
            || configuration.defaultRuleSyntax != .v3
    }
}
