#if Proxy
    import TurnoutConfiguration

    /// Makes the middlewares of a configuration, taking over those of the one before that mean the same, with all that
    /// they have counted.
    struct MiddlewareInterning {
        private struct Made {
            var options: MiddlewareOptions
            var encryption: ServerEncryption?
            var middleware: any Middleware
        }

        private var definitions: [String: MiddlewareOptions] = [:]
        private var encryptions: [String: ServerEncryption] = [:]
        private var made: [String: Made] = [:]
        private var old: [String: Made] = [:]
        private var chains: [[String]: MiddlewareChain] = [:]
        private var oldChains: [[String]: MiddlewareChain] = [:]
        /// By the identity of the list.
        private var known: [ObjectIdentifier: MiddlewareChain] = [:]
        private var isSame = true

        /// To which middlewares connect themselves.
        var endpoints: [Endpoint] { made.values.flatMap(\.middleware.endpoints) }

        /// Starts on a configuration.
        ///
        /// - Parameter encryptions: Of those that connect themselves, by their names.
        mutating func begin(
            _ definitions: [String: MiddlewareOptions], encryptions: [String: ServerEncryption] = [:]
        ) {
            self.definitions = definitions
            self.encryptions = encryptions
            (old, made) = (made, [:])
            (oldChains, chains) = (chains, [:])
            known = [:]
            isSame = true
        }

        /// Forgets what the configuration doesn't use.
        ///
        /// - Returns: Whether it has the middlewares of the one before, and no others.
        mutating func end() -> Bool {
            let isSame = isSame && made.count == old.count
            (old, oldChains, known) = ([:], [:], [:])
            return isSame
        }

        /// - Returns: `nil` if one of them can't be made.
        mutating func chain(_ names: Shared<[String]>, _ services: inout ServiceInterning) -> MiddlewareChain? {
            if let chain = known[ObjectIdentifier(names)] { return chain }
            var middlewares: [any Middleware] = []
            for name in names.value {
                guard let middleware = middleware(name, &services) else { return nil }
                middlewares.append(middleware)
            }
            var chain = chains[names.value] ?? oldChains[names.value]
            let areSame = chain.map { zip($0.middlewares, middlewares).allSatisfy { $0 === $1 } } ?? false
            if !areSame { chain = MiddlewareChain(middlewares) }
            chains[names.value] = chain
            known[ObjectIdentifier(names)] = chain
            return chain
        }

        private mutating func middleware(_ name: String, _ services: inout ServiceInterning) -> (any Middleware)? {
            if let made = made[name] { return made.middleware }
            guard let options = definitions[name] else { return nil }
            let encryption = encryptions[name]
            let before = old[name].flatMap { $0.options == options && $0.encryption == encryption ? $0 : nil }
            if let before, before.middleware.isUpToDate(&services) {
                made[name] = before
                return before.middleware
            }
            isSame = false
            guard let middleware = options.makeMiddleware(name: name, &services, encryption: encryption) else {
                return nil
            }
            made[name] = Made(options: options, encryption: encryption, middleware: middleware)
            return middleware
        }
    }
#endif
