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
        tls = dynamic.tls
        serversTransports["default@internal"] = configuration.serversTransport
        for transport in dynamic.serversTransports { serversTransports[transport.name] = transport.transport }
        let usableServices = internalServices.filter(configuration.hasInternalService)
        var serviceResolver = ServiceResolver(
            dynamic.services, internalServices: usableServices, transports: Set(serversTransports.keys))
        serviceResolver.resolveAll()
        services = serviceResolver.services
        var middlewareResolver = MiddlewareResolver(
            dynamic.middlewares, kinds: middlewareKinds, services: Set(services.keys))
        let resolvedMiddlewares = middlewareResolver.resolveAll()
        middlewares = Dictionary(uniqueKeysWithValues: resolvedMiddlewares.map { ($0.name, $0) })
        let redirections = EntryPointRedirections(configuration, kinds: middlewareKinds)
        for middleware in redirections.middlewares { middlewares[middleware.name] = middleware }
        let resolver = RouterResolver(static: configuration, dynamic: dynamic, resolved: self)
        let resolvedRouters = resolver.resolve(dynamic.routers)
        routers = resolvedRouters.routers + configuration.internalRouters
        routers += redirections.routers.compactMap { resolver.resolve(internal: $0) }
        problems += redirections.problems
        problems += resolver.entryPointProblems
        problems += serviceResolver.problems
        problems += resolvedMiddlewares.flatMap(\.problems)
        problems += resolvedRouters.problems
    }

    /// A reference as it stands, completed with the provider of what holds it.
    package static func qualified(_ reference: String, beside name: String) -> String {
        if reference.utf8.contains(UInt8(ascii: "@")) { return reference }
        return reference + (name.utf8.lastIndex(of: UInt8(ascii: "@")).map { name[$0...] } ?? "")
    }
}
