#if Proxy
    import NIOCore

    /// Makes one write of the many small ones that the frames of a connection come to: what is written waits here for the
    /// flush. Encrypted, each write would be a record of its own.
    ///
    /// It is next to the socket, or to the encryption, and knows when that has taken everything.
    final class WriteGathering: ChannelOutboundHandler {
        typealias OutboundIn = IOData
        typealias OutboundOut = ByteBuffer

        /// A part of this size goes on its way by itself, without being copied.
        private static let largePartBytes = 4 << 10
        private static let bufferBytes = 32 << 10

        private let loop: LoopState
        private var context: ChannelHandlerContext?
        private var output: ByteBuffer?

        init(loop: LoopState) { self.loop = loop }

        func handlerAdded(context: ChannelHandlerContext) { self.context = context }

        func handlerRemoved(context: ChannelHandlerContext) {
            self.context = nil
            output = nil
        }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            guard case .byteBuffer(let part) = unwrapOutboundIn(data) else {
                preconditionFailure("HTTP/2 frames are bytes")
            }
            if part.readableBytes >= Self.largePartBytes || promise != nil {
                pass(context)
                context.write(wrapOutboundOut(part), promise: promise)
                return
            }
            var output = self.output.take() ?? loop.takeOutput()
            output.writeImmutableBuffer(part)
            let isFull = output.readableBytes >= Self.bufferBytes
            self.output = consume output
            if isFull { pass(context) }
        }

        func flush(context: ChannelHandlerContext) {
            pass(context)
            context.flush()
        }

        private func pass(_ context: ChannelHandlerContext) {
            guard let output = output.take() else { return }
            context.write(wrapOutboundOut(output), promise: nil)
            loop.reuse(output)
        }

        /// Calls `body` when what was written has been taken. If the connection ends first, `body` is not called.
        func whenWritten(_ body: @escaping (ChannelHandlerContext) -> Void) {
            guard let context else { return }
            flush(context: context)
            context.whenWritten(body)
        }
    }
#endif
