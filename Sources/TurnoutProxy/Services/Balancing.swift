#if Proxy
    import TurnoutConfiguration

    /// How a load balancer chooses, and what it asks about its servers.
    public struct Balancing: Hashable, Sendable {
        public var strategy: LoadBalancer.Strategy
        var sticky: Shared<StickyCookieFormat>?
        public var healthCheck: Shared<HealthCheck>?
        public var passiveHealthCheck: Shared<PassiveHealthCheck>?
        /// For checks that use TLS; `nil` = there are none.
        var checkEncryption: ServerEncryption?

        public init(strategy: LoadBalancer.Strategy = .wrr) { self.strategy = strategy }

        /// The servers' health is known, and those that are down get no requests.
        var heedsHealth: Bool { healthCheck != nil || passiveHealthCheck != nil }

        /// Choices hang on how servers get on with their requests.
        var watchesAnswers: Bool { passiveHealthCheck != nil || strategy == .p2c || strategy == .leasttime }
    }

    /// How a service chooses among services.
    public struct WeightedChoice: Hashable, Sendable {
        var sticky: Shared<StickyCookieFormat>?
        /// By a hash of the client's address, instead of in turn.
        var isByClient = false
        /// Services that are down get no requests.
        var heedsHealth = false

        init(sticky: Shared<StickyCookieFormat>? = nil, isByClient: Bool = false, heedsHealth: Bool = false) {
            self.sticky = sticky
            self.isByClient = isByClient
            self.heedsHealth = heedsHealth
        }

        /// In turn.
        public init() {}
    }

    /// When a service is stood in for.
    public struct FailoverOptions: Hashable, Sendable {
        /// The fallback, too, is asked only while it is up.
        var heedsHealthOfFallback = false
        /// The fallback is asked when the service has answered with one of `statuses`.
        var looksAtAnswers = false
        var statuses = StatusRanges(readable: [])
        /// Where answers are looked at, bodies of requests are held for the fallback; longer ones are refused.
        var maximumBodyBytes = Int.max

        init() {}
    }

    /// What mirrors get.
    public struct MirroringOptions: Hashable, Sendable {
        var copiesBody = true
        /// Requests with longer bodies are not mirrored.
        var maximumBodyBytes = Int.max
        var heedsHealth = false
    }
#endif
