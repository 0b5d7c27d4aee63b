#if Proxy
    import NIOCore

    /// How connections to servers are made and kept: Traefik's `serversTransports`.
    public struct Transport: Hashable, Sendable {
        public var dialTimeout = TimeAmount.seconds(30)
        /// From the end of the request to the head of the answer; `nil` = no limit.
        public var responseHeaderTimeout: TimeAmount?
        public var idleTimeout = TimeAmount.seconds(90)
        /// Of one event loop.
        public var maximumIdleConnections = 200

        /// What is spoken to a server.
        enum Version: Hashable, Sendable {
            case http1
            /// HTTP/2 without a question, on plain connections.
            case http2
            /// HTTP/2 if the server chooses it in the handshake.
            case negotiated
        }

        var version = Version.http1
        /// `nil` = they are plain.
        var encryption: ServerEncryption?

        public init() {}
    }
#endif
