#if Proxy
    import NIOCore

    extension ClientConnection {
        /// What a client sends first that knows of HTTP/2 here without having asked (RFC 9113 §3.4).
        private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

        /// Whether the preface has come, on a plain connection; `nil` if what has come is not even the beginning of it.
        ///
        /// Encrypted, HTTP/2 is agreed on in the handshake.
        var beginsHTTP2: Bool? {
            guard encryption == nil else { return nil }
            let count = min(received.readableBytes, Self.preface.count)
            guard received.readableBytesView.prefix(count).elementsEqual(Self.preface.prefix(count)) else { return nil }
            return count == Self.preface.count
        }

        /// Gives the channel, and what has been received, to a handler of HTTP/2 connections.
        func becomeHTTP2() {
            guard let context, phase == .head else { return }
            phase = .closed
            let bytes = received
            received = ByteBuffer()
            let connection = HTTP2ClientConnection(replacing: self)
            let pipeline = context.pipeline.syncOperations
            do {
                try pipeline.addHandlers(connection.link.makeHandlers(), position: .after(self))
            } catch {
                connection.close()
                context.close(promise: nil)
                return
            }
            connection.link.start()
            if bytes.readableBytes > 0 {
                context.fireChannelRead(NIOAny(bytes))
                context.fireChannelReadComplete()
            }
            pipeline.removeHandler(context: context, promise: nil)
        }
    }
#endif
