/// `http.middlewares.NAME` of the dynamic configuration.
///
/// Nothing here is marked as unsupported: a router with a middleware that Turnout doesn't have is not served, which says
/// more than that a key has no effect.
extension Structure {
    static let middleware = Structure([
        .key("addPrefix", .structure(Structure([.key("prefix", .text)]))),
        .key(
            "stripPrefix",
            .structure(
                Structure([
                    .key("prefixes", .texts), .key("forceSlash", .flag, .deprecated("remove it")),
                ]))),
        .key("stripPrefixRegex", .structure(Structure([.key("regex", .texts)]))),
        .key("replacePath", .structure(Structure([.key("path", .text)]))),
        .key("replacePathRegex", .structure(Structure([.key("regex", .text), .key("replacement", .text)]))),
        .key("chain", .structure(Structure([.key("middlewares", .texts)]))),
        .key(
            "ipWhiteList",
            .structure(
                Structure([
                    .key("sourceRange", .texts), .key("ipStrategy", .structure(ipStrategy), mayBeEmpty: true),
                ]))),
        .key(
            "ipAllowList",
            .structure(
                Structure([
                    .key("sourceRange", .texts),
                    .key("ipStrategy", .structure(ipStrategy), mayBeEmpty: true),
                    .key("rejectStatusCode", .integer),
                ]))),
        .key("headers", .structure(headers)),
        .key(
            "errors",
            .structure(
                Structure([
                    .key("status", .texts),
                    .key("statusRewrites", .integerMembers),
                    .key("service", .text),
                    .key("query", .text),
                    .key("errorRequestHeaders", .texts),
                    .key("nginxHeaders", .any, .inert),
                ]))),
        .key("rateLimit", .structure(rateLimit)),
        .key(
            "redirectRegex",
            .structure(
                Structure([
                    .key("regex", .text), .key("replacement", .text), .key("permanent", .flag),
                    .key("statusCode", .any, .inert),
                ]))),
        .key(
            "redirectScheme",
            .structure(
                Structure([
                    .key("scheme", .text), .key("port", .text), .key("permanent", .flag),
                    .key("forcePermanentRedirect", .any, .inert),
                ]))),
        .key("basicAuth", .structure(authentication)),
        .key("digestAuth", .structure(authentication)),
        .key("forwardAuth", .structure(forwardAuth)),
        .key(
            "inFlightReq",
            .structure(
                Structure([
                    .key("amount", .integer), .key("sourceCriterion", .structure(sourceCriterion)),
                ]))),
        .key(
            "buffering",
            .structure(
                Structure([
                    .key("maxRequestBodyBytes", .integer),
                    .key("memRequestBodyBytes", .integer),
                    .key("maxResponseBodyBytes", .integer),
                    .key("memResponseBodyBytes", .integer),
                    .key("retryExpression", .text),
                    .key("disableRequestBuffer", .any, .inert),
                    .key("disableResponseBuffer", .any, .inert),
                ]))),
        .key(
            "circuitBreaker",
            .structure(
                Structure([
                    .key("expression", .text),
                    .key("checkPeriod", .duration),
                    .key("fallbackDuration", .duration),
                    .key("recoveryDuration", .duration),
                    .key("responseCode", .integer),
                ]))),
        .key(
            "compress",
            .structure(
                Structure([
                    .key("excludedContentTypes", .texts),
                    .key("includedContentTypes", .texts),
                    .key("minResponseBodyBytes", .integer),
                    .key("encodings", .texts),
                    .key("defaultEncoding", .text),
                ])), mayBeEmpty: true),
        .key("passTLSClientCert", .structure(passTLSClientCert)),
        .key(
            "retry",
            .structure(
                Structure([
                    .key("attempts", .integer),
                    .key("initialInterval", .duration),
                    .key("timeout", .duration),
                    .key("maxRequestBodyBytes", .integer),
                    .key("status", .texts),
                    .key("disableRetryOnNetworkError", .flag),
                    .key("retryNonIdempotentMethod", .flag),
                ]))),
        .key(
            "contentType",
            .structure(
                Structure([
                    .key("autoDetect", .flag, .deprecated("remove it"))
                ])), mayBeEmpty: true),
        .key("grpcWeb", .structure(Structure([.key("allowOrigins", .texts)]))),
        .key("encodedCharacters", .structure(encodedCharacters)),
        .key("plugin", .anyMembers),
        .key("appRoot", .any, .inert),
        .key("authTLSPassCertificateToUpstream", .any, .inert),
        .key("requestHeaderModifier", .any, .inert),
        .key("responseHeaderModifier", .any, .inert),
        .key("requestRedirect", .any, .inert),
        .key("rewriteTarget", .any, .inert),
        .key("snippet", .any, .inert),
        .key("upstreamVHost", .any, .inert),
        .key("URLRewrite", .any, .inert),
    ])

    static let ipStrategy = Structure([
        .key("depth", .integer), .key("excludedIPs", .texts), .key("ipv6Subnet", .integer),
    ])

    private static let authentication = Structure([
        .key("users", .texts),
        .key("usersFile", .text),
        .key("realm", .text),
        .key("removeHeader", .flag),
        .key("headerField", .text),
    ])

    private static let sourceCriterion = Structure([
        .key("ipStrategy", .structure(ipStrategy)),
        .key("requestHeaderName", .text),
        .key("requestHost", .flag),
    ])

    private static let rateLimit = Structure([
        .key("average", .integer),
        .key("period", .duration),
        .key("burst", .integer),
        .key("sourceCriterion", .structure(sourceCriterion)),
        .key(
            "redis",
            .structure(
                Structure([
                    .key("endpoints", .texts),
                    .key("tls", .structure(clientTLS)),
                    .key("username", .text),
                    .key("password", .text),
                    .key("db", .integer),
                    .key("poolSize", .integer),
                    .key("minIdleConns", .integer),
                    .key("maxActiveConns", .integer),
                    .key("readTimeout", .duration),
                    .key("writeTimeout", .duration),
                    .key("dialTimeout", .duration),
                ]))),
    ])

    private static let forwardAuth = Structure([
        .key("address", .text),
        .key(
            "tls",
            .structure(
                Structure([
                    .key("ca", .text),
                    .key("cert", .text),
                    .key("key", .text),
                    .key("insecureSkipVerify", .flag),
                    .key("caOptional", .flag, .deprecated("remove it")),
                ]))),
        .key("trustForwardHeader", .flag),
        .key("authResponseHeaders", .texts),
        .key("authResponseHeadersRegex", .text),
        .key("authRequestHeaders", .texts),
        .key("addAuthCookiesToResponse", .texts),
        .key("headerField", .text),
        .key("forwardBody", .flag),
        .key("maxBodySize", .integer),
        .key("maxResponseBodySize", .integer),
        .key("preserveLocationHeader", .flag),
        .key("preserveRequestMethod", .flag),
        .key("authSigninURL", .text),
    ])

    private static let passTLSClientCert = Structure([
        .key("pem", .flag),
        .key(
            "info",
            .structure(
                Structure([
                    .key("notAfter", .flag),
                    .key("notBefore", .flag),
                    .key("sans", .flag),
                    .key("serialNumber", .flag),
                    .key("subject", .structure(Structure(distinguishedName + [.key("organizationalUnit", .flag)]))),
                    .key("issuer", .structure(Structure(distinguishedName))),
                ]))),
    ])

    private static let distinguishedName: [SchemaKey] = [
        .key("country", .flag), .key("province", .flag), .key("locality", .flag), .key("organization", .flag),
        .key("commonName", .flag), .key("serialNumber", .flag), .key("domainComponent", .flag),
    ]
}
