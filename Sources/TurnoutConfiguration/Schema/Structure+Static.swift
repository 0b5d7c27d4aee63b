/// Traefik's static configuration.
extension Structure {
    static let staticConfiguration = Structure([
        .key("global", .structure(global)),
        .key("serversTransport", .structure(defaultServersTransport)),
        .key("tcpServersTransport", .structure(defaultTCPServersTransport), .unsupported),
        .key("entryPoints", .members(of: entryPoint)),
        .key("providers", .structure(providers)),
        .key("api", .structure(api), mayBeEmpty: true),
        .key("metrics", .structure(metrics)),
        .key("ping", .structure(ping), mayBeEmpty: true),
        .key("log", .structure(log), mayBeEmpty: true),
        .key("accessLog", .structure(accessLog), .unsupported, mayBeEmpty: true),
        .key("tracing", .structure(tracing), .unsupported, mayBeEmpty: true),
        .key("hostResolver", .structure(hostResolver), .unsupported, mayBeEmpty: true),
        .key("certificatesResolvers", .members(of: certificatesResolver), .unsupported),
        .key("experimental", .structure(experimental)),
        .key("core", .structure(core)),
        .key("spiffe", .structure(Structure([.key("workloadAPIAddr", .text)])), .unsupported),
        .key("ocsp", .structure(Structure([.key("responderOverrides", .textMembers)])), .unsupported, mayBeEmpty: true),
        .key("pilot", .any, .removed("remove it")),
    ])

    private static let global = Structure([
        .key("checkNewVersion", .flag, .meaningless),
        .key("sendAnonymousUsage", .flag, .meaningless),
        .key("notAppendXForwardedFor", .flag),
    ])

    private static let defaultServersTransport = Structure([
        .key("insecureSkipVerify", .flag, .unsupported),
        .key("rootCAs", .texts, .unsupported),
        .key("maxIdleConnsPerHost", .integer),
        .key(
            "forwardingTimeouts",
            .structure(
                Structure([
                    .key("dialTimeout", .duration),
                    .key("responseHeaderTimeout", .duration),
                    .key("idleConnTimeout", .duration),
                ]))),
        .key("spiffe", .structure(spiffe), .unsupported, mayBeEmpty: true),
    ])

    private static let defaultTCPServersTransport = Structure([
        .key("dialKeepAlive", .duration),
        .key("dialTimeout", .duration),
        .key("terminationDelay", .duration),
        .key(
            "tls",
            .structure(
                Structure([
                    .key("insecureSkipVerify", .flag),
                    .key("rootCAs", .texts),
                    .key("spiffe", .structure(spiffe), mayBeEmpty: true),
                ])), mayBeEmpty: true),
    ])

    private static let api = Structure([
        .key("basePath", .text, .unsupported),
        .key("insecure", .flag, .unsupported),
        .key("dashboard", .flag, .unsupported),
        .key("debug", .flag, .unsupported),
        .key("disableDashboardAd", .flag, .unsupported),
        .key("dashboardName", .text, .unsupported),
    ])

    private static let ping = Structure([
        .key("entryPoint", .text),
        .key("manualRouting", .flag),
        .key("terminatingStatusCode", .integer),
    ])

    private static let hostResolver = Structure([
        .key("cnameFlattening", .flag),
        .key("resolvConfig", .text),
        .key("resolvDepth", .integer),
    ])

    private static let core = Structure([
        .key("defaultRuleSyntax", .text),
        .key("strictTLSOptions", .flag, .unsupported),
    ])

    private static let experimental = Structure([
        .key(
            "plugins",
            .members(
                of: Structure([
                    .key("moduleName", .text),
                    .key("version", .text),
                    .key("hash", .text),
                    .key("settings", .structure(pluginSettings)),
                ])), .unsupported),
        .key(
            "localPlugins",
            .members(
                of: Structure([
                    .key("moduleName", .text),
                    .key("settings", .structure(pluginSettings)),
                ])), .unsupported),
        .key("abortOnPluginFailure", .flag, .unsupported),
        .key("fastProxy", .structure(Structure([.key("debug", .flag)])), .meaningless, mayBeEmpty: true),
        .key("otlplogs", .flag, .unsupported),
        .key("knative", .flag, .unsupported),
        .key("kubernetesIngressNGINX", .flag, .unsupported),
        .key("kubernetesGateway", .flag, .unsupported),
        .key("http3", .flag, .removed("remove it; an entry point's 'http3' switches HTTP/3 on")),
    ])

    private static let pluginSettings = Structure([
        .key("envs", .texts), .key("mounts", .texts), .key("useUnsafe", .flag),
    ])
}
