#if Proxy
    import NIOCore
    import NIOHPACK
    import NIOHTTP2
    import NIOTLS

    /// Who uses a connection.
    protocol HTTP2LinkOwner: AnyObject {
        /// The client opens a stream. Never called on a connection to a server.
        func receiveRequest(_ fields: HPACKHeaders, endsStream: Bool, on stream: HTTP2Stream)
        func linkDidReceiveSettings()
        /// The peer takes no more streams; those up to the last that it has named go on.
        func linkWasToldToGoAway()
        /// No stream is left.
        func linkDidBecomeIdle()
        /// What was read at a time has been looked at.
        func linkDidRead()
        /// The connection is no more, and neither are its streams.
        func linkDidEnd()
    }

    /// An HTTP/2 connection, as seen by either end: its streams, their flow control, and how it ends.
    ///
    ///     socket ── (encryption) ── WriteGathering ── NIOHTTP2Handler ── HTTP2Link
    ///
    /// All frames are read and written here. NIO's handler packs and unpacks them, and watches over the protocol: the order
    /// of frames, the states of streams, whether windows are heeded, rates of what could be a flood. Its multiplexer, a
    /// channel for each stream, is not used: a stream is an entry in a table here, and its parts go to its owner by a call.
    ///
    /// Flow control, outwards: nothing is handed to NIO's handler that the windows don't let through at once, so what waits
    /// does so in its `HTTP2Stream`, where it makes the other side of the proxy stop reading. Inwards: a window is opened
    /// again by what has been consumed, that is, handed to a connection that had room for it; so what is held is never more
    /// than the windows in `HTTP2Limits`.
    ///
    /// What is written goes on its way when the loop has looked at everything that was ready: the frames of all streams are
    /// one write.
    final class HTTP2Link: ChannelDuplexHandler, NIOHTTP2FrameDelegate {
        typealias InboundIn = HTTP2Frame
        typealias OutboundIn = HTTP2Frame
        typealias OutboundOut = HTTP2Frame

        /// A part of a body that is worth a frame.
        static let frameBytes = 16 << 10

        private let loop: LoopState
        private let limits: HTTP2Limits
        private let output: WriteGathering
        private let isServer: Bool
        /// `nil` when the connection is over.
        var owner: (any HTTP2LinkOwner)?
        private var context: ChannelHandlerContext?
        private var streams: [HTTP2StreamID: HTTP2Stream] = [:]
        /// The last one that a peer or this side has opened.
        private var lastID = HTTP2StreamID.rootStream

        /// How much the peer takes, of all streams together.
        var sendWindow = HTTP2Limits.initialWindowBytes
        /// Of a new stream.
        private var initialSendWindow = HTTP2Limits.initialWindowBytes
        private var receiveWindow = HTTP2Limits.initialWindowBytes
        private var heldBytes = 0
        /// How fields are to be packed.
        private(set) var indexing = HPACKIndexing.indexable
        /// The streams that the peer lets us open at a time.
        private(set) var peerConcurrentStreams = 100

        /// The socket takes more than is waiting to be written.
        private(set) var isWritable = true
        private var isReadHeld = false
        private(set) var isReading = false
        private var isFlushScheduled = false
        /// An error was found that ends the connection, and the peer has been told.
        private var isBroken = false
        private(set) var isGoingAway = false
        /// Streams that were reset for what the peer did on them, in the second that began at `faultsSince`.
        private var faults = 0
        private var faultsSince = NIODeadline.distantPast
        private enum State { case open, ending, closed }
        private var state = State.open
        /// When the peer has had its time to read the last that was written.
        private var lingeringDeadline = NIODeadline.distantFuture

        init(loop: LoopState, limits: HTTP2Limits, isServer: Bool) {
            self.loop = loop
            self.limits = limits
            self.isServer = isServer
            output = WriteGathering(loop: loop)
        }

        /// What makes a connection of a channel, in order.
        func makeHandlers() -> [any ChannelHandler] {
            let codec = NIOHTTP2Handler(
                mode: isServer ? .server : .client, frameDelegate: self,
                connectionConfiguration: limits.connectionConfiguration(isServer: isServer),
                streamConfiguration: limits.streamConfiguration)
            return isServer ? [output, EarlySettings(), codec, self] : [output, codec, self]
        }

        /// Begins, when all handlers are in their places.
        func start() {
            write(.rootStream, .settings(.settings(limits.laterSettings(isServer: isServer))))
            openReceiveWindow()
        }

        var streamCount: Int { streams.count }
        var isOpen: Bool { state == .open }
        /// Whether a stream can be opened, as far as the connection is concerned.
        var takesStreams: Bool { state == .open && !isGoingAway && Int(lastID) < Self.maximumID }
        /// Streams can't be numbered beyond; some are left over for those that are being opened.
        private static let maximumID = Int(Int32.max) - 1000

        // MARK: Streams

        /// Opens a stream to a server.
        func open(_ owner: any HTTP2StreamOwner) -> HTTP2Stream {
            lastID = lastID == .rootStream ? 1 : lastID.advanced(by: 2)
            let stream = HTTP2Stream(lastID, link: self, sendWindow: initialSendWindow)
            stream.owner = owner
            streams[lastID] = stream
            return stream
        }

        /// - Returns: Whether it was there.
        @discardableResult
        func remove(_ stream: HTTP2Stream) -> Bool {
            guard streams.removeValue(forKey: stream.id) != nil else { return false }
            stream.owner = nil
            if streams.isEmpty { didBecomeIdle() }
            return true
        }

        private func didBecomeIdle() {
            guard state == .open else { return }
            if isGoingAway { closeWhenWritten() } else { owner?.linkDidBecomeIdle() }
        }

        private func close(_ stream: HTTP2Stream, _ code: HTTP2ErrorCode) {
            let owner = stream.owner
            stream.isRemotelyClosed = true
            stream.consumeAll()
            remove(stream)
            owner?.streamDidClose(code)
        }

        func passDeadlines(_ now: NIODeadline) {
            if lingeringDeadline <= now { close() }
            for stream in streams.values { stream.owner?.passDeadlines(now) }
        }

        // MARK: Frames that arrive

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            isReading = true
            let frame = unwrapInboundIn(data)
            guard state == .open else { return }
            switch frame.payload {
            case .headers(let payload): receive(payload, frame.streamID)
            case .data(let payload): receive(payload, frame.streamID)
            case .rstStream(let code): if let stream = streams[frame.streamID] { close(stream, code) }
            case .windowUpdate(let count): openSendWindow(of: frame.streamID, by: count)
            case .settings(.settings(let settings)):
                apply(settings)
                owner?.linkDidReceiveSettings()
            case .goAway:
                goAway()
                owner?.linkWasToldToGoAway()
            case .settings(.ack), .ping, .priority, .pushPromise, .alternativeService, .origin: break
            }
        }

        private func receive(_ payload: HTTP2Frame.FramePayload.Headers, _ id: HTTP2StreamID) {
            if let stream = streams[id] {
                if payload.endStream { stream.isRemotelyClosed = true }
                stream.owner?.receiveFields(payload.headers, endsStream: payload.endStream)
                settle(stream)
                return
            }
            guard isServer, id > lastID else { return }
            lastID = id
            guard streams.count < limits.concurrentStreams else {
                write(id, .rstStream(.refusedStream))
                return
            }
            let stream = HTTP2Stream(id, link: self, sendWindow: initialSendWindow)
            stream.isRemotelyClosed = payload.endStream
            streams[id] = stream
            owner?.receiveRequest(payload.headers, endsStream: payload.endStream, on: stream)
        }

        private func receive(_ payload: HTTP2Frame.FramePayload.Data, _ id: HTTP2StreamID) {
            guard let stream = streams[id], case .byteBuffer(let bytes) = payload.data else { return }
            if payload.endStream { stream.isRemotelyClosed = true }
            stream.heldBytes += bytes.readableBytes
            heldBytes += bytes.readableBytes
            stream.owner?.receiveData(bytes, endsStream: payload.endStream)
            settle(stream)
        }

        /// A stream that both sides have ended is over.
        private func settle(_ stream: HTTP2Stream) {
            if stream.isRemotelyClosed && stream.isLocallyClosed { remove(stream) }
        }

        private func apply(_ settings: HTTP2Settings) {
            for setting in settings {
                switch setting.parameter {
                case .initialWindowSize:
                    let change = setting.value - initialSendWindow
                    initialSendWindow = setting.value
                    for stream in streams.values { stream.sendWindow += change }
                    if change > 0 { pushAll() }
                // NIO's encoder would fill a table of any size.
                case .headerTableSize:
                    indexing = setting.value > limits.encoderTableBytes ? .nonIndexable : .indexable
                case .maxConcurrentStreams: peerConcurrentStreams = setting.value
                default: break
                }
            }
        }

        func channelReadComplete(context: ChannelHandlerContext) {
            isReading = false
            owner?.linkDidRead()
        }

        // MARK: Windows

        private func openSendWindow(of id: HTTP2StreamID, by count: Int) {
            if id == .rootStream {
                sendWindow += count
                pushAll()
            } else if let stream = streams[id] {
                stream.sendWindow += count
                if stream.hasPending { stream.push() }
            }
        }

        /// Sends what waits, a frame of each stream in turn, until nothing is left or a window is shut.
        private func pushAll() {
            var hasSent = true
            while hasSent, sendWindow > 0, isWritable {
                hasSent = false
                for stream in streams.values where stream.hasPending {
                    if stream.push(limit: Self.frameBytes) { hasSent = true }
                }
            }
        }

        func consume(_ count: Int, of stream: HTTP2Stream) {
            heldBytes -= count
            openReceiveWindow(of: stream)
            openReceiveWindow()
        }

        /// What the peer has used of a window and what is not held any more is given back when it is half of the window.
        private func openReceiveWindow() {
            let count = limits.connectionWindowBytes - heldBytes - receiveWindow
            guard count >= limits.connectionWindowBytes / 2, state == .open else { return }
            receiveWindow += count
            write(.rootStream, .windowUpdate(windowSizeIncrement: count))
        }

        private func openReceiveWindow(of stream: HTTP2Stream) {
            guard let window = stream.receiveWindow, !stream.isRemotelyClosed, streams[stream.id] === stream else {
                return
            }
            let count = limits.streamWindowBytes - stream.heldBytes - window
            guard count >= limits.streamWindowBytes / 2 else { return }
            stream.receiveWindow = window + count
            write(stream.id, .windowUpdate(windowSizeIncrement: count))
        }

        private func windowsDidChange(_ event: NIOHTTP2WindowUpdatedEvent) {
            guard let window = event.inboundWindowSize else { return }
            if event.streamID == .rootStream {
                receiveWindow = window
                openReceiveWindow()
            } else if let stream = streams[event.streamID] {
                stream.receiveWindow = window
                openReceiveWindow(of: stream)
            }
        }

        // MARK: Writing

        func write(_ id: HTTP2StreamID, _ payload: HTTP2Frame.FramePayload) {
            guard state != .closed, let context else { return }
            context.write(wrapOutboundOut(HTTP2Frame(streamID: id, payload: payload)), promise: nil)
            flushLater()
        }

        func flush() { context?.flush() }

        /// Flushes when the loop has looked at everything that is ready now.
        func flushLater() {
            guard !isFlushScheduled, context != nil else { return }
            isFlushScheduled = true
            loop.eventLoop.assumeIsolated().execute {
                self.isFlushScheduled = false
                self.context?.flush()
            }
        }

        func wroteFrame(_ frame: HTTP2Frame) {
            if case .goAway(_, let code, _) = frame.payload, code != .noError { isBroken = true }
        }

        // MARK: The channel

        func handlerAdded(context: ChannelHandlerContext) {
            self.context = context
        }

        func handlerRemoved(context: ChannelHandlerContext) {
            self.context = nil
            end()
        }

        func read(context: ChannelHandlerContext) {
            // A client that takes no answers is read no requests from, whose answers would pile up. A server has to be read:
            // it may take nothing until it is rid of what it has to say.
            if isWritable || !isServer { context.read() } else { isReadHeld = true }
        }

        func channelWritabilityChanged(context: ChannelHandlerContext) {
            isWritable = context.channel.isWritable
            guard isWritable else { return }
            pushAll()
            for stream in streams.values where stream.isWritable { stream.owner?.streamDidBecomeWritable() }
            if isReadHeld {
                isReadHeld = false
                context.read()
            }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if let event = event as? NIOHTTP2WindowUpdatedEvent {
                windowsDidChange(event)
            } else if let event = event as? StreamClosedEvent {
                if let stream = streams[event.streamID], event.reason != nil { close(stream, event.reason ?? .cancel) }
            } else if case ChannelEvent.inputClosed? = event as? ChannelEvent {
                close()
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            defer { context.endWithoutGoodbye(error) }
            guard isBroken || !(error is any NIOHTTP2Error) else { return }
            guard isBroken else {
                // Its streams learn that the connection is gone, and not that the peer has given up each of them.
                close()
                return
            }
            endStreams()
            closeWhenWritten()
        }

        func channelInactive(context: ChannelHandlerContext) {
            end()
            context.fireChannelInactive()
        }

        // MARK: Ending

        /// A stream is reset for what the peer did on it, which costs the peer less than it costs this side.
        func noteFault() {
            let now = NIODeadline.now()
            if now - faultsSince > .seconds(1) { (faults, faultsSince) = (0, now) }
            faults += 1
            guard faults > HTTP2Limits.faultsPerSecond, isServer, state == .open else { return }
            write(.rootStream, .goAway(lastStreamID: lastID, errorCode: .enhanceYourCalm, opaqueData: nil))
            endStreams()
            closeWhenWritten()
        }

        /// Takes no more streams, and ends when those that there are have ended.
        func goAway() {
            guard state == .open, !isGoingAway else { return }
            isGoingAway = true
            write(
                .rootStream,
                .goAway(lastStreamID: isServer ? lastID : .rootStream, errorCode: .noError, opaqueData: nil))
            if streams.isEmpty { closeWhenWritten() }
        }

        /// Closes the output when the peer has been sent everything, and the rest when it has done so too, or has had its
        /// time: a close would discard what it has not read yet.
        private func closeWhenWritten() {
            guard state == .open else { return }
            state = .ending
            context?.flush()
            output.whenWritten { [self] context in
                lingeringDeadline = .now() + loop.limits.lingering
                context.close(mode: .output, promise: nil)
            }
        }

        func close() {
            guard state != .closed else { return }
            state = .closed
            endStreams()
            context?.close(promise: nil)
        }

        private func endStreams() {
            let ending = streams.values.compactMap(\.owner)
            for stream in streams.values {
                stream.owner = nil
                stream.isRemotelyClosed = true
            }
            streams = [:]
            for owner in ending { owner.streamDidClose(.cancel) }
        }

        private func end() {
            state = .closed
            endStreams()
            let owner = owner
            self.owner = nil
            owner?.linkDidEnd()
        }
    }
#endif
