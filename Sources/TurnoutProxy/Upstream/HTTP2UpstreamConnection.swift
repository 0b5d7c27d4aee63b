#if Proxy
    import NIOCore
    import NIOHPACK
    import NIOHTTP2
    import TurnoutConfiguration

    /// A connection to a server that carries several requests at a time, an `UpstreamStream` each.
    ///
    ///     connecting ──► open ──► going away ──► closed
    ///
    /// Requests that come while it is being made wait for it, rather than each making one of its own.
    final class HTTP2UpstreamConnection: ListedConnection, HTTP2LinkOwner {
        private enum State { case connecting, open, closed }

        let pool: UpstreamPool
        let loop: LoopState
        let link: HTTP2Link
        private var state = State.connecting
        /// The socket that is being connected.
        private var attempt: (any Channel)?
        private var waiting: [UpstreamStream] = []
        /// Have been given a part of their answers since the last pause.
        private var unpaused: [UpstreamStream] = []
        /// When it has waited long enough for a request.
        private var deadline = NIODeadline.distantFuture
        var listIndex = -1

        init(pool: UpstreamPool, loop: LoopState) {
            self.pool = pool
            self.loop = loop
            link = HTTP2Link(loop: loop, limits: HTTP2Limits.ofServers, isServer: false)
            link.owner = self
        }

        var isEncrypted: Bool { pool.endpoint.transport.encryption != nil }
        var isOpen: Bool { state == .open && link.isOpen }
        /// It takes another request.
        var hasRoom: Bool {
            state != .closed && link.takesStreams && link.streamCount + waiting.count < link.peerConcurrentStreams
        }

        // MARK: Connecting

        /// A socket is about to be connected.
        ///
        /// - Returns: Whether anybody waits for it.
        func willConnect(_ channel: any Channel) -> Bool {
            attempt = state == .connecting ? channel : nil
            return attempt != nil
        }

        /// The connection is made, and its handlers are in their places.
        func didConnect() {
            attempt = nil
            guard state == .connecting else {
                link.close()
                return
            }
            state = .open
            loop.http2Upstreams.add(self)
            link.start()
            startIdleDeadline()
            let streams = waiting
            waiting = []
            if !streams.isEmpty { deadline = .distantFuture }
            for stream in streams { stream.didConnect() }
        }

        func connectDidFail(_ error: any Error) {
            guard state == .connecting else { return }
            var failure = UpstreamFailure.unreachable
            if case ChannelError.connectTimeout? = error as? ChannelError { failure = .timeout }
            end(failure)
        }

        // MARK: Requests

        /// Opens a stream for the request, now or when the connection is made.
        func begin(_ stream: UpstreamStream) {
            switch state {
            case .connecting: waiting.append(stream)
            case .open where link.takesStreams:
                deadline = .distantFuture
                stream.open()
            case .open, .closed: stream.connectDidFail(.closed)
            }
        }

        /// The request is not wanted any more.
        func forget(_ stream: UpstreamStream) {
            waiting.removeAll { $0 === stream }
            guard state == .connecting, waiting.isEmpty else { return }
            // Nobody waits for it.
            end(.closed)
        }

        /// Tells the client of a stream, when nothing more is there for now, that what it got can go on its way.
        func pauseLater(_ stream: UpstreamStream) {
            guard link.isReading else {
                stream.answerDidPause()
                return
            }
            if unpaused.last !== stream { unpaused.append(stream) }
        }

        // MARK: What the connection says

        func receiveRequest(_ fields: HPACKHeaders, endsStream: Bool, on stream: HTTP2Stream) {
            stream.reset(.refusedStream)
        }

        func linkDidReceiveSettings() {}

        func linkWasToldToGoAway() { pool.remove(self) }

        func linkDidBecomeIdle() {
            if pool.keeps(self) { startIdleDeadline() } else { link.goAway() }
        }

        private func startIdleDeadline() { deadline = .now() + pool.endpoint.transport.idleTimeout }

        func linkDidRead() {
            guard !unpaused.isEmpty else { return }
            let streams = unpaused
            unpaused.removeAll(keepingCapacity: true)
            for stream in streams { stream.answerDidPause() }
        }

        func linkDidEnd() { end(.closed) }

        // MARK: Ending

        private func end(_ failure: UpstreamFailure) {
            guard state != .closed else { return }
            state = .closed
            attempt?.close(promise: nil)
            attempt = nil
            loop.http2Upstreams.remove(self)
            pool.remove(self)
            pool.connectionDidEnd()
            link.owner = nil
            let streams = waiting
            waiting = []
            for stream in streams { stream.connectDidFail(failure) }
        }

        func passDeadlines(_ now: NIODeadline) {
            if deadline <= now {
                deadline = .distantFuture
                pool.remove(self)
                link.goAway()
            }
            link.passDeadlines(now)
        }

        /// No service of the current generation uses the server: it ends with the requests that it has.
        func retire() { if state == .open { link.goAway() } }

        func close() { link.close() }
    }

    extension HTTP2Limits {
        /// What servers, which are trusted more than clients, may ask.
        static let ofServers: HTTP2Limits = {
            var limits = HTTP2Limits()
            limits.headerListBytes = 1 << 20
            return limits
        }()
    }
#endif
