#if Proxy
    import TurnoutConfiguration

    extension MiddlewareOptions {
        /// Makes what does it.
        ///
        /// - Parameters:
        ///   - name: Qualified.
        ///   - services: Finds those that it names.
        /// - Returns: `nil` if it names a service that can't be used, or is a chain.
        func makeMiddleware(name: String, _ services: inout ServiceInterning) -> (any Middleware)? {
            switch self {
            case .addPrefix(let options): AddPrefix(options)
            case .chain: nil
            case .stripPrefix(let options): StripPrefix(options)
            }
        }
    }
#endif
