#if Proxy
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Takes in bodies as a whole before they go on, and bounds them.
    ///
    /// They are kept in memory, so that there is a limit whatever the configuration says:
    /// `ProxyLimits.bufferedBodyBytes`.
    final class Buffering: SharedMiddleware {
        private let options: BufferingOptions

        init(_ options: BufferingOptions) { self.options = options }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            let answerLimit = limit(options.maxResponseBodyBytes, exchange)
            exchange.collectBody(limit: limit(options.maxRequestBodyBytes, exchange)) { collected in
                switch collected {
                case .tooLarge: exchange.answer(.requestTooLarge)
                case .whole:
                    exchange.passesInterimAnswers = false
                    exchange.add(BufferingFilter(limit: answerLimit))
                    exchange.stateBodyLength()
                    exchange.resume()
                }
            }
            return .wait
        }

        private func limit(_ configured: Int, _ exchange: Exchange) -> Int {
            let bound = exchange.loop.limits.bufferedBodyBytes
            return configured == 0 ? bound : min(configured, bound)
        }
    }

    extension LocalAnswer {
        /// The body of a request is longer than it may be.
        fileprivate static let requestTooLarge = LocalAnswer(status: 413, text: "Request Entity Too Large")
        /// The body of an answer is longer than it may be.
        fileprivate static let answerTooLarge = LocalAnswer(status: 500, text: "Internal Server Error")
    }

    /// Holds an answer back until it is whole.
    private final class BufferingFilter: AnswerFilter {
        private let limit: Int
        private var head: ForwardedResponse?
        private var body = ByteBuffer()
        private var isPassing = false

        init(limit: Int) { self.limit = limit }

        func receive(_ part: AnswerPart, of exchange: Exchange, at place: Int) {
            switch part {
            case _ where isPassing: exchange.pass(part, from: place)
            case .head(let head):
                self.head = head
                body.clear()
                if case .length(let count) = head.framing, count > limit { refuse(exchange, at: place) }
            case .body(let bytes):
                body.writeImmutableBuffer(bytes)
                if body.readableBytes > limit { refuse(exchange, at: place) }
            case .end(let trailers): pass(trailers, exchange, at: place)
            }
        }

        private func refuse(_ exchange: Exchange, at place: Int) {
            isPassing = true
            let isHEAD = exchange.downstream.requestIsHEAD
            let (head, body) = LocalAnswer.answerTooLarge.response(isHEAD: isHEAD)
            exchange.answer(head, ByteBuffer(bytes: body), from: place)
        }

        private func pass(_ trailers: [UInt8], _ exchange: Exchange, at place: Int) {
            guard var head else { return }
            isPassing = true
            // Go's server states the length of what fits its buffer.
            if head.framing == .chunked, trailers.isEmpty, body.readableBytes <= 2048 {
                head.framing = body.readableBytes == 0 ? .none : .length(body.readableBytes)
            }
            exchange.pass(.head(head), from: place)
            if body.readableBytes > 0 { exchange.pass(.body(body), from: place) }
            exchange.pass(.end(trailers: trailers), from: place)
        }
    }
#endif
