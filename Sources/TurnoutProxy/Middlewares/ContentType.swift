#if Proxy
    import NIOCore
    import TurnoutHTTP

    /// States the type of bodies for which nobody has stated one, by what they begin with.
    final class ContentType: SharedMiddleware {
        private let isActive: Bool

        init(isActive: Bool) { self.isActive = isActive }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            if isActive { exchange.add(ContentTypeFilter()) }
            return .next
        }
    }

    /// Holds the head of an answer back until its body begins, and says then what that seems to be.
    final class ContentTypeFilter: AnswerFilter {
        private var head: ForwardedResponse?

        func receive(_ part: AnswerPart, of exchange: Exchange, at place: Int) {
            switch part {
            case .head(let head) where head.mayBeGuessed: self.head = head
            case .body(let bytes) where head != nil && bytes.readableBytes > 0:
                let start = bytes.readableBytesView.prefix(SniffedType.guessedBytes)
                passHead(guessing: SniffedType.guess(Array(start)), exchange, place)
                exchange.pass(part, from: place)
            case .end where head != nil:
                passHead(guessing: nil, exchange, place)
                exchange.pass(part, from: place)
            default: exchange.pass(part, from: place)
            }
        }

        private func passHead(guessing type: String?, _ exchange: Exchange, _ place: Int) {
            guard var head else { return }
            self.head = nil
            if let type { head.headers.append("content-type", type) }
            exchange.pass(.head(head), from: place)
        }
    }

    extension ForwardedResponse {
        fileprivate var mayBeGuessed: Bool {
            framing != .none && !forbidsBody && !headers.contains("content-type")
                && (headers.first("content-encoding") ?? []).isEmpty
        }
    }
#endif
