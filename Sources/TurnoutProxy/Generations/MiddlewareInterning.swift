#if Proxy
    import TurnoutConfiguration

    /// Makes the middlewares of a configuration, taking over those of the one before that mean the same, with all that
    /// they have counted.
    ///
    /// Routers that name the same middleware share it, unless it counts: then each has its own on each of its entry points,
    /// as with Traefik.
    struct MiddlewareInterning {
        /// A router on one entry point.
        struct Place: Hashable {
            var router: String
            var entryPoint: Int
        }

        private struct Key: Hashable {
            var name: String
            /// `nil` = of all.
            var place: Place?
        }

        private struct ChainKey: Hashable {
            var names: [String]
            /// `nil` = of all.
            var place: Place?
        }

        private struct Made {
            var options: MiddlewareOptions
            var encryption: ServerEncryption?
            var middleware: any Middleware
        }

        private var definitions: [String: MiddlewareOptions] = [:]
        private var encryptions: [String: ServerEncryption] = [:]
        private var made: [Key: Made] = [:]
        private var old: [Key: Made] = [:]
        private var chains: [ChainKey: MiddlewareChain] = [:]
        private var oldChains: [ChainKey: MiddlewareChain] = [:]
        /// Those that all share, by the identity of the list.
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
        mutating func chain(
            _ names: Shared<[String]>, at place: Place, _ services: inout ServiceInterning
        ) -> MiddlewareChain? {
            if let chain = known[ObjectIdentifier(names)] { return chain }
            var middlewares: [any Middleware] = []
            var isShared = true
            for name in names.value {
                guard let options = definitions[name] else { return nil }
                if options.countsForEachRouter { isShared = false }
                let key = Key(name: name, place: options.countsForEachRouter ? place : nil)
                guard let middleware = middleware(key, options, &services) else { return nil }
                middlewares.append(middleware)
            }
            let key = ChainKey(names: names.value, place: isShared ? nil : place)
            var chain = chains[key] ?? oldChains[key]
            let areSame = chain.map { zip($0.middlewares, middlewares).allSatisfy { $0 === $1 } } ?? false
            if !areSame { chain = MiddlewareChain(middlewares) }
            chains[key] = chain
            if isShared { known[ObjectIdentifier(names)] = chain }
            return chain
        }

        private mutating func middleware(
            _ key: Key, _ options: MiddlewareOptions, _ services: inout ServiceInterning
        ) -> (any Middleware)? {
            if let made = made[key] { return made.middleware }
            let encryption = encryptions[key.name]
            let before = old[key].flatMap { $0.options == options && $0.encryption == encryption ? $0 : nil }
            if let before, before.middleware.isUpToDate(&services) {
                made[key] = before
                return before.middleware
            }
            isSame = false
            guard let middleware = options.makeMiddleware(&services, encryption: encryption) else { return nil }
            made[key] = Made(options: options, encryption: encryption, middleware: middleware)
            return middleware
        }
    }
#endif
