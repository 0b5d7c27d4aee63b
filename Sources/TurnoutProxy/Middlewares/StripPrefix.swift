#if Proxy
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Takes the first of some texts that the path starts with away from it, and says so in `X-Forwarded-Prefix`.
    final class StripPrefix: Middleware {
        private let prefixes: [[UInt8]]
        private let forceSlash: Bool

        init(_ options: StripPrefixOptions) {
            prefixes = options.prefixes.map { Array($0.utf8) }
            forceSlash = options.forceSlash
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            let path = exchange.request.path
            guard let prefix = prefixes.first(where: { path.starts(with: $0) }) else { return .next }
            var rest = Array(path.dropFirst(prefix.count))
            if rest.first != 0x2F { rest.insert(0x2F, at: 0) }
            exchange.request.path = rest
            exchange.request.headers.append("x-forwarded-prefix", prefix)
            return .next
        }
    }
#endif
