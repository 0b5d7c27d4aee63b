/// `entryPoints.NAME` of the static configuration.
extension Structure {
    static let entryPoint = Structure([
        .key("address", .text),
        .key("allowACMEByPass", .flag, .unsupported),
        .key("reusePort", .flag),
        .key("asDefault", .flag),
        .key("transport", .structure(transport)),
        .key(
            "proxyProtocol",
            .structure(
                Structure([
                    .key("insecure", .flag), .key("trustedIPs", .texts),
                ])), mayBeEmpty: true),
        .key("forwardedHeaders", .structure(forwardedHeaders)),
        .key("http", .structure(entryPointHTTP)),
        .key(
            "http2",
            .structure(
                Structure([
                    .key("maxConcurrentStreams", .integer),
                    .key("maxDecoderHeaderTableSize", .integer),
                    .key("maxEncoderHeaderTableSize", .integer),
                ])), .unsupported),
        .key("http3", .structure(Structure([.key("advertisedPort", .integer)])), .unsupported, mayBeEmpty: true),
        .key("udp", .structure(Structure([.key("timeout", .duration)])), .unsupported),
        .key("observability", .structure(observability), .unsupported),
    ])

    /// Of entry points and of routers.
    static let observability = Structure([
        .key("accessLogs", .flag),
        .key("metrics", .flag),
        .key("tracing", .flag),
        .key("traceVerbosity", .text),
        .key("metadata", .any, .inert),
    ])

    /// Of entry points and of routers.
    static let routerTLS = Structure([
        .key("options", .text),
        .key("certResolver", .text, .unsupported),
        .key("domains", .structures(domain), .unsupported),
        .key("conflictingOptions", .any, .inert),
        .key("resolvedOptions", .any, .inert),
    ])

    private static let transport = Structure([
        .key(
            "lifeCycle",
            .structure(
                Structure([
                    .key("requestAcceptGraceTimeout", .duration), .key("graceTimeOut", .duration),
                ]))),
        .key(
            "respondingTimeouts",
            .structure(
                Structure([
                    .key("readTimeout", .duration), .key("writeTimeout", .duration), .key("idleTimeout", .duration),
                ]))),
        .key("keepAliveMaxTime", .duration),
        .key("keepAliveMaxRequests", .integer),
    ])

    private static let forwardedHeaders = Structure([
        .key("insecure", .flag),
        .key("trustedIPs", .texts),
        .key("connection", .texts),
        .key("notAppendXForwardedFor", .flag),
        .key("addXForwardedSchemeHeaders", .flag),
    ])

    private static let entryPointHTTP = Structure([
        .key(
            "redirections",
            .structure(
                Structure([
                    .key(
                        "entryPoint",
                        .structure(
                            Structure([
                                .key("to", .text),
                                .key("scheme", .text),
                                .key("permanent", .flag),
                                .key("priority", .integer),
                            ])))
                ])), .unsupported),
        .key("middlewares", .texts),
        .key("tls", .structure(routerTLS), mayBeEmpty: true),
        .key("encodedCharacters", .structure(encodedCharacters)),
        .key("encodeQuerySemicolons", .flag),
        .key("sanitizePath", .flag),
        .key("maxHeaderBytes", .integer),
        .key("underscoreHeadersStrategy", .text),
        .key("aliasHeadersStrategy", .text, .unsupported),
    ])

    /// Of entry points, and the middleware of that name.
    static let encodedCharacters = Structure([
        .key("allowEncodedSlash", .flag),
        .key("allowEncodedBackSlash", .flag),
        .key("allowEncodedNullCharacter", .flag),
        .key("allowEncodedSemicolon", .flag),
        .key("allowEncodedPercent", .flag),
        .key("allowEncodedQuestionMark", .flag),
        .key("allowEncodedHash", .flag),
    ])
}
