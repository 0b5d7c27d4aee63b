extension EntryPoint {
    /// What Traefik's API shows of it.
    package var json: JSONValue {
        var members: [(name: String, value: JSONValue)] = [("address", .text("\(address)"))]
        members.add("allowACMEByPass", allowsACMEBypass)
        members.add("reusePort", reusesPort)
        members.add("asDefault", isNamedDefault)
        members.append(("transport", transport))
        members.add("proxyProtocol", proxyProtocol.map { .object($0.json) })
        members.append(("forwardedHeaders", .object(forwardedHeaders.json)))
        members.append(("http", .object(http.json)))
        members.append(("http2", .object(http2.json)))
        members.add(
            "http3",
            http3.map { .object($0.advertisedPort == 0 ? [] : [("advertisedPort", .number($0.advertisedPort))]) })
        members.append(("udp", .object([("timeout", .text(GoSyntax.text(of: udpTimeout)))])))
        members.add("observability", observability?.json)
        members.append(("name", .text(name)))
        return .object(members)
    }

    private var transport: JSONValue {
        var lifeCycle: [(name: String, value: JSONValue)] = []
        lifeCycle.add("requestAcceptGraceTimeout", requestAcceptGraceTimeout)
        lifeCycle.add("graceTimeOut", graceTimeOut)
        var timeouts: [(name: String, value: JSONValue)] = []
        timeouts.add("readTimeout", readTimeout)
        timeouts.add("writeTimeout", writeTimeout)
        timeouts.add("idleTimeout", idleTimeout)
        var members: [(name: String, value: JSONValue)] = [
            ("lifeCycle", .object(lifeCycle)), ("respondingTimeouts", .object(timeouts)),
        ]
        members.add("keepAliveMaxTime", keepAliveMaxTime)
        members.add("keepAliveMaxRequests", keepAliveMaxRequests)
        return .object(members)
    }
}

extension ProxyProtocol {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add("insecure", insecure)
        members.add("trustedIPs", writtenIPs)
        return members
    }
}

extension ForwardedHeaders {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add("insecure", insecure)
        members.add("trustedIPs", writtenIPs)
        members.add("connection", connection)
        members.add("notAppendXForwardedFor", notAppendXForwardedFor)
        return members
    }
}

extension EntryPointHTTP {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add("redirections", redirection.map { .object([("entryPoint", .object($0.json))]) })
        members.add("middlewares", middlewares)
        members.add("tls", tls.map { .object($0.json) })
        if hasEncodedCharacters { members.append(("encodedCharacters", .object(encodedCharacters.json))) }
        members.add("encodeQuerySemicolons", encodeQuerySemicolons)
        members.append(("sanitizePath", .flag(sanitizePath)))
        members.add("maxHeaderBytes", maxHeaderBytes)
        if underscoreHeadersStrategy != .keep {
            members.append(("underscoreHeadersStrategy", .text(underscoreHeadersStrategy.rawValue)))
        }
        return members
    }
}

extension EncodedCharacters {
    fileprivate var json: [(name: String, value: JSONValue)] {
        let names: [(String, EncodedCharacters)] = [
            ("Slash", .slash), ("BackSlash", .backSlash), ("NullCharacter", .nullCharacter), ("Semicolon", .semicolon),
            ("Percent", .percent), ("QuestionMark", .questionMark), ("Hash", .hash),
        ]
        return names.filter { contains($0.1) }.map { ("allowEncoded" + $0.0, .flag(true)) }
    }
}

extension EntryPointRedirection {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add("to", target)
        members.add("scheme", scheme)
        members.add("permanent", isPermanent)
        members.add("priority", priority)
        return members
    }
}

extension EntryPointHTTP2 {
    fileprivate var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add("maxConcurrentStreams", maxConcurrentStreams)
        members.add("maxDecoderHeaderTableSize", maxDecoderHeaderTableSize)
        members.add("maxEncoderHeaderTableSize", maxEncoderHeaderTableSize)
        return members
    }
}

extension RouterTLS {
    /// What Traefik's API shows of it.
    package var json: [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        members.add("options", options)
        members.add("certResolver", certResolver)
        members.add(
            "domains",
            .list(
                domains.map { domain in
                    var members: [(name: String, value: JSONValue)] = []
                    members.add("main", domain.main)
                    members.add("sans", domain.sans)
                    return .object(members)
                }))
        return members
    }
}

extension Observability {
    /// What Traefik's API shows of it: what is not said is on.
    package var json: JSONValue {
        .object([
            ("accessLogs", .flag(accessLogs ?? true)), ("metrics", .flag(metrics ?? true)),
            ("tracing", .flag(tracing ?? true)), ("traceVerbosity", .text(traceVerbosity ?? "minimal")),
        ])
    }
}
