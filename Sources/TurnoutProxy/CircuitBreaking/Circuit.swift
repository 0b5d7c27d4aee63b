import TurnoutConfiguration

/// The state of a circuit breaker.
///
///     standby ──condition──► tripped ──fallbackDuration──► recovering ──recoveryDuration──► standby
///                               ▲───────────condition─────────┘
///
/// While it recovers, the share of the requests that get through grows from none to a half; from then on all do.
///
/// Times are nanoseconds of a clock that doesn't go back.
struct Circuit: Sendable {
    private enum State: Sendable {
        case standby
        case tripped(until: Int64)
        case recovering(Recovery)
    }

    private struct Recovery: Sendable {
        var start: Int64
        var until: Int64
        var admitted = 0
        var refused = 0

        mutating func admits(at now: Int64) -> Bool {
            // Above a half there would be more requests than were refused before, and no end to it.
            let share = 0.5 * Double(now - start) / Double(until - start)
            let isAdmitted = Double(admitted + 1) / Double(admitted + 1 + refused) < share
            if isAdmitted { admitted += 1 } else { refused += 1 }
            return isAdmitted
        }
    }

    private let condition: CircuitBreakerCondition
    private let checkPeriod: Int64
    private let fallbackDuration: Int64
    private let recoveryDuration: Int64
    private var state = State.standby
    private var statistics: CircuitStatistics
    /// When the condition is looked at again.
    private var nextCheck = Int64.min

    init(_ options: CircuitBreakerOptions) {
        condition = options.condition
        checkPeriod = Self.nanoseconds(options.checkPeriod)
        fallbackDuration = Self.nanoseconds(options.fallbackDuration)
        recoveryDuration = Self.nanoseconds(options.recoveryDuration)
        statistics = CircuitStatistics(measuresLatency: options.condition.asksForLatency)
    }

    /// Whether a request gets through.
    mutating func admits(at now: Int64) -> Bool {
        if case .tripped(let until) = state {
            if now < until { return false }
            state = .recovering(Recovery(start: now, until: now.addingClamped(recoveryDuration)))
        }
        guard case .recovering(var recovery) = state else { return true }
        if now > recovery.until {
            state = .standby
            return true
        }
        let isAdmitted = recovery.admits(at: now)
        state = .recovering(recovery)
        return isAdmitted
    }

    /// Notes an answer to a request that got through, and looks at the condition if it is time to.
    mutating func record(status: Int, latency: Int64, at now: Int64) {
        statistics.record(status: status, latency: latency, at: now)
        guard now > nextCheck else { return }
        nextCheck = now.addingClamped(checkPeriod)
        if case .tripped = state { return }
        guard condition.holds(of: statistics) else { return }
        state = .tripped(until: now.addingClamped(fallbackDuration))
        statistics.removeAll(at: now)
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}

extension Int64 {
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
