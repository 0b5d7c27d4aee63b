#if Proxy
    import NIOSSL
    import TurnoutConfiguration

    /// What configurations name, by the names of Go and Traefik.
    enum TLSNames {
        /// As in Traefik, another name stands for none.
        static let versions: [String: TLSVersion] = [
            "VersionTLS10": .tlsv1, "VersionTLS11": .tlsv11, "VersionTLS12": .tlsv12, "VersionTLS13": .tlsv13,
        ]

        static func ciphers(_ names: [String]) throws(HandshakeFault) -> [NIOTLSCipher] {
            try names.map { name throws(HandshakeFault) in
                guard let cipher = ciphers[name] else { throw HandshakeFault("has the unknown cipher suite '\(name)'") }
                return cipher
            }
        }

        static func curves(_ names: [String]) throws(HandshakeFault) -> [NIOTLSCurve] {
            try names.map { name throws(HandshakeFault) in
                guard let curve = curves[name] else { throw HandshakeFault("has the unknown curve '\(name)'") }
                return curve
            }
        }

        /// - Parameters:
        ///   - file: Its path, or PEM itself.
        ///   - read: What it contains.
        static func certificates(
            in file: String, _ read: (String) -> [UInt8]?
        ) throws(HandshakeFault) -> [NIOSSLCertificate] {
            guard let bytes = read(file) else {
                throw HandshakeFault("names the file '\(shown(file))', which can't be read")
            }
            guard let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty else {
                throw HandshakeFault("names the file '\(shown(file))', which holds no certificate in PEM")
            }
            return certificates
        }

        /// How messages call a file or a text: keys are not for logs.
        static func shown(_ file: String) -> String { PEM.isInline(file) ? "PEM" : file }

        /// Go's names of the suites of TLS 1.2 and before.
        private static let ciphers: [String: NIOTLSCipher] = [
            "TLS_RSA_WITH_AES_128_CBC_SHA": .TLS_RSA_WITH_AES_128_CBC_SHA,
            "TLS_RSA_WITH_AES_256_CBC_SHA": .TLS_RSA_WITH_AES_256_CBC_SHA,
            "TLS_RSA_WITH_AES_128_GCM_SHA256": .TLS_RSA_WITH_AES_128_GCM_SHA256,
            "TLS_RSA_WITH_AES_256_GCM_SHA384": .TLS_RSA_WITH_AES_256_GCM_SHA384,
            "TLS_AES_128_GCM_SHA256": .TLS_AES_128_GCM_SHA256,
            "TLS_AES_256_GCM_SHA384": .TLS_AES_256_GCM_SHA384,
            "TLS_CHACHA20_POLY1305_SHA256": .TLS_CHACHA20_POLY1305_SHA256,
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA": .TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA": .TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA": .TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA": .TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256": .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384": .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256": .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384": .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305": .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256": .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305": .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256": .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        ]

        private static let curves: [String: NIOTLSCurve] = [
            "CurveP256": .secp256r1, "CurveP384": .secp384r1, "CurveP521": .secp521r1, "X25519": .x25519,
            "secp256r1": .secp256r1, "secp384r1": .secp384r1, "secp521r1": .secp521r1, "x25519": .x25519,
            "X25519MLKEM768": .x25519_MLKEM768,
        ]
    }
#endif
