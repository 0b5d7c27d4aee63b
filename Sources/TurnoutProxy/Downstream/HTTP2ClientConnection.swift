#if Proxy
    import NIOCore
    import NIOHPACK
    import NIOHTTP2
    import Turnout
    import TurnoutHTTP

    /// An accepted connection that speaks HTTP/2: requests side by side, a `ClientStream` each.
    ///
    /// It takes the place of the `ClientConnection` that accepted it, when TLS has agreed on HTTP/2 or the first bytes are
    /// its preface. Without streams it holds nothing but the tables of its header compression.
    final class HTTP2ClientConnection: ListedConnection, HTTP2LinkOwner {
        let entryPoint: EntryPointSettings
        let loop: LoopState
        let link: HTTP2Link
        /// The client's address and port as text.
        let remote: [UInt8]
        /// The client's address as text.
        let peerIP: [UInt8]
        /// `nil` = plain.
        let encryption: ClientEncryption?
        private let acceptedAt: NIODeadline
        private var requestCount = 0
        /// When a first stream, or the next, must have been opened.
        private var deadline: NIODeadline
        var listIndex = -1
        /// Their servers' connections have been written to since the last flush.
        private var unflushed: [ClientStream] = []

        init(replacing connection: ClientConnection) {
            entryPoint = connection.entryPoint
            loop = connection.loop
            remote = connection.remote
            peerIP = connection.peerIP
            encryption = connection.encryption
            acceptedAt = connection.acceptedAt
            deadline = connection.deadline
            link = HTTP2Link(loop: loop, limits: entryPoint.http2, isServer: true)
            link.owner = self
            loop.http2Clients.add(self)
        }

        // MARK: What the connection says

        func receiveRequest(_ fields: HPACKHeaders, endsStream: Bool, on stream: HTTP2Stream) {
            deadline = .distantFuture
            requestCount += 1
            if endsWithThisRequest { link.goAway() }
            let client = ClientStream(stream, of: self)
            stream.owner = client
            client.begin(fields, endsStream: endsStream)
        }

        private var endsWithThisRequest: Bool {
            entryPoint.endsConnection(requests: requestCount, since: acceptedAt) || loop.isDraining
        }

        func linkDidReceiveSettings() {
            if link.streamCount == 0 { startIdleDeadline() }
        }

        func linkWasToldToGoAway() {}

        func linkDidBecomeIdle() { startIdleDeadline() }

        private func startIdleDeadline() {
            deadline = entryPoint.idleTimeout.map { .now() + $0 } ?? .distantFuture
        }

        func linkDidEnd() { loop.http2Clients.remove(self) }

        // MARK: Servers' connections

        /// Flushes what was written to the server of a stream, once when nothing more is to come.
        func flushUpstreamLater(of stream: ClientStream) {
            guard link.isReading else {
                stream.upstream?.flush()
                return
            }
            if unflushed.last !== stream { unflushed.append(stream) }
        }

        func linkDidRead() {
            guard !unflushed.isEmpty else { return }
            let streams = unflushed
            unflushed.removeAll(keepingCapacity: true)
            for stream in streams { stream.upstream?.flush() }
        }

        // MARK: Ending

        func passDeadlines(_ now: NIODeadline) {
            if deadline <= now {
                deadline = .distantFuture
                link.goAway()
            }
            link.passDeadlines(now)
        }

        /// Takes no more requests, and ends behind those that there are.
        func drain() { link.goAway() }

        func close() { link.close() }
    }
#endif
