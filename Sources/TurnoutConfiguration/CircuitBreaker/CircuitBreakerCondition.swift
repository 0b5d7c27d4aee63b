/// When a circuit breaker opens: the `expression` of the middleware, after parsing.
public indirect enum CircuitBreakerCondition: Hashable, Sendable {
    public enum Comparison: String, Hashable, Sendable, CaseIterable {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case equal = "=="
        case notEqual = "!="

        func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
            switch self {
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            case .equal: left == right
            case .notEqual: left != right
            }
        }
    }

    /// `NetworkErrorRatio() > 0.5`
    case networkErrorRatio(Comparison, Double)
    /// `ResponseCodeRatio(500, 600, 0, 600) > 0.25`: the codes in `counted` against those in `all`.
    case responseCodeRatio(counted: CodeRange, all: CodeRange, Comparison, Double)
    /// `LatencyAtQuantileMS(50.0) > 100`: the quantile in percent, the latency in milliseconds.
    case latency(quantile: Double, Comparison, milliseconds: Int)
    case and(CircuitBreakerCondition, CircuitBreakerCondition)
    case or(CircuitBreakerCondition, CircuitBreakerCondition)

    /// Status codes from `start` up to, and without, `end`. None if the end isn't greater.
    public struct CodeRange: Hashable, Sendable {
        public var start: Int
        public var end: Int

        public init(start: Int, end: Int) {
            self.start = start
            self.end = end
        }

        public func contains(_ code: Int) -> Bool { start <= code && code < end }
    }

    /// Whether it holds of what has been measured. Of `&&` and `||` the right side is only looked at where it matters.
    public func holds(of statistics: some CircuitBreakerStatistics) -> Bool {
        switch self {
        case .networkErrorRatio(let comparison, let bound):
            comparison.holds(statistics.networkErrorRatio(), bound)
        case .responseCodeRatio(let counted, let all, let comparison, let bound):
            comparison.holds(statistics.responseCodeRatio(of: counted, in: all), bound)
        case .latency(let quantile, let comparison, let milliseconds):
            comparison.holds(statistics.latencyMilliseconds(atQuantile: quantile), milliseconds)
        case .and(let left, let right):
            left.holds(of: statistics) && right.holds(of: statistics)
        case .or(let left, let right):
            left.holds(of: statistics) || right.holds(of: statistics)
        }
    }
}

/// What a circuit breaker measures over its rolling window.
public protocol CircuitBreakerStatistics {
    /// Answers that were 502 or 504 against all; 0 without any.
    func networkErrorRatio() -> Double
    /// Answers with codes in `counted` against those in `all`; 0 without any of these.
    func responseCodeRatio(of counted: CircuitBreakerCondition.CodeRange, in all: CircuitBreakerCondition.CodeRange)
        -> Double
    /// The latency that so many percent of the answers didn't exceed, in whole milliseconds, cut; 0 without any.
    func latencyMilliseconds(atQuantile quantile: Double) -> Int
}
