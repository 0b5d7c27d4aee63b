import TurnoutSyntax

extension StaticConfiguration {
    /// One of `entryPoints`; `nil` if its address can't be used, which is reported.
    mutating func entryPoint(_ member: ConfigurationNode.Member) -> EntryPoint? {
        let (name, node) = (member.key, member.value)
        let text = node.text("address") ?? ""
        let place = node["address"]?.place ?? member.place
        guard let address = EntryPointAddress(parsing: text) else {
            problems.append(
                ConfigurationProblem(
                    .invalidAddress, "the address of the entry point '\(name)' must look like ':80', not '\(text)'",
                    at: place))
            return nil
        }
        if address.port == 0 {
            problems.append(
                ConfigurationProblem(
                    .invalidAddress, severity: .warning,
                    "the entry point '\(name)' has no port: it listens on one that the system chooses", at: place))
        }
        var point = EntryPoint(name: name, address: address, at: member.place)
        point.isNamedDefault = node.flag("asDefault") ?? false
        point.isDefault = point.isNamedDefault
        point.reusesPort = node.flag("reusePort") ?? false
        point.allowsACMEBypass = node.flag("allowACMEByPass") ?? false
        if let transport = node["transport"] { point.decode(transport: transport) }
        if let headers = node["forwardedHeaders"] {
            point.forwardedHeaders.insecure = headers.flag("insecure") ?? false
            point.forwardedHeaders.trustedIPs = addresses(headers["trustedIPs"], of: name)
            point.forwardedHeaders.writtenIPs = headers.texts("trustedIPs")
            point.forwardedHeaders.connection = headers.texts("connection")
            point.forwardedHeaders.notAppendXForwardedFor = headers.flag("notAppendXForwardedFor") ?? false
            point.forwardedHeaders.addXForwardedSchemeHeaders = headers.flag("addXForwardedSchemeHeaders") ?? false
        }
        if let node = node["proxyProtocol"] {
            var proxyProtocol = ProxyProtocol()
            proxyProtocol.insecure = node.flag("insecure") ?? false
            proxyProtocol.trustedIPs = addresses(node["trustedIPs"], of: name)
            proxyProtocol.writtenIPs = node.texts("trustedIPs")
            point.proxyProtocol = proxyProtocol
        }
        if let http = node["http"] { decode(http: http, into: &point) }
        if let node = node["http2"] {
            point.http2.maxConcurrentStreams = node.integer("maxConcurrentStreams") ?? 250
            point.http2.maxDecoderHeaderTableSize = node.integer("maxDecoderHeaderTableSize") ?? 4096
            point.http2.maxEncoderHeaderTableSize = node.integer("maxEncoderHeaderTableSize") ?? 4096
        }
        if let node = node["http3"] {
            point.http3 = EntryPointHTTP3()
            point.http3?.advertisedPort = node.integer("advertisedPort") ?? 0
        }
        point.udpTimeout = node["udp"]?.duration("timeout") ?? point.udpTimeout
        point.observability = node["observability"].map(Observability.init(checked:))
        point.http.hasEncodedCharacters = node["http"]?["encodedCharacters"] != nil
        return point
    }

    private mutating func decode(http node: ConfigurationNode, into point: inout EntryPoint) {
        point.http.middlewares = node.texts("middlewares")
        point.http.tls = node["tls"].map { Shared(RouterTLS(checked: $0)) }
        if let characters = node["encodedCharacters"] {
            point.http.encodedCharacters = EncodedCharacters(checked: characters, default: true)
        }
        point.http.encodeQuerySemicolons = node.flag("encodeQuerySemicolons") ?? false
        point.http.sanitizePath = node.flag("sanitizePath") ?? true
        point.http.maxHeaderBytes = node.integer("maxHeaderBytes") ?? point.http.maxHeaderBytes
        if let strategy = node["underscoreHeadersStrategy"], let text = strategy.text, !text.isEmpty {
            if let known = UnderscoreHeadersStrategy(rawValue: text) {
                point.http.underscoreHeadersStrategy = known
            } else {
                problems.append(
                    ConfigurationProblem(
                        .invalidValue,
                        "'underscoreHeadersStrategy' of the entry point '\(point.name)' must be keep, delete or reject, "
                            + "not '\(text)'", at: strategy.place))
            }
        }
        if let redirection = node["redirections"]?["entryPoint"] {
            var result = EntryPointRedirection(target: redirection.text("to") ?? "")
            result.scheme = redirection.text("scheme") ?? result.scheme
            result.isPermanent = redirection.flag("permanent") ?? true
            result.priority = redirection.integer("priority") ?? result.priority
            point.http.redirection = result
        }
    }

    private mutating func addresses(_ list: ConfigurationNode?, of name: String) -> [AddressRange] {
        (list?.elements ?? []).compactMap { element in
            let text = element.text ?? ""
            if let range = AddressRange(parsing: Array(text.utf8)) { return range }
            problems.append(
                ConfigurationProblem(
                    .invalidAddress,
                    "'\(text)', which the entry point '\(name)' trusts, is no IP address and no CIDR range",
                    at: element.place))
            return nil
        }
    }
}

extension EntryPoint {
    fileprivate mutating func decode(transport node: ConfigurationNode) {
        if let timeouts = node["respondingTimeouts"] {
            readTimeout = timeouts.duration("readTimeout") ?? readTimeout
            writeTimeout = timeouts.duration("writeTimeout") ?? writeTimeout
            idleTimeout = timeouts.duration("idleTimeout") ?? idleTimeout
        }
        if let lifeCycle = node["lifeCycle"] {
            requestAcceptGraceTimeout = lifeCycle.duration("requestAcceptGraceTimeout") ?? requestAcceptGraceTimeout
            graceTimeOut = lifeCycle.duration("graceTimeOut") ?? graceTimeOut
        }
        keepAliveMaxTime = node.duration("keepAliveMaxTime") ?? keepAliveMaxTime
        keepAliveMaxRequests = node.integer("keepAliveMaxRequests") ?? keepAliveMaxRequests
    }
}

extension EncodedCharacters {
    /// - Parameter default: Whether a character that isn't mentioned is allowed.
    init(checked node: ConfigurationNode, default isAllowed: Bool) {
        let names: [(String, EncodedCharacters)] = [
            ("Slash", .slash), ("BackSlash", .backSlash), ("NullCharacter", .nullCharacter), ("Semicolon", .semicolon),
            ("Percent", .percent), ("QuestionMark", .questionMark), ("Hash", .hash),
        ]
        self = []
        for (name, character) in names where node.flag("allowEncoded" + name) ?? isAllowed { insert(character) }
    }
}
