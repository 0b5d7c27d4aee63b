import TurnoutSyntax

/// `circuitBreaker`: when a service is spared, and for how long.
public struct CircuitBreakerOptions: Hashable, Sendable {
    public var condition: CircuitBreakerCondition
    /// How much time lies between two looks at the condition.
    public var checkPeriod: Duration
    /// For how long no request gets through once it holds.
    public var fallbackDuration: Duration
    /// In how much time requests get through again, more and more of them.
    public var recoveryDuration: Duration
    /// Of the answers that are given instead.
    public var responseCode: Int

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        let expression = node["expression"]
        do throws(CircuitBreakerError) {
            condition = try CircuitBreakerCondition(parsing: expression?.text ?? "")
        } catch {
            let hint = error.diagnostic.notes.first.map { "; \($0.message)" } ?? ""
            throw MiddlewareFault(
                "has an 'expression' that can't be used: \(error.diagnostic.message)\(hint)", at: expression?.place)
        }
        checkPeriod = Self.duration("checkPeriod", of: node) ?? .milliseconds(100)
        fallbackDuration = Self.duration("fallbackDuration", of: node) ?? .seconds(10)
        recoveryDuration = Self.duration("recoveryDuration", of: node) ?? .seconds(10)
        responseCode = node.integer("responseCode") ?? 503
        guard (200...999).contains(responseCode) else {
            throw MiddlewareFault(
                "has \(responseCode) as its 'responseCode'; an answer has a code of 200 to 999",
                at: node["responseCode"]?.place)
        }
    }

    /// Nothing and less are not regarded.
    private static func duration(_ key: String, of node: ConfigurationNode) -> Duration? {
        node.duration(key).flatMap { $0 > .zero ? $0 : nil }
    }
}
