#if Proxy
    import Logging
    import NIOCore
    import TurnoutConfiguration
    import TurnoutProxy

    /// A proxy with one entry point on a free port.
    final class ProxyUnderTest: Sendable {
        let proxy: Proxy
        let port: Int

        init(
            _ configuration: RoutingConfiguration = RoutingConfiguration(),
            limits: ProxyLimits = ProxyLimits(),
            entryPoint change: (inout EntryPointSettings) -> Void = { _ in },
            lookUp: NameLookUp? = nil, metrics: MetricsSettings.Prometheus? = nil
        ) async throws {
            var entryPoint = EntryPointSettings(name: "web", host: "127.0.0.1", port: 0)
            change(&entryPoint)
            var settings = Proxy.Settings(entryPoints: [entryPoint])
            settings.loops = 2
            settings.limits = limits
            settings.observability.prometheus = metrics
            if let lookUp { settings.lookUp = lookUp }
            var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            logger.logLevel = .error
            proxy = try await Proxy(settings, logger: logger)
            try await proxy.apply(configuration)
            try await proxy.listen()
            port = await proxy.ports[0]
        }

        /// Routes every request to one server.
        convenience init(
            to server: ScriptedServer, transport: Transport = Transport(),
            entryPoint change: (inout EntryPointSettings) -> Void = { _ in }
        ) async throws {
            try await self.init(.all(to: server.port, transport: transport), entryPoint: change)
        }

        func exchange(_ request: String) async throws -> String {
            let client = try await RawClient(port: port)
            try await client.send(request)
            let answer = try await client.readAnswer()
            await client.close()
            return answer
        }

        func stop() async throws { try await proxy.shutdown(grace: .milliseconds(100)) }
    }

    extension RoutingConfiguration {
        /// One router for everything, one server.
        static func all(
            host: String = "127.0.0.1", to port: Int, transport: Transport = Transport(),
            rule: String = "PathPrefix(`/`)"
        ) -> Self {
            RoutingConfiguration(
                routers: [[RouterDefinition(name: "all@file", rule: rule, service: "server@file")]],
                services: [
                    "server@file": .balanced(
                        [ServerDefinition(host: host, port: port)], passesHost: true, transport: transport)
                ])
        }
    }
#endif
