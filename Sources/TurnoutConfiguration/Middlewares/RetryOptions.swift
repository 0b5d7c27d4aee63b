/// `retry`: sends a request again that has got no answer, or one with certain statuses.
public struct RetryOptions: Hashable, Sendable {
    /// All told; at least one.
    public var attempts: Int
    /// Zero = the next attempt follows at once.
    public var initialInterval: Duration
    /// After which an answer is passed on whatever it is; zero = none.
    public var timeout: Duration
    /// A longer body is sent once; negative = no limit.
    public var maxRequestBodyBytes: Int
    public var status: StatusRanges
    public var disableRetryOnNetworkError: Bool
    /// `status` counts for POST, PATCH and LOCK too.
    public var retryNonIdempotentMethod: Bool

    static let defaultBodyBytes = 2 << 20

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        attempts = node.integer("attempts") ?? 0
        initialInterval = node.duration("initialInterval") ?? .zero
        timeout = node.duration("timeout") ?? .zero
        maxRequestBodyBytes = node.integer("maxRequestBodyBytes") ?? Self.defaultBodyBytes
        let texts = node.texts("status")
        status = try StatusRanges(texts, key: "status", place: node["status"]?.place)
        disableRetryOnNetworkError = node.flag("disableRetryOnNetworkError") ?? false
        retryNonIdempotentMethod = node.flag("retryNonIdempotentMethod") ?? false
        if texts.isEmpty && disableRetryOnNetworkError {
            throw MiddlewareFault("would never retry: name the 'status', or allow retries on network errors")
        }
        if attempts <= 0 { throw MiddlewareFault("makes \(attempts) 'attempts': it takes at least 1") }
    }
}
