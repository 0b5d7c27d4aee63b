#if Proxy
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Has the fallback of a service answer where the service itself has answered with an error.
    final class FailoverFilter: AnswerFilter {
        private enum State { case watching, passing, discarding }
        private let mark: Exchange.Mark
        private let fallback: ServiceState
        private let options: FailoverOptions
        private var state = State.watching

        private init(_ mark: Exchange.Mark, _ fallback: ServiceState, _ options: FailoverOptions) {
            self.mark = mark
            self.fallback = fallback
            self.options = options
        }

        /// Sends the request to `main`, and holds its body for the fallback.
        static func call(
            _ main: ServiceState, fallback: ServiceState, _ options: FailoverOptions, _ exchange: Exchange
        ) {
            exchange.collectBody(limit: options.maximumBodyBytes) { [unowned exchange] collection in
                guard case .whole = collection else {
                    exchange.answer(.bodyTooLarge)
                    return
                }
                exchange.add(FailoverFilter(exchange.mark, fallback, options))
                // Traefik's waits for the final answer as well.
                exchange.passesInterimAnswers = false
                exchange.call(main)
            }
        }

        func receive(_ part: AnswerPart, of exchange: Exchange, at place: Int) {
            switch state {
            case .watching:
                guard case .head(let head) = part, options.statuses.contains(head.status), exchange.canRestart else {
                    state = .passing
                    exchange.pass(part, from: place)
                    return
                }
                state = .discarding
                exchange.discardAnswer { [mark, fallback] _ in exchange.restart(from: mark, at: fallback) }
            case .passing: exchange.pass(part, from: place)
            case .discarding: exchange.discard(part)
            }
        }
    }
#endif
