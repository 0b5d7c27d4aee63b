/// Traefik's dynamic configuration, middlewares apart.
extension Structure {
    static let dynamicConfiguration = Structure([
        .key("http", .structure(http)),
        .key("tcp", .structure(tcp), .unsupported),
        .key("udp", .structure(udp), .unsupported),
        .key("tls", .structure(tls)),
    ])

    private static let http = Structure([
        .key("routers", .members(of: router)),
        .key("services", .members(of: service)),
        .key("middlewares", .members(of: middleware)),
        .key("serversTransports", .members(of: serversTransport)),
        .key(
            "models",
            .members(
                of: Structure([
                    .key("middlewares", .texts),
                    .key("tls", .structure(routerTLS), mayBeEmpty: true),
                    .key("observability", .structure(observability)),
                    .key("defaultRuleSyntax", .any, .inert),
                    .key("deniedEncodedPathCharacters", .any, .inert),
                ])), .unsupported),
    ])

    private static let router = Structure([
        .key("entryPoints", .texts),
        .key("middlewares", .texts),
        .key("service", .text),
        .key("rule", .text),
        .key("parentRefs", .texts),
        .key("ruleSyntax", .text),
        .key("priority", .integer),
        .key("tls", .structure(routerTLS), mayBeEmpty: true),
        .key("observability", .structure(observability), .unsupported),
        .key("defaultRule", .any, .inert),
        .key("deniedEncodedPathCharacters", .any, .inert),
    ])

    private static let service = Structure([
        .key("loadBalancer", .structure(loadBalancer)),
        .key(
            "highestRandomWeight",
            .structure(
                Structure([
                    .key("services", .structures(share)), .key("healthCheck", .structure(empty), mayBeEmpty: true),
                ]))),
        .key(
            "weighted",
            .structure(
                Structure([
                    .key("services", .structures(weightedShare)),
                    .key("sticky", .structure(sticky), .unsupported),
                    .key("healthCheck", .structure(empty), .unsupported, mayBeEmpty: true),
                ]))),
        .key(
            "mirroring",
            .structure(
                Structure([
                    .key("service", .text),
                    .key("mirrorBody", .flag),
                    .key("maxBodySize", .integer),
                    .key("mirrors", .structures(Structure([.key("name", .text), .key("percent", .integer)]))),
                    .key("healthCheck", .structure(empty), mayBeEmpty: true),
                ]))),
        .key(
            "failover",
            .structure(
                Structure([
                    .key("service", .text),
                    .key("fallback", .text),
                    .key("healthCheck", .structure(empty), mayBeEmpty: true),
                    .key(
                        "errors",
                        .structure(Structure([.key("status", .texts), .key("maxRequestBodyBytes", .integer)]))),
                ]))),
        .key("middlewares", .texts),
        .key("observability", .any, .inert),
    ])

    private static let share = Structure([.key("name", .text), .key("weight", .integer)])

    private static let weightedShare = Structure(
        share.keys + [
            .key("status", .any, .inert), .key("grpcStatus", .any, .inert), .key("headers", .any, .inert),
        ])

    private static let loadBalancer = Structure([
        .key("sticky", .structure(sticky), .unsupported, mayBeEmpty: true),
        .key(
            "servers",
            .structures(
                Structure([
                    .key("url", .text),
                    .key("weight", .integer),
                    .key("preservePath", .flag),
                    .key("scheme", .any, .inert),
                    .key("port", .any, .inert),
                    .key("fenced", .any, .inert),
                ]))),
        .key("strategy", .text),
        .key("healthCheck", .structure(healthCheck), .unsupported),
        .key(
            "passiveHealthCheck",
            .structure(
                Structure([
                    .key("failureWindow", .duration), .key("maxFailedAttempts", .integer),
                ])), .unsupported),
        .key("passHostHeader", .flag),
        .key("responseForwarding", .structure(Structure([.key("flushInterval", .duration)])), .meaningless),
        .key("serversTransport", .text),
        .key("nginxUpstreamHashBy", .any, .inert),
    ])

    private static let sticky = Structure([
        .key(
            "cookie",
            .structure(
                Structure([
                    .key("name", .text),
                    .key("secure", .flag),
                    .key("httpOnly", .flag),
                    .key("sameSite", .text),
                    .key("maxAge", .integer),
                    .key("path", .text),
                    .key("domain", .text),
                    .key("expires", .any, .inert),
                    .key("preserveLeadingDot", .any, .inert),
                ])), mayBeEmpty: true)
    ])

    private static let healthCheck = Structure([
        .key("scheme", .text),
        .key("mode", .text),
        .key("path", .text),
        .key("method", .text),
        .key("status", .integer),
        .key("port", .integer),
        .key("interval", .duration),
        .key("unhealthyInterval", .duration),
        .key("timeout", .duration),
        .key("hostname", .text),
        .key("followRedirects", .flag),
        .key("headers", .textMembers),
    ])

