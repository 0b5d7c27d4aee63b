/// Traefik's dynamic configuration, middlewares apart.
extension Structure {
    static let dynamicConfiguration = Structure {
        Key("http", .structure(http))
        Key("tcp", .structure(tcp), .unsupported)
        Key("udp", .structure(udp), .unsupported)
        Key("tls", .structure(tls))
    }

    private static let http = Structure {
        Key("routers", .members(of: router))
        Key("services", .members(of: service))
        Key("middlewares", .members(of: middleware))
        Key("serversTransports", .members(of: serversTransport))
        Key(named: "models", .unsupported) {
            Key("middlewares", .texts)
            Key("tls", .structure(routerTLS), mayBeEmpty: true)
            Key("observability", .structure(observability))
            Key("defaultRuleSyntax", .any, .inert)
            Key("deniedEncodedPathCharacters", .any, .inert)
        }
    }

    private static let router = Structure {
        Key("entryPoints", .texts)
        Key("middlewares", .texts)
        Key("service", .text)
        Key("rule", .text)
        Key("parentRefs", .texts)
        Key("ruleSyntax", .text)
        Key("priority", .integer)
        Key("tls", .structure(routerTLS), mayBeEmpty: true)
        Key("observability", .structure(observability))
        Key("defaultRule", .any, .inert)
        Key("deniedEncodedPathCharacters", .any, .inert)
    }

    private static let service = Structure {
        Key("loadBalancer", .structure(loadBalancer))
        Key("highestRandomWeight") {
            Key("services", .structures(share))
            Key("healthCheck", .structure(empty), mayBeEmpty: true)
        }
        Key("weighted") {
            Key("services", .structures(weightedShare))
            Key("sticky", .structure(sticky))
            Key("healthCheck", .structure(empty), mayBeEmpty: true)
        }
        Key("mirroring") {
            Key("service", .text)
            Key("mirrorBody", .flag)
            Key("maxBodySize", .integer)
            Key(list: "mirrors") {
                Key("name", .text)
                Key("percent", .integer)
            }
            Key("healthCheck", .structure(empty), mayBeEmpty: true)
        }
        Key("failover") {
            Key("service", .text)
            Key("fallback", .text)
            Key("healthCheck", .structure(empty), mayBeEmpty: true)
            Key("errors") {
                Key("status", .texts)
                Key("maxRequestBodyBytes", .integer)
            }
        }
        Key("middlewares", .texts)
        Key("observability", .any, .inert)
    }

    private static let share = Structure {
        Key("name", .text)
        Key("weight", .integer)
    }

    private static let weightedShare = Structure {
        share.keys
        Key("status", .any, .inert)
        Key("grpcStatus", .any, .inert)
        Key("headers", .any, .inert)
    }

    private static let loadBalancer = Structure {
        Key("sticky", .structure(sticky), mayBeEmpty: true)
        Key(list: "servers") {
            Key("url", .text)
            Key("weight", .integer)
            Key("preservePath", .flag)
            Key("scheme", .any, .inert)
            Key("port", .any, .inert)
            Key("fenced", .any, .inert)
        }
        Key("strategy", .text)
        Key("healthCheck", .structure(healthCheck))
        Key("passiveHealthCheck") {
            Key("failureWindow", .duration)
            Key("maxFailedAttempts", .integer)
        }
        Key("passHostHeader", .flag)
        Key("responseForwarding", .meaningless) {
            Key("flushInterval", .duration)
        }
        Key("serversTransport", .text)
        Key("nginxUpstreamHashBy", .any, .inert)
    }

    private static let sticky = Structure {
        Key("cookie", mayBeEmpty: true) {
            Key("name", .text)
            Key("secure", .flag)
            Key("httpOnly", .flag)
            Key("sameSite", .text)
            Key("maxAge", .integer)
            Key("path", .text)
            Key("domain", .text)
            Key("expires", .any, .inert)
            Key("preserveLeadingDot", .any, .inert)
        }
    }

    private static let healthCheck = Structure {
        Key("scheme", .text)
        Key("mode", .text)
        Key("path", .text)
        Key("method", .text)
        Key("status", .integer)
        Key("port", .integer)
        Key("interval", .duration)
        Key("unhealthyInterval", .duration)
        Key("timeout", .duration)
        Key("hostname", .text)
        Key("followRedirects", .flag)
        Key("headers", .textMembers)
    }

