#if Proxy
    import TurnoutConfiguration

    extension APIContents {
        /// `/api/overview`
        ///
        /// - Parameters:
        ///   - certificates: When each ends, in seconds since 1970.
        ///   - now: In seconds since 1970.
        func overview(certificates: [Int], now: Int) -> JSONValue {
            let routers = routers
            let none = Self.section([])
            let empty: JSONValue = .object([("routers", none), ("services", none), ("middlewares", none)])
            // As Traefik sees it, a certificate is about to end in its last thirty days.
            let soon = certificates.count { $0 >= now && $0 < now + 30 * 86_400 }
            return .object([
                (
                    "http",
                    .object([
                        ("routers", Self.section(routers)), ("services", Self.section(services(routers))),
                        ("middlewares", Self.section(middlewares(routers))),
                    ])
                ), ("tcp", empty), ("udp", .object([("routers", none), ("services", none)])),
                (
                    "certificates",
                    Self.section(total: certificates.count, warnings: soon, errors: certificates.count { $0 < now })
                ),
                (
                    "features",
                    .object([
                        ("tracing", .text("")),
                        ("metrics", .text(configuration.metrics?.prometheus == nil ? "" : "Prometheus")),
                        ("accessLog", .flag(configuration.accessLog != nil)),
                    ])
                ), ("providers", .texts(configuration.fileProvider == nil ? [] : ["File"])),
            ])
        }

        private static func section(_ elements: [APIElement]) -> JSONValue {
            section(
                total: elements.count, warnings: elements.count { $0.status == .warning },
                errors: elements.count { $0.status == .disabled })
        }

        private static func section(total: Int, warnings: Int, errors: Int) -> JSONValue {
            .object([("total", .number(total)), ("warnings", .number(warnings)), ("errors", .number(errors))])
        }

        /// `/api/rawdata`
        var rawData: JSONValue {
            let routers = routers
            return .object([
                ("routers", Self.named(routers)), ("middlewares", Self.named(middlewares(routers))),
                ("services", Self.named(services(routers), "serverStatus")),
            ])
        }

        /// - Parameter extra: A member that is shown here too.
        private static func named(_ elements: [APIElement], _ extra: String = "") -> JSONValue {
            .object(
                elements.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.map { element in
                    (element.name, .object(element.members + element.ownMembers.filter { $0.name == extra }))
                })
        }
    }
#endif
