#if Proxy
    import TurnoutConfiguration

    extension MiddlewareOptions {
        /// Makes what does it.
        ///
        /// - Parameters:
        ///   - name: Qualified.
        ///   - services: Finds those that it names.
        ///   - encryption: With which it connects itself; `nil` = it doesn't, or does without.
        /// - Returns: `nil` if it names a service that can't be used, or is a chain.
        func makeMiddleware(
            name: String, _ services: inout ServiceInterning, encryption: ServerEncryption? = nil
        ) -> (any Middleware)? {
            switch self {
            case .addPrefix(let options): AddPrefix(options)
            case .buffering(let options): Buffering(options)
            case .chain: nil
            case .errors(let options): services.service(options.service).map { ErrorPages(options, service: $0) }
            case .forwardAuth(let options): ForwardAuth(options, encryption: encryption)
            case .retry(let options): Retry(options)
            case .stripPrefix(let options): StripPrefix(options)
            }
        }
    }
#endif
