#if Proxy
    import NIOCore
    import NIOSSL

    extension ChannelHandlerContext {
        /// Ends a connection whose peer has gone without TLS' goodbye, if that is what the error says: when the socket has
        /// taken what was written, which is mostly now. NIO's handler would hold it for five seconds, until a goodbye comes,
        /// and ends it then in any case.
        ///
        /// - Precondition: The connection is being closed.
        func endWithoutGoodbye(_ error: any Error) {
            guard case NIOSSLError.uncleanShutdown? = error as? NIOSSLError else { return }
            let handlers = pipeline.syncOperations
            let encryption =
                (try? handlers.context(handlerType: NIOSSLServerHandler.self))
                ?? (try? handlers.context(handlerType: NIOSSLClientHandler.self))
            encryption?.whenWritten { $0.close(promise: nil) }
        }
    }
#endif
