#if Proxy
    import TurnoutConfiguration

    /// What of the requests is noted, and for whom. Fixed from start to end.
    public struct ObservabilitySettings: Sendable {
        /// `nil` = there are no metrics.
        public var prometheus: MetricsSettings.Prometheus?
        /// Requests to services of the proxy itself count too.
        public var metricsAddInternals = false
        /// `nil` = there is no access log.
        public var accessLog: AccessLogSettings?
        /// Each router's requests are counted, for the API.
        public var countsHits = false

        public init() {}

        /// What a static configuration asks for.
        public init(_ configuration: StaticConfiguration) {
            prometheus = configuration.metrics?.prometheus
            metricsAddInternals = configuration.metrics?.addInternals ?? false
            accessLog = configuration.accessLog
            countsHits = configuration.api != nil
        }

        /// Whether requests leave anything behind.
        var isOn: Bool { prometheus != nil || accessLog != nil || countsHits }

        /// Who of those that a router lets take note of its requests is there.
        ///
        /// - Parameter service: The router's, qualified; empty for requests without a router.
        func observers(_ wanted: Observers, service: String) -> Observers {
            var result = wanted
            let isInternal = service.hasSuffix("@internal")
            if accessLog == nil || isInternal && accessLog?.addInternals != true { result.remove(.accessLog) }
            if prometheus == nil || isInternal && !metricsAddInternals { result.remove(.metrics) }
            return result
        }
    }
#endif
