/// `providers` of the static configuration. Turnout has the file provider.
extension Structure {
    static let providers = Structure([
        .key("providersThrottleDuration", .duration),
        .key("precedence", .texts, .unsupported),
        .key(
            "file",
            .structure(
                Structure([
                    .key("directory", .text),
                    .key("watch", .flag),
                    .key("filename", .text),
                    .key("debugLogGeneratedTemplate", .flag, .meaningless),
                ]))),
        .key(
            "docker",
            .structure(
                Structure(
                    docker + [
                        .key("swarmMode", .flag, .removed("use 'providers.swarm'"))
                    ])), .unsupported, mayBeEmpty: true),
        .key(
            "swarm", .structure(Structure(docker + [.key("refreshSeconds", .duration)])), .unsupported,
            mayBeEmpty: true),
        .key("kubernetesIngress", .structure(kubernetesIngress), .unsupported, mayBeEmpty: true),
        .key("kubernetesIngressNGINX", .structure(kubernetesIngressNGINX), .unsupported, mayBeEmpty: true),
        .key("kubernetesCRD", .structure(kubernetesCRD), .unsupported, mayBeEmpty: true),
        .key("kubernetesGateway", .structure(kubernetesGateway), .unsupported, mayBeEmpty: true),
        .key("knative", .structure(knative), .unsupported, mayBeEmpty: true),
        .key("rest", .structure(Structure([.key("insecure", .flag)])), .unsupported, mayBeEmpty: true),
        .key("consulCatalog", .structure(consulCatalog), .unsupported, mayBeEmpty: true),
        .key("nomad", .structure(nomad), .unsupported, mayBeEmpty: true),
        .key("ecs", .structure(ecs), .unsupported, mayBeEmpty: true),
        .key(
            "consul",
            .structure(
                Structure([
                    .key("rootKey", .text), .key("endpoints", .texts), .key("token", .text),
                    .key("tls", .structure(providerTLS)), .key("namespaces", .texts),
                    .key("namespace", .text, .removed("use 'namespaces'")),
                ])), .unsupported, mayBeEmpty: true),
        .key("etcd", .structure(keyValueStore), .unsupported, mayBeEmpty: true),
        .key(
            "zooKeeper",
            .structure(
                Structure([
                    .key("rootKey", .text), .key("endpoints", .texts), .key("username", .text), .key("password", .text),
                ])), .unsupported, mayBeEmpty: true),
        .key(
            "redis",
            .structure(
                Structure(
                    keyValueStore.keys + [
                        .key("db", .integer),
                        .key(
                            "sentinel",
                            .structure(
                                Structure([
                                    .key("masterName", .text), .key("username", .text), .key("password", .text),
                                    .key("latencyStrategy", .flag), .key("randomStrategy", .flag),
                                    .key("replicaStrategy", .flag),
                                    .key("useDisconnectedReplicas", .flag),
                                ]))),
                    ])), .unsupported, mayBeEmpty: true),
        .key(
            "http",
            .structure(
                Structure([
                    .key("endpoint", .text), .key("pollInterval", .duration), .key("pollTimeout", .duration),
                    .key("headers", .textMembers), .key("tls", .structure(providerTLS)),
                    .key("maxResponseBodySize", .integer),
                ])), .unsupported, mayBeEmpty: true),
        .key("plugin", .anyMembers, .unsupported),
        .key("marathon", .any, .removed("remove it")),
        .key("rancher", .any, .removed("remove it")),
    ])

    private static let providerTLS = Structure(
        clientTLS.keys + [
            .key("caOptional", .flag, .removed("remove it"))
        ])

    private static let docker: [SchemaKey] = [
        .key("exposedByDefault", .flag), .key("constraints", .text), .key("allowEmptyServices", .flag),
        .key("network", .text), .key("useBindPortIP", .flag), .key("watch", .flag), .key("defaultRule", .text),
        .key("username", .text), .key("password", .text), .key("endpoint", .text), .key("tls", .structure(providerTLS)),
        .key("httpClientTimeout", .duration),
    ]

    private static let keyValueStore = Structure([
        .key("rootKey", .text), .key("endpoints", .texts), .key("tls", .structure(providerTLS)),
        .key("username", .text), .key("password", .text),
    ])

    private static let kubernetesAccess: [SchemaKey] = [
        .key("endpoint", .text), .key("token", .text), .key("certAuthFilePath", .text),
        .key("throttleDuration", .duration),
    ]

    private static let kubernetesIngress = Structure(
        kubernetesAccess + [
            .key("namespaces", .texts), .key("labelSelector", .text), .key("ingressClass", .text),
            .key(
                "ingressEndpoint",
                .structure(
                    Structure([
                        .key("ip", .text), .key("hostname", .text), .key("publishedService", .text),
                    ]))),
            .key("allowEmptyServices", .flag), .key("allowExternalNameServices", .flag),
            .key("disableIngressClassLookup", .flag), .key("disableClusterScopeResources", .flag),
            .key("nativeLBByDefault", .flag), .key("strictPrefixMatching", .flag),
            .key("crossProviderNamespaces", .texts),
        ])

