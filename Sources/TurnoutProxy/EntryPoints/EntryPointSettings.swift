#if Proxy
    import NIOCore
    import Turnout
    import TurnoutConfiguration
    import TurnoutSyntax

    /// What an entry point means for its connections.
    public struct EntryPointSettings: Sendable {
        /// Whom the PROXY protocol is believed.
        public struct ProxyProtocol: Sendable {
            public var trustsEveryPeer = false
            public var trustedPeers: [AddressRange] = []

            public init() {}
        }

        public var name: String
        /// The address to listen on; empty = all of this machine's.
        public var host: String
        /// 0 = any that is free.
        public var port: Int
        public var policy = RequestPolicy.entryPoint
        /// Whether the peer's address is added to `X-Forwarded-For`.
        public var appendsForwardedFor = true
        /// Escapes that are refused in a path, as their two capital hexadecimal digits.
        public var deniedEscapes: [[UInt8]] = []
        /// From accept, or from the first byte of a later request, to the end of the request.
        public var readTimeout: TimeAmount?
        /// From the end of the request to the end of the answer.
        public var writeTimeout: TimeAmount?
        /// Between requests.
        public var idleTimeout: TimeAmount?
        /// Requests of one connection; 0 = any number.
        public var maximumRequests = 0
        /// A connection is not kept beyond this.
        public var maximumAge: TimeAmount?
        /// `nil` = it is not looked for.
        public var proxyProtocol: ProxyProtocol?
        /// Who takes note of requests that no router takes.
        public var observers = Observers.all

        var http2 = HTTP2Limits()

        /// Its place in `Generation.entryPoints`.
        var number = 0

        public init(name: String, host: String, port: Int) {
            self.name = name
            self.host = host
            self.port = port
        }

        /// As a configuration spells it.
        public var address: String { (host.utf8.contains(0x3A) ? "[\(host)]" : host) + ":\(port)" }

        /// Whether no denied escape stands in the path that would be forwarded.
        func allows(_ request: Request) -> Bool {
            if deniedEscapes.isEmpty { return true }
            let path = request.bytes[request.uri.range].prefix { $0 != 0x3F }
            return EncodedCharacters.allows(path, denying: deniedEscapes)
        }
    }
#endif
