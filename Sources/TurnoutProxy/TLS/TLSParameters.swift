#if Proxy
    import NIOCore

    /// What a handshake has agreed on.
    struct TLSParameters: Hashable, Sendable {
        /// As on the wire.
        let version: UInt16
        /// As on the wire.
        let cipher: UInt16

        init(version: UInt16, cipher: UInt16) {
            self.version = version
            self.cipher = cipher
        }

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
            self.init(version: version, cipher: cipher)
        }

        /// `1.3`, as Go and Traefik's labels have it.
        var versionName: String {
            switch version {
            case 0x0301: "1.0"
            case 0x0302: "1.1"
            case 0x0303: "1.2"
            case 0x0304: "1.3"
            default: "unknown"
            }
        }

        /// The registered name, `TLS_AES_128_GCM_SHA256`.
        var cipherName: String {
            let digits = String(cipher, radix: 16, uppercase: true)
            return Self.ciphers[cipher] ?? "0x" + String(repeating: "0", count: 4 - digits.count) + digits
        }

        /// Those that the library has.
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
    }
#endif
