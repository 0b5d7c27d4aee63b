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

    extension TLSParameters {
        /// What a ServerHello in a record of its own says (RFC 8446 §4.1.3); `nil` if it is none.
        init?(serverHello bytes: ByteBuffer) {
            var rest = bytes
            // The record's header, then the message's.
            guard rest.readInteger(as: UInt8.self) == 22, rest.readBytes(length: 4) != nil,
                rest.readInteger(as: UInt8.self) == 2, rest.readBytes(length: 3) != nil,
                var version = rest.readInteger(as: UInt16.self),
                // The random number and the session.
                rest.readBytes(length: 32) != nil, let session = rest.readInteger(as: UInt8.self),
                rest.readBytes(length: Int(session)) != nil, let cipher = rest.readInteger(as: UInt16.self)
            else { return nil }
            // Compression, and the extensions, of which one has the version since TLS 1.3.
            if rest.readBytes(length: 1) != nil, rest.readInteger(as: UInt16.self) != nil {
                while let type = rest.readInteger(as: UInt16.self), let length = rest.readInteger(as: UInt16.self),
                    var content = rest.readSlice(length: Int(length))
                {
                    if type == 43, let selected = content.readInteger(as: UInt16.self) { version = selected }
                }
            }
            self.init(version: Self.name(ofVersion: version), cipher: Self.name(ofCipher: cipher))
        }

        private static func name(ofVersion version: UInt16) -> String {
            switch version {
            case 0x0301: "1.0"
            case 0x0302: "1.1"
            case 0x0303: "1.2"
            case 0x0304: "1.3"
            default: "unknown"
            }
        }

        /// Those that the library has, under their registered names.
        private static let ciphers: [UInt16: String] = [
            0x000A: "TLS_RSA_WITH_3DES_EDE_CBC_SHA", 0x002F: "TLS_RSA_WITH_AES_128_CBC_SHA",
            0x0035: "TLS_RSA_WITH_AES_256_CBC_SHA", 0x009C: "TLS_RSA_WITH_AES_128_GCM_SHA256",
            0x009D: "TLS_RSA_WITH_AES_256_GCM_SHA384", 0x1301: "TLS_AES_128_GCM_SHA256",
            0x1302: "TLS_AES_256_GCM_SHA384", 0x1303: "TLS_CHACHA20_POLY1305_SHA256",
            0xC009: "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", 0xC00A: "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            0xC013: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", 0xC014: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            0xC027: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", 0xC02B: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            0xC02C: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", 0xC02F: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            0xC030: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", 0xCCA8: "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            0xCCA9: "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        ]

        private static func name(ofCipher cipher: UInt16) -> String {
            let digits = String(cipher, radix: 16, uppercase: true)
            return ciphers[cipher] ?? "0x" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
#endif
