/// `buffering`: takes in bodies as a whole before they go on.
public struct BufferingOptions: Hashable, Sendable {
    /// 0 = no limit but that of the proxy.
    public var maxRequestBodyBytes: Int
    /// 0 = no limit but that of the proxy.
    public var maxResponseBodyBytes: Int

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        maxRequestBodyBytes = node.integer("maxRequestBodyBytes") ?? 0
        maxResponseBodyBytes = node.integer("maxResponseBodyBytes") ?? 0
        for key in ["maxRequestBodyBytes", "memRequestBodyBytes", "maxResponseBodyBytes", "memResponseBodyBytes"] {
            if let value = node.integer(key), value < 0 {
                throw MiddlewareFault("has \(value) for '\(key)': it can't be negative", at: node[key]?.place)
            }
        }
        if let expression = node.text("retryExpression"), !expression.isEmpty {
            throw MiddlewareFault(
                "has a 'retryExpression', which Turnout doesn't have: use the middleware 'retry'",
                at: node["retryExpression"]?.place)
        }
    }
}
