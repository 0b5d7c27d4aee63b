/// Traefik's static configuration.
extension Structure {
    static let staticConfiguration = Structure {
        Key("global", .structure(global))
        Key("serversTransport", .structure(defaultServersTransport))
        Key("tcpServersTransport", .structure(defaultTCPServersTransport), .unsupported)
        Key("entryPoints", .members(of: entryPoint))
        Key("providers", .structure(providers))
        Key("api", .structure(api), mayBeEmpty: true)
        Key("metrics", .structure(metrics))
        Key("ping", .structure(ping), mayBeEmpty: true)
        Key("log", .structure(log), mayBeEmpty: true)
        Key("accessLog", .structure(accessLog), mayBeEmpty: true)
        Key("tracing", .structure(tracing), .unsupported, mayBeEmpty: true)
        Key("hostResolver", .structure(hostResolver), .unsupported, mayBeEmpty: true)
        Key("certificatesResolvers", .members(of: certificatesResolver), .unsupported)
        Key("experimental", .structure(experimental))
        Key("core", .structure(core))
        Key("spiffe", .unsupported) {
            Key("workloadAPIAddr", .text)
        }
        Key("ocsp", .unsupported, mayBeEmpty: true) {
            Key("responderOverrides", .textMembers)
        }
        Key("pilot", .any, .removed("remove it"))
    }

    private static let global = Structure {
        Key("checkNewVersion", .flag, .meaningless)
        Key("sendAnonymousUsage", .flag, .meaningless)
        Key("notAppendXForwardedFor", .flag)
    }

    private static let defaultServersTransport = Structure {
        Key("insecureSkipVerify", .flag)
        Key("rootCAs", .texts)
        Key("maxIdleConnsPerHost", .integer)
        Key("forwardingTimeouts") {
            Key("dialTimeout", .duration)
            Key("responseHeaderTimeout", .duration)
            Key("idleConnTimeout", .duration)
        }
        Key("spiffe", .structure(spiffe), .unsupported, mayBeEmpty: true)
    }

    private static let defaultTCPServersTransport = Structure {
        Key("dialKeepAlive", .duration)
        Key("dialTimeout", .duration)
        Key("terminationDelay", .duration)
        Key("tls", mayBeEmpty: true) {
            Key("insecureSkipVerify", .flag)
            Key("rootCAs", .texts)
            Key("spiffe", .structure(spiffe), mayBeEmpty: true)
        }
    }

    private static let api = Structure {
        Key("basePath", .text)
        Key("insecure", .flag)
        Key("dashboard", .flag)
        Key("debug", .flag, .unsupported)
        Key("disableDashboardAd", .flag, .meaningless)
        Key("dashboardName", .text, .unsupported)
    }

    private static let ping = Structure {
        Key("entryPoint", .text)
        Key("manualRouting", .flag)
        Key("terminatingStatusCode", .integer)
    }

    private static let hostResolver = Structure {
        Key("cnameFlattening", .flag)
        Key("resolvConfig", .text)
        Key("resolvDepth", .integer)
    }

    private static let core = Structure {
        Key("defaultRuleSyntax", .text)
        Key("strictTLSOptions", .flag, .unsupported)
    }

    private static let experimental = Structure {
        Key(named: "plugins", .unsupported) {
            Key("moduleName", .text)
            Key("version", .text)
            Key("hash", .text)
            Key("settings", .structure(pluginSettings))
        }
        Key(named: "localPlugins", .unsupported) {
            Key("moduleName", .text)
            Key("settings", .structure(pluginSettings))
        }
        Key("abortOnPluginFailure", .flag, .unsupported)
        Key("fastProxy", .meaningless, mayBeEmpty: true) {
            Key("debug", .flag)
        }
        Key("otlplogs", .flag, .unsupported)
        Key("knative", .flag, .unsupported)
        Key("kubernetesIngressNGINX", .flag, .unsupported)
        Key("kubernetesGateway", .flag, .unsupported)
        Key("http3", .flag, .removed("remove it; an entry point's 'http3' switches HTTP/3 on"))
    }

    private static let pluginSettings = Structure {
        Key("envs", .texts)
        Key("mounts", .texts)
        Key("useUnsafe", .flag)
    }
}
