import TurnoutSyntax

/// Why the expression of a circuit breaker is refused.
public struct CircuitBreakerError: Error, Hashable, Sendable {
    /// The identifier is one of those below; the range is in bytes of the expression.
    public let diagnostic: Diagnostic
}

extension Diagnostic.ID {
    /// Something stands where something else is expected.
    public static let circuitBreakerSyntax = Self(rawValue: "circuit-breaker-syntax")
    /// A function that there isn't.
    public static let circuitBreakerFunction = Self(rawValue: "circuit-breaker-function")
    /// Too few arguments, too many, or of the wrong kind.
    public static let circuitBreakerArgument = Self(rawValue: "circuit-breaker-argument")
    /// What is compared, or isn't, or with what.
    public static let circuitBreakerComparison = Self(rawValue: "circuit-breaker-comparison")
}
