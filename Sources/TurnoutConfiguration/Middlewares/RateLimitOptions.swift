import TurnoutHTTP

/// `rateLimit`: how many requests a source may send.
public struct RateLimitOptions: Hashable, Sendable {
    /// In the long run; infinite = there is no limit.
    public var requestsPerSecond: Double
    /// How many may come at once; at least 1.
    public var burst: Int
    public var source: SourceCriterion

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        if let redis = node["redis"] {
            throw MiddlewareFault(
                "keeps its counts in Redis, which Turnout doesn't do; without 'redis' they are kept in memory, by each "
                    + "proxy for itself", at: redis.place)
        }
        let period = node.duration("period") ?? .zero
        guard period >= .zero else {
            throw MiddlewareFault("has a negative 'period'", at: node["period"]?.place)
        }
        let average = node.integer("average") ?? 0
        let nanoseconds = (period == .zero ? .seconds(1) : period) / .nanoseconds(1)
        requestsPerSecond = average > 0 ? Double(average) * 1e9 / nanoseconds : .infinity
        burst = max(1, node.integer("burst") ?? 1)
        source = try SourceCriterion(checked: node["sourceCriterion"], default: .address(.peer))
    }
}
