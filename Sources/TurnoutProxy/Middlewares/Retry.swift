#if Proxy
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP

    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// Sends a request again that no server has seen, or whose answer has a certain status. Each attempt goes through the
    /// middlewares behind this one anew, and chooses a server anew.
    final class Retry: SharedMiddleware {
        fileprivate let options: RetryOptions

        init(_ options: RetryOptions) { self.options = options }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            if options.attempts == 1 { return .next }
            guard retriesOnStatus(of: exchange.request.method) else {
                begin(exchange, statuses: nil)
                return .next
            }
            let limit = options.maxRequestBodyBytes < 0 ? Int.max : options.maxRequestBodyBytes
            exchange.collectBody(limit: limit) { collected in
                if case .whole = collected {
                    self.begin(exchange, statuses: self.options.status)
                } else {
                    self.begin(exchange, statuses: nil)
                }
                exchange.resume()
            }
            return .wait
        }

        private func retriesOnStatus(of method: [UInt8]) -> Bool {
            if options.status.isEmpty { return false }
            return options.retryNonIdempotentMethod
                || !["POST", "PATCH", "LOCK"].contains { method.elementsEqual($0.utf8) }
        }

        private func begin(_ exchange: Exchange, statuses: StatusRanges?) {
            let filter = RetryFilter(options, statuses)
            exchange.add(filter)
            filter.mark = exchange.mark
            exchange.passesInterimAnswers = false
        }

        /// The time before an attempt: it doubles from the first to the last, as in Traefik, but isn't a random one
        /// between half and one and a half times that.
        ///
        /// - Parameter number: 2 for the first after the one that failed.
        static func delay(beforeAttempt number: Int, _ options: RetryOptions) -> TimeAmount {
            let longest = TimeAmount.seconds(60)
            let first = TimeAmount(options.initialInterval)
            if number == 2 || first <= .zero { return first }
            let growth = pow(2, Double(number - 2) / Double(options.attempts - 1))
            let nanoseconds = min(Double(first.nanoseconds) * growth, Double(longest.nanoseconds))
            return .nanoseconds(Int64(nanoseconds))
        }
    }

    /// Looks at the answers of all attempts of one request.
    private final class RetryFilter: AnswerFilter {
        private enum State { case watching, passing, discarding }
        private let options: RetryOptions
        /// `nil` = the status makes no difference.
        private let statuses: StatusRanges?
        /// Behind this filter.
        var mark: Exchange.Mark?
        private let start = NIODeadline.now()
        private var attempts = 1
        private var state = State.watching

        init(_ options: RetryOptions, _ statuses: StatusRanges?) {
            self.options = options
            self.statuses = statuses
        }

        func receive(_ part: AnswerPart, of exchange: Exchange, at place: Int) {
            switch state {
            case .watching:
                guard case .head(let head) = part, isWorthAnother(head, exchange) else {
                    state = .passing
                    exchange.pass(part, from: place)
                    return
                }
                state = .discarding
                exchange.discardAnswer { isWhole in
                    if isWhole, exchange.canRestart {
                        self.tryAgain(exchange)
                    } else {
                        self.state = .passing
                        exchange.breakOff()
                    }
                }
            case .passing: exchange.pass(part, from: place)
            case .discarding: exchange.discard(part)
            }
        }

        private func isWorthAnother(_ head: ForwardedResponse, _ exchange: Exchange) -> Bool {
            guard attempts < options.attempts, exchange.canRestart else { return false }
            if options.timeout > .zero, NIODeadline.now() - start >= TimeAmount(options.timeout) { return false }
            if !options.disableRetryOnNetworkError, exchange.failure != nil, !exchange.requestWasWritten { return true }
            return statuses?.contains(head.status) ?? false
        }

        private func tryAgain(_ exchange: Exchange) {
            guard var mark else { return }
            attempts += 1
            let isLast = attempts == options.attempts
            state = isLast ? .passing : .watching
            if !isLast { mark.passesInterimAnswers = false }
            exchange.restart(from: mark, after: Retry.delay(beforeAttempt: attempts, options))
        }
    }
#endif
