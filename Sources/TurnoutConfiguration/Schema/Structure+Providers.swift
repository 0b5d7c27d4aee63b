/// `providers` of the static configuration. Turnout has the file provider.
extension Structure {
    static let providers = Structure {
        Key("providersThrottleDuration", .duration)
        Key("precedence", .texts, .unsupported)
        Key("file") {
            Key("directory", .text)
            Key("watch", .flag)
            Key("filename", .text)
            Key("debugLogGeneratedTemplate", .flag, .meaningless)
        }
        Key("docker", .unsupported, mayBeEmpty: true) {
            docker
            Key("swarmMode", .flag, .removed("use 'providers.swarm'"))
        }
        Key("swarm", .unsupported, mayBeEmpty: true) {
            docker
            Key("refreshSeconds", .duration)
        }
        Key("kubernetesIngress", .structure(kubernetesIngress), .unsupported, mayBeEmpty: true)
        Key("kubernetesIngressNGINX", .structure(kubernetesIngressNGINX), .unsupported, mayBeEmpty: true)
        Key("kubernetesCRD", .structure(kubernetesCRD), .unsupported, mayBeEmpty: true)
        Key("kubernetesGateway", .structure(kubernetesGateway), .unsupported, mayBeEmpty: true)
        Key("knative", .structure(knative), .unsupported, mayBeEmpty: true)
        Key("rest", .unsupported, mayBeEmpty: true) {
            Key("insecure", .flag)
        }
        Key("consulCatalog", .structure(consulCatalog), .unsupported, mayBeEmpty: true)
        Key("nomad", .structure(nomad), .unsupported, mayBeEmpty: true)
        Key("ecs", .structure(ecs), .unsupported, mayBeEmpty: true)
        Key("consul", .unsupported, mayBeEmpty: true) {
            Key("rootKey", .text)
            Key("endpoints", .texts)
            Key("token", .text)
            Key("tls", .structure(providerTLS))
            Key("namespaces", .texts)
            Key("namespace", .text, .removed("use 'namespaces'"))
        }
        Key("etcd", .structure(keyValueStore), .unsupported, mayBeEmpty: true)
        Key("zooKeeper", .unsupported, mayBeEmpty: true) {
            Key("rootKey", .text)
            Key("endpoints", .texts)
            Key("username", .text)
            Key("password", .text)
        }
        Key("redis", .unsupported, mayBeEmpty: true) {
            keyValueStore.keys
            Key("db", .integer)
            Key("sentinel") {
                Key("masterName", .text)
                Key("username", .text)
                Key("password", .text)
                Key("latencyStrategy", .flag)
                Key("randomStrategy", .flag)
                Key("replicaStrategy", .flag)
                Key("useDisconnectedReplicas", .flag)
            }
        }
        Key("http", .unsupported, mayBeEmpty: true) {
            Key("endpoint", .text)
            Key("pollInterval", .duration)
            Key("pollTimeout", .duration)
            Key("headers", .textMembers)
            Key("tls", .structure(providerTLS))
            Key("maxResponseBodySize", .integer)
        }
        Key("plugin", .anyMembers, .unsupported)
        Key("marathon", .any, .removed("remove it"))
        Key("rancher", .any, .removed("remove it"))
    }

    private static let providerTLS = Structure {
        clientTLS.keys
        Key("caOptional", .flag, .removed("remove it"))
    }

    @KeysBuilder
    private static var docker: [Key] {
        Key("exposedByDefault", .flag)
        Key("constraints", .text)
        Key("allowEmptyServices", .flag)
        Key("network", .text)
        Key("useBindPortIP", .flag)
        Key("watch", .flag)
        Key("defaultRule", .text)
        Key("username", .text)
        Key("password", .text)
        Key("endpoint", .text)
        Key("tls", .structure(providerTLS))
        Key("httpClientTimeout", .duration)
    }

    private static let keyValueStore = Structure {
        Key("rootKey", .text)
        Key("endpoints", .texts)
        Key("tls", .structure(providerTLS))
        Key("username", .text)
        Key("password", .text)
    }

    @KeysBuilder
    private static var kubernetesAccess: [Key] {
        Key("endpoint", .text)
        Key("token", .text)
        Key("certAuthFilePath", .text)
        Key("throttleDuration", .duration)
    }

    private static let kubernetesIngress = Structure {
        kubernetesAccess
        Key("namespaces", .texts)
        Key("labelSelector", .text)
        Key("ingressClass", .text)
        Key("ingressEndpoint") {
            Key("ip", .text)
            Key("hostname", .text)
            Key("publishedService", .text)
        }
        Key("allowEmptyServices", .flag)
        Key("allowExternalNameServices", .flag)
        Key("disableIngressClassLookup", .flag)
        Key("disableClusterScopeResources", .flag)
        Key("nativeLBByDefault", .flag)
        Key("strictPrefixMatching", .flag)
        Key("crossProviderNamespaces", .texts)
    }

