#if Proxy
    import TurnoutConfiguration
    import TurnoutSyntax

    /// What a generation is built from: routers and services, each complete and checked, with every reference resolved.
    public struct RoutingConfiguration: Sendable {
        /// A router on one entry point. An object, so that those that a reload leaves alone are known by their identity.
        public final class RouterDefinition: Sendable {
            /// Qualified: `api@file`.
            public let name: String
            /// What logs call it; where a router has several entry points, `web-api@file`.
            public let label: String
            public let rule: String
            public let syntax: RuleSyntax
            public let priority: Int
            /// Qualified; one of `services`.
            public let service: String
            public let servesTLS: Bool

            public init(
                name: String, label: String? = nil, rule: String, syntax: RuleSyntax = .v3, priority: Int = 0,
                service: String, servesTLS: Bool = false
            ) {
                self.name = name
                self.label = label ?? name
                self.rule = rule
                self.syntax = syntax
                self.priority = priority
                self.service = service
                self.servesTLS = servesTLS
            }
        }

        public struct ServerDefinition: Hashable, Sendable {
            public var host: String
            public var port: Int
            public var weight = 1
            /// Put before the path of each request; usually empty.
            public var pathPrefix = ""
            /// What a `Host` header holds where the client's is not passed on.
            public var authority: String

            public init(host: String, port: Int, weight: Int = 1, pathPrefix: String = "", authority: String? = nil) {
                self.authority = authority ?? "\(host):\(port)"
                self.host = host
                self.port = port
                self.weight = weight
                self.pathPrefix = pathPrefix
            }
        }

        public enum ServiceDefinition: Hashable, Sendable {
            case balanced([ServerDefinition], passesHost: Bool, transport: Transport)
            case weighted([WeightedReference])
        }

        public struct WeightedReference: Hashable, Sendable {
            /// Qualified.
            public var service: String
            public var weight: Int

            public init(service: String, weight: Int) {
                self.service = service
                self.weight = weight
            }
        }

        /// By the number of the entry point.
        public var routers: [[RouterDefinition]]
        /// By qualified name; internal services need not be here.
        public var services: [String: ServiceDefinition]

        /// What of a configuration could not become part of this.
        public var problems: [ConfigurationProblem] = []
        /// Those that have to do with services.
        var serviceProblems: [ConfigurationProblem] = []

        public init(routers: [[RouterDefinition]] = [], services: [String: ServiceDefinition] = [:]) {
            self.routers = routers
            self.services = services
        }
    }

    extension RoutingConfiguration.RouterDefinition: Equatable {
        public static func == (
            left: RoutingConfiguration.RouterDefinition, right: RoutingConfiguration.RouterDefinition
        )
            -> Bool
        {
            left === right
                || left.name == right.name && left.label == right.label && left.rule == right.rule
                    && left.syntax == right.syntax && left.priority == right.priority && left.service == right.service
                    && left.servesTLS == right.servesTLS
        }
    }
#endif
