#if Proxy
    import NIOConcurrencyHelpers
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Spares a service that answers badly: for a time its requests are answered here, and then more and more of them get
    /// through again.
    final class CircuitBreaker: SharedMiddleware {
        private let circuit: NIOLockedValueBox<Circuit>
        private let fallback: LocalAnswer

        init(_ options: CircuitBreakerOptions) {
            circuit = NIOLockedValueBox(Circuit(options))
            fallback = LocalAnswer(
                status: options.responseCode, text: HTTPStatus.reason(for: options.responseCode).map { "\($0)" } ?? "")
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            let start = Self.now
            guard circuit.withLockedValue({ $0.admits(at: start) }) else { return .answer(fallback) }
            let filter = Observation(circuit, start: start)
            exchange.add(filter)
            exchange.atEnd { filter.requestDidLeave(exchange) }
            return .next
        }

        private static var now: Int64 { Int64(clamping: NIODeadline.now().uptimeNanoseconds) }

        /// Sees what comes of one request.
        private final class Observation: AnswerFilter {
            private let circuit: NIOLockedValueBox<Circuit>
            private let start: Int64
            private var status: Int?
            private var isRecorded = false

            init(_ circuit: NIOLockedValueBox<Circuit>, start: Int64) {
                self.circuit = circuit
                self.start = start
            }

            func receive(_ part: AnswerPart, of exchange: Exchange, at place: Int) {
                switch part {
                case .head(let head): status = head.status
                case .body: break
                case .end: if let status { record(status) }
                }
                exchange.pass(part, from: place)
            }

            /// An answer that breaks off isn't counted, as in Traefik; one in whose place another was put is.
            func requestDidLeave(_ exchange: Exchange) {
                if let status {
                    if !exchange.isOver || exchange.answerIsWhole { record(status) }
                } else {
                    record(exchange.isTunnel ? 101 : 499)
                }
            }

            private func record(_ status: Int) {
                if isRecorded { return }
                isRecorded = true
                let now = CircuitBreaker.now
                circuit.withLockedValue { $0.record(status: status, latency: now - start, at: now) }
            }
        }
    }
#endif
