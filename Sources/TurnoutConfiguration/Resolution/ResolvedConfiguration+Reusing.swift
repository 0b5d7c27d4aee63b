extension ResolvedConfiguration {
    /// As the other initialiser, at the price of what changed: as long as nothing but routers differs, those that are the
    /// same are taken over.
    ///
    /// - Parameter previous: What was resolved before, and what came of it, with the same static configuration.
    public init(
        _ dynamic: DynamicConfiguration, static configuration: StaticConfiguration,
        reusing previous: (dynamic: DynamicConfiguration, resolved: ResolvedConfiguration)?
    ) {
        guard let previous, previous.dynamic.hasSameTargets(as: dynamic),
            previous.dynamic.routers.count == dynamic.routers.count
        else {
            self.init(dynamic, static: configuration)
            return
        }
        self = previous.resolved
        let changed = dynamic.routers.indices.filter { dynamic.routers[$0] != previous.dynamic.routers[$0] }
        let resolver = RouterResolver(static: configuration, dynamic: dynamic, resolved: previous.resolved)
        let (resolved, found) = resolver.resolve(changed.map { dynamic.routers[$0] })
        for (index, router) in zip(changed, resolved) { routers[index] = router }
        // Problems stand in an order of their own, and places may have moved.
        if !found.isEmpty || !problems.isEmpty { self.init(dynamic, static: configuration) }
    }
}

extension DynamicConfiguration {
    /// Whether everything that a router can name is the same.
    fileprivate func hasSameTargets(as other: DynamicConfiguration) -> Bool {
        services == other.services && middlewares == other.middlewares
            && serversTransports == other.serversTransports && tls == other.tls
    }
}
