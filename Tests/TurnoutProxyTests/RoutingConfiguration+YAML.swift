#if Proxy
    import Foundation
    import Testing
    import TurnoutConfiguration
    import TurnoutProxy

    extension RoutingConfiguration {
        /// What a file with this text, and an entry point `web`, make.
        static func yaml(_ text: String) throws -> Self {
            let dynamic = DynamicConfiguration(files: [("routers.yml", Data(text.utf8))])
            let configuration = StaticConfiguration.read(
                Data("entryPoints: {web: {address: ':80'}}".utf8), file: "traefik.yml")
            let resolved = ResolvedConfiguration(dynamic, static: configuration)
            try #require(
                dynamic.problems.isEmpty && resolved.problems.isEmpty, "\(dynamic.problems + resolved.problems)")
            return RoutingConfiguration(resolved, entryPoints: ["web"], loops: 1)
        }

        /// One router for everything, with the middlewares in their order, and one service.
        ///
        /// - Parameters:
        ///   - middlewares: `name: {kind: {…}}`, separated by line feeds.
        ///   - others: Further services, `name: {…}`.
        static func passing(
            _ middlewares: String, to servers: [ScriptedServer], others: String = ""
        ) throws -> Self {
            let lines = middlewares.split(separator: "\n")
            let names = lines.map { $0.prefix { $0 != ":" }.trimmingCharacters(in: .whitespaces) }
            let urls = servers.map { "{url: 'http://127.0.0.1:\($0.port)'}" }.joined(separator: ", ")
            return try yaml(
                """
                http:
                  routers:
                    all: {rule: PathPrefix(`/`), service: servers, middlewares: [\(names.joined(separator: ", "))]}
                  middlewares:
                    \(lines.joined(separator: "\n    "))
                  services:
                    servers: {loadBalancer: {servers: [\(urls)]}}
                    \(others)
                """)
        }
    }
#endif
