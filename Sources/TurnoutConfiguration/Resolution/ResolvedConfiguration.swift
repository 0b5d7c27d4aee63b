/// What can be served: every reference followed, every default applied.
///
/// An element with a fault is here too, with its status and what is wrong with it: it is not served, and neither is a
/// router that needs it.
public struct ResolvedConfiguration: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable {
        case enabled
        /// Served, though something is wrong with it.
        case warning
        /// Not served.
        case disabled
    }

    public struct ResolvedRouter: Hashable, Sendable {
        /// The router on one entry point.
        public struct Binding: Hashable, Sendable {
            public var entryPoint: String
            /// What Traefik calls it in logs and metrics: `web-api@file` where the router has several entry points, and this
            /// one has something to say of its routers.
            public var name: String
            /// Qualified, in the order in which they run: the entry point's, then the router's.
            public var middlewares: [String]
            /// The router's, else the entry point's; `nil` = plain HTTP.
            public var tls: Shared<RouterTLS>?
            /// Who takes note of its requests, if they are there.
            public var observers: Observers

            public init(
                entryPoint: String, name: String, middlewares: [String] = [], tls: Shared<RouterTLS>? = nil,
                observers: Observers = .all
            ) {
                self.entryPoint = entryPoint
                self.name = name
                self.middlewares = middlewares
                self.tls = tls
                self.observers = observers
            }
        }

        public var router: Shared<ConfiguredRouter>
        /// Where it is served; empty if it is disabled.
        public var bindings: [Binding]
        /// Its own, qualified.
        public var middlewares: [String]
        /// Qualified.
        public var service: String
        public var status: Status
        @NotCompared public var problems: [ConfigurationProblem]

        public var name: String { router.value.name }
        public var entryPoints: [String] { bindings.map(\.entryPoint) }
    }

    public struct ResolvedService: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            case loadBalancer(Shared<LoadBalancer>)
            // Names in these are qualified.
            indirect case weighted(WeightedServices)
            indirect case highestRandomWeight(WeightedServices)
            indirect case failover(FailoverServices)
            indirect case mirroring(MirroredService)
            /// Answered by Turnout itself: `noop@internal`, `ping@internal`, `api@internal`.
            case `internal`
            /// It can't be used.
            case unusable
        }

        /// Qualified.
        public var name: String
        public var kind: Kind
        /// Qualified; one of `serversTransports`.
        public var serversTransport = "default@internal"
        public var status = Status.enabled
        @NotCompared public var problems: [ConfigurationProblem] = []
        @NotCompared public var place: ConfigurationPlace = .none

        public init(name: String, kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    public struct ResolvedMiddleware: Hashable, Sendable {
        public var middleware: ConfiguredMiddleware
        /// `nil` if it can't be used.
        public var options: MiddlewareOptions?
        /// Why it can't be used; empty if it can.
        @NotCompared public var problems: [ConfigurationProblem]

        public var name: String { middleware.name }
        public var status: Status { problems.isEmpty ? .enabled : .disabled }
    }

    /// In the order of the files, then the internal ones.
    public var routers: [ResolvedRouter] = []
    /// By qualified name, internal ones included.
    public var services: [String: ResolvedService] = [:]
    /// By qualified name, `default@internal` included.
    public var serversTransports: [String: ServersTransport] = [:]
    /// Certificates, and what handshakes may do.
    public var tls = TLSConfiguration()
    /// By qualified name.
    public var middlewares: [String: ResolvedMiddleware] = [:]
    /// Those of routers and services, each once.
    @NotCompared public var problems: [ConfigurationProblem] = []

    /// The services that Turnout answers itself.
    public static let internalServices = [
        "api@internal", "dashboard@internal", "noop@internal", "ping@internal", "prometheus@internal",
        "whoami@internal",
    ]

    /// The sections of the static configuration that internal services are made by.
    static let sections = [
        "api@internal": "api", "dashboard@internal": "api.dashboard", "ping@internal": "ping",
        "prometheus@internal": "metrics.prometheus",
    ]

    /// The kinds of middleware that Turnout has.
    public static let supportedMiddlewares = MiddlewareOptions.kinds
}
