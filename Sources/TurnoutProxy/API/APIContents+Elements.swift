#if Proxy
    import TurnoutConfiguration
    import TurnoutSyntax

    extension APIContents {
        /// Routers as Traefik lists them: one for each entry point that changes its routers, one for all the others.
        var routers: [APIElement] {
            let points = Dictionary(uniqueKeysWithValues: configuration.entryPoints.map { ($0.name, $0) })
            return resolved.routers.flatMap { router -> [APIElement] in
                let configured = router.router.value
                let names = configured.entryPoints.isEmpty ? configuration.defaultEntryPoints : configured.entryPoints
                var plain: [String] = []
                var elements: [APIElement] = []
                for name in names {
                    guard let point = points[name], point.changesRouters(configuration) else {
                        plain.append(name)
                        continue
                    }
                    let label = names.count > 1 ? "\(name)-\(router.name)" : router.name
                    elements.append(element(router, named: label, on: [name], point))
                }
                if !plain.isEmpty || names.isEmpty {
                    elements.append(element(router, named: router.name, on: plain, nil))
                }
                return elements
            }
        }

        /// - Parameter point: The entry point, if it has something to say of the router.
        private func element(
            _ router: ResolvedConfiguration.ResolvedRouter, named name: String, on entryPoints: [String],
            _ point: EntryPoint?
        ) -> APIElement {
            let configured = router.router.value
            let failures = failures[router.name] ?? []
            let status = failures.isEmpty ? router.status : .disabled
            let rule = configured.rule
            let priority = configured.priority == 0 ? rule.utf8.count : configured.priority
            let provider = APIElement.provider(of: name)
            let middlewares =
                (point?.http.middlewares.map { ResolvedConfiguration.qualified($0, beside: "@file") } ?? [])
                + router.middlewares
            var members: [(name: String, value: JSONValue)] = []
            members.add("entryPoints", entryPoints)
            members.add("middlewares", middlewares)
            members.add("service", configured.service)
            members.add("rule", rule)
            members.add("ruleSyntax", provider == "internal" ? "default" : configured.ruleSyntax?.rawValue ?? "")
            members.append(("priority", .number(priority)))
            if var tls = (configured.tls ?? point?.http.tls)?.value {
                if tls.options.isEmpty { tls.options = "default" }
                members.append(("tls", .object(tls.json)))
            }
            let observability = configured.observability?.value ?? Observability()
            members.append(("observability", observability.completed(by: point?.observability).json))
            members.add("error", router.problems.map(\.message) + failures)
            members.append(("status", .text(status.rawValue)))
            let existing = Set(configuration.entryPoints.map(\.name))
            members.add("using", entryPoints.filter(existing.contains).sorted())
            return APIElement(
                name: name, status: status, members: members,
                ownMembers: [
                    ("name", .text(name)), ("provider", .text(provider)), ("priorityStr", .text("\(priority)")),
                ],
                searched: [rule, name],
                orders: [
                    "provider": .text(provider), "priority": .number(priority), "status": .text(status.rawValue),
                    "rule": .text(rule), "service": .text(configured.service),
                    "entryPoints": .number(entryPoints.count),
                ], service: configured.service, middlewares: middlewares)
        }

        /// Services, the internal ones that Traefik has too among them.
        ///
        /// - Parameter routers: Who names them.
        func services(_ routers: [APIElement]) -> [APIElement] {
            let users = users(routers) { [ResolvedConfiguration.qualified($0.service, beside: $0.name)] }
            let served = servedServices(routers)
            let configured = Dictionary(dynamic.services.map { ($0.value.name, $0.value) }) { first, _ in first }
            return resolved.services.values.filter { $0.name != "whoami@internal" || users[$0.name] != nil }.map {
                element(
                    $0, configured[$0.name], usedBy: users[$0.name] ?? [], isServed: served.contains($0.name))
            }
        }

        /// The names of services that requests can come to: by way of a router, of another service, of a middleware.
        private func servedServices(_ routers: [APIElement]) -> Set<String> {
            var served: Set<String> = []
            var seen: Set<String> = []
            var (services, middlewares): ([String], [String]) = ([], [])
            for router in routers where router.status != .disabled {
                services.append(ResolvedConfiguration.qualified(router.service, beside: router.name))
                middlewares += router.middlewares
            }
            while let name = middlewares.popLast() {
                guard seen.insert(name).inserted else { continue }
                switch resolved.middlewares[name]?.options {
                case .chain(let names): middlewares += names
                case .errors(let options): services.append(options.service)
                default: break
                }
            }
            while let name = services.popLast() {
                if served.insert(name).inserted { services += resolved.services[name]?.kind.parts ?? [] }
            }
            return served
        }

        private func element(
            _ service: ResolvedConfiguration.ResolvedService, _ configured: ConfiguredService?, usedBy: [APIElement],
            isServed: Bool
        ) -> APIElement {
            var members = configured?.json ?? []
            members.add("error", service.problems.map(\.message))
            members.append(("status", .text(service.status.rawValue)))
            members.add("usedBy", usedBy.map(\.name))
            let provider = APIElement.provider(of: service.name)
            let type = configured?.typeName ?? ""
            var own: [(name: String, value: JSONValue)] = [
                ("name", .text(service.name)), ("provider", .text(provider)),
            ]
            own.add("type", type)
            var servers = 0
            if case .loadBalancer(let balancer) = service.kind {
                servers = balancer.value.servers.count
                let urls = Set(balancer.value.servers.map(\.url.text)).sorted()
                let down = downServers[service.name] ?? []
                if isServed, !urls.isEmpty {
                    own.append(("serverStatus", .object(urls.map { ($0, .text(down.contains($0) ? "DOWN" : "UP")) })))
                }
            }
            return APIElement(
                name: service.name, status: service.status, members: members, ownMembers: own,
                searched: [service.name],
                orders: [
                    "provider": .text(provider), "status": .text(service.status.rawValue), "type": .text(type),
                    "servers": .number(servers),
                ])
        }

        /// - Parameter routers: Who names them.
        func middlewares(_ routers: [APIElement]) -> [APIElement] {
            let users = users(routers, \.middlewares)
            return resolved.middlewares.values.map { middleware in
                let kind = middleware.middleware.kind.lowercased()
                let provider = APIElement.provider(of: middleware.name)
                var members = middleware.middleware.json
                members.add("error", middleware.problems.map(\.message))
                members.append(("status", .text(middleware.status.rawValue)))
                members.add("usedBy", (users[middleware.name] ?? []).map(\.name))
                return APIElement(
                    name: middleware.name, status: middleware.status, members: members,
                    ownMembers: [
                        ("name", .text(middleware.name)), ("provider", .text(provider)), ("type", .text(kind)),
                    ],
                    searched: [middleware.name],
                    orders: [
                        "provider": .text(provider), "status": .text(middleware.status.rawValue), "type": .text(kind),
                    ])
            }
        }

        /// Routers by what they name, in the order of their names.
        private func users(_ routers: [APIElement], _ names: (APIElement) -> [String]) -> [String: [APIElement]] {
            var users: [String: [APIElement]] = [:]
            for router in routers.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
                for name in names(router) { users[name, default: []].append(router) }
            }
            return users
        }
    }

    extension ResolvedConfiguration.ResolvedService.Kind {
        /// The services that it leads to, qualified.
        fileprivate var parts: [String] {
            switch self {
            case .weighted(let services), .highestRandomWeight(let services): services.shares.map(\.service)
            case .failover(let services): [services.service, services.fallback]
            case .mirroring(let services): [services.service] + services.mirrors.map(\.service)
            case .loadBalancer, .internal, .unusable: []
            }
        }
    }
#endif
