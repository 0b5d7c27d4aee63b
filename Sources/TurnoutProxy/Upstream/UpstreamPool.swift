#if Proxy
    import NIOCore
    import NIOPosix
    import TurnoutConfiguration

    /// The idle connections of one event loop to one endpoint, the last used first.
    final class UpstreamPool {
        let endpoint: Endpoint
        private let loop: LoopState
        private var idle: [UpstreamConnection] = []
        /// Those that take requests, idle or not.
        private var shared: [HTTP2UpstreamConnection] = []
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

        /// What carries the next request.
        ///
        /// - Parameter asksForUpgrade: Whether it asks for a protocol to which only HTTP/1.1 can switch.
        func carrier(asksForUpgrade: Bool) -> any RequestCarrier {
            if endpoint.transport.version == .http1 { return take() ?? makeConnection(negotiates: false) }
            if endpoint.transport.version == .negotiated && asksForUpgrade {
                return take() ?? makeConnection(negotiates: false)
            }
            return stream() ?? take() ?? makeConnection(negotiates: true)
        }

        /// What carries a request that another connection couldn't deliver.
        func replacement() -> any RequestCarrier {
            if endpoint.transport.version == .http1 { return makeConnection(negotiates: false) }
            return stream() ?? makeConnection(negotiates: true)
        }

        /// A stream of an HTTP/2 connection; `nil` if there is no such connection with room, and the server might choose not
        /// to have one.
        private func stream() -> UpstreamStream? {
            if let connection = shared.last(where: \.hasRoom) { return UpstreamStream(on: connection) }
            guard endpoint.transport.version == .http2 else { return nil }
            let connection = HTTP2UpstreamConnection(pool: self, loop: loop)
            connections += 1
            shared.append(connection)
            connect(connection)
            return UpstreamStream(on: connection)
        }

        /// A connection that served a request before.
        private func take() -> UpstreamConnection? {
            while let connection = idle.popLast() {
                if connection.isReusable { return connection }
            }
            return nil
        }

        /// A new connection, which connects when its first request begins.
        private func makeConnection(negotiates: Bool) -> UpstreamConnection {
            connections += 1
            return UpstreamConnection(pool: self, loop: loop, negotiates: negotiates)
        }

        /// Connects. It may fail at once, if there is no descriptor for a socket.
        ///
        /// Names are looked up for each connection anew; an address needs no look-up.
        func connect(_ connection: UpstreamConnection) {
            connect(willConnect: connection.willConnect) { [endpoint] result in
                do {
                    let pipeline = try result.get().pipeline.syncOperations
                    if let encryption = endpoint.transport.encryption {
                        try pipeline.addHandler(
                            encryption.handler(host: endpoint.host, offersHTTP2: connection.negotiates))
                    }
                    try pipeline.addHandler(connection)
                } catch {
                    connection.connectDidFail(error)
                }
            }
        }

        /// Connects to a server that speaks HTTP/2 without being asked.
        private func connect(_ connection: HTTP2UpstreamConnection) {
            connect(willConnect: connection.willConnect) { result in
                do {
                    let pipeline = try result.get().pipeline.syncOperations
                    try pipeline.addHandlers(connection.link.makeHandlers())
                    connection.didConnect()
                } catch {
                    connection.connectDidFail(error)
                }
            }
        }

        /// - Parameters:
        ///   - willConnect: Told of each socket; says whether anybody waits for it.
        ///   - completion: Gets the one that is left, connected, without handlers.
        private func connect(
            willConnect: @escaping (any Channel) -> Bool, completion: @escaping (Result<any Channel, any Error>) -> Void
        ) {
            let bound = NIOLoopBound(willConnect, eventLoop: loop.eventLoop)
            let bootstrap = ClientBootstrap(group: loop.eventLoop)
                .resolver(loop.names)
                .connectTimeout(endpoint.transport.dialTimeout)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        guard bound.value(channel) else { throw ChannelError.eof }
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
            // Handlers are not added in the initialiser: of a name with several addresses several channels are begun, and
            // one is left.
            connecting.assumeIsolated().whenComplete(completion)
        }

        /// Makes an HTTP/2 connection of one on which the server has chosen that.
        func adopt(_ context: ChannelHandlerContext, of old: UpstreamConnection) {
            let connection = HTTP2UpstreamConnection(pool: self, loop: loop)
            connections += 1
            if !isRetired { shared.append(connection) }
            let pipeline = context.pipeline.syncOperations
            do {
                try pipeline.addHandlers(connection.link.makeHandlers(), position: .after(old))
                pipeline.removeHandler(context: context, promise: nil)
                connection.didConnect()
            } catch {
                connection.connectDidFail(error)
                context.close(promise: nil)
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

        /// Takes no more requests on an HTTP/2 connection.
        func remove(_ connection: HTTP2UpstreamConnection) { shared.removeAll { $0 === connection } }

        /// Whether an HTTP/2 connection may wait for requests.
        func keeps(_ connection: HTTP2UpstreamConnection) -> Bool {
            !isRetired && shared.contains { $0 === connection }
        }

        /// A connection that was made here is no more, or has not come about.
        func connectionDidEnd() { connections -= 1 }

        func retire() {
            isRetired = true
            let ending = idle
            idle = []
            for connection in ending { connection.close() }
            let retiring = shared
            shared = []
            for connection in retiring { connection.retire() }
        }
    }
#endif