    private static let kubernetesCRD = Structure(
        kubernetesAccess + [
            .key("namespaces", .texts), .key("allowCrossNamespace", .flag), .key("allowExternalNameServices", .flag),
            .key("labelSelector", .text), .key("ingressClass", .text), .key("allowEmptyServices", .flag),
            .key("nativeLBByDefault", .flag), .key("disableClusterScopeResources", .flag),
            .key("crossProviderNamespaces", .texts), .key("defaultTLSResourcesNamespace", .text),
            .key("safeNaming", .flag),
        ])

    private static let kubernetesGateway = Structure(
        kubernetesAccess + [
            .key("namespaces", .texts), .key("labelSelector", .text), .key("experimentalChannel", .flag),
            .key(
                "statusAddress",
                .structure(
                    Structure([
                        .key("ip", .text), .key("hostname", .text), .key("service", .structure(namespacedName)),
                    ]))),
            .key("nativeLBByDefault", .flag), .key("crossProviderNamespaces", .texts), .key("qps", .integer),
            .key("burst", .integer), .key("gateways", .structures(namespacedName)),
        ])

    private static let namespacedName = Structure([.key("name", .text), .key("namespace", .text)])

    private static let knative = Structure(
        kubernetesAccess + [
            .key("namespaces", .texts), .key("labelSelector", .text),
            .key("publicEntrypoints", .texts), .key("publicService", .structure(namespacedName)),
            .key("privateEntrypoints", .texts), .key("privateService", .structure(namespacedName)),
        ])

    private static let kubernetesIngressNGINX = Structure(
        kubernetesAccess + [
            .key("watchNamespace", .text), .key("watchNamespaceSelector", .text), .key("ingressClass", .text),
            .key("controllerClass", .text), .key("watchIngressWithoutClass", .flag), .key("ingressClassByName", .flag),
            .key("publishService", .text), .key("publishStatusAddress", .texts), .key("defaultBackendService", .text),
            .key("disableSvcExternalName", .flag), .key("allowCrossNamespaceResources", .flag),
            .key("allowSnippetAnnotations", .flag), .key("clientBodyBufferSize", .integer),
            .key("customHTTPErrors", .texts), .key("globalAllowedResponseHeaders", .texts),
            .key("globalAuthURL", .text), .key("httpEntryPoint", .text), .key("httpsEntryPoint", .text),
            .key("ipAllowListStrategy", .structure(ipStrategy)), .key("proxyBodySize", .integer),
            .key("proxyBuffering", .flag), .key("proxyBufferSize", .integer), .key("proxyBuffersNumber", .integer),
            .key("proxyConnectTimeout", .integer), .key("proxyNextUpstream", .text),
            .key("proxyNextUpstreamTimeout", .integer), .key("proxyNextUpstreamTries", .integer),
            .key("proxyReadTimeout", .integer), .key("proxyRequestBuffering", .flag),
            .key("proxySendTimeout", .integer),
            .key("strictValidatePathType", .flag), .key("upstreamKeepaliveTimeout", .integer),
        ])

    private static let consulCatalog = Structure([
        .key("constraints", .text),
        .key(
            "endpoint",
            .structure(
                Structure([
                    .key("address", .text), .key("scheme", .text), .key("datacenter", .text), .key("token", .text),
                    .key("tls", .structure(providerTLS)),
                    .key("httpAuth", .structure(Structure([.key("username", .text), .key("password", .text)]))),
                    .key("endpointWaitTime", .duration),
                ]))),
        .key("prefix", .text), .key("refreshInterval", .duration), .key("requireConsistent", .flag),
        .key("stale", .flag), .key("cache", .flag), .key("exposedByDefault", .flag), .key("defaultRule", .text),
        .key("connectAware", .flag), .key("connectByDefault", .flag), .key("serviceName", .text),
        .key("watch", .flag), .key("strictChecks", .texts), .key("namespaces", .texts),
        .key("namespace", .text, .removed("use 'namespaces'")),
    ])

    private static let nomad = Structure([
        .key("defaultRule", .text), .key("constraints", .text),
        .key(
            "endpoint",
            .structure(
                Structure([
                    .key("address", .text), .key("region", .text), .key("token", .text),
                    .key("tls", .structure(providerTLS)),
                    .key("endpointWaitTime", .duration),
                ]))),
        .key("prefix", .text), .key("stale", .flag), .key("exposedByDefault", .flag),
        .key("refreshInterval", .duration), .key("allowEmptyServices", .flag), .key("watch", .flag),
        .key("throttleDuration", .duration), .key("namespaces", .texts),
        .key("namespace", .text, .removed("use 'namespaces'")),
    ])

    private static let ecs = Structure([
        .key("constraints", .text), .key("exposedByDefault", .flag), .key("refreshSeconds", .integer),
        .key("defaultRule", .text), .key("clusters", .texts), .key("autoDiscoverClusters", .flag),
        .key("healthyTasksOnly", .flag), .key("ecsAnywhere", .flag), .key("region", .text),
        .key("accessKeyID", .text), .key("secretAccessKey", .text),
    ])
}
