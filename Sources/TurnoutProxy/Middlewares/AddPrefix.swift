#if Proxy
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Puts a text in front of the path.
    final class AddPrefix: Middleware {
        private let prefix: [UInt8]

        init(_ options: AddPrefixOptions) { prefix = Array(options.prefix.utf8) }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            exchange.request.path = prefix + exchange.request.path
            return .next
        }
    }
#endif
