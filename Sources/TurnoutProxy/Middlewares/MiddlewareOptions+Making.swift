#if Proxy
    import TurnoutConfiguration

    extension MiddlewareOptions {
        /// What one router's requests come to is nothing to another's.
        var countsForEachRouter: Bool {
            switch self {
            case .circuitBreaker, .inFlightReq, .rateLimit: true
            default: false
            }
        }

        /// Makes what does it.
        ///
        /// - Parameters:
        ///   - services: Finds those that it names.
        ///   - encryption: With which it connects itself; `nil` = it doesn't, or does without.
        /// - Returns: `nil` if it names a service that can't be used, or is a chain.
        func makeMiddleware(
            _ services: inout ServiceInterning, encryption: ServerEncryption? = nil
        ) -> (any Middleware)? {
            switch self {
            case .addPrefix(let options): AddPrefix(options)
            case .basicAuth(let options): BasicAuth(options)
            case .buffering(let options): Buffering(options)
            case .chain: nil
            case .circuitBreaker(let options): CircuitBreaker(options)
            case .compress(let options): Compress(options)
            case .contentType(let isActive): ContentType(isActive: isActive)
            case .encodedCharacters(let allowed): EncodedCharacterFilter(allowed)
            case .errors(let options): services.service(options.service).map { ErrorPages(options, service: $0) }
            case .forwardAuth(let options): ForwardAuth(options, encryption: encryption)
            case .headers(let options): Headers(options)
            case .inFlightReq(let options): InFlightReq(options)
            case .ipAllowList(let options): IPAllowList(options)
            case .passTLSClientCert(let options): PassTLSClientCert(options)
            case .rateLimit(let options): RateLimit(options)
            case .redirectRegex(let options): Redirect(options)
            case .redirectScheme(let options): Redirect(options)
            case .replacePath(let options): ReplacePath(options)
            case .replacePathRegex(let options): ReplacePathRegex(options)
            case .retry(let options): Retry(options)
            case .stripPrefix(let options): StripPrefix(options)
            case .stripPrefixRegex(let options): StripPrefixRegex(options)
            }
        }
    }
#endif
