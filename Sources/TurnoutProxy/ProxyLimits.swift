#if Proxy
    /// Bounds on what connections may hold.
    public struct ProxyLimits: Sendable {
        /// Bytes that one connection reads ahead of what the other side has taken.
        public var readAheadBytes = 32 << 10

        public init() {}
    }
#endif
