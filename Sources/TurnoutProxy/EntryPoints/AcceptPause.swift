#if Proxy
    import NIOCore

    /// Stops accepting for a moment when it can't be done, usually for want of descriptors.
    ///
    /// NIO's own back-off delays the next read but leaves the socket registered, so that the loop is told of waiting clients
    /// over and over. Those clients wait in the kernel's queue meanwhile.
    final class AcceptPause: ChannelInboundHandler {
        typealias InboundIn = any Channel

        private static let pause = TimeAmount.milliseconds(100)
        private var isPaused = false

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            guard error is IOError, !isPaused, let options = context.channel.syncOptions else { return }
            isPaused = true
            try? options.setOption(.autoRead, value: false)
            context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
                self.isPaused = false
                try? options.setOption(.autoRead, value: true)
            }
        }
    }
#endif