    private static let serversTransport = Structure {
        Key("serverName", .text)
        Key("insecureSkipVerify", .flag)
        Key("rootCAs", .texts)
        Key("certificates", .structures(certificate))
        Key("cipherSuites", .texts)
        Key("minVersion", .text)
        Key("maxVersion", .text)
        Key("maxIdleConnsPerHost", .integer)
        Key("forwardingTimeouts") {
            Key("dialTimeout", .duration)
            Key("responseHeaderTimeout", .duration)
            Key("idleConnTimeout", .duration)
            Key("readIdleTimeout", .duration, .unsupported)
            Key("pingTimeout", .duration, .unsupported)
            Key("readTimeout", .any, .inert)
            Key("writeTimeout", .any, .inert)
        }
        Key("disableHTTP2", .flag)
        Key("peerCertURI", .text, .unsupported)
        Key("peerCertSANs", .texts, .unsupported)
        Key("spiffe", .structure(spiffe), .unsupported, mayBeEmpty: true)
    }

    private static let tls = Structure {
        Key(list: "certificates") {
            certificate.keys
            Key("stores", .texts)
        }
        Key(named: "options") {
            Key("minVersion", .text)
            Key("maxVersion", .text)
            Key("cipherSuites", .texts)
            Key("curvePreferences", .texts)
            Key("clientAuth") {
                Key("caFiles", .texts)
                Key("clientAuthType", .text)
            }
            Key("sniStrict", .flag)
            Key("alpnProtocols", .texts)
            Key("disableSessionTickets", .flag, .unsupported)
            Key("preferServerCipherSuites", .flag, .inert)
        }
        Key(named: "stores") {
            Key("defaultCertificate", .structure(certificate))
            Key("defaultGeneratedCert", .unsupported) {
                Key("resolver", .text)
                Key("domain", .structure(domain))
            }
        }
    }

    private static let tcp = Structure {
        Key(named: "routers") {
            Key("entryPoints", .texts)
            Key("middlewares", .texts)
            Key("service", .text)
            Key("rule", .text)
            Key("ruleSyntax", .text)
            Key("priority", .integer)
            Key("tls", mayBeEmpty: true) {
                routerTLS.keys
                Key("passthrough", .flag)
            }
        }
        Key(named: "services") {
            Key("loadBalancer") {
                Key(list: "servers") {
                    Key("address", .text)
                    Key("tls", .flag)
                    Key("port", .any, .inert)
                }
                Key("serversTransport", .text)
                Key("proxyProtocol", mayBeEmpty: true) {
                    Key("version", .integer)
                }
                Key("terminationDelay", .integer)
                Key("healthCheck", mayBeEmpty: true) {
                    Key("port", .integer)
                    Key("send", .text)
                    Key("expect", .text)
                    Key("interval", .duration)
                    Key("unhealthyInterval", .duration)
                    Key("timeout", .duration)
                }
            }
            Key("weighted") {
                Key("services", .structures(share))
                Key("healthCheck", .structure(empty), mayBeEmpty: true)
            }
        }
        Key(named: "middlewares") {
            Key("inFlightConn") {
                Key("amount", .integer)
            }
            Key("ipAllowList") {
                Key("sourceRange", .texts)
            }
            Key("ipWhiteList") {
                Key("sourceRange", .texts)
            }
        }
        Key(named: "serversTransports") {
            Key("dialKeepAlive", .duration)
            Key("dialTimeout", .duration)
            Key("terminationDelay", .duration)
            Key("proxyProtocol", mayBeEmpty: true) {
                Key("version", .integer)
            }
            Key("tls", mayBeEmpty: true) {
                Key("serverName", .text)
                Key("insecureSkipVerify", .flag)
                Key("rootCAs", .texts)
                Key("certificates", .structures(certificate))
                Key("peerCertURI", .text)
                Key("spiffe", .structure(spiffe), mayBeEmpty: true)
            }
        }
        Key("models", .any, .inert)
    }

    private static let udp = Structure {
        Key(named: "routers") {
            Key("entryPoints", .texts)
            Key("service", .text)
        }
        Key(named: "services") {
            Key("loadBalancer") {
                Key(list: "servers") {
                    Key("address", .text)
                    Key("port", .any, .inert)
                }
            }
            Key("weighted") {
                Key("services", .structures(share))
            }
        }
    }
}
