#if Proxy
    import TurnoutConfiguration
    import TurnoutHTTP

    /// What one event loop knows of a service: whose turn it is, and the pools of its servers. Made for the first request.
    final class ServiceState {
        /// A server with what the loop needs to reach it.
        final class Target {
            // What each request needs comes first, and lies together.
            let pool: UpstreamPool
            let head: UpstreamHead
            /// Those that the loop has for the owner; `nil` = none yet.
            var counters: SeriesTable.Chain?
            /// As configured.
            let url: String
            let server: Server
            /// For requests that name no host.
            let hostlessHead: UpstreamHead
            /// Of the service.
            let serviceName: String
            let owner: SeriesOwner?
            /// Host and port.
            var address: String { String(decoding: hostAndPort, as: UTF8.self) }
            private let hostAndPort: [UInt8]

            /// Requests of this loop that it is answering; counted for services whose choice hangs on it.
            var load = 0
            /// Of this loop; noted for services whose choice hangs on them.
            var times = ResponseTimes()

            init(_ server: Server, of service: Service, loop: LoopState) {
                self.server = server
                url = server.url
                serviceName = service.name
                owner = service.owner
                hostAndPort = Array(server.authority.utf8)
                hostlessHead = UpstreamHead(host: hostAndPort, pathPrefix: server.pathPrefix)
                head = server.passesHost ? UpstreamHead(pathPrefix: server.pathPrefix) : hostlessHead
                pool = loop.pool(for: server.endpoint)
            }
        }

        /// Where a request goes.
        enum Choice {
            case server(Target)
            case local(LocalService)
            /// No server has a weight and is up.
            case none
            /// Neither a service nor its fallback is up.
            case unavailable
            /// To a service, and to the fallback if the answer is an error.
            case guarded(ServiceState, fallback: ServiceState, FailoverOptions)
            /// To a service, and to its mirrors.
            case mirrored(ServiceState, mirrors: [ServiceState], MirroringOptions)
        }

        let service: Service
        private unowned let loop: LoopState
        private var turns: WeightedRoundRobin
        /// Its servers take turns, and nothing else counts.
        private let isPlain: Bool
        private var pairs = PowerOfTwoChoices()
        private var targets: [Target] = []
        /// The services that it leads to, in the order of its definition.
        private var parts: [ServiceState] = []
        private var wasUsed = true
        /// Another service leads to it.
        private var isPart = false
        private var health = (question: 0, isUp: true)

        init(_ service: Service, loop: LoopState) {
            self.service = service
            self.loop = loop
            isPlain = service.isPlain
            var services: [Service] = []
            turns = WeightedRoundRobin([])
            switch service.kind {
            case .balanced(let servers, _):
                turns = WeightedRoundRobin(servers.map(\.weight))
                targets = servers.map { Target($0, of: service, loop: loop) }
            case .weighted(let shares, _):
                turns = WeightedRoundRobin(shares.map(\.weight))
                services = shares.map(\.service)
            case .failover(let main, let fallback, _): services = [main, fallback]
            case .mirrored(let main, let mirrors, _): services = [main] + mirrors.map(\.service)
            case .local: break
            }
            parts = services.map { loop.state(of: $0) }
            for part in parts { part.isPart = true }
        }

        /// The endpoints whose pools this service uses itself.
        var endpoints: [Endpoint] { targets.map(\.pool.endpoint) }

        /// Whether it was chosen from since this was last asked, or has turns to remember; if not, it can be made anew.
        func isWorthKeeping() -> Bool {
            defer { wasUsed = false }
            return wasUsed || isPart || targets.count != 1
        }

        // MARK: Choosing

        /// - Parameters:
        ///   - exchange: Of the request. Without one, the client's cookies count for nothing, and answers are not looked at.
        ///   - client: Its address as text.
        func choose(for exchange: Exchange? = nil, client: [UInt8]) -> Choice {
            wasUsed = true
            if isPlain { return turns.next().map { .server(targets[$0]) } ?? .none }
            switch service.kind {
            case .balanced(_, let balancing):
                guard let index = index(for: exchange, { nextServer(balancing.value, client) }) else { return .none }
                if let exchange { ServerWatch.begin(targets[index], balancing.value, exchange) }
                return .server(targets[index])
            case .weighted(_, let choice):
                guard let index = index(for: exchange, { nextPart(choice, client) }) else { return .none }
                return parts[index].choose(for: exchange, client: client)
            case .failover(_, _, let options):
                let main = parts[0].reportsUp(loop.askForHealth())
                guard main || !options.heedsHealthOfFallback || parts[1].reportsUp(loop.askForHealth()) else {
                    return .unavailable
                }
                if main, options.looksAtAnswers, exchange != nil {
                    return .guarded(parts[0], fallback: parts[1], options)
                }
                return parts[main ? 0 : 1].choose(for: exchange, client: client)
            case .mirrored(_, _, let options):
                guard exchange != nil, let mirrors = service.mirrorCounts?.next(), !mirrors.isEmpty else {
                    return parts[0].choose(for: exchange, client: client)
                }
                return .mirrored(parts[0], mirrors: mirrors.map { parts[$0 + 1] }, options)
            case .local(let service): return .local(service)
            }
        }

        /// - Parameter choose: Chooses for a client that doesn't belong anywhere yet.
        private func index(for exchange: Exchange?, _ choose: () -> Int?) -> Int? {
            guard let exchange, let sessions = service.sessions else { return choose() }
            if let value = exchange.request.headers.cookie(sessions.name), let match = sessions.match(value),
                isUp(match.index)
            {
                if match.isOutdated { exchange.add(StickyCookieFilter(sessions.line(for: match.index))) }
                return match.index
            }
            guard let index = choose() else { return nil }
            exchange.add(StickyCookieFilter(sessions.line(for: index)))
            return index
        }

        private func nextServer(_ balancing: Balancing, _ client: [UInt8]) -> Int? {
            switch balancing.strategy {
            case .wrr: balancing.heedsHealth ? turns.next(among: isUp) : turns.next()
            case .p2c: pairs.next(among: targets.indices.filter(isUp)) { targets[$0].load }
            case .leasttime: leastTime()
            case .hrw:
                highest(targets.indices.filter(isUp)) {
                    let server = targets[$0].server
                    return HighestRandomWeight.score(client: client, name: server.url, weight: server.weight)
                }
            }
        }

        private func nextPart(_ choice: WeightedChoice, _ client: [UInt8]) -> Int? {
            guard choice.isByClient else { return choice.heedsHealth ? turns.next(among: isUp) : turns.next() }
            guard case .weighted(let shares, _) = service.kind else { return nil }
            return highest(shares.indices.filter(isUp)) {
                HighestRandomWeight.score(client: client, name: shares[$0].writtenName, weight: shares[$0].weight)
            }
        }

        /// The one with the highest score above 0, the first among equals.
        private func highest(_ candidates: [Int], _ score: (Int) -> Double) -> Int? {
            var best: (index: Int, score: Double)?
            for index in candidates {
                let score = score(index)
                if score > best?.score ?? 0 { best = (index, score) }
            }
            return best?.index
        }

        /// The quickest at what they have in hand; among equals it is a matter of turns.
        private func leastTime() -> Int? {
            var (best, candidates): (Double, [Int]) = (.infinity, [])
            for index in targets.indices where targets[index].server.weight > 0 && isUp(index) {
                let target = targets[index]
                let score = target.times.average * Double(1 + target.load) / Double(target.server.weight)
                if score < best { (best, candidates) = (score, []) }
                if score == best { candidates.append(index) }
            }
            return candidates.count < 2 ? candidates.first : turns.next(among: candidates.contains)
        }

        // MARK: Health

        /// Of a server or part of its own.
        private func isUp(_ index: Int) -> Bool {
            switch service.kind {
            case .balanced: targets[index].server.isUp
            case .weighted(_, let choice): !choice.heedsHealth || parts[index].reportsUp(loop.askForHealth())
            case .failover, .mirrored, .local: true
            }
        }

        /// What it tells a service that leads to it, and that heeds its health.
        ///
        /// - Parameter question: Each service answers a question only once, however many lead to it.
        private func reportsUp(_ question: Int) -> Bool {
            if health.question == question { return health.isUp }
            let isUp =
                switch service.kind {
                case .balanced(let servers, let balancing):
                    balancing.value.healthCheck == nil || servers.isEmpty || servers.contains(where: \.isUp)
                case .weighted(_, let choice):
                    !choice.heedsHealth || parts.isEmpty || parts.contains { $0.reportsUp(question) }
                case .failover(_, _, let options):
                    !options.heedsHealthOfFallback || parts.contains { $0.reportsUp(question) }
                case .mirrored(_, _, let options): !options.heedsHealth || parts[0].reportsUp(question)
                case .local: true
                }
            health = (question, isUp)
            return isUp
        }
    }
#endif
