#if Proxy
    import NIOCore
    import NIOPosix

    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// TCP's own question whether a silent peer is still there: nothing else ends a tunnel, or a stalled answer, whose
    /// client has lost its network.
    enum KeepAlive {
        /// Silence after which a client is asked; Traefik's entry points have the same.
        static let clientSeconds: Int = 180
        /// Silence after which a server is asked, as Go's dialer does.
        static let serverSeconds: Int = 30

        static let idle: ChannelOptions.Types.SocketOption = {
            #if canImport(Darwin)
                .tcpOption(.init(rawValue: TCP_KEEPALIVE))
            #else
                .tcpOption(.init(rawValue: TCP_KEEPIDLE))
            #endif
        }()
        /// Between further questions.
        static let interval: ChannelOptions.Types.SocketOption = .tcpOption(.init(rawValue: TCP_KEEPINTVL))
        static let intervalSeconds: Int = 15
    }

    extension ServerBootstrap {
        /// Accepted sockets inherit it from the listening one.
        func keepsAlive(idleSeconds: Int) -> ServerBootstrap {
            serverChannelOption(.socketOption(.so_keepalive), value: 1)
                .serverChannelOption(KeepAlive.idle, value: idleSeconds)
                .serverChannelOption(KeepAlive.interval, value: KeepAlive.intervalSeconds)
        }
    }

    extension ClientBootstrap {
        func keepsAlive(idleSeconds: Int) -> ClientBootstrap {
            channelOption(.socketOption(.so_keepalive), value: 1)
                .channelOption(KeepAlive.idle, value: idleSeconds)
                .channelOption(KeepAlive.interval, value: KeepAlive.intervalSeconds)
        }
    }
#endif
