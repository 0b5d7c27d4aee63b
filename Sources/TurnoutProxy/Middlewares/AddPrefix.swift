#if Proxy
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Puts a text in front of the path.
    final class AddPrefix: SharedMiddleware {
        private let prefix: [UInt8]

        init(_ options: AddPrefixOptions) { prefix = Array(options.prefix.utf8) }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            if let path = try? URLPath(exchange.request.path) {
                exchange.request.path = path.prefixed(with: prefix).encoded
            }
            return .next
        }
    }
#endif
