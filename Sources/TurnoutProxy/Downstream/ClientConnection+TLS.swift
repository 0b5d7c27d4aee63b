#if Proxy
    import NIOCore
    import NIOSSL
    import NIOTLS
    import Turnout

    /// What an encrypted connection has been agreed for.
    struct ClientEncryption {
        /// What the client has asked for, lower-cased; empty = nothing.
        var serverName: String
        /// What was agreed on, if somebody wants to know.
        var parameters: TLSParameters?
        /// Who has agreed.
        var peer: EncryptedPeer?
    }

    extension ClientConnection {
        /// The first byte of a TLS record that holds a handshake message; no request begins with it.
        private static let handshakeRecord: UInt8 = 22

        /// Whether what has come is the beginning of a handshake that this entry point takes part in.
        var beginsHandshake: Bool {
            requestCount == 0 && encryption == nil
                && received.getInteger(at: received.readerIndex, as: UInt8.self) == Self.handshakeRecord
                && loop.generation.entryPoints[entryPoint.number].handshakes != nil
        }

        /// Puts TLS between the socket and this handler, and lets it begin with what has been received.
        func startHandshake() {
            guard let context else { return }
            let pipeline = context.pipeline.syncOperations
            let bytes = received
            received = ByteBuffer()
            output.becomeEncrypted()
            encryption = ClientEncryption(serverName: "", peer: EncryptedPeer(context.pipeline))
            let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
            let names = ByteToMessageHandler(
                SNIHandler { result in
                    if case .hostname(let name) = result {
                        bound.value.encryption?.serverName = name.lowercased()
                    }
                    bound.value.continueHandshake()
                    return bound.eventLoop.makeSucceededVoidFuture()
                })
            do {
                try pipeline.addHandler(names, position: .before(self))
            } catch {
                close()
                return
            }
            // From the head of the pipeline, so that it passes the new handlers.
            pipeline.fireChannelRead(NIOAny(bytes))
            pipeline.fireChannelReadComplete()
        }

        /// Chooses options and certificate for the name that the client has asked for.
        private func continueHandshake() {
            guard let context, let encryption, phase == .head else { return }
            guard let handshakes = loop.generation.entryPoints[entryPoint.number].handshakes else {
                close()
                return
            }
            do throws(Handshakes.Refusal) {
                let choice = try handshakes.choose(
                    serverName: encryption.serverName, localAddress: context.channel.localAddress?.ipAddress ?? "")
                do {
                    if loop.observer != nil { try addHelloReader(context) }
                    try context.pipeline.syncOperations.addHandler(
                        choice.options.handler(choice.context), position: .before(self))
                } catch {
                    // What follows must not be read as if it had been decrypted.
                    close()
                }
            } catch {
                if error == .unrecognizedName {
                    // Nothing is encrypted yet: a fatal alert in a record of its own (RFC 8446 §6).
                    output.compose([21, 3, 1, 0, 2, 2, 112])
                    output.flush()
                }
                close()
            }
        }

        /// Has what the handshake agrees on noted.
        private func addHelloReader(_ context: ChannelHandlerContext) throws {
            let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
            let reader = ServerHelloReader { bound.value.encryption?.parameters = $0 }
            try context.pipeline.syncOperations.addHandler(reader, position: .before(self))
        }
    }
#endif
