#if Proxy
    import NIOCore

    extension ChannelHandlerContext {
        /// Calls `body` when the socket has taken all that was written, which is now unless the peer reads slowly. If the
        /// connection ends first, `body` is not called.
        ///
        /// A close discards what the socket has not taken. NIO's close of the output waits for it, but not if the input is
        /// closed already.
        func whenWritten(_ body: @escaping (ChannelHandlerContext) -> Void) {
            let waiting = try? channel.syncOptions?.getOption(.bufferedWritableBytes)
            guard let waiting, waiting > 0 else {
                body(self)
                return
            }
            let written = eventLoop.makePromise(of: Void.self)
            written.futureResult.assumeIsolated().whenSuccess { body(self) }
            writeAndFlush(NIOAny(ByteBuffer()), promise: written)
        }
    }
#endif
