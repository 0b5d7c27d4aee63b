#if Proxy
    import NIOConcurrencyHelpers
    import TurnoutConfiguration

    /// Lets each source have so many requests under way at once; a further one is answered 429.
    ///
    /// A request is under way until its answer is whole or its client is gone, and one that became a WebSocket until that
    /// ends.
    final class InFlightReq: SharedMiddleware {
        private let source: SourceCriterion
        private let amount: Int
        private let refusal: LocalAnswer
        /// How many requests of a source are under way, if any are.
        private let counts = NIOLockedValueBox<[RequestSource: Int]>([:])

        init(_ options: InFlightReqOptions) {
            source = options.source
            amount = options.amount
            refusal = LocalAnswer(status: 429, text: "max connections reached: \(options.amount)")
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            let source = source.source(of: exchange)
            let isAdmitted = counts.withLockedValue { counts in
                let count = counts[source, default: 0]
                if count < amount { counts[source] = count + 1 }
                return count < amount
            }
            guard isAdmitted else { return .answer(refusal) }
            exchange.atEnd { [counts] in
                counts.withLockedValue { counts in
                    let rest = counts[source, default: 1] - 1
                    counts[source] = rest == 0 ? nil : rest
                }
            }
            return .next
        }
    }
#endif
