#if Proxy
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Where an upstream connection leads and what it is made with: connections to equal endpoints share a pool.
    struct Endpoint: Hashable, Sendable {
        var host: String
        var port: Int
        var transport: Shared<Transport>

        /// Few share an address and differ in the rest.
        func hash(into hasher: inout Hasher) {
            hasher.combine(host)
            hasher.combine(port)
        }
    }

    /// A server of a load balancer.
    public struct Server: Hashable, Sendable {
        var endpoint: Endpoint
        var weight = 1
        /// What a `Host` header for it holds.
        var authority = ""
        /// The client's `Host` is passed on, if there is one.
        var passesHost = true
        /// What is put before the path; usually nothing.
        var pathPrefix: [UInt8] = []
        /// As configured: `http://127.0.0.1:8000`.
        var url = ""
        /// `nil` = nobody checks it.
        var health: ServerHealth?

        /// Whether it is taken to answer requests.
        var isUp: Bool { health?.isUp ?? true }
    }

    /// What answers the requests of a router. Interned: a reload that doesn't change a service keeps the object, and
    /// with it its connections, and what is known of its servers' health.
    final class Service: Sendable {
        enum Kind: Hashable, Sendable {
            case balanced([Server], Shared<Balancing>)
            indirect case weighted([Share], WeightedChoice)
            indirect case failover(Service, fallback: Service, FailoverOptions)
            indirect case mirrored(Service, [Mirror], MirroringOptions)
            /// An internal service, which the proxy answers itself.
            case local(LocalService)
        }

        struct Share: Hashable, Sendable {
            var service: Service
            var weight: Int
            /// The service's name as written.
            var writtenName = ""
        }

        struct Mirror: Hashable, Sendable {
            var service: Service
            var percent: Int
        }

        /// Qualified: `api@file`.
        let name: String
        let kind: Kind
        /// Of its series: the same for all services of the name that follow each other; `nil` if nobody counts.
        let owner: SeriesOwner?
        /// `nil` = a client's next request may go anywhere.
        let sessions: StickySessions?
        /// Of a mirrored service: how many requests it and its mirrors have had.
        let mirrorCounts: MirrorCounts?
        /// Its choice hangs on what the request says, or something is to be done about the answer.
        let needsExchange: Bool

        /// Its own; those of the services that it leads to are not among them.
        var servers: [Server] {
            guard case .balanced(let servers, _) = kind else { return [] }
            return servers
        }

        /// Of its own servers.
        var endpoints: [Endpoint] { servers.map(\.endpoint) }

        /// - Parameters:
        ///   - isCounted: Its requests are.
        ///   - previous: What had the name in the configuration before.
        init(name: String, kind: Kind, isCounted: Bool, replacing previous: Service? = nil) {
            self.name = name
            self.kind = kind
            owner = isCounted ? previous?.owner ?? SeriesOwner(.service(name)) : nil
            mirrorCounts =
                if case .mirrored(_, let mirrors, _) = kind { MirrorCounts(mirrors.map(\.percent)) } else { nil }
            sessions =
                switch kind {
                case .balanced(let servers, let balancing):
                    balancing.value.sticky.map { format in
                        StickySessions(
                            format.value,
                            targets: servers.map { balancing.value.strategy.uses($0.weight) ? $0.url : nil })
                    }
                case .weighted(let shares, let choice):
                    choice.sticky.map { format in
                        StickySessions(format.value, targets: shares.map { $0.weight > 0 ? $0.writtenName : nil })
                    }
                case .failover, .mirrored, .local: nil
                }
            needsExchange =
                switch kind {
                case .balanced(_, let balancing):
                    balancing.value.sticky != nil || balancing.value.watchesAnswers
                case .weighted(let shares, let choice):
                    choice.sticky != nil || shares.contains(where: \.service.needsExchange)
                case .failover(let service, let fallback, let options):
                    options.looksAtAnswers || service.needsExchange || fallback.needsExchange
                case .mirrored: true
                case .local: false
                }
        }
    }

    extension Service {
        /// Its servers take turns, whatever the request says, and however they are.
        var isPlain: Bool {
            guard case .balanced(_, let balancing) = kind, !needsExchange else { return false }
            return balancing.value.strategy == .wrr && !balancing.value.heedsHealth
        }
    }

    extension LoadBalancer.Strategy {
        /// Whether a server of this weight is ever chosen; as with Traefik, `p2c` knows no weights.
        func uses(_ weight: Int) -> Bool { self == .p2c || weight > 0 }
    }

    /// By identity: an interned service is equal to itself only.
    extension Service: Hashable {
        static func == (left: Service, right: Service) -> Bool { left === right }
        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }

    /// Services that need no server.
    enum LocalService: String, Hashable, Sendable, CaseIterable {
        /// Answers 418, as Traefik's does.
        case noop = "noop@internal"
        /// Answers with the request that it got.
        case whoami = "whoami@internal"
        case ping = "ping@internal"
        case api = "api@internal"
        /// A page that says where to look, in the place of Traefik's dashboard.
        case dashboard = "dashboard@internal"
        case prometheus = "prometheus@internal"
        /// The page that is served when there is no configuration.
        case welcome = "welcome@internal"

        /// Whether the control path has to be asked for its answers.
        var isAnsweredByControl: Bool { self == .api || self == .prometheus }
    }
#endif
