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
            /// What its requests pass first, qualified, in this order, chains dissolved; each one of `middlewares`. `nil` =
            /// nothing. Routers with equal lists share the object.
            public let middlewares: Shared<[String]>?
            /// The name of its TLS options, qualified but for `default`; `nil` = it serves plain HTTP.
            public let tlsOptions: String?
            public var servesTLS: Bool { tlsOptions != nil }
            /// Who takes note of its requests, if they are there.
            public let observers: Observers

            public init(
                name: String, label: String? = nil, rule: String, syntax: RuleSyntax = .v3, priority: Int = 0,
                service: String, middlewares: Shared<[String]>? = nil, tlsOptions: String? = nil,
                observers: Observers = .all
            ) {
                self.name = name
                self.label = label ?? name
                self.rule = rule
                self.syntax = syntax
                self.priority = priority
                self.service = service
                self.middlewares = middlewares
                self.tlsOptions = tlsOptions
                self.observers = observers
            }
        }

        public struct ServerDefinition: Hashable, Sendable {
            /// As configured: what cookies and hashes are made from, and what logs call it.
            public var url: String
            public var host: String
            public var port: Int
            public var weight = 1
            /// Put before the path of each request; usually empty.
            public var pathPrefix = ""
            /// What a `Host` header holds where the client's is not passed on.
            public var authority: String
            /// It is reached by TLS.
            public var isEncrypted: Bool
            /// It is reached by HTTP/2 without TLS.
            public var speaksHTTP2 = false

            public init(
                host: String, port: Int, weight: Int = 1, pathPrefix: String = "", authority: String? = nil,
                isEncrypted: Bool = false, url: String? = nil
            ) {
                let authority = authority ?? "\(host):\(port)"
                self.authority = authority
                self.url = url ?? "\(isEncrypted ? "https" : "http")://\(authority)"
                self.isEncrypted = isEncrypted
                self.host = host
                self.port = port
                self.weight = weight
                self.pathPrefix = pathPrefix
            }
        }

        public enum ServiceDefinition: Hashable, Sendable {
            /// The health of the servers is not known to these.
            case balanced([Server], Shared<Balancing>)
            indirect case weighted([WeightedReference], choosing: WeightedChoice = WeightedChoice())
            indirect case failover(service: String, fallback: String, options: FailoverOptions)
            indirect case mirrored(service: String, mirrors: [MirrorReference], options: MirroringOptions)
        }

        public struct WeightedReference: Hashable, Sendable {
            /// Qualified.
            public var service: String
            /// As written: what cookies and hashes are made from.
            public var writtenName: String
            public var weight: Int

            public init(service: String, weight: Int, writtenName: String? = nil) {
                self.service = service
                self.writtenName = writtenName ?? service
                self.weight = weight
            }
        }

        public struct MirrorReference: Hashable, Sendable {
            /// Qualified.
            public var service: String
            public var percent: Int

            public init(service: String, percent: Int) {
                self.service = service
                self.percent = percent
            }
        }

        /// By the number of the entry point.
        public var routers: [[RouterDefinition]]
        /// By qualified name; internal services need not be here.
        public var services: [String: ServiceDefinition]
        /// By qualified name.
        public var middlewares: [String: MiddlewareOptions] = [:]

        /// `nil` = plain HTTP only.
        public var tls: TLSMaterial?
        /// By the qualified names of servers transports; only those that reach a server by `https`.
        var encryptions: [String: ServerEncryption] = [:]
        /// By the names of middlewares that connect themselves to a server by `https`.
        var middlewareEncryptions: [String: MiddlewareEncryption] = [:]
        /// What of the servers transports can't be used, by the same names.
        var transportProblems: [String: [ConfigurationProblem]] = [:]
        /// Which TLS options the connections to a host get, by the number of the entry point, where not the default ones.
        var hostOptions: [[String: String]] = []

        /// What of a configuration could not become part of this.
        public var problems: [ConfigurationProblem] = []

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
                    && left.middlewares == right.middlewares && left.tlsOptions == right.tlsOptions
                    && left.observers == right.observers
        }
    }
#endif
