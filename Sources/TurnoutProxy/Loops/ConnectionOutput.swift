#if Proxy
    import NIOCore

    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// What a connection sends: composed in memory of its loop's, and handed to the socket in one call.
    ///
    /// A channel queues each write, with a promise, and takes the queue to the socket by way of its pipeline, which costs a
    /// third of what the kernel takes for the write itself. What is composed here goes to a plain socket without it. Only
    /// what the socket doesn't take is left to the channel, which waits until there is room, and what comes behind that
    /// goes the same way until the channel holds nothing any more.
    final class ConnectionOutput {
        private enum Way {
            /// Nothing has been sent.
            case undecided
            case channel
            case socket
        }

        /// Of more than this nothing is copied.
        private static let copiedBytes = 8 << 10

        private let loop: LoopState
        private var context: ChannelHandlerContext?
        private var way = Way.undecided
        private var socket: CInt = -1
        private var channel: (any Channel)?
        /// Composed and not sent; a part of the loop's memory that is given back with it.
        private var composed: ByteBuffer?
        /// The channel was given something, which it may hold still.
        private var channelMayHold = false
        /// Something was written since the last flush.
        private var hasUnflushed = false

        init(loop: LoopState) { self.loop = loop }

        /// Sends by `context` from now on.
        ///
        /// - Parameter isPlain: Whether the socket carries the bytes as they are written here.
        func attach(_ context: ChannelHandlerContext, isPlain: Bool) {
            self.context = context
            if !isPlain { way = .channel }
        }

        /// Something stands between this and the socket from now on, before anything was sent.
        func becomeEncrypted() { way = .channel }

        func detach() {
            context = nil
            channel = nil
            way = .channel
            if let buffer = composed.take() { loop.reuse(buffer) }
        }

        /// Adds to what is sent next, together.
        func compose(_ bytes: some Collection<UInt8>) {
            hasUnflushed = true
            var buffer = composed.take() ?? loop.takeOutput()
            buffer.writeBytes(bytes)
            composed = consume buffer
        }

        /// Adds a part of `bytes`, a long one without copying it.
        ///
        /// - Parameter range: Counted from the reader index.
        func write(_ bytes: ByteBuffer, _ range: Range<Int>) {
            if range.count <= Self.copiedBytes {
                hasUnflushed = true
                var buffer = composed.take() ?? loop.takeOutput()
                bytes.withUnsafeReadableBytes { _ = buffer.writeBytes(UnsafeRawBufferPointer(rebasing: $0[range])) }
                composed = consume buffer
            } else if let part = bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count) {
                handOver()
                give(part)
            }
        }

        func write(_ bytes: ByteBuffer) {
            if bytes.readableBytes > 0 { write(bytes, 0..<bytes.readableBytes) }
        }

        func flush() {
            guard hasUnflushed else { return }
            if socketIsFree(), var buffer = composed.take() {
                let sent = buffer.withUnsafeReadableBytes { Self.send($0, to: socket) }
                if sent == buffer.readableBytes {
                    hasUnflushed = false
                    loop.reuse(buffer)
                    return
                }
                // Of a fault the channel learns by itself, and sees to it.
                buffer.moveReaderIndex(forwardBy: sent)
                composed = consume buffer
            }
            handOver()
            // Before the flush, in which there may be room, and something new to send.
            hasUnflushed = false
            context?.flush()
        }

        private func handOver() {
            guard let buffer = composed.take() else { return }
            give(buffer)
            loop.reuse(buffer)
        }

        private func give(_ bytes: ByteBuffer) {
            hasUnflushed = true
            channelMayHold = true
            context?.write(NIOAny(bytes), promise: nil)
        }

        /// Whether the socket can be written to without overtaking anything.
        private func socketIsFree() -> Bool {
            if way == .undecided { decide() }
            // The descriptor of a channel that has ended may be another one's already.
            guard way == .socket, channel?.isActive == true else { return false }
            if channelMayHold {
                guard (try? channel?.syncOptions?.getOption(.bufferedWritableBytes)) == 0 else { return false }
                channelMayHold = false
            }
            return true
        }

        private func decide() {
            way = .channel
            guard let context else { return }
            let handle = try? context.pipeline.syncOperations.withUnsafeTransportIfAvailable(
                of: NIOBSDSocket.Handle.self
            ) { $0 }
            guard let handle else { return }
            (way, socket, channel) = (.socket, handle, context.channel)
        }

        /// - Returns: How many of the bytes it takes now.
        private static func send(_ bytes: UnsafeRawBufferPointer, to socket: CInt) -> Int {
            #if canImport(Darwin)
                // NIO has set the socket not to signal.
                max(0, Darwin.send(socket, bytes.baseAddress, bytes.count, 0))
            #elseif canImport(Glibc)
                max(0, Glibc.send(socket, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL)))
            #else
                max(0, Musl.send(socket, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL)))
            #endif
        }
    }
#endif
