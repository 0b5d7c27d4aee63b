#if Proxy
    import NIOCore

    /// Bounds on what connections may hold.
    public struct ProxyLimits: Sendable {
        /// Client connections; further ones are closed when they are accepted.
        public var maximumConnections = 1 << 20
        /// Bytes that one connection reads ahead of what the other side has taken.
        public var readAheadBytes = 64 << 10
        /// Bytes of a request body that are read and dropped when its answer is already there, so that the connection can
        /// be kept; beyond that it is closed. Go's server has the same bound.
        public var discardedBytes = 256 << 10
        /// Bytes of a body that is held as a whole because the middleware `buffering` says so, and sets no lower limit.
        public var bufferedBodyBytes = 64 << 20
        /// How long a client may take to read the last answer before its connection is closed.
        public var lingering = TimeAmount.seconds(2)
        /// How long a server may take to let a waiting client send its body, before the proxy does so.
        public var continueTimeout = TimeAmount.seconds(1)
        /// How long a server may take to agree on encryption; Traefik's.
        public var handshakeTimeout = TimeAmount.seconds(10)
        /// Copies of requests that one event loop has under way to mirrors; further ones are not sent.
        public var maximumMirroredRequests = 1024
        /// Answers that each event loop packs at once; further ones go out as they are. Each takes 256 KiB.
        public var packedAnswers = 1024
        /// What `ping` answers while the proxy ends.
        public var terminatingStatus = 503

        public init() {}
    }
#endif
