import TurnoutConfiguration

/// What a circuit breaker remembers of answers: their statuses for ten seconds, their latencies for about a minute.
///
/// Both roll as those of Traefik's library do: statuses second by second, latencies in six parts, of which one is
/// replaced when an answer comes ten seconds after the last such change, or later.
struct CircuitStatistics: CircuitBreakerStatistics, Sendable {
    private static let seconds: Int64 = 10
    private static let latencyParts = 6
    private static let latencyPartNanoseconds: Int64 = 10_000_000_000

    private struct Second: Sendable {
        var number: Int64 = -1
        /// By status.
        var counts: [Int: Int] = [:]
    }

    private let measuresLatency: Bool
    private var statuses = [Second](repeating: Second(), count: Int(seconds))
    private var latencies: [LatencyHistogram] = []
    private var latencyPart = 0
    /// When the part was begun; `nil` = nothing has been measured yet.
    private var latencyPartBegan: Int64?
    /// The present one.
    private var second: Int64 = 0

    /// - Parameter measuresLatency: Whether latencies matter; those of all parts take 80 KiB.
    init(measuresLatency: Bool) {
        self.measuresLatency = measuresLatency
        if measuresLatency { latencies = Array(repeating: LatencyHistogram(), count: Self.latencyParts) }
    }

    /// - Parameters:
    ///   - latency: In nanoseconds.
    ///   - now: In nanoseconds of a clock that doesn't go back.
    mutating func record(status: Int, latency: Int64, at now: Int64) {
        move(to: now)
        let slot = Int(second % Self.seconds)
        if statuses[slot].number != second { statuses[slot] = Second(number: second) }
        statuses[slot].counts[status, default: 0] += 1
        if measuresLatency { record(latency: latency, at: now) }
    }

    private mutating func record(latency: Int64, at now: Int64) {
        if latencyPartBegan.map({ now - $0 >= Self.latencyPartNanoseconds }) ?? true {
            latencyPart = (latencyPart + 1) % Self.latencyParts
            latencies[latencyPart].removeAll()
            latencyPartBegan = now
        }
        latencies[latencyPart].record(microseconds: latency / 1_000)
    }

    /// Leaves what is older than the window at `now` behind.
    mutating func move(to now: Int64) { second = now / 1_000_000_000 }

    mutating func removeAll(at now: Int64) {
        self = CircuitStatistics(measuresLatency: measuresLatency)
        latencyPartBegan = now
    }

    // MARK: What conditions ask for

    func networkErrorRatio() -> Double {
        ratio {
            $0 == 502 || $0 == 504
        } _: { _ in
            true
        }
    }

    func responseCodeRatio(
        of counted: CircuitBreakerCondition.CodeRange, in all: CircuitBreakerCondition.CodeRange
    ) -> Double {
        ratio {
            counted.contains($0)
        } _: {
            all.contains($0)
        }
    }

    func latencyMilliseconds(atQuantile quantile: Double) -> Int {
        var all = LatencyHistogram()
        for part in latencies { all.add(part) }
        return Int(all.microseconds(atPercentile: quantile) / 1_000)
    }

    private func ratio(_ isCounted: (Int) -> Bool, _ isOfAll: (Int) -> Bool) -> Double {
        var (counted, all) = (0, 0)
        for past in statuses where past.number >= 0 && second - past.number < Self.seconds {
            for (status, count) in past.counts {
                if isCounted(status) { counted += count }
                if isOfAll(status) { all += count }
            }
        }
        return all == 0 ? 0 : Double(counted) / Double(all)
    }
}

extension CircuitBreakerCondition {
    /// Whether it asks for a latency.
    var asksForLatency: Bool {
        switch self {
        case .latency: true
        case .networkErrorRatio, .responseCodeRatio: false
        case .and(let left, let right), .or(let left, let right): left.asksForLatency || right.asksForLatency
        }
    }
}
