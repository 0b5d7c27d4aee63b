#if Proxy
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Lets each source send so many requests in a time: one that comes a little early waits, and one that comes too
    /// early is answered 429.
    final class RateLimit: SharedMiddleware {
        private let source: SourceCriterion
        private let rate: TokenBucket.Rate
        /// `nil` = there is no limit.
        private let buckets: TokenBuckets?

        init(_ options: RateLimitOptions) {
            source = options.source
            let hasLimit = options.requestsPerSecond.isFinite
            rate = TokenBucket.Rate(
                tokensPerSecond: hasLimit ? options.requestsPerSecond : 1, burst: options.burst)
            buckets = hasLimit ? TokenBuckets(rate) : nil
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            guard let buckets else { return .next }
            let now = Int64(clamping: NIODeadline.now().uptimeNanoseconds)
            let wait = buckets.take(for: source.source(of: exchange), at: now)
            if wait == 0 { return .next }
            guard wait <= rate.maximumWait else { return .answer(Self.tooManyRequests(retryIn: wait)) }
            let eventLoop = exchange.loop.eventLoop
            let bound = NIOLoopBound(exchange, eventLoop: eventLoop)
            let timer = eventLoop.scheduleTask(in: .nanoseconds(wait)) { bound.value.resume() }
            exchange.atEnd { timer.cancel() }
            return .wait
        }

        /// - Parameter wait: In nanoseconds.
        private static func tooManyRequests(retryIn wait: Int64) -> LocalAnswer {
            let seconds = (wait + 999_999_999) / 1_000_000_000
            return LocalAnswer(
                status: 429,
                headers: [("Retry-After", "\(seconds)"), ("X-Retry-In", GoDuration.text(nanoseconds: wait))],
                body: Array("Too Many Requests".utf8))
        }
    }
#endif
