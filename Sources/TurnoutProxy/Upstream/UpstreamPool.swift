#if Proxy
    import NIOCore
    import NIOPosix

    /// The idle connections of one event loop to one endpoint, the last used first.
    final class UpstreamPool {
        let endpoint: Endpoint
        private let loop: LoopState
        private var idle: [UpstreamConnection] = []
        /// Of any state, being made included.
        private(set) var connections = 0
        /// No service of the current generation uses this endpoint: connections end with their request.
        private var isRetired = false
        private let address: SocketAddress?

        init(_ endpoint: Endpoint, loop: LoopState) {
            self.endpoint = endpoint
            self.loop = loop
            address = try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port)
        }

        /// A connection that served a request before.
        func take() -> UpstreamConnection? {
            while let connection = idle.popLast() {
                if connection.isReusable { return connection }
            }
            return nil
        }

        /// A new connection, which connects when its first request begins.
        func makeConnection() -> UpstreamConnection {
            connections += 1
            return UpstreamConnection(pool: self, loop: loop)
        }

        /// Connects. It may fail at once, if there is no descriptor for a socket.
        ///
        /// Names are looked up for each connection anew; an address needs no look-up.
        func connect(_ connection: UpstreamConnection) {
            let bound = NIOLoopBound(connection, eventLoop: loop.eventLoop)
            let bootstrap = ClientBootstrap(group: loop.eventLoop)
                .resolver(loop.names)
                .connectTimeout(endpoint.transport.dialTimeout)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        guard bound.value.willConnect(channel) else { throw ChannelError.eof }
                    }
                }
                .channelOption(.allowRemoteHalfClosure, value: true)
                .keepsAlive(idleSeconds: KeepAlive.serverSeconds)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelOption(.maxMessagesPerRead, value: 1)
                .channelOption(
                    .recvAllocator,
                    value: AdaptiveRecvByteBufferAllocator(
                        minimum: 512, initial: 1024, maximum: loop.limits.readAheadBytes))
            let connecting =
                address.map { bootstrap.connect(to: $0) } ?? bootstrap.connect(host: endpoint.host, port: endpoint.port)
            // Not in the initialiser: of a name with several addresses several channels are begun, and one is left.
            connecting.assumeIsolated().whenComplete { [endpoint] result in
                do {
                    let pipeline = try result.get().pipeline.syncOperations
                    if let encryption = endpoint.transport.encryption {
                        try pipeline.addHandler(encryption.handler(host: endpoint.host))
                    }
                    try pipeline.addHandler(connection)
                } catch {
                    connection.connectDidFail(error)
                }
            }
        }

        func put(_ connection: UpstreamConnection) {
            guard !isRetired, idle.count < endpoint.transport.maximumIdleConnections else {
                connection.close()
                return
            }
            connection.deadline = .now() + endpoint.transport.idleTimeout
            idle.append(connection)
        }

        /// Forgets an idle connection that has ended.
        func remove(_ connection: UpstreamConnection) {
            if let index = idle.firstIndex(where: { $0 === connection }) { idle.remove(at: index) }
        }

        /// A connection that `makeConnection` made is no more, or has not come about.
        func connectionDidEnd() { connections -= 1 }

        func retire() {
            isRetired = true
            let ending = idle
            idle = []
            for connection in ending { connection.close() }
        }
    }
#endif