    private static let kubernetesCRD = Structure {
        kubernetesAccess
        Key("namespaces", .texts)
        Key("allowCrossNamespace", .flag)
        Key("allowExternalNameServices", .flag)
        Key("labelSelector", .text)
        Key("ingressClass", .text)
        Key("allowEmptyServices", .flag)
        Key("nativeLBByDefault", .flag)
        Key("disableClusterScopeResources", .flag)
        Key("crossProviderNamespaces", .texts)
        Key("defaultTLSResourcesNamespace", .text)
        Key("safeNaming", .flag)
    }

    private static let kubernetesGateway = Structure {
        kubernetesAccess
        Key("namespaces", .texts)
        Key("labelSelector", .text)
        Key("experimentalChannel", .flag)
        Key("statusAddress") {
            Key("ip", .text)
            Key("hostname", .text)
            Key("service", .structure(namespacedName))
        }
        Key("nativeLBByDefault", .flag)
        Key("crossProviderNamespaces", .texts)
        Key("qps", .integer)
        Key("burst", .integer)
        Key("gateways", .structures(namespacedName))
    }

    private static let namespacedName = Structure {
        Key("name", .text)
        Key("namespace", .text)
    }

    private static let knative = Structure {
        kubernetesAccess
        Key("namespaces", .texts)
        Key("labelSelector", .text)
        Key("publicEntrypoints", .texts)
        Key("publicService", .structure(namespacedName))
        Key("privateEntrypoints", .texts)
        Key("privateService", .structure(namespacedName))
    }

    private static let kubernetesIngressNGINX = Structure {
        kubernetesAccess
        Key("watchNamespace", .text)
        Key("watchNamespaceSelector", .text)
        Key("ingressClass", .text)
        Key("controllerClass", .text)
        Key("watchIngressWithoutClass", .flag)
        Key("ingressClassByName", .flag)
        Key("publishService", .text)
        Key("publishStatusAddress", .texts)
        Key("defaultBackendService", .text)
        Key("disableSvcExternalName", .flag)
        Key("allowCrossNamespaceResources", .flag)
        Key("allowSnippetAnnotations", .flag)
        Key("clientBodyBufferSize", .integer)
        Key("customHTTPErrors", .texts)
        Key("globalAllowedResponseHeaders", .texts)
        Key("globalAuthURL", .text)
        Key("httpEntryPoint", .text)
        Key("httpsEntryPoint", .text)
        Key("ipAllowListStrategy", .structure(ipStrategy))
        Key("proxyBodySize", .integer)
        Key("proxyBuffering", .flag)
        Key("proxyBufferSize", .integer)
        Key("proxyBuffersNumber", .integer)
        Key("proxyConnectTimeout", .integer)
        Key("proxyNextUpstream", .text)
        Key("proxyNextUpstreamTimeout", .integer)
        Key("proxyNextUpstreamTries", .integer)
        Key("proxyReadTimeout", .integer)
        Key("proxyRequestBuffering", .flag)
        Key("proxySendTimeout", .integer)
        Key("strictValidatePathType", .flag)
        Key("upstreamKeepaliveTimeout", .integer)
    }

    private static let consulCatalog = Structure {
        Key("constraints", .text)
        Key("endpoint") {
            Key("address", .text)
            Key("scheme", .text)
            Key("datacenter", .text)
            Key("token", .text)
            Key("tls", .structure(providerTLS))
            Key("httpAuth") {
                Key("username", .text)
                Key("password", .text)
            }
            Key("endpointWaitTime", .duration)
        }
        Key("prefix", .text)
        Key("refreshInterval", .duration)
        Key("requireConsistent", .flag)
        Key("stale", .flag)
        Key("cache", .flag)
        Key("exposedByDefault", .flag)
        Key("defaultRule", .text)
        Key("connectAware", .flag)
        Key("connectByDefault", .flag)
        Key("serviceName", .text)
        Key("watch", .flag)
        Key("strictChecks", .texts)
        Key("namespaces", .texts)
        Key("namespace", .text, .removed("use 'namespaces'"))
    }

    private static let nomad = Structure {
        Key("defaultRule", .text)
        Key("constraints", .text)
        Key("endpoint") {
            Key("address", .text)
            Key("region", .text)
            Key("token", .text)
            Key("tls", .structure(providerTLS))
            Key("endpointWaitTime", .duration)
        }
        Key("prefix", .text)
        Key("stale", .flag)
        Key("exposedByDefault", .flag)
        Key("refreshInterval", .duration)
        Key("allowEmptyServices", .flag)
        Key("watch", .flag)
        Key("throttleDuration", .duration)
        Key("namespaces", .texts)
        Key("namespace", .text, .removed("use 'namespaces'"))
    }

    private static let ecs = Structure {
        Key("constraints", .text)
        Key("exposedByDefault", .flag)
        Key("refreshSeconds", .integer)
        Key("defaultRule", .text)
        Key("clusters", .texts)
        Key("autoDiscoverClusters", .flag)
        Key("healthyTasksOnly", .flag)
        Key("ecsAnywhere", .flag)
        Key("region", .text)
        Key("accessKeyID", .text)
        Key("secretAccessKey", .text)
    }
}
