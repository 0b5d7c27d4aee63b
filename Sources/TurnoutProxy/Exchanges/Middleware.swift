#if Proxy
    import NIOCore
    import TurnoutHTTP

    /// What a request comes to on its way to a service.
    protocol RequestHandler: AnyObject {
        /// Called when a request gets here, with what those in front have made of it in `exchange.request`.
        func handle(_ exchange: Exchange) -> MiddlewareStep
    }

    /// Changes requests on their way to a service, answers them itself, or looks at answers.
    ///
    /// Made once for a configuration, and kept by those that follow as long as it means the same: what it counts is not
    /// lost by a reload. It serves all event loops at once, itself or by a handler for each; what belongs to one request
    /// is kept in closures, or in the filter that it adds to the exchange.
    protocol Middleware: AnyObject, Sendable {
        /// To which it connects itself.
        var endpoints: [Endpoint] { get }

        /// What handles the requests of one event loop.
        func handler(for loop: LoopState) -> any RequestHandler

        /// Whether it would be made anew as it is, its options being the same: the services that it names still are.
        func isUpToDate(_ services: inout ServiceInterning) -> Bool
    }

    extension Middleware {
        var endpoints: [Endpoint] { [] }

        func isUpToDate(_ services: inout ServiceInterning) -> Bool { true }
    }

    /// A middleware that handles the requests of all event loops itself.
    protocol SharedMiddleware: Middleware, RequestHandler {}

    extension SharedMiddleware {
        func handler(for loop: LoopState) -> any RequestHandler { self }
    }

    /// How a request goes on.
    enum MiddlewareStep {
        /// To the next middleware, or to the service.
        case next
        /// It is answered here; the answer passes the filters that were added so far.
        case answer(LocalAnswer)
        /// It waits, until `exchange.resume()` or `exchange.answer(_:)` is called.
        case wait
    }

    /// A part of an answer.
    enum AnswerPart {
        case head(ForwardedResponse)
        case body(ByteBuffer)
        /// Trailers are lines, CR LF each.
        case end(trailers: [UInt8])
    }

    /// Sees an answer on its way to the client, and may change it, hold it back or put another in its place.
    ///
    /// Filters see an answer in the reverse order of their middlewares: the one nearest to the service first.
    protocol AnswerFilter: AnyObject {
        /// Takes a part, and passes on what it makes of it with `exchange.pass(_:from:)`, at once or later.
        ///
        /// - Parameter place: Its own, for `pass`.
        func receive(_ part: AnswerPart, of exchange: Exchange, at place: Int)

        /// A server is about to switch to another protocol; `loop.responseHead` is what it says to the client.
        func protocolsWillSwitch(_ exchange: Exchange)

        /// Nothing more of the answer is there for now: what was held back to gather more of it can be passed on, and
        /// then the pause, with `exchange.pause(from:)`.
        func answerDidPause(of exchange: Exchange, at place: Int)

        /// There is no more of the answer, which isn't whole: what was held back only to gather more of it can be passed on.
        func answerDidBreakOff(of exchange: Exchange, at place: Int)
    }

    extension AnswerFilter {
        func protocolsWillSwitch(_ exchange: Exchange) {}
        func answerDidPause(of exchange: Exchange, at place: Int) { exchange.pause(from: place) }
        func answerDidBreakOff(of exchange: Exchange, at place: Int) {}
    }

    /// A filter that changes nothing but heads.
    protocol HeadFilter: AnswerFilter {
        func change(_ head: inout ForwardedResponse, of exchange: Exchange)
    }

    extension HeadFilter {
        func receive(_ part: AnswerPart, of exchange: Exchange, at place: Int) {
            guard case .head(var head) = part else {
                exchange.pass(part, from: place)
                return
            }
            change(&head, of: exchange)
            exchange.pass(.head(head), from: place)
        }
    }

    /// The middlewares that a request passes before its service. Routers with the same list share it.
    final class MiddlewareChain: Sendable {
        let middlewares: [any Middleware]

        init(_ middlewares: [any Middleware]) { self.middlewares = middlewares }
    }

    /// A chain as one event loop goes through it: requests of all loops would count their references to one object in turn.
    final class LoopChain {
        let handlers: [any RequestHandler]

        init(_ chain: MiddlewareChain, for loop: LoopState) {
            handlers = chain.middlewares.map { $0.handler(for: loop) }
        }
    }
#endif
