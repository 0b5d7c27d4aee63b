#if Proxy
    import Crypto
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    extension SourceCriterion {
        /// From whom a request is.
        func source(of exchange: Exchange) -> RequestSource {
            switch self {
            case .address(let strategy):
                guard let peer = PeerAddress(parsing: exchange.downstream.peerIP) else { return RequestSource([]) }
                let forwardedFor = exchange.request.headers.all("x-forwarded-for")
                return RequestSource(
                    strategy.address(
                        peer: peer,
                        forwardedFor: forwardedFor.isEmpty ? nil : Array(forwardedFor.joined(separator: ",".utf8))))
            case .header(let name): return RequestSource(exchange.request.headers.first(name) ?? [])
            case .host: return RequestSource(exchange.request.host)
            }
        }
    }

    /// From whom a request is, to those who count by it.
    struct RequestSource: Hashable, Sendable {
        /// A longer text is kept as its hash: whoever writes it must not decide how much memory it takes.
        static let maximumBytes = 64

        let bytes: [UInt8]

        init(_ text: [UInt8]) {
            // The hash can't be taken for a text, which is no longer than this.
            bytes = text.count <= Self.maximumBytes ? text : Array(SHA512.hash(data: text)) + [0]
        }
    }
#endif
