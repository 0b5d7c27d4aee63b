#if Proxy
    import NIOCore
    import NIOTLS
    import Turnout
    import TurnoutHTTP

    /// An accepted connection: it reads one request after another, and has each answered in order.
    ///
    ///     head ──► body ──► answer ──► head …
    ///               └─────────┴──► tunnel, ending ──► lingering
    ///
    /// Between requests it holds nothing but its two channels' worth of state: no buffer, no generation. It asks its loop
    /// for the table when a head is complete, and keeps of what it finds there only the action of the one router.
    final class ClientConnection: ChannelDuplexHandler, RemovableChannelHandler, ListedConnection, DirectDownstream {
        typealias InboundIn = ByteBuffer
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        enum Phase {
            /// Before or inside a PROXY protocol header.
            case preamble
            /// Before or inside a request head.
            case head
            /// Inside a request body, which goes to the upstream connection, or nowhere if the answer is already there.
            case body
            /// The request is whole, its answer is not.
            case answer
            /// Bytes go both ways as they are.
            case tunnel
            /// The last answer is written as far as the socket takes it. Nothing more is read.
            case ending
            /// The answer is written and the output closed; what the client still sends is read, so that it isn't reset
            /// before it has read the answer.
            case lingering
            case closed
        }

        let entryPoint: EntryPointSettings
        let loop: LoopState
        var phase: Phase
        private(set) var context: ChannelHandlerContext?
        /// When something must have happened: the next head, the rest of a request, the end of lingering.
        var deadline: NIODeadline
        var listIndex = -1

        /// Received and not consumed; of the next requests too, if the client pipelines.
        var received = ByteBuffer()
        var parser: RequestHeadParser
        var remote: [UInt8] = []
        var peerIP: [UInt8] = []
        let acceptedAt = NIODeadline.now()
        var requestCount = 0
        /// `nil` = none.
        var encryption: ClientEncryption?
        var isEncrypted: Bool { encryption != nil }

        // The current request.
        var request = RequestFrame(headBytes: 0, framing: .none, isPersistent: true)
        var version = HTTPVersion.http1(minor: 1)
        var body = BodyReader(.none)
        var action: RouterAction?
        var upstream: (any RequestReceiver)?
        var target: ServiceState.Target?
        var record: RequestRecord?
        /// The other end of the tunnel.
        var tunnelUpstream: UpstreamConnection?
        var requestIsFinished = false
        var responseHasBegun = false
        var responseIsFinished = false
        /// The framing in which the body of the answer is passed on.
        var answerFraming = BodyFraming.none
        /// The answer is the proxy's, which leaves the rest of the request to be read and dropped.
        var isOwnAnswer = false
        /// The connection ends with this answer.
        var closesBehindAnswer = false
        var awaitsContinue = false
        var continueDeadline = NIODeadline.distantFuture
        /// Some of the body has been received.
        var hasReadBody = false
        /// What an upgrade request asks for; empty for others.
        var upgradeProtocol: [UInt8] = []
        /// The last request was a POST, whose body some clients end with an empty line.
        var mayPrecedeWithBlankLine = false
        /// Bytes of a body that nobody wants, or that came while lingering.
        var discardedBytes = 0

        /// A part of a head has been received.
        var isInsideHead = false
        private var isAdvancing = false
        private var isReadHeld = false
        private var upstreamNeedsFlush = false
        let output: ConnectionOutput

        init(entryPoint: EntryPointSettings, loop: LoopState) {
            self.entryPoint = entryPoint
            self.loop = loop
            output = ConnectionOutput(loop: loop)
            phase = entryPoint.proxyProtocol == nil ? .head : .preamble
            parser = RequestHeadParser(maximumHeadBytes: entryPoint.policy.maximumHeadBytes)
            deadline = entryPoint.readTimeout.map { .now() + $0 } ?? .distantFuture
        }

        /// The socket takes more than is waiting to be written.
        private(set) var isWritable = true

        // MARK: What the channel says

        func handlerAdded(context: ChannelHandlerContext) {
            self.context = context
            output.attach(context, isPlain: true)
            guard loop.clientCount < loop.limits.maximumConnections, !loop.isDraining else {
                context.close(promise: nil)
                return
            }
            if let address = context.channel.remoteAddress { setRemote(address) }
            loop.clients.add(self)
        }

        func handlerRemoved(context: ChannelHandlerContext) {
            loop.clients.remove(self)
            output.detach()
            self.context = nil
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var bytes = unwrapInboundIn(data)
            switch phase {
            case .tunnel: tunnelUpstream?.output.write(bytes)
            case .lingering: linger(bytes.readableBytes)
            case .ending, .closed: break
            default:
                if received.readableBytes == 0 { received = bytes } else { received.writeBuffer(&bytes) }
                advance()
            }
        }

        func channelReadComplete(context: ChannelHandlerContext) {
            if phase == .tunnel { tunnelUpstream?.flush() }
        }

        func read(context: ChannelHandlerContext) {
            if holdsReads { isReadHeld = true } else { context.read() }
        }

        func channelWritabilityChanged(context: ChannelHandlerContext) {
            isWritable = context.channel.isWritable
            guard isWritable else { return }
            upstream?.clientDidBecomeWritable()
            tunnelUpstream?.clientDidBecomeWritable()
            advance()
            resumeReading()
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed? = event as? ChannelEvent {
                inputDidEnd()
            } else if case TLSUserEvent.handshakeCompleted(negotiatedProtocol: "h2"?)? = event as? TLSUserEvent {
                becomeHTTP2()
            } else {
                context.fireUserInboundEventTriggered(event)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            close()
            context.endWithoutGoodbye(error)
        }

        func channelInactive(context: ChannelHandlerContext) {
            // A client that was reset has closed the tunnel already; this one has sent all.
            if phase == .tunnel {
                tunnelUpstream?.closeWhenWritten()
                tunnelUpstream = nil
            }
            phase = .closed
            received = ByteBuffer()
            abandonRecord()
            releaseUpstream()
            context.fireChannelInactive()
        }

        // MARK: Going on

        /// Reads on in what was received, as far as it can be used now.
        func advance() {
            guard !isAdvancing else { return }
            isAdvancing = true
            while received.readableBytes > 0 {
                let hasMoved =
                    switch phase {
                    case .preamble: readPreamble()
                    // Who doesn't read answers is not answered on.
                    case .head: isWritable && readHead()
                    case .body: readBody()
                    case .answer, .tunnel, .ending, .lingering, .closed: false
                    }
                if !hasMoved { break }
            }
            isAdvancing = false
            compact()
            if upstreamNeedsFlush {
                upstreamNeedsFlush = false
                upstream?.flush()
            }
            if upstream == nil { output.flush() }
        }

        func upstreamDidBecomeWritable() { resumeReading() }

        /// The other side takes bytes again, or the next request may be read.
        func resumeReading() {
            guard isReadHeld, !holdsReads else { return }
            isReadHeld = false
            context?.read()
        }

        private var holdsReads: Bool {
            switch phase {
            case .body where upstream?.isConnected == true: upstream?.hasRoom == false
            // What there is no server for yet is kept, up to a bound: most bodies are here with their heads, and then reads that
            // are stopped and begun again are all that comes of it.
            case .body: upstream != nil && received.readableBytes >= loop.limits.readAheadBytes
            case .head: !isWritable
            case .answer: received.readableBytes >= loop.limits.readAheadBytes
            case .tunnel: tunnelUpstream.map { !$0.isWritable } ?? false
            case .ending: true
            default: false
            }
        }

        /// Keeps no more of a receive buffer than what is still needed.
        private func compact() {
            if received.readableBytes == 0 {
                received = loop.noBytes
            } else if received.readableBytes < received.capacity / 4 {
                received = ByteBuffer(buffer: received)
            }
        }

        /// Something was written to the upstream connection; it is flushed once when nothing more is to come.
        func flushUpstreamLater() {
            if isAdvancing { upstreamNeedsFlush = true } else { upstream?.flush() }
        }

        // MARK: Ending

        func close() {
            guard phase != .closed else { return }
            phase = .closed
            abandonRecord()
            releaseUpstream()
            context?.close(promise: nil)
        }

        /// Closes the connection if it waits for a request.
        func closeIfIdle() {
            if phase == .head, received.readableBytes == 0, requestCount > 0 { close() }
        }

        /// Whether nothing may follow the request that is being answered now.
        var endsWithThisRequest: Bool {
            loop.isDraining || entryPoint.endsConnection(requests: requestCount, since: acceptedAt)
        }

        private func releaseUpstream() {
            upstream?.close()
            upstream = nil
            tunnelUpstream?.close()
            tunnelUpstream = nil
            target = nil
            action = nil
        }
    }
#endif
