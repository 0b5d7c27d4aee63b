#if Proxy
    import NIOCore
    import TurnoutConfiguration

    extension RoutingConfiguration.ServiceDefinition {
        /// What services share that say the same.
        struct Values {
            var transports = SharedValues<Transport>()
            var balancings = SharedValues<Balancing>()
        }

        /// `nil` for a service that the proxy answers itself, and for one that can't be used.
        init?(
            _ service: ResolvedConfiguration.ResolvedService, _ configuration: ResolvedConfiguration,
            encryption: ServerEncryption?, loops: Int, _ values: inout Values
        ) {
            switch service.kind {
            case .loadBalancer(let shared):
                let transport = configuration.serversTransports[service.serversTransport] ?? ServersTransport()
                var made = Transport(transport, loops: loops)
                made.encryption = service.needsEncryption ? encryption : nil
                self.init(shared.value, name: service.name, transport: made, &values)
            case .weighted(let weighted):
                self = .weighted(
                    weighted.references,
                    choosing: WeightedChoice(
                        sticky: weighted.sticky.map { Shared(StickyCookieFormat($0.value, service: service.name)) },
                        heedsHealth: weighted.hasHealthCheck))
            case .highestRandomWeight(let weighted):
                self = .weighted(
                    weighted.references,
                    choosing: WeightedChoice(isByClient: true, heedsHealth: weighted.hasHealthCheck))
            case .failover(let failover):
                self = .failover(
                    service: failover.service, fallback: failover.fallback, options: FailoverOptions(failover))
            case .mirroring(let mirroring):
                self = .mirrored(
                    service: mirroring.service,
                    mirrors: mirroring.mirrors.map {
                        RoutingConfiguration.MirrorReference(service: $0.service, percent: $0.percent)
                    },
                    options: MirroringOptions(
                        copiesBody: mirroring.mirrorBody,
                        maximumBodyBytes: mirroring.maximumBodyBytes < 0 ? .max : mirroring.maximumBodyBytes,
                        heedsHealth: mirroring.hasHealthCheck))
            case .internal, .unusable: return nil
            }
        }

        private init(
            _ balancer: LoadBalancer, name: String, transport: Transport, _ values: inout Values
        ) {
            let servers = balancer.servers.map { server -> Server in
                var definition = RoutingConfiguration.ServerDefinition(
                    host: server.url.host, port: server.url.port, weight: server.weight,
                    pathPrefix: server.preservePath ? server.url.path : "",
                    authority: server.url.authority, isEncrypted: server.url.scheme == "https", url: server.url.text)
                definition.speaksHTTP2 = server.url.scheme == "h2c"
                return Server(definition, passesHost: balancer.passHostHeader, transport: transport, &values.transports)
            }
            var balancing = Balancing(strategy: balancer.strategy)
            // As with Traefik, who is hashed to a server needs no cookie.
            if balancer.strategy != .hrw {
                balancing.sticky = balancer.sticky.map { Shared(StickyCookieFormat($0.value, service: name)) }
            }
            balancing.healthCheck = balancer.healthCheck
            balancing.passiveHealthCheck = balancer.passiveHealthCheck
            if balancer.healthCheck != nil { balancing.checkEncryption = transport.encryption }
            self = .balanced(servers, values.balancings.shared(balancing))
        }
    }

    extension RoutingConfiguration.ServiceDefinition {
        /// Servers that share requests. Of `transport` each takes what has to do with it.
        public static func balanced(
            _ servers: [RoutingConfiguration.ServerDefinition], passesHost: Bool, transport: Transport = Transport(),
            balancing: Balancing = Balancing()
        ) -> Self {
            var transports = SharedValues<Transport>()
            let servers = servers.map { Server($0, passesHost: passesHost, transport: transport, &transports) }
            return .balanced(servers, Shared(balancing))
        }
    }

    extension Server {
        fileprivate init(
            _ definition: RoutingConfiguration.ServerDefinition, passesHost: Bool, transport: Transport,
            _ transports: inout SharedValues<Transport>
        ) {
            var transport = transport
            if !definition.isEncrypted {
                transport.encryption = nil
                transport.version = definition.speaksHTTP2 ? .http2 : .http1
            }
            self.init(
                endpoint: Endpoint(
                    host: definition.host, port: definition.port, transport: transports.shared(transport)),
                weight: definition.weight, authority: definition.authority, passesHost: passesHost,
                pathPrefix: Array(definition.pathPrefix.utf8), url: definition.url)
        }
    }

    extension WeightedServices {
        fileprivate var references: [RoutingConfiguration.WeightedReference] {
            shares.map {
                RoutingConfiguration.WeightedReference(
                    service: $0.service, weight: $0.weight, writtenName: $0.writtenName)
            }
        }
    }

    extension FailoverOptions {
        fileprivate init(_ failover: FailoverServices) {
            heedsHealthOfFallback = failover.hasHealthCheck
            guard let errors = failover.errors, !errors.status.isEmpty else { return }
            statuses = StatusRanges(readable: errors.status)
            looksAtAnswers = true
            let limit = errors.maximumRequestBodyBytes
            maximumBodyBytes = limit < 0 ? .max : limit
        }
    }

    extension ResolvedConfiguration.ResolvedService {
        /// Whether one of its servers is reached, or checked, by `https`.
        var needsEncryption: Bool {
            guard case .loadBalancer(let balancer) = kind else { return false }
            return balancer.healthCheck?.scheme == "https"
                || balancer.value.servers.contains { $0.url.scheme == "https" }
        }
    }
#endif
