/// `entryPoints.NAME` of the static configuration.
extension Structure {
    static let entryPoint = Structure {
        Key("address", .text)
        Key("allowACMEByPass", .flag, .unsupported)
        Key("reusePort", .flag)
        Key("asDefault", .flag)
        Key("transport", .structure(transport))
        Key("proxyProtocol", mayBeEmpty: true) {
            Key("insecure", .flag)
            Key("trustedIPs", .texts)
        }
        Key("forwardedHeaders", .structure(forwardedHeaders))
        Key("http", .structure(entryPointHTTP))
        Key("http2") {
            Key("maxConcurrentStreams", .integer)
            Key("maxDecoderHeaderTableSize", .integer)
            Key("maxEncoderHeaderTableSize", .integer)
        }
        Key("http3", .unsupported, mayBeEmpty: true) {
            Key("advertisedPort", .integer)
        }
        Key("udp", .unsupported) {
            Key("timeout", .duration)
        }
        Key("observability", .structure(observability))
    }

    /// Of entry points and of routers.
    static let observability = Structure {
        Key("accessLogs", .flag)
        Key("metrics", .flag)
        Key("tracing", .flag, .unsupported)
        Key("traceVerbosity", .text, .unsupported)
        Key("metadata", .any, .inert)
    }

    /// Of entry points and of routers.
    static let routerTLS = Structure {
        Key("options", .text)
        Key("certResolver", .text, .unsupported)
        Key("domains", .structures(domain), .unsupported)
        Key("conflictingOptions", .any, .inert)
        Key("resolvedOptions", .any, .inert)
    }

    private static let transport = Structure {
        Key("lifeCycle") {
            Key("requestAcceptGraceTimeout", .duration)
            Key("graceTimeOut", .duration)
        }
        Key("respondingTimeouts") {
            Key("readTimeout", .duration)
            Key("writeTimeout", .duration)
            Key("idleTimeout", .duration)
        }
        Key("keepAliveMaxTime", .duration)
        Key("keepAliveMaxRequests", .integer)
    }

    private static let forwardedHeaders = Structure {
        Key("insecure", .flag)
        Key("trustedIPs", .texts)
        Key("connection", .texts)
        Key("notAppendXForwardedFor", .flag)
        Key("addXForwardedSchemeHeaders", .flag)
    }

    private static let entryPointHTTP = Structure {
        Key("redirections") {
            Key("entryPoint") {
                Key("to", .text)
                Key("scheme", .text)
                Key("permanent", .flag)
                Key("priority", .integer)
            }
        }
        Key("middlewares", .texts)
        Key("tls", .structure(routerTLS), mayBeEmpty: true)
        Key("encodedCharacters", .structure(encodedCharacters))
        Key("encodeQuerySemicolons", .flag)
        Key("sanitizePath", .flag)
        Key("maxHeaderBytes", .integer)
        Key("underscoreHeadersStrategy", .text)
        Key("aliasHeadersStrategy", .text, .unsupported)
    }

    /// Of entry points, and the middleware of that name.
    static let encodedCharacters = Structure {
        Key("allowEncodedSlash", .flag)
        Key("allowEncodedBackSlash", .flag)
        Key("allowEncodedNullCharacter", .flag)
        Key("allowEncodedSemicolon", .flag)
        Key("allowEncodedPercent", .flag)
        Key("allowEncodedQuestionMark", .flag)
        Key("allowEncodedHash", .flag)
    }
}
