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

        /// A connection on its way. Names are resolved for each anew; an address needs no resolver.
        func connect() -> UpstreamConnection {
            let connection = UpstreamConnection(pool: self, loop: loop)
            connections += 1
            let bootstrap = ClientBootstrap(group: loop.eventLoop)
                .connectTimeout(endpoint.transport.dialTimeout)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelOption(.maxMessagesPerRead, value: 1)
                .channelOption(
                    .recvAllocator,
                    value: AdaptiveRecvByteBufferAllocator(
                        minimum: 512, initial: 1024, maximum: loop.limits.readAheadBytes))
            let connecting =
                address.map { bootstrap.connect(to: $0) } ?? bootstrap.connect(host: endpoint.host, port: endpoint.port)
            // Not in an initialiser: of a name with several addresses several channels are begun, and one is left.
            connecting.assumeIsolated().whenComplete { result in
                do {
                    try result.get().pipeline.syncOperations.addHandler(connection)
                } catch {
                    connection.connectDidFail(error)
                }
            }
            return connection
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

        /// A connection that `connect` began is no more, or has not come about.
        func connectionDidEnd() { connections -= 1 }

        func retire() {
            isRetired = true
            let ending = idle
            idle = []
            for connection in ending { connection.close() }
        }
    }
#endif
