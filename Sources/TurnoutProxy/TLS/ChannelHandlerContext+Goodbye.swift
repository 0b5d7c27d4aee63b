#if Proxy
    import NIOCore
    import NIOSSL

    extension ChannelHandlerContext {
        /// Ends a connection whose peer has gone without TLS' goodbye, if that is what the error says. NIO's handler would
        /// hold it for seconds, until a goodbye comes.
        func endWithoutGoodbye(_ error: any Error) {
            guard case NIOSSLError.uncleanShutdown? = error as? NIOSSLError else { return }
            let handlers = pipeline.syncOperations
            let encryption =
                (try? handlers.context(handlerType: NIOSSLServerHandler.self))
                ?? (try? handlers.context(handlerType: NIOSSLClientHandler.self))
            encryption?.close(promise: nil)
        }
    }
#endif
