extension DynamicConfiguration {
    mutating func service(_ member: ConfigurationNode.Member, _ provider: String) -> ConfiguredService {
        let kinds = member.value.members.filter { $0.key != "middlewares" }
        var kind = ConfiguredService.Kind.missing
        if kinds.count > 1 {
            kind = .several(kinds.map(\.key))
        } else if let only = kinds.first {
            switch only.key {
            case "loadBalancer": kind = .loadBalancer(Shared(loadBalancer(only.value, member.key)))
            case "weighted": kind = .weighted(WeightedServices(checked: only.value))
            case "highestRandomWeight": kind = .highestRandomWeight(WeightedServices(checked: only.value))
            case "failover": kind = .failover(FailoverServices(checked: only.value))
            case "mirroring": kind = .mirroring(MirroredService(checked: only.value))
            default: preconditionFailure("the schema has no service of the kind '\(only.key)'")
            }
        }
        var service = ConfiguredService(name: "\(member.key)@\(provider)", kind: kind, at: member.place)
        service.middlewares = member.value.texts("middlewares")
        return service
    }

    private mutating func loadBalancer(_ node: ConfigurationNode, _ name: String) -> LoadBalancer {
        var balancer = LoadBalancer()
        balancer.servers = (node["servers"]?.elements ?? []).map { server in
            Server(
                ServerURL(server.text("url") ?? ""), weight: server.integer("weight") ?? 1,
                preservePath: server.flag("preservePath") ?? false, at: server["url"]?.place ?? server.place)
        }
        balancer.passHostHeader = node.flag("passHostHeader") ?? true
        balancer.serversTransport = node.text("serversTransport") ?? ""
        if let text = node.text("strategy"), !text.isEmpty {
            if let strategy = LoadBalancer.Strategy(rawValue: text) {
                balancer.strategy = strategy
            } else {
                balancer.unknownStrategy = text
            }
        }
        balancer.sticky = node["sticky"]?["cookie"].map { Shared(StickyCookie(checked: $0)) }
        balancer.healthCheck = node["healthCheck"].map { Shared(HealthCheck(checked: $0)) }
        balancer.passiveHealthCheck = node["passiveHealthCheck"].map { Shared(PassiveHealthCheck(checked: $0)) }
        balancer.flushInterval = node["responseForwarding"]?.duration("flushInterval") ?? balancer.flushInterval
        return balancer
    }
}

extension WeightedServices {
    init(checked node: ConfigurationNode) {
        shares = (node["services"]?.elements ?? []).map {
            Share(service: $0.text("name") ?? "", weight: $0.integer("weight") ?? 1)
        }
        sticky = node["sticky"]?["cookie"].map { Shared(StickyCookie(checked: $0)) }
        hasHealthCheck = node["healthCheck"] != nil
    }
}

extension FailoverServices {
    init(checked node: ConfigurationNode) {
        service = node.text("service") ?? ""
        fallback = node.text("fallback") ?? ""
        hasHealthCheck = node["healthCheck"] != nil
        errors = node["errors"].map { node in
            var errors = Errors()
            errors.status = node.texts("status")
            errors.maximumRequestBodyBytes = node.integer("maxRequestBodyBytes") ?? errors.maximumRequestBodyBytes
            return errors
        }
    }
}

extension MirroredService {
    init(checked node: ConfigurationNode) {
        service = node.text("service") ?? ""
        mirrorBody = node.flag("mirrorBody") ?? mirrorBody
        maximumBodyBytes = node.integer("maxBodySize") ?? maximumBodyBytes
        mirrors = (node["mirrors"]?.elements ?? []).map {
            Mirror(service: $0.text("name") ?? "", percent: $0.integer("percent") ?? 0)
        }
        hasHealthCheck = node["healthCheck"] != nil
    }
}

extension PassiveHealthCheck {
    init(checked node: ConfigurationNode) {
        failureWindow = node.duration("failureWindow") ?? failureWindow
        maximumFailedAttempts = node.integer("maxFailedAttempts") ?? maximumFailedAttempts
    }
}

extension StickyCookie {
    init(checked node: ConfigurationNode) {
        name = node.text("name") ?? ""
        secure = node.flag("secure") ?? false
        httpOnly = node.flag("httpOnly") ?? false
        sameSite = node.text("sameSite") ?? ""
        maxAge = node.integer("maxAge") ?? 0
        path = node.text("path") ?? "/"
        domain = node.text("domain") ?? ""
    }
}

extension HealthCheck {
    init(checked node: ConfigurationNode) {
        scheme = node.text("scheme") ?? ""
        mode = node.text("mode") ?? mode
        path = node.text("path") ?? ""
        method = node.text("method") ?? ""
        status = node.integer("status") ?? 0
        port = node.integer("port") ?? 0
        interval = node.duration("interval") ?? interval
        unhealthyInterval = node.duration("unhealthyInterval")
        timeout = node.duration("timeout") ?? timeout
        hostname = node.text("hostname") ?? ""
        followRedirects = node.flag("followRedirects") ?? true
        headers = node.textMembers("headers")
    }
}
