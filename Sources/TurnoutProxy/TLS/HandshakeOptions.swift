#if Proxy
    import NIOCore
    import NIOSSL
    import TurnoutConfiguration

    /// One of `tls.options`, checked. Known by identity, like certificates.
    final class HandshakeOptions: Sendable {
        let name: String
        let isStrict: Bool
        /// What it was made from, to know it again, with the hashes of the files that it names.
        private let source: TLSOptions
        private let files: [String: Int]
        private let minimum: TLSVersion
        private let maximum: TLSVersion?
        private let ciphers: [NIOTLSCipher]
        private let curves: [NIOTLSCurve]
        private let protocols: [String]
        private let authentication: ClientAuthentication
        private let authorities: [NIOSSLCertificate]

        /// What a connection can be agreed for, by its names in ALPN, the best first.
        private static let knownProtocols = ["h2", "http/1.1"]

        /// What is asked of clients, by Go's names.
        private enum ClientAuthentication: String, CaseIterable {
            case none = "NoClientCert"
            case request = "RequestClientCert"
            case requireAny = "RequireAnyClientCert"
            case verifyIfGiven = "VerifyClientCertIfGiven"
            case requireAndVerify = "RequireAndVerifyClientCert"

            var verifies: Bool { self == .verifyIfGiven || self == .requireAndVerify }
        }

        /// - Parameters:
        ///   - contents: The hashes of files, by their paths.
        ///   - read: What a file, or a text that is PEM itself, contains.
        /// - Throws: `HandshakeFault`.
        init(_ options: TLSOptions, contents: [String: Int], read: (String) -> [UInt8]?) throws(HandshakeFault) {
            name = options.name
            source = options
            files = contents.filter { options.caFiles.contains($0.key) }
            isStrict = options.sniStrict
            minimum = TLSNames.versions[options.minVersion] ?? .tlsv12
            maximum = TLSNames.versions[options.maxVersion]
            ciphers = try TLSNames.ciphers(options.cipherSuites)
            curves = try TLSNames.curves(options.curvePreferences)
            let wanted = options.alpnProtocols.isEmpty ? Self.knownProtocols : options.alpnProtocols
            protocols = wanted.filter(Self.knownProtocols.contains)
            if options.clientAuthType.isEmpty {
                authentication = options.caFiles.isEmpty ? .none : .requireAndVerify
            } else {
                guard let type = ClientAuthentication(rawValue: options.clientAuthType) else {
                    throw HandshakeFault(
                        "has the clientAuthType '\(options.clientAuthType)'; there are "
                            + ClientAuthentication.allCases.map(\.rawValue).joined(separator: ", "))
                }
                authentication = type
            }
            var authorities: [NIOSSLCertificate] = []
            for file in options.caFiles { authorities += try TLSNames.certificates(in: file, read) }
            if authentication.verifies && authorities.isEmpty {
                throw HandshakeFault("verifies clients' certificates, but names no caFiles")
            }
            self.authorities = authorities
        }

        /// Whether it is what would be made of `options`.
        func isMade(of options: TLSOptions, _ contents: [String: Int]) -> Bool {
            source == options && files == contents.filter { options.caFiles.contains($0.key) }
        }

        /// What a context needs to know.
        func configuration(chain: [NIOSSLCertificateSource], key: NIOSSLPrivateKeySource) -> NIOSSL.TLSConfiguration {
            var configuration = NIOSSL.TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: key)
            configuration.minimumTLSVersion = minimum
            configuration.maximumTLSVersion = maximum
            if !ciphers.isEmpty { configuration.cipherSuiteValues = ciphers }
            if !curves.isEmpty { configuration.curves = curves }
            configuration.applicationProtocols = protocols
            // A client that answers no goodbye is not waited for.
            configuration.shutdownTimeout = .seconds(1)
            switch authentication {
            case .none: configuration.certificateVerification = .none
            case .request, .verifyIfGiven: configuration.certificateVerification = .optionalVerification
            case .requireAny, .requireAndVerify: configuration.certificateVerification = .noHostnameVerification
            }
            configuration.trustRoots = .certificates(authorities)
            configuration.sendCANameList = authentication.verifies
            return configuration
        }

        /// The handler of one connection.
        func handler(_ context: NIOSSLContext) -> NIOSSLServerHandler {
            if authentication == .request || authentication == .requireAny {
                // Whoever signed it.
                return NIOSSLServerHandler(context: context) { _, promise in promise.succeed(.certificateVerified) }
            }
            return NIOSSLServerHandler(context: context)
        }
    }

    /// Why TLS options can't be used.
    struct HandshakeFault: Error {
        var text: String
        init(_ text: String) { self.text = text }
    }
#endif
