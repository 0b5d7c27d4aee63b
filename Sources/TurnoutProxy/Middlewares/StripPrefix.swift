#if Proxy
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Takes the first of some texts that the path starts with away from it, and says so in `X-Forwarded-Prefix`.
    final class StripPrefix: SharedMiddleware {
        private let prefixes: [[UInt8]]
        private let forcesSlash: Bool

        init(_ options: StripPrefixOptions) {
            prefixes = options.prefixes.map { Array($0.utf8) }
            forcesSlash = options.forceSlash
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            guard let path = try? URLPath(exchange.request.path),
                let prefix = prefixes.first(where: { path.decoded.starts(with: $0) })
            else { return .next }
            var encoded = path.droppingFirst(prefix.count).encoded
            if encoded.isEmpty && forcesSlash { encoded = [0x2F] }
            exchange.request.headers.append("x-forwarded-prefix", prefix)
            return exchange.replacePath(encoded)
        }
    }

    /// Takes what the first of some regular expressions finds at the start of the path away from it, and says so in
    /// `X-Forwarded-Prefix`.
    final class StripPrefixRegex: SharedMiddleware {
        private let expressions: [SubmatchExpression]

        init?(_ options: StripPrefixRegexOptions) {
            guard let expressions = try? options.expressions.map({ try SubmatchExpression($0) }) else { return nil }
            self.expressions = expressions
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            guard let path = try? URLPath(exchange.request.path) else { return .next }
            for expression in expressions {
                guard let found = try? expression.firstMatch(in: path.decoded)?[0], found.lowerBound == 0,
                    !found.isEmpty
                else { continue }
                exchange.request.headers.append("x-forwarded-prefix", Array(path.decoded[found]))
                return exchange.replacePath(path.droppingFirst(found.count).encoded)
            }
            return .next
        }
    }

    extension Exchange {
        /// Goes on with another path, percent-encoded, unless it has dot segments or repeated slashes: servers would read it as
        /// another one, which this router was perhaps not to lead to.
        func replacePath(_ path: [UInt8]) -> MiddlewareStep {
            guard URLPath.isNormal(path) else { return .answer(.plain(400, "Bad Request\n")) }
            request.path = path
            return .next
        }
    }
#endif
