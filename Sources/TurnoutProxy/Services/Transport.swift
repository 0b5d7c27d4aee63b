#if Proxy
    import NIOCore

    /// How connections to servers are made and kept: Traefik's `serversTransports`, as far as HTTP/1.1 goes.
    public struct Transport: Hashable, Sendable {
        public var dialTimeout = TimeAmount.seconds(30)
        /// From the end of the request to the head of the answer; `nil` = no limit.
        public var responseHeaderTimeout: TimeAmount?
        public var idleTimeout = TimeAmount.seconds(90)
        /// Of one event loop.
        public var maximumIdleConnections = 200

        /// `nil` = they are plain.
        var encryption: ServerEncryption?

        public init() {}
    }
#endif
