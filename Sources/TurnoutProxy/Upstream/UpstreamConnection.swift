#if Proxy
    import NIOCore
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
    final class UpstreamConnection: ChannelDuplexHandler, ListedConnection {
        typealias InboundIn = ByteBuffer
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        enum State { case connecting, idle, exchange, tunnel, closed }

        let pool: UpstreamPool
        unowned let loop: LoopState
        private(set) var state = State.connecting
        /// Whose request is being answered.
        private(set) var client: ClientConnection?
        private(set) var context: ChannelHandlerContext?
        /// When something must have happened: the pool's idle timeout, or the one for the response head.
        var deadline = NIODeadline.distantFuture
        var listIndex = -1

        /// Received and not consumed.
        private var received = ByteBuffer()
        private var parser = ResponseHeadParser()
        private var body: BodyReader?
        private var response = ResponseFrame(headBytes: 0, framing: .none, isPersistent: false)
        /// The framing in which the body is passed on.
        private var clientFraming = BodyFraming.none
        /// The request head as written, to be sent again on another connection if this one turns out to be dead.
        private var replay: [UInt8] = []
        private var wasReused = false
        private var hasReadAny = false
        private var isReadHeld = false

        init(pool: UpstreamPool, loop: LoopState) {
            self.pool = pool
            self.loop = loop
        }

        var isReusable: Bool { state == .idle && context?.channel.isActive == true }
        /// A request head can be written and its body can follow.
        var isConnected: Bool { state == .exchange || state == .tunnel }
        var isWritable: Bool { context?.channel.isWritable ?? false }

        // MARK: What the client connection asks for

        /// Starts a request whose head is `loop.scratch`: written now or as soon as the connection is made, without a flush.
        func begin(_ client: ClientConnection) {
            self.client = client
            hasReadAny = false
            wasReused = state == .idle
            deadline = .distantFuture
            replay.removeAll(keepingCapacity: true)
            guard state == .idle else {
                replay.append(contentsOf: loop.scratch)
                return
            }
            state = .exchange
            if client.mayReplay { replay.append(contentsOf: loop.scratch) }
            write(loop.scratch)
        }

        /// Sends the head of a request that `other` couldn't deliver.
        func beginAgain(_ client: ClientConnection, insteadOf other: UpstreamConnection) {
            self.client = client
            replay = other.replay
        }

        func write(_ bytes: [UInt8]) {
            var buffer = loop.takeOutput()
            buffer.writeBytes(bytes)
            write(buffer)
            loop.reuse(buffer)
        }

        func write(_ buffer: ByteBuffer) {
            context?.write(wrapOutboundOut(buffer), promise: nil)
        }

        func flush() { context?.flush() }

        /// The request is written to its end: from now on the server owes an answer.
        func requestDidFinish() {
            if let timeout = pool.endpoint.transport.responseHeaderTimeout, body == nil {
                deadline = .now() + timeout
            }
        }

        /// The client takes bytes again.
        func resumeReading() {
            guard isReadHeld, client?.isWritable ?? true else { return }
            isReadHeld = false
            context?.read()
        }

        /// Ends the connection without a word to the client.
        func close() {
            client = nil
            guard state != .closed else { return }
            let wasConnecting = state == .connecting
            state = .closed
            if let context { context.close(promise: nil) } else if !wasConnecting { didEnd() }
        }

        /// The client has sent all it will through the tunnel.
        func finishTunnel() { context?.close(mode: .output, promise: nil) }

        // MARK: What the channel says

        func handlerAdded(context: ChannelHandlerContext) {
            self.context = context
            loop.upstreams.add(self)
        }

        func handlerRemoved(context: ChannelHandlerContext) {
            didEnd()
        }

        func channelActive(context: ChannelHandlerContext) {
            guard state == .connecting, let client else {
                // The client went away meanwhile.
                state = .closed
                context.close(promise: nil)
                return
            }
            state = .exchange
            write(replay)
            replay.removeAll(keepingCapacity: true)
            client.upstreamDidConnect()
            context.flush()
        }

        func connectDidFail(_ error: any Error) {
            let client = client
            self.client = nil
            state = .closed
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
            case .tunnel: client?.tunnel(bytes)
            // A server that speaks unasked would answer the next request with what belongs to none.
            case .idle: close()
            case .connecting, .closed: break
            }
        }

        func read(context: ChannelHandlerContext) {
            if client?.isWritable ?? true { context.read() } else { isReadHeld = true }
        }

        func channelWritabilityChanged(context: ChannelHandlerContext) {
            if context.channel.isWritable { client?.resumeReading() }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed? = event as? ChannelEvent {
                if state == .tunnel { client?.finishTunnel() } else { context.close(promise: nil) }
            } else {
                context.fireUserInboundEventTriggered(event)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            let (before, client) = (state, client)
            state = .closed
            self.client = nil
            switch before {
            case .idle: pool.remove(self)
            case .exchange: if let client { endOfInput(client) }
            case .tunnel: client?.close()
            case .connecting: client?.upstreamDidFail(.unreachable)
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
            case .exchange:
                let client = client
                close()
                client?.upstreamDidFail(.timeout)
            case .connecting, .tunnel, .closed: break
            }
        }

        private func didEnd() {
            loop.upstreams.remove(self)
            context = nil
            received = ByteBuffer()
        }

        /// The server closed before its answer was whole, or to say that it is.
        private func endOfInput(_ client: ClientConnection) {
            if body != nil, response.framing == .untilClose {
                finish(client, leavesConnection: true)
            } else if !hasReadAny && wasReused && client.mayReplay {
                client.replay(insteadOf: self)
            } else {
                client.upstreamDidFail(body == nil && hasReadAny ? .cutHead : .closed)
            }
        }
    }

    // MARK: Answers

    extension UpstreamConnection {
        /// Passes on what has been received: at most one flush, and one write unless the body is large.
        private func relay() {
            guard let client else { return }
            var output = loop.takeOutput()
            defer { loop.reuse(output) }
            while state == .exchange {
                if body == nil {
                    let frame: ResponseFrame?
                    do throws(ResponseFault) {
                        frame = try parser.parse(
                            received.readableBytesUInt8Span, requestIsHEAD: client.requestIsHEAD,
                            into: &loop.responseHead)
                    } catch {
                        fail(client, &output, .malformedAnswer)
                        return
                    }
                    guard let frame else { break }
                    received.moveReaderIndex(forwardBy: frame.headBytes)
                    if !begin(frame, client, &output) { return }
                    continue
                }
                if !relayBody(client, &output) { break }
            }
            compact()
            if output.readableBytes > 0 {
                client.write(output)
                client.flush()
            } else if client.hasUnflushed {
                client.flush()
            }
        }

        /// - Returns: Whether there is something left to do here.
        private func begin(_ frame: ResponseFrame, _ client: ClientConnection, _ output: inout ByteBuffer) -> Bool {
            if frame.switchesProtocols && !client.asksForUpgrade {
                fail(client, &output, .malformedAnswer)
                return false
            }
            loop.scratch.removeAll(keepingCapacity: true)
            clientFraming = client.appendResponseHead(frame, to: &loop.scratch)
            output.writeBytes(loop.scratch)
            if frame.isInterim { return true }
            deadline = .distantFuture
            response = frame
            if frame.switchesProtocols {
                becomeTunnel(client, &output)
                return false
            }
            body = BodyReader(frame.framing)
            return true
        }

        /// - Returns: Whether the answer has ended or more can be read from what is there.
        private func relayBody(_ client: ClientConnection, _ output: inout ByteBuffer) -> Bool {
            var offset = 0
            while true {
                let step: BodyReader.Step
                do throws(BodyFault) {
                    guard let next = try body?.step(received.readableBytesUInt8Span, from: &offset) else { return false }
                    step = next
                } catch {
                    fail(client, &output, .malformedAnswer)
                    return false
                }
                switch step {
                case .data(let range): pass(range, client, &output)
                case .needsMore:
                    received.moveReaderIndex(forwardBy: offset)
                    return false
                case .end:
                    received.moveReaderIndex(forwardBy: offset)
                    if clientFraming == .chunked {
                        loop.scratch.removeAll(keepingCapacity: true)
                        ChunkFraming.appendLast(trailers: body?.trailers ?? [], to: &loop.scratch)
                        output.writeBytes(loop.scratch)
                    }
                    client.write(output)
                    client.flush()
                    output.clear()
                    finish(client, leavesConnection: false)
                    return false
                }
            }
        }

        /// Adds a part of the body: small ones are copied, so that head and body are one write.
        private func pass(_ range: Range<Int>, _ client: ClientConnection, _ output: inout ByteBuffer) {
            if clientFraming == .chunked {
                loop.scratch.removeAll(keepingCapacity: true)
                ChunkFraming.appendSize(range.count, to: &loop.scratch)
                output.writeBytes(loop.scratch)
            }
            if range.count <= 8 << 10 {
                output.writeBytes(received.readableBytesView[received.readerIndex + range.lowerBound..<received.readerIndex + range.upperBound])
            } else {
                if output.readableBytes > 0 {
                    client.write(output)
                    output = ByteBuffer()
                }
                if let part = received.getSlice(at: received.readerIndex + range.lowerBound, length: range.count) {
                    client.write(part)
                }
            }
            if clientFraming == .chunked { output.writeStaticString("\r\n") }
        }

        private func finish(_ client: ClientConnection, leavesConnection: Bool) {
            if leavesConnection, clientFraming == .chunked {
                loop.scratch.removeAll(keepingCapacity: true)
                ChunkFraming.appendLast(trailers: [], to: &loop.scratch)
                client.write(ByteBuffer(bytes: loop.scratch))
                client.flush()
            }
            body = nil
            replay.removeAll(keepingCapacity: true)
            self.client = nil
            if !leavesConnection, response.isPersistent, client.requestIsFinished, received.readableBytes == 0 {
                state = .idle
                received = ByteBuffer()
                pool.put(self)
            } else {
                close()
            }
            client.responseDidFinish()
        }

        private func becomeTunnel(_ client: ClientConnection, _ output: inout ByteBuffer) {
            state = .tunnel
            replay = []
            if received.readableBytes > 0 { output.writeBuffer(&received) }
            received = ByteBuffer()
            client.write(output)
            output.clear()
            context?.channel.setHalfClosure()
            client.becomeTunnel()
        }

        private func fail(_ client: ClientConnection, _ output: inout ByteBuffer, _ failure: UpstreamFailure) {
            // What was passed before the fault is the client's.
            if client.responseHasBegun, output.readableBytes > 0 {
                client.write(output)
                client.flush()
            }
            output.clear()
            close()
            client.upstreamDidFail(failure)
        }

        /// Keeps no more of a receive buffer than what is still needed.
        private func compact() {
            if received.readableBytes == 0 {
                received = ByteBuffer()
            } else if received.readableBytes < received.capacity / 4 {
                received = ByteBuffer(buffer: received)
            }
        }
    }

    extension Channel {
        /// From now on the end of what the peer sends does not end what is sent to it.
        func setHalfClosure() { _ = try? syncOptions?.setOption(.allowRemoteHalfClosure, value: true) }
    }
#endif