    private static let serversTransport = Structure([
        .key("serverName", .text, .unsupported),
        .key("insecureSkipVerify", .flag, .unsupported),
        .key("rootCAs", .texts, .unsupported),
        .key("certificates", .structures(certificate), .unsupported),
        .key("cipherSuites", .texts, .unsupported),
        .key("minVersion", .text, .unsupported),
        .key("maxVersion", .text, .unsupported),
        .key("maxIdleConnsPerHost", .integer),
        .key(
            "forwardingTimeouts",
            .structure(
                Structure([
                    .key("dialTimeout", .duration),
                    .key("responseHeaderTimeout", .duration),
                    .key("idleConnTimeout", .duration),
                    .key("readIdleTimeout", .duration, .unsupported),
                    .key("pingTimeout", .duration, .unsupported),
                    .key("readTimeout", .any, .inert),
                    .key("writeTimeout", .any, .inert),
                ]))),
        .key("disableHTTP2", .flag, .meaningless),
        .key("peerCertURI", .text, .unsupported),
        .key("peerCertSANs", .texts, .unsupported),
        .key("spiffe", .structure(spiffe), .unsupported, mayBeEmpty: true),
    ])

    private static let tls = Structure([
        .key("certificates", .structures(Structure(certificate.keys + [.key("stores", .texts)])), .unsupported),
        .key(
            "options",
            .members(
                of: Structure([
                    .key("minVersion", .text),
                    .key("maxVersion", .text),
                    .key("cipherSuites", .texts),
                    .key("curvePreferences", .texts),
                    .key(
                        "clientAuth",
                        .structure(
                            Structure([
                                .key("caFiles", .texts), .key("clientAuthType", .text),
                            ]))),
                    .key("sniStrict", .flag),
                    .key("alpnProtocols", .texts),
                    .key("disableSessionTickets", .flag),
                    .key("preferServerCipherSuites", .flag),
                ])), .unsupported),
        .key(
            "stores",
            .members(
                of: Structure([
                    .key("defaultCertificate", .structure(certificate)),
                    .key(
                        "defaultGeneratedCert",
                        .structure(
                            Structure([
                                .key("resolver", .text), .key("domain", .structure(domain)),
                            ]))),
                ])), .unsupported),
    ])

    private static let tcp = Structure([
        .key(
            "routers",
            .members(
                of: Structure([
                    .key("entryPoints", .texts),
                    .key("middlewares", .texts),
                    .key("service", .text),
                    .key("rule", .text),
                    .key("ruleSyntax", .text),
                    .key("priority", .integer),
                    .key("tls", .structure(Structure(routerTLS.keys + [.key("passthrough", .flag)])), mayBeEmpty: true),
                ]))),
        .key(
            "services",
            .members(
                of: Structure([
                    .key(
                        "loadBalancer",
                        .structure(
                            Structure([
                                .key(
                                    "servers",
                                    .structures(
                                        Structure([
                                            .key("address", .text), .key("tls", .flag), .key("port", .any, .inert),
                                        ]))),
                                .key("serversTransport", .text),
                                .key(
                                    "proxyProtocol", .structure(Structure([.key("version", .integer)])),
                                    mayBeEmpty: true),
                                .key("terminationDelay", .integer),
                                .key(
                                    "healthCheck",
                                    .structure(
                                        Structure([
                                            .key("port", .integer),
                                            .key("send", .text),
                                            .key("expect", .text),
                                            .key("interval", .duration),
                                            .key("unhealthyInterval", .duration),
                                            .key("timeout", .duration),
                                        ])), mayBeEmpty: true),
                            ]))),
                    .key(
                        "weighted",
                        .structure(
                            Structure([
                                .key("services", .structures(share)),
                                .key("healthCheck", .structure(empty), mayBeEmpty: true),
                            ]))),
                ]))),
        .key(
            "middlewares",
            .members(
                of: Structure([
                    .key("inFlightConn", .structure(Structure([.key("amount", .integer)]))),
                    .key("ipAllowList", .structure(Structure([.key("sourceRange", .texts)]))),
                    .key("ipWhiteList", .structure(Structure([.key("sourceRange", .texts)]))),
                ]))),
        .key(
            "serversTransports",
            .members(
                of: Structure([
                    .key("dialKeepAlive", .duration),
                    .key("dialTimeout", .duration),
                    .key("terminationDelay", .duration),
                    .key("proxyProtocol", .structure(Structure([.key("version", .integer)])), mayBeEmpty: true),
                    .key(
                        "tls",
                        .structure(
                            Structure([
                                .key("serverName", .text),
                                .key("insecureSkipVerify", .flag),
                                .key("rootCAs", .texts),
                                .key("certificates", .structures(certificate)),
                                .key("peerCertURI", .text),
                                .key("spiffe", .structure(spiffe), mayBeEmpty: true),
                            ])), mayBeEmpty: true),
                ]))),
        .key("models", .any, .inert),
    ])

    private static let udp = Structure([
        .key("routers", .members(of: Structure([.key("entryPoints", .texts), .key("service", .text)]))),
        .key(
            "services",
            .members(
                of: Structure([
                    .key(
                        "loadBalancer",
                        .structure(
                            Structure([
                                .key(
                                    "servers",
                                    .structures(
                                        Structure([
                                            .key("address", .text), .key("port", .any, .inert),
                                        ])))
                            ]))),
                    .key("weighted", .structure(Structure([.key("services", .structures(share))]))),
                ]))),
    ])
}
