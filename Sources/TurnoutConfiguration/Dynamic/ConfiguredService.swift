/// One service of `http.services`.
public struct ConfiguredService: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case loadBalancer(Shared<LoadBalancer>)
        case weighted(WeightedServices)
        /// A kind that Turnout doesn't have, by Traefik's name: `mirroring`.
        case unsupported(String)
        /// Nothing at all.
        case missing
        /// More than one, by Traefik's names.
        case several([String])
    }

    /// Qualified: `api@file`.
    public var name: String
    public var kind: Kind
    /// As written. Turnout doesn't run middlewares of services.
    public var middlewares: [String] = []
    @NotCompared public var place: ConfigurationPlace

    public init(name: String, kind: Kind, at place: ConfigurationPlace = .none) {
        self.name = name
        self.kind = kind
        self.place = place
    }
}

/// A share of the requests for each of several services.
public struct WeightedServices: Hashable, Sendable {
    public struct Share: Hashable, Sendable {
        /// As written.
        public var service: String
        /// 0 = never.
        public var weight: Int

        public init(service: String, weight: Int = 1) {
            self.service = service
            self.weight = weight
        }
    }

    public var shares: [Share] = []
    public var sticky: Shared<StickyCookie>?
    public var hasHealthCheck = false

    public init(_ shares: [Share] = []) { self.shares = shares }
}

/// Servers that share requests.
public struct LoadBalancer: Hashable, Sendable {
    public enum Strategy: String, Hashable, Sendable, CaseIterable {
        /// Weighted round robin.
        case wrr
        case p2c, hrw, leasttime
    }

    public var servers: [Server] = []
    public var passHostHeader = true
    /// As written; empty = `default@internal`.
    public var serversTransport = ""
    public var strategy = Strategy.wrr
    /// A strategy that Traefik doesn't have, as written.
    public var unknownStrategy: String?
    public var sticky: Shared<StickyCookie>?
    public var healthCheck: Shared<HealthCheck>?
    public var hasPassiveHealthCheck = false
    /// How long a part of an answer may be held back; negative = not at all.
    public var flushInterval = Duration.milliseconds(100)

    public init(_ servers: [Server] = []) { self.servers = servers }
}

public struct Server: Hashable, Sendable {
    public var url: ServerURL
    /// 0 = never.
    public var weight = 1
    /// The URL's path is put before the request's.
    public var preservePath = false
    @NotCompared public var place: ConfigurationPlace

    public init(_ url: ServerURL, weight: Int = 1, preservePath: Bool = false, at place: ConfigurationPlace = .none) {
        self.url = url
        self.weight = weight
        self.preservePath = preservePath
        self.place = place
    }
}

/// `sticky.cookie`.
public struct StickyCookie: Hashable, Sendable {
    /// Empty = made from the service's name.
    public var name = ""
    public var secure = false
    public var httpOnly = false
    public var sameSite = ""
    /// In seconds; 0 = not set.
    public var maxAge = 0
    public var path = "/"
    public var domain = ""

    public init() {}
}

/// `loadBalancer.healthCheck`.
public struct HealthCheck: Hashable, Sendable {
    public var scheme = ""
    public var mode = "http"
    public var path = ""
    public var method = ""
    /// 0 = 200 to 399.
    public var status = 0
    public var port = 0
    public var interval = Duration.seconds(30)
    public var unhealthyInterval: Duration?
    public var timeout = Duration.seconds(5)
    public var hostname = ""
    public var followRedirects = true
    public var headers: [String: String] = [:]

    public init() {}
}
