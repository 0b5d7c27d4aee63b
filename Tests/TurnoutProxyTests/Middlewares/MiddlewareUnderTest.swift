#if Proxy
    import Testing
    import TurnoutProxy

    @testable import TurnoutConfiguration

    extension MiddlewareOptions {
        /// What a configuration file would make of some texts.
        static func reading(_ kind: String, _ options: KeyValuePairs<String, String>) throws -> MiddlewareOptions {
            let members = options.map { ConfigurationNode.Member($0, .init(.scalar($1), at: .none), at: .none) }
            let node = ConfigurationNode(.mapping(members), at: .none)
            return try #require(try MiddlewareOptions(kind: kind, checked: node, name: "under-test@file"))
        }
    }

    extension RoutingConfiguration {
        /// One router for everything, one server, and a middleware in front of it.
        static func all(to server: ScriptedServer, through middleware: MiddlewareOptions) -> Self {
            var configuration = RoutingConfiguration(
                routers: [
                    [
                        RouterDefinition(
                            name: "all@file", rule: "PathPrefix(`/`)", service: "server@file",
                            middlewares: Shared(["under-test@file"]))
                    ]
                ],
                services: [
                    "server@file": .balanced(
                        [ServerDefinition(host: "127.0.0.1", port: server.port)], passesHost: true,
                        transport: Transport())
                ])
            configuration.middlewares["under-test@file"] = middleware
            return configuration
        }
    }
#endif
