#if Proxy
    import TurnoutConfiguration

    extension RoutingConfiguration {
        /// What of a configuration can be served.
        ///
        /// - Parameters:
        ///   - configuration: Whose disabled elements are left out.
        ///   - entryPoints: The names of the entry points, in the proxy's order.
        ///   - loops: Event loops, which share the bounds on idle connections.
        ///   - previous: What the last one was made from and what came of it, for the same entry points and loops: what
        ///     is the same is taken over.
        public init(
            _ configuration: ResolvedConfiguration, entryPoints: [String], loops: Int,
            reusing previous: (resolved: ResolvedConfiguration, routing: RoutingConfiguration)? = nil
        ) {
            self.init(routers: Array(repeating: [], count: entryPoints.count))
            addRouters(of: configuration, entryPoints, reusing: previous?.routing)
            if let previous, previous.resolved.services == configuration.services,
                previous.resolved.serversTransports == configuration.serversTransports,
                previous.resolved.tls.contents == configuration.tls.contents
            {
                services = previous.routing.services
                encryptions = previous.routing.encryptions
                transportProblems = previous.routing.transportProblems
            } else {
                addServices(of: configuration, loops: loops, reusing: previous)
            }
            problems = transportProblems.sorted { $0.key < $1.key }.flatMap(\.value)
            addMiddlewareEncryptions(of: configuration, reusing: previous?.routing)
            addTLS(of: configuration, entryPoints, reusing: previous)
        }

        /// Takes out routers whose options can't be used, and settles who gets which.
        private mutating func addTLS(
            of configuration: ResolvedConfiguration, _ entryPoints: [String],
            reusing previous: (resolved: ResolvedConfiguration, routing: RoutingConfiguration)?
        ) {
            let same = previous?.resolved.tls == configuration.tls ? previous?.routing.tls : nil
            let material = same ?? TLSMaterial(configuration.tls, reusing: previous?.routing.tls)
            tls = material
            problems += material.problems
            for number in routers.indices {
                var gathered = HostOptions()
                let encrypted = routers[number].lazy.filter(\.servesTLS)
                if encrypted.contains(where: { $0.tlsOptions != TLSMaterial.defaultName }) {
                    for router in encrypted { gathered.add(router) }
                }
                hostOptions.append(gathered.settled)
                if !material.brokenOptions.isEmpty {
                    routers[number].removeAll { $0.tlsOptions.map(material.brokenOptions.contains) ?? false }
                }
                for host in gathered.conflicting {
                    problems.append(
                        ConfigurationProblem(
                            .conflictingTLSOptions, severity: .warning,
                            "routers for the host '\(host)' on the entry point '\(entryPoints[number])' name different "
                                + "TLS options: it gets the default ones", at: .none))
                }
            }
        }

        private mutating func addRouters(
            of configuration: ResolvedConfiguration, _ entryPoints: [String], reusing previous: RoutingConfiguration?
        ) {
            let numbers = Dictionary(uniqueKeysWithValues: entryPoints.enumerated().map { ($1, $0) })
            var known = entryPoints.indices.map { RouterLookup(previous?.routers[$0] ?? []) }
            for number in routers.indices { routers[number].reserveCapacity(known[number].count) }
            var lists = MiddlewareLists(configuration.middlewares)
            middlewares = lists.options
            // A span lends its elements, where an array would copy each of them whole.
            let resolved = configuration.routers.span
            for index in resolved.indices where resolved[index].status != .disabled {
                for binding in resolved[index].bindings {
                    guard let number = numbers[binding.entryPoint] else { continue }
                    let list = lists.list(binding.middlewares)
                    let definition = known[number].next(named: resolved[index].name)
                    if let definition, definition.describes(resolved[index], binding, list) {
                        routers[number].append(definition)
                    } else {
                        routers[number].append(RouterDefinition(resolved[index], binding, list))
                    }
                }
            }
        }

        private mutating func addServices(
            of configuration: ResolvedConfiguration, loops: Int,
            reusing previous: (resolved: ResolvedConfiguration, routing: RoutingConfiguration)?
        ) {
            services.reserveCapacity(configuration.services.count)
            var values = ServiceDefinition.Values()
            for (name, service) in configuration.services where service.status != .disabled {
                if service.needsEncryption, encryptions[service.serversTransport] == nil {
                    addEncryption(service.serversTransport, of: configuration, reusing: previous)
                }
                let encryption = encryptions[service.serversTransport]
                services[name] = ServiceDefinition(
                    service, configuration, encryption: encryption, loops: loops, &values)
            }
        }

        /// Of a transport that can't be used all that remains, as with Traefik, are the authorities that the system trusts.
        private mutating func addEncryption(
            _ name: String, of configuration: ResolvedConfiguration,
            reusing previous: (resolved: ResolvedConfiguration, routing: RoutingConfiguration)?
        ) {
            let transport = configuration.serversTransports[name] ?? ServersTransport()
            if let previous, previous.resolved.serversTransports[name] == transport,
                previous.resolved.tls.contents == configuration.tls.contents,
                let known = previous.routing.encryptions[name]
            {
                encryptions[name] = known
                transportProblems[name] = previous.routing.transportProblems[name]
                return
            }
            do throws(HandshakeFault) {
                let encryption = try ServerEncryption(transport, read: TLSMaterial.contents)
                for fault in encryption.faults { report("\(fault): it does without", name) }
                encryptions[name] = encryption
            } catch {
                report(
                    "\(error.text): it is replaced by the default one, and servers have to show a certificate of an authority "
                        + "that this system trusts", name)
                encryptions[name] = try? ServerEncryption(ServersTransport(), read: TLSMaterial.contents)
            }
        }

        private mutating func report(_ text: String, _ transport: String) {
            transportProblems[transport, default: []].append(
                ConfigurationProblem(.unusableTransport, "the servers transport '\(transport)' \(text)", at: .none))
        }
    }

    extension RoutingConfiguration.RouterDefinition {
        fileprivate convenience init(
            _ router: ResolvedConfiguration.ResolvedRouter, _ binding: ResolvedConfiguration.ResolvedRouter.Binding,
            _ middlewares: Shared<[String]>?
        ) {
            self.init(
                name: router.name, label: binding.name, rule: router.router.value.rule,
                syntax: router.router.value.syntax,
                priority: router.router.value.priority, service: router.service,
                middlewares: middlewares, tlsOptions: binding.tlsOptions(of: router.name), observers: binding.observers)
        }

        /// Whether it is what would be made of `router`.
        fileprivate func describes(
            _ router: borrowing ResolvedConfiguration.ResolvedRouter,
            _ binding: ResolvedConfiguration.ResolvedRouter.Binding, _ middlewares: Shared<[String]>?
        ) -> Bool {
            rule == router.router.value.rule && syntax == router.router.value.syntax
                && priority == router.router.value.priority
                && service == router.service && label == binding.name && self.middlewares == middlewares
                && tlsOptions == binding.tlsOptions(of: router.name) && observers == binding.observers
        }
    }

    extension ResolvedConfiguration.ResolvedRouter.Binding {
        /// The name of the TLS options, qualified like what else a router names; `nil` for plain HTTP.
        fileprivate func tlsOptions(of router: String) -> String? {
            guard let tls else { return nil }
            if tls.options.isEmpty || tls.options == TLSMaterial.defaultName { return TLSMaterial.defaultName }
            return ResolvedConfiguration.qualified(tls.options, beside: router)
        }
    }

    /// Makes of the middlewares that routers name the lists of those that do something.
    private struct MiddlewareLists {
        /// Of all that can be used, chains left out.
        let options: [String: MiddlewareOptions]
        private var chains: [String: [String]] = [:]
        private var known: [[String]: Shared<[String]>] = [:]

        init(_ middlewares: [String: ResolvedConfiguration.ResolvedMiddleware]) {
            var options: [String: MiddlewareOptions] = [:]
            for (name, middleware) in middlewares {
                if case .chain(let names)? = middleware.options {
                    chains[name] = names
                } else {
                    options[name] = middleware.options
                }
            }
            self.options = options
        }

        mutating func list(_ names: [String]) -> Shared<[String]>? {
            if names.isEmpty { return nil }
            if let list = known[names] { return list.value.isEmpty ? nil : list }
            var result: [String] = []
            for name in names { append(name, to: &result) }
            let list = Shared(result)
            known[names] = list
            return result.isEmpty ? nil : list
        }

        /// Chains lead to no circle: that was found before.
        private func append(_ name: String, to result: inout [String]) {
            guard let parts = chains[name] else {
                result.append(name)
                return
            }
            for part in parts { append(part, to: &result) }
        }
    }

    /// Finds routers by name. They are mostly asked for in their own order; names are hashed only when they are not.
    private struct RouterLookup {
        private let routers: [RoutingConfiguration.RouterDefinition]
        private var cursor = 0
        private lazy var indices = Dictionary(
            routers.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })

        init(_ routers: [RoutingConfiguration.RouterDefinition]) { self.routers = routers }

        var count: Int { routers.count }

        mutating func next(named name: String) -> RoutingConfiguration.RouterDefinition? {
            if cursor < routers.count, routers[cursor].name == name {
                cursor += 1
                return routers[cursor - 1]
            }
            guard !routers.isEmpty, let index = indices[name] else { return nil }
            cursor = index + 1
            return routers[index]
        }
    }

    extension ConfigurationProblem.ID {
        /// A servers transport whose authorities, certificate or suites can't be used.
        public static let unusableTransport = Self(rawValue: "unusable-servers-transport")
        /// Routers that want different TLS options for one host.
        public static let conflictingTLSOptions = Self(rawValue: "conflicting-tls-options")
    }
#endif
