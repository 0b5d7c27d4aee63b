#if Proxy
    import NIOCore
    import NIOSSL
    import NIOTLS
    import TurnoutConfiguration
    import TurnoutHTTP

    /// A connection to a server: it carries one request after another, and between them waits in its pool.
    ///
    /// It and the client connection that it serves are on one event loop and call each other directly: no promise, no
    /// hop, no lock. What it reads is written to the client in the same call; while the client takes nothing, it is not
    /// read from.
    ///
    ///     connecting ──► exchange ⇄ idle
    ///                       └─► tunnel
    ///
    /// Any of them ends in `closed`.
    final class UpstreamConnection: ChannelDuplexHandler, RemovableChannelHandler, ListedConnection, RequestCarrier {
        typealias InboundIn = ByteBuffer
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        enum State { case connecting, idle, exchange, tunnel, closed }

        let pool: UpstreamPool
        let loop: LoopState
        var state = State.connecting
        /// Whose request is being answered.
        var client: (any UpstreamClient)?
        /// Who is at the other end of the tunnel.
        var tunnelClient: ClientConnection?
        /// Called when it has ended, a tunnel.
        private var ending: (() -> Void)?
        private(set) var context: ChannelHandlerContext?
        let output: ConnectionOutput
        /// When something must have happened: the pool's idle timeout, or the one for the response head.
        var deadline = NIODeadline.distantFuture
        var listIndex = -1

        /// Received and not consumed.
        var received = ByteBuffer()
        var parser = ResponseHeadParser()
        var body: BodyReader?
        var response = ResponseFrame(headBytes: 0, framing: .none, isPersistent: false)
        /// Of the request that is being sent.
        private(set) var requestFraming = BodyFraming.none
        /// The request head as written, to be sent again on another connection if this one turns out to be dead.
        var replay: [UInt8] = []
        private var wasReused = false
        /// The server may have seen something of the request that is being answered.
        private(set) var hasWrittenRequest = false
        private var hasReadAny = false
        private var isReadHeld = false
        /// It ended without the server having said that it has sent all.
        private var isReset = false
        /// Encryption has not been agreed on yet.
        private var isInHandshake = false
        private var isUntrusted = false
        /// The socket that is being connected; of a name with several addresses, the one tried last.
        private var attempt: (any Channel)?

        /// Whether HTTP/2 is offered to the server: then nothing is sent before it has chosen.
        let negotiates: Bool

        init(pool: UpstreamPool, loop: LoopState, negotiates: Bool) {
            self.pool = pool
            self.loop = loop
            self.negotiates = negotiates
            output = ConnectionOutput(loop: loop)
        }

        var isReusable: Bool { state == .idle }
        /// A request head can be written and its body can follow.
        var isConnected: Bool { state == .exchange || state == .tunnel }
        /// The socket takes more than is waiting to be written.
        private(set) var isWritable = true
        var hasRoom: Bool { isWritable }

        // MARK: What the client connection asks for

        func begin(_ client: any UpstreamClient, framing: BodyFraming) {
            self.client = client
            requestFraming = framing
            hasReadAny = false
            wasReused = state == .idle
            hasWrittenRequest = wasReused
            deadline = .distantFuture
            replay.removeAll(keepingCapacity: true)
            guard state == .idle else {
                replay.append(contentsOf: loop.scratch)
                pool.connect(self)
                return
            }
            state = .exchange
            if client.mayReplay { replay.append(contentsOf: loop.scratch) }
            output.compose(loop.scratch)
        }

        func beginAgain(_ client: any UpstreamClient, insteadOf other: any RequestCarrier) {
            self.client = client
            requestFraming = other.requestFraming
            hasWrittenRequest = true
            replay = other.replay
            pool.connect(self)
        }

        func sendBody(_ part: ByteBuffer) {
            guard requestFraming == .chunked else {
                output.write(part)
                return
            }
            loop.scratch.removeAll(keepingCapacity: true)
            ChunkFraming.appendSize(part.readableBytes, to: &loop.scratch)
            output.compose(loop.scratch)
            output.write(part)
            loop.scratch.removeAll(keepingCapacity: true)
            ChunkFraming.appendEnd(to: &loop.scratch)
            output.compose(loop.scratch)
        }

        func sendEnd() {
            if requestFraming == .chunked {
                loop.scratch.removeAll(keepingCapacity: true)
                // Trailers of requests end here, as with Traefik: what they might smuggle past is gone with them.
                ChunkFraming.appendLast(to: &loop.scratch)
                output.compose(loop.scratch)
            }
            requestDidFinish()
        }

        func flush() { output.flush() }

        /// The request is written to its end: from now on the server owes an answer.
        func requestDidFinish() {
            if let timeout = pool.endpoint.transport.responseHeaderTimeout, body == nil, !isInHandshake {
                deadline = .now() + timeout
            }
        }

        func clientDidBecomeWritable() {
            guard isReadHeld, clientIsWritable else { return }
            isReadHeld = false
            context?.read()
        }

        private var clientIsWritable: Bool { client?.isWritable ?? tunnelClient?.isWritable ?? true }

        /// Ends the connection without a word to the client.
        func close() {
            client = nil
            tunnelClient = nil
            guard state != .closed else { return }
            state = .closed
            context?.close(promise: nil)
            attempt?.close(promise: nil)
            attempt = nil
        }

        /// The client has sent all it will through the tunnel.
        func finishTunnel() {
            context?.whenWritten { context in context.close(mode: .output, promise: nil) }
        }

        /// The client is gone, having sent all it would: the server gets the rest of it.
        func closeWhenWritten() {
            tunnelClient = nil
            guard state == .tunnel else {
                close()
                return
            }
            state = .closed
            deadline = .now() + pool.endpoint.transport.idleTimeout
            context?.whenWritten { context in context.close(promise: nil) }
        }

        // MARK: What the channel says

        func handlerAdded(context: ChannelHandlerContext) {
            self.context = context
            output.attach(context, isPlain: pool.endpoint.transport.encryption == nil)
            loop.upstreams.add(self)
            didConnect(context)
        }

        func handlerRemoved(context: ChannelHandlerContext) {
            didEnd()
        }

        /// A socket is about to be connected.
        ///
        /// - Returns: Whether anybody waits for it.
        func willConnect(_ channel: any Channel) -> Bool {
            attempt = state == .connecting ? channel : nil
            return attempt != nil
        }

        private func didConnect(_ context: ChannelHandlerContext) {
            attempt = nil
            guard state == .connecting, client != nil else {
                // The client went away meanwhile.
                state = .closed
                context.close(promise: nil)
                return
            }
            if pool.endpoint.transport.encryption == nil { hasWrittenRequest = true }
            if pool.endpoint.transport.encryption != nil {
                isInHandshake = true
                deadline = .now() + loop.limits.handshakeTimeout
            }
            // Behind a handshake it waits in the handler of that.
            if !negotiates { sendHead() }
        }

        private func sendHead() {
            guard let client else { return }
            state = .exchange
            output.compose(replay)
            replay.removeAll(keepingCapacity: true)
            client.upstreamDidConnect()
            output.flush()
        }

        /// Encryption has been agreed on.
        ///
        /// - Parameter version: The protocol that the server has chosen; `nil` if it has not.
        private func handshakeDidEnd(_ version: String?) {
            isInHandshake = false
            hasWrittenRequest = true
            deadline = .distantFuture
            if negotiates, state == .connecting {
                if version == "h2" { becomeHTTP2() } else { sendHead() }
            } else if client?.requestIsFinished == true {
                requestDidFinish()
            }
        }

        /// Leaves the channel to an HTTP/2 connection; the request is sent on that.
        private func becomeHTTP2() {
            guard let context, let client else {
                close()
                return
            }
            state = .closed
            self.client = nil
            pool.adopt(context, of: self)
            client.replay(insteadOf: self)
        }

        func connectDidFail(_ error: any Error) {
            let client = client
            self.client = nil
            state = .closed
            attempt = nil
            didEnd()
            if case ChannelError.connectTimeout? = error as? ChannelError {
                client?.upstreamDidFail(.timeout)
            } else {
                client?.upstreamDidFail(.unreachable)
            }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var bytes = unwrapInboundIn(data)
            switch state {
            case .exchange:
                hasReadAny = true
                if received.readableBytes == 0 { received = bytes } else { received.writeBuffer(&bytes) }
                relay()
            case .tunnel: tunnelClient?.tunnel(bytes)
            // A server that speaks unasked would answer the next request with what belongs to none.
            case .idle: close()
            case .connecting, .closed: break
            }
        }

        func read(context: ChannelHandlerContext) {
            if clientIsWritable { context.read() } else { isReadHeld = true }
        }

        func channelWritabilityChanged(context: ChannelHandlerContext) {
            isWritable = context.channel.isWritable
            guard isWritable else { return }
            client?.upstreamDidBecomeWritable()
            tunnelClient?.resumeReading()
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed? = event as? ChannelEvent {
                if state == .tunnel { tunnelClient?.finishTunnel() } else { context.close(promise: nil) }
            } else if case TLSUserEvent.handshakeCompleted(let version)? = event as? TLSUserEvent {
                handshakeDidEnd(version)
            } else {
                context.fireUserInboundEventTriggered(event)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            isReset = true
            if isInHandshake, error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError {
                isUntrusted = true
            }
            context.close(promise: nil)
            context.endWithoutGoodbye(error)
        }

        func channelInactive(context: ChannelHandlerContext) {
            let (before, client, tunnelClient) = (state, client, tunnelClient)
            state = .closed
            self.client = nil
            self.tunnelClient = nil
            switch before {
            case .idle: pool.remove(self)
            case .exchange: if let client { endOfInput(client) }
            case .tunnel:
                if isReset { tunnelClient?.close() } else { tunnelClient?.closeWhenWritten() }
            case .connecting: client?.upstreamDidFail(isUntrusted ? .untrusted : isInHandshake ? .closed : .unreachable)
            case .closed: break
            }
            context.fireChannelInactive()
        }

        func deadlineDidPass() {
            deadline = .distantFuture
            switch state {
            case .idle:
                pool.remove(self)
                close()
            case .exchange, .connecting:
                let client = client
                close()
                client?.upstreamDidFail(.timeout)
            case .closed: context?.close(promise: nil)
            case .tunnel: break
            }
        }

        /// Calls `ending` when the connection, a tunnel now, has ended.
        func atEnd(_ ending: @escaping () -> Void) { self.ending = ending }

        private func didEnd() {
            ending?()
            ending = nil
            loop.upstreams.remove(self)
            pool.connectionDidEnd()
            output.detach()
            context = nil
            received = ByteBuffer()
        }

        /// The server closed before its answer was whole, or to say that it is. A reset says nothing of the kind.
        private func endOfInput(_ client: any UpstreamClient) {
            if body != nil, response.framing == .untilClose, !isReset {
                finish(client, trailers: [], leavesConnection: true)
            } else if !hasReadAny && wasReused && client.mayReplay {
                client.replay(insteadOf: self)
            } else {
                client.upstreamDidFail(isUntrusted ? .untrusted : body == nil && hasReadAny ? .cutHead : .closed)
            }
        }
    }
#endif
