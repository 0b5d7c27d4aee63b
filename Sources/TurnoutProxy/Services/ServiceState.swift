#if Proxy
    import TurnoutHTTP

    /// What one event loop knows of a service: whose turn it is, and the pools of its servers. Made for the first request.
    final class ServiceState {
        /// A server with what the loop needs to reach it.
        final class Target {
            let head: UpstreamHead
            /// For requests that name no host.
            let hostlessHead: UpstreamHead
            let pool: UpstreamPool
            /// As configured.
            let url: String
            /// Of the service.
            let serviceName: String
            let owner: SeriesOwner
            /// Host and port.
            var address: String { String(decoding: hostAndPort, as: UTF8.self) }
            private let hostAndPort: [UInt8]

            init(_ server: Server, of service: Service, loop: LoopState) {
                url = server.url
                serviceName = service.name
                owner = service.owner
                hostAndPort = server.authority
                hostlessHead = UpstreamHead(host: server.authority, pathPrefix: server.pathPrefix)
                head = server.passesHost ? UpstreamHead(pathPrefix: server.pathPrefix) : hostlessHead
                pool = loop.pool(for: server.endpoint)
            }
        }

        /// Where a request goes.
        enum Choice {
            case server(Target)
            case local(LocalService)
            /// No server has a weight.
            case none
        }

        let service: Service
        private var turns: WeightedRoundRobin
        private var targets: [Target] = []
        private var shares: [ServiceState] = []
        private var wasUsed = true
        /// A weighted service has a hold of it.
        private var isShare = false

        init(_ service: Service, loop: LoopState) {
            self.service = service
            switch service.kind {
            case .balanced(let servers):
                turns = WeightedRoundRobin(servers.map(\.weight))
                targets = servers.map { Target($0, of: service, loop: loop) }
            case .weighted(let services):
                turns = WeightedRoundRobin(services.map(\.weight))
                shares = services.map { loop.state(of: $0.service) }
                for share in shares { share.isShare = true }
            case .local:
                turns = WeightedRoundRobin([])
            }
        }

        /// The endpoints whose pools this service uses itself.
        var endpoints: [Endpoint] { targets.map(\.pool.endpoint) }

        /// Whether it was chosen from since this was last asked, or has turns to remember; if not, it can be made anew.
        func isWorthKeeping() -> Bool {
            defer { wasUsed = false }
            return wasUsed || isShare || targets.count != 1
        }

        func choose() -> Choice {
            wasUsed = true
            if case .local(let service) = service.kind { return .local(service) }
            guard let index = turns.next() else { return .none }
            return shares.isEmpty ? .server(targets[index]) : shares[index].choose()
        }
    }
#endif
