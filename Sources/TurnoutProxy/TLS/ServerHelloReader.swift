#if Proxy
    import NIOCore

    /// Reads what a handshake agrees on in the first message that the server sends, which isn't encrypted, and is gone
    /// then: the library tells the version, but not the cipher.
    final class ServerHelloReader: ChannelOutboundHandler, RemovableChannelHandler {
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let completion: (TLSParameters) -> Void

        init(_ completion: @escaping (TLSParameters) -> Void) { self.completion = completion }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            if let parameters = TLSParameters(serverHello: unwrapOutboundIn(data)) { completion(parameters) }
            context.write(data, promise: promise)
            // Not at once: the flush that comes with the write still has to pass.
            context.eventLoop.assumeIsolated().execute {
                context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
            }
        }
    }
#endif
