#if Proxy
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Lets requests of some addresses pass, and refuses the others.
    final class IPAllowList: SharedMiddleware {
        private let allowed: AddressSet
        private let strategy: AddressStrategy
        private let refusal: LocalAnswer

        init?(_ options: IPAllowListOptions) {
            guard let strategy = try? AddressStrategy(options.strategy) else { return nil }
            self.strategy = strategy
            allowed = options.allowed
            let status = options.rejectStatusCode
            refusal = LocalAnswer(status: status, text: "\(HTTPStatus.reason(for: status) ?? "")")
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            let address = strategy.address(of: exchange)
            return allowed.contains(endpoint: address) ? .next : .answer(refusal)
        }
    }

    extension AddressStrategy {
        init(_ options: IPStrategyOptions) throws(InvalidOptions) {
            try self.init(depth: options.depth, excludedIPs: options.excludedIPs, ipv6Subnet: options.ipv6Subnet)
        }

        /// The client's address as text; empty where there is none.
        func address(of exchange: Exchange) -> [UInt8] {
            guard let peer = PeerAddress(parsing: exchange.downstream.peerIP) else { return [] }
            let lines = exchange.request.headers.all("x-forwarded-for")
            return address(peer: peer, forwardedFor: lines.isEmpty ? nil : Array(lines.joined(separator: [0x2C])))
        }
    }
#endif
