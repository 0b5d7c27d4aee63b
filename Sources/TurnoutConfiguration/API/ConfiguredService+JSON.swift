extension ConfiguredService {
    /// What Traefik's API shows of it, under its kind.
    package var json: [(name: String, value: JSONValue)] {
        switch kind {
        case .loadBalancer(let balancer): [("loadBalancer", .object(balancer.value.json))]
        case .weighted(let weighted): [("weighted", .object(weighted.json))]
        case .highestRandomWeight(let weighted): [("highestRandomWeight", .object(weighted.json))]
        case .failover(let failover): [("failover", .object(failover.json))]
        case .mirroring(let mirrored): [("mirroring", .object(mirrored.json))]
        case .several(let kinds): kinds.map { ($0, .object([])) }
        case .missing: []
        }
    }

    /// In small letters, as Traefik's API calls it: `loadbalancer`; empty if it has none or several.
    package var typeName: String { json.count == 1 ? json[0].name.lowercased() : "" }
}

extension LoadBalancer {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add("sticky", sticky.map { .object([("cookie", .object($0.value.json))]) })
        members.add("servers", .list(servers.map { .object($0.json) }))
        members.add("strategy", unknownStrategy ?? strategy.rawValue)
        members.add("healthCheck", healthCheck.map { .object($0.value.json) })
        members.add("passiveHealthCheck", passiveHealthCheck.map { .object($0.value.json) })
        members.append(("passHostHeader", .flag(passHostHeader)))
        members.append(("responseForwarding", .object([("flushInterval", .text(GoSyntax.text(of: flushInterval)))])))
        members.add("serversTransport", serversTransport)
        return members
    }
}

extension Server {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = [("url", .text(url.text))]
        if weight != 1 { members.append(("weight", .number(weight))) }
        members.add("preservePath", preservePath)
        return members
    }
}

extension WeightedServices {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add(
            "services",
            .list(shares.map { .object([("name", .text($0.writtenName)), ("weight", .number($0.weight))]) }))
        members.add("sticky", sticky.map { .object([("cookie", .object($0.value.json))]) })
        if hasHealthCheck { members.append(("healthCheck", .object([]))) }
        return members
    }
}

extension FailoverServices {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add("service", service)
        members.add("fallback", fallback)
        if hasHealthCheck { members.append(("healthCheck", .object([]))) }
        if let errors {
            members.append(
                (
                    "errors",
                    .object([
                        ("status", .list(errors.status.map { .text($0) })),
                        ("maxRequestBodyBytes", .number(errors.maximumRequestBodyBytes)),
                    ])
                ))
        }
        return members
    }
}

extension MirroredService {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add("service", service)
        members.append(("mirrorBody", .flag(mirrorBody)))
        members.append(("maxBodySize", .number(maximumBodyBytes)))
        members.add(
            "mirrors",
            .list(mirrors.map { .object([("name", .text($0.service)), ("percent", .number($0.percent))]) }))
        if hasHealthCheck { members.append(("healthCheck", .object([]))) }
        return members
    }
}

extension PassiveHealthCheck {
    fileprivate var json: [(name: String, value: JSONValue)] {
        [
            ("failureWindow", .text(GoSyntax.text(of: failureWindow))),
            ("maxFailedAttempts", .number(maximumFailedAttempts)),
        ]
    }
}

extension StickyCookie {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add("name", name)
        members.add("secure", secure)
        members.add("httpOnly", httpOnly)
        members.add("sameSite", sameSite)
        members.add("maxAge", maxAge)
        members.add("path", path)
        members.add("domain", domain)
        return members
    }
}

extension HealthCheck {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add("scheme", scheme)
        members.add("mode", mode)
        members.add("path", path)
        members.add("method", method)
        members.add("status", status)
        members.add("port", port)
        members.add("interval", interval)
        members.add("unhealthyInterval", unhealthyInterval ?? .zero)
        members.add("timeout", timeout)
        members.add("hostname", hostname)
        members.add("followRedirects", followRedirects)
        if !headers.isEmpty {
            members.append(("headers", .object(headers.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })))
        }
        return members
    }
}
