#if Proxy
    import NIOCore
    import TurnoutConfiguration

    extension RoutingConfiguration.ServiceDefinition {
        /// `nil` for a service that the proxy answers itself, and for one that can't be used.
        init?(
            _ service: ResolvedConfiguration.ResolvedService, _ configuration: ResolvedConfiguration,
            encryption: ServerEncryption?, loops: Int
        ) {
            switch service.kind {
            case .loadBalancer(let shared):
                let transport = configuration.serversTransports[service.serversTransport] ?? ServersTransport()
                var made = Transport(transport, loops: loops)
                made.encryption = service.needsEncryption ? encryption : nil
                self.init(shared.value, name: service.name, transport: made)
            case .weighted(let weighted):
                self = .weighted(
                    weighted.references,
                    choosing: WeightedChoice(
                        sticky: weighted.sticky.map { StickyCookieFormat($0.value, service: service.name) },
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

        private init(_ balancer: LoadBalancer, name: String, transport: Transport) {
            let servers = balancer.servers.map { server in
                var definition = RoutingConfiguration.ServerDefinition(
                    host: server.url.host, port: server.url.port, weight: server.weight,
                    pathPrefix: server.preservePath ? server.url.path : "",
                    authority: server.url.authority, isEncrypted: server.url.scheme == "https", url: server.url.text)
                definition.speaksHTTP2 = server.url.scheme == "h2c"
                return definition
            }
            var balancing = Balancing(strategy: balancer.strategy)
            // As with Traefik, who is hashed to a server needs no cookie.
            if balancer.strategy != .hrw {
                balancing.sticky = balancer.sticky.map { StickyCookieFormat($0.value, service: name) }
            }
            balancing.healthCheck = balancer.healthCheck
            balancing.passiveHealthCheck = balancer.passiveHealthCheck
            if balancer.healthCheck != nil { balancing.checkEncryption = transport.encryption }
            self = .balanced(
                servers, passesHost: balancer.passHostHeader, transport: transport, balancing: balancing)
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
