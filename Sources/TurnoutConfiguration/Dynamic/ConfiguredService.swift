/// One service of `http.services`.
public struct ConfiguredService: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case loadBalancer(Shared<LoadBalancer>)
        // Most are load balancers, and thousands of them should not be as large as the largest of the others.
        indirect case weighted(WeightedServices)
        indirect case highestRandomWeight(WeightedServices)
        indirect case failover(FailoverServices)
        indirect case mirroring(MirroredService)
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
        /// As written, and qualified once it is resolved.
        public var service: String
        /// As written: what cookies and hashes are made from.
        public let writtenName: String
        /// 0 = never.
        public var weight: Int

        public init(service: String, weight: Int = 1) {
            self.service = service
            writtenName = service
            self.weight = weight
        }
    }

    public var shares: [Share] = []
    public var sticky: Shared<StickyCookie>?
    /// Services whose servers are all down get no requests.
    public var hasHealthCheck = false

    public init(_ shares: [Share] = []) { self.shares = shares }
}

/// A service, and another that stands in for it.
public struct FailoverServices: Hashable, Sendable {
    /// `errors`: answers of the service for which the other is asked as well.
    public struct Errors: Hashable, Sendable {
        /// As written: `503`, `500-599`.
        public var status: [String] = []
        /// Longer bodies of requests are refused; negative = no limit.
        public var maximumRequestBodyBytes = -1

        public init() {}
    }

    /// As written, and qualified once it is resolved.
    public var service = ""
    /// As written, and qualified once it is resolved.
    public var fallback = ""
    /// The servers of the fallback count too when somebody asks whether this service is up.
    public var hasHealthCheck = false
    /// `nil` = no answer is looked at.
    public var errors: Errors?

    public init() {}
}

/// A service some of whose requests others get as well.
public struct MirroredService: Hashable, Sendable {
    public struct Mirror: Hashable, Sendable {
        /// As written, and qualified once it is resolved.
        public var service: String
        /// 0 to 100.
        public var percent: Int

        public init(service: String, percent: Int) {
            self.service = service
            self.percent = percent
        }
    }

    /// As written, and qualified once it is resolved.
    public var service = ""
    public var mirrorBody = true
    /// Requests with longer bodies are not mirrored; negative = no limit.
    public var maximumBodyBytes = -1
    public var mirrors: [Mirror] = []
    public var hasHealthCheck = false

    public init() {}
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
    public var passiveHealthCheck: Shared<PassiveHealthCheck>?
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
    /// Empty = the server's.
    public var scheme = ""
    /// `grpc`, or anything else for HTTP.
    public var mode = "http"
    /// A reference, read against the server's URL; empty = that itself.
    public var path = ""
    /// Empty = GET.
    public var method = ""
    /// 0 = 200 to 399.
    public var status = 0
    /// 0 = the server's.
    public var port = 0
    public var interval = Self.defaultInterval
    /// Of servers that are down; `nil` = `interval`.
    public var unhealthyInterval: Duration?
    public var timeout = Self.defaultTimeout
    /// What a `Host` header holds; empty = the server.
    public var hostname = ""
    public var followRedirects = true
    public var headers: [String: String] = [:]

    public static let defaultInterval = Duration.seconds(30)
    public static let defaultTimeout = Duration.seconds(5)

    public init() {}
}

/// `loadBalancer.passiveHealthCheck`.
public struct PassiveHealthCheck: Hashable, Sendable {
    /// Failures further apart don't count together; a server that is down stays so for as long.
    public var failureWindow = Duration.seconds(10)
    public var maximumFailedAttempts = 1

    public init() {}
}
