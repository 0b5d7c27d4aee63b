import TurnoutSyntax

extension DynamicConfiguration {
    /// Decodes a document that the schema has checked.
    init(checked root: ConfigurationNode, provider: String) {
        self.init()
        let http = root["http"]
        // Most routers of a file have the same ones.
        var (entryPoints, middlewares) = (RepeatedList(), RepeatedList())
        for member in http?["routers"]?.members ?? [] {
            var router = router(member, provider)
            router.entryPoints = entryPoints.shared(router.entryPoints)
            router.middlewares = middlewares.shared(router.middlewares)
            routers.append(Shared(router))
        }
        for member in http?["services"]?.members ?? [] { services.append(Shared(service(member, provider))) }
        for member in http?["middlewares"]?.members ?? [] {
            let kinds = member.value.members
            self.middlewares.append(
                ConfiguredMiddleware(
                    name: "\(member.key)@\(provider)", kinds: kinds.map(\.key),
                    node: kinds.first?.value ?? member.value,
                    at: member.place))
        }
        for member in http?["serversTransports"]?.members ?? [] {
            serversTransports.append(
                ConfiguredServersTransport(
                    name: "\(member.key)@\(provider)", transport: ServersTransport(checked: member.value),
                    at: member.place))
        }
        tls = TLSConfiguration(checked: root["tls"], provider: provider)
        (tcp, udp) = (root["tcp"], root["udp"])
    }

    private mutating func router(_ member: ConfigurationNode.Member, _ provider: String) -> ConfiguredRouter {
        let node = member.value
        let rule = node["rule"]
        var router = ConfiguredRouter(
            name: "\(member.key)@\(provider)", rule: rule?.text ?? "", at: rule?.place ?? member.place)
        if let syntax = node["ruleSyntax"], let text = syntax.text, !text.isEmpty {
            router.ruleSyntax = text == "v2" ? .v2 : text == "v3" ? .v3 : nil
            if router.ruleSyntax == nil {
                problems.append(
                    ConfigurationProblem(
                        .invalidValue, severity: .warning,
                        "the router '\(member.key)' has the unknown ruleSyntax '\(text)', taken as v3", at: syntax.place
                    ))
            }
        }
        router.priority = node.integer("priority") ?? 0
        router.entryPoints = node.texts("entryPoints")
        router.middlewares = node.texts("middlewares")
        router.service = node.text("service") ?? ""
        router.tls = node["tls"].map { Shared(RouterTLS(checked: $0)) }
        router.observability = node["observability"].map { Shared(Observability(checked: $0)) }
        router.hasParents = !node.texts("parentRefs").isEmpty
        return router
    }
}

extension RouterTLS {
    init(checked node: ConfigurationNode) {
        options = node.text("options") ?? ""
        certResolver = node.text("certResolver") ?? ""
        domains = (node["domains"]?.elements ?? []).map { Domain(main: $0.text("main") ?? "", sans: $0.texts("sans")) }
    }
}

extension TLSConfiguration {
    init(checked node: ConfigurationNode?, provider: String) {
        guard let node else { return }
        certificates = (node["certificates"]?.elements ?? []).map(CertificatePair.init(checked:)).distinct
        options = (node["options"]?.members ?? []).map {
            TLSOptions(name: $0.key == "default" ? $0.key : "\($0.key)@\(provider)", checked: $0.value, at: $0.place)
        }
        defaultCertificate = node["stores"]?["default"]?["defaultCertificate"].map(CertificatePair.init(checked:))
    }
}

extension TLSOptions {
    fileprivate init(name: String, checked node: ConfigurationNode, at place: ConfigurationPlace) {
        self.init(name: name)
        minVersion = node.text("minVersion") ?? ""
        maxVersion = node.text("maxVersion") ?? ""
        cipherSuites = node.texts("cipherSuites")
        curvePreferences = node.texts("curvePreferences")
        clientAuthType = node["clientAuth"]?.text("clientAuthType") ?? ""
        caFiles = node["clientAuth"]?.texts("caFiles") ?? []
        sniStrict = node.flag("sniStrict") ?? false
        alpnProtocols = node.texts("alpnProtocols")
        self.place = place
    }
}

extension CertificatePair {
    init(checked node: ConfigurationNode) {
        self.init(
            certFile: node.text("certFile") ?? "", keyFile: node.text("keyFile") ?? "", stores: node.texts("stores"))
        place = node.place
    }
}

extension ServersTransport {
    /// Decodes one of `http.serversTransports`, or `serversTransport` of the static configuration.
    init(checked node: ConfigurationNode) {
        if let timeouts = node["forwardingTimeouts"] {
            dialTimeout = timeouts.duration("dialTimeout") ?? dialTimeout
            responseHeaderTimeout = timeouts.duration("responseHeaderTimeout") ?? responseHeaderTimeout
            idleConnTimeout = timeouts.duration("idleConnTimeout") ?? idleConnTimeout
            readIdleTimeout = timeouts.duration("readIdleTimeout") ?? readIdleTimeout
            pingTimeout = timeouts.duration("pingTimeout") ?? pingTimeout
        }
        maxIdleConnsPerHost = node.integer("maxIdleConnsPerHost") ?? maxIdleConnsPerHost
        disableHTTP2 = node.flag("disableHTTP2") ?? false
        serverName = node.text("serverName") ?? ""
        insecureSkipVerify = node.flag("insecureSkipVerify") ?? false
        rootCAs = node.texts("rootCAs")
        certificates = (node["certificates"]?.elements ?? []).map(CertificatePair.init(checked:))
        cipherSuites = node.texts("cipherSuites")
        minVersion = node.text("minVersion") ?? ""
        maxVersion = node.text("maxVersion") ?? ""
        peerCertSANs = node.texts("peerCertSANs")
    }
}
