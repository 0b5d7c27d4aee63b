/// Lets so many requests through in a time, and some at once: a bucket that tokens drip into, one a request.
///
/// It is in debt while requests wait for tokens that are yet to come. `golang.org/x/time/rate` does the same sums.
struct TokenBucket: Sendable {
    /// What all buckets of a limit have in common.
    struct Rate: Hashable, Sendable {
        /// Finite, and above 0.
        var tokensPerSecond: Double
        /// The most that a bucket holds.
        var burst: Int
        /// How long a request may wait for its token, in nanoseconds: half the time of one token, and no longer than
        /// half a second.
        let maximumWait: Int64

        init(tokensPerSecond: Double, burst: Int) {
            precondition(tokensPerSecond > 0 && tokensPerSecond.isFinite, "a rate without an end needs no bucket")
            self.tokensPerSecond = tokensPerSecond
            self.burst = burst
            // As Traefik rounds it.
            maximumWait =
                tokensPerSecond < 1 ? 500_000_000 : 1_000_000_000 / (Int64(min(tokensPerSecond, 1e9)) * 2)
        }
    }

    private var tokens: Double
    /// When they were counted, in nanoseconds.
    private var time: Int64

    /// A full one.
    init(_ rate: Rate, at time: Int64) {
        tokens = Double(rate.burst)
        self.time = time
    }

    /// Takes a token, unless it would come too late.
    ///
    /// - Parameter now: In nanoseconds of a clock that doesn't go back.
    /// - Returns: For how many nanoseconds the request has to wait; beyond `rate.maximumWait` no token was taken.
    mutating func take(_ rate: Rate, at now: Int64) -> Int64 {
        let elapsed = Double(max(0, now - time)) / 1e9
        tokens = min(Double(rate.burst), tokens + elapsed * rate.tokensPerSecond)
        time = now
        let rest = tokens - 1
        let wait = rest < 0 ? Int64(min(-rest / rate.tokensPerSecond * 1e9, 0x1p62)) : 0
        if wait <= rate.maximumWait { tokens = rest }
        return wait
    }
}
