/// `http.middlewares.NAME` of the dynamic configuration.
///
/// Nothing here is marked as unsupported: a router with a middleware that Turnout doesn't have is not served, which says
/// more than that a key has no effect.
extension Structure {
    static let middleware = Structure {
        Key("addPrefix") {
            Key("prefix", .text)
        }
        Key("stripPrefix") {
            Key("prefixes", .texts)
            Key("forceSlash", .flag, .deprecated("remove it"))
        }
        Key("stripPrefixRegex") {
            Key("regex", .texts)
        }
        Key("replacePath") {
            Key("path", .text)
        }
        Key("replacePathRegex") {
            Key("regex", .text)
            Key("replacement", .text)
        }
        Key("chain") {
            Key("middlewares", .texts)
        }
        Key("ipWhiteList") {
            Key("sourceRange", .texts)
            Key("ipStrategy", .structure(ipStrategy), mayBeEmpty: true)
        }
        Key("ipAllowList") {
            Key("sourceRange", .texts)
            Key("ipStrategy", .structure(ipStrategy), mayBeEmpty: true)
            Key("rejectStatusCode", .integer)
        }
        Key("headers", .structure(headers))
        Key("errors") {
            Key("status", .texts)
            Key("statusRewrites", .integerMembers)
            Key("service", .text)
            Key("query", .text)
            Key("errorRequestHeaders", .texts)
            Key("nginxHeaders", .any, .inert)
        }
        Key("rateLimit", .structure(rateLimit))
        Key("redirectRegex") {
            Key("regex", .text)
            Key("replacement", .text)
            Key("permanent", .flag)
            Key("statusCode", .any, .inert)
        }
        Key("redirectScheme") {
            Key("scheme", .text)
            Key("port", .text)
            Key("permanent", .flag)
            Key("forcePermanentRedirect", .any, .inert)
        }
        Key("basicAuth", .structure(authentication))
        Key("digestAuth", .structure(authentication))
        Key("forwardAuth", .structure(forwardAuth))
        Key("inFlightReq") {
            Key("amount", .integer)
            Key("sourceCriterion", .structure(sourceCriterion))
        }
        Key("buffering") {
            Key("maxRequestBodyBytes", .integer)
            Key("memRequestBodyBytes", .integer)
            Key("maxResponseBodyBytes", .integer)
            Key("memResponseBodyBytes", .integer)
            Key("retryExpression", .text)
            Key("disableRequestBuffer", .any, .inert)
            Key("disableResponseBuffer", .any, .inert)
        }
        Key("circuitBreaker") {
            Key("expression", .text)
            Key("checkPeriod", .duration)
            Key("fallbackDuration", .duration)
            Key("recoveryDuration", .duration)
            Key("responseCode", .integer)
        }
        Key("compress", mayBeEmpty: true) {
            Key("excludedContentTypes", .texts)
            Key("includedContentTypes", .texts)
            Key("minResponseBodyBytes", .integer)
            Key("encodings", .texts)
            Key("defaultEncoding", .text)
        }
        Key("passTLSClientCert", .structure(passTLSClientCert))
        Key("retry") {
            Key("attempts", .integer)
            Key("initialInterval", .duration)
            Key("timeout", .duration)
            Key("maxRequestBodyBytes", .integer)
            Key("status", .texts)
            Key("disableRetryOnNetworkError", .flag)
            Key("retryNonIdempotentMethod", .flag)
        }
        Key("contentType", mayBeEmpty: true) {
            Key("autoDetect", .flag, .deprecated("remove it"))
        }
        Key("grpcWeb") {
            Key("allowOrigins", .texts)
        }
        Key("encodedCharacters", .structure(encodedCharacters))
        Key("plugin", .anyMembers)
        Key("appRoot", .any, .inert)
        Key("authTLSPassCertificateToUpstream", .any, .inert)
        Key("requestHeaderModifier", .any, .inert)
        Key("responseHeaderModifier", .any, .inert)
        Key("requestRedirect", .any, .inert)
        Key("rewriteTarget", .any, .inert)
        Key("snippet", .any, .inert)
        Key("upstreamVHost", .any, .inert)
        Key("URLRewrite", .any, .inert)
    }

    static let ipStrategy = Structure {
        Key("depth", .integer)
        Key("excludedIPs", .texts)
        Key("ipv6Subnet", .integer)
    }

    private static let authentication = Structure {
        Key("users", .texts)
        Key("usersFile", .text)
        Key("realm", .text)
        Key("removeHeader", .flag)
        Key("headerField", .text)
    }

    private static let sourceCriterion = Structure {
        Key("ipStrategy", .structure(ipStrategy))
        Key("requestHeaderName", .text)
        Key("requestHost", .flag)
    }

    private static let rateLimit = Structure {
        Key("average", .integer)
        Key("period", .duration)
        Key("burst", .integer)
        Key("sourceCriterion", .structure(sourceCriterion))
        Key("redis") {
            Key("endpoints", .texts)
            Key("tls", .structure(clientTLS))
            Key("username", .text)
            Key("password", .text)
            Key("db", .integer)
            Key("poolSize", .integer)
            Key("minIdleConns", .integer)
            Key("maxActiveConns", .integer)
            Key("readTimeout", .duration)
            Key("writeTimeout", .duration)
            Key("dialTimeout", .duration)
        }
    }

    private static let forwardAuth = Structure {
        Key("address", .text)
        Key("tls") {
            Key("ca", .text)
            Key("cert", .text)
            Key("key", .text)
            Key("insecureSkipVerify", .flag)
            Key("caOptional", .flag, .deprecated("remove it"))
        }
        Key("trustForwardHeader", .flag)
        Key("authResponseHeaders", .texts)
        Key("authResponseHeadersRegex", .text)
        Key("authRequestHeaders", .texts)
        Key("addAuthCookiesToResponse", .texts)
        Key("headerField", .text)
        Key("forwardBody", .flag)
        Key("maxBodySize", .integer)
        Key("maxResponseBodySize", .integer)
        Key("preserveLocationHeader", .flag)
        Key("preserveRequestMethod", .flag)
        Key("authSigninURL", .text)
    }

    private static let passTLSClientCert = Structure {
        Key("pem", .flag)
        Key("info") {
            Key("notAfter", .flag)
            Key("notBefore", .flag)
            Key("sans", .flag)
            Key("serialNumber", .flag)
            Key("subject") {
                distinguishedName
                Key("organizationalUnit", .flag)
            }
            Key("issuer") {
                distinguishedName
            }
        }
    }

    @KeysBuilder
    private static var distinguishedName: [Key] {
        Key("country", .flag)
        Key("province", .flag)
        Key("locality", .flag)
        Key("organization", .flag)
        Key("commonName", .flag)
        Key("serialNumber", .flag)
        Key("domainComponent", .flag)
    }
}
