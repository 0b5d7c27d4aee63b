#if Proxy
    import NIOConcurrencyHelpers
    import NIOCore
    import NIOSSL
    import TurnoutConfiguration

    /// How connections to servers are encrypted. Known by identity: connections that share a pool share this.
    final class ServerEncryption: Hashable, Sendable {
        private let context: NIOSSLContext
        /// For connections that have to be HTTP/1.1; made for the first.
        private let olderContext = NIOLockedValueBox<NIOSSLContext?>(nil)
        private let configuration: NIOSSL.TLSConfiguration
        /// What is asked for and verified, if it is not the host of the server's URL.
        private let serverName: String
        /// The files that could not be used, with the reasons: it does without them, as Traefik does.
        let faults: [String]

        /// - Parameter read: What a file, or a text that is PEM itself, contains.
        /// - Throws: `HandshakeFault`.
        init(_ transport: ServersTransport, read: (String) -> [UInt8]?) throws(HandshakeFault) {
            var configuration = NIOSSL.TLSConfiguration.makeClientConfiguration()
            configuration.minimumTLSVersion = TLSNames.versions[transport.minVersion] ?? .tlsv12
            configuration.maximumTLSVersion = TLSNames.versions[transport.maxVersion]
            let ciphers = try TLSNames.ciphers(transport.cipherSuites)
            if !ciphers.isEmpty { configuration.cipherSuiteValues = ciphers }
            configuration.shutdownTimeout = .seconds(1)
            serverName = transport.serverName
            var faults: [String] = []
            var roots: [NIOSSLCertificate] = []
            for file in transport.rootCAs {
                do throws(HandshakeFault) { roots += try TLSNames.certificates(in: file, read) } catch {
                    faults.append(error.text)
                }
            }
            // None that can be used means that nobody is trusted, and not whom the system trusts.
            if !transport.rootCAs.isEmpty { configuration.trustRoots = .certificates(roots) }
            if transport.insecureSkipVerify { configuration.certificateVerification = .none }
            // Go sends the first that the server's authorities have signed; here it is the first.
            if let pair = transport.certificates.first {
                do throws(HandshakeFault) {
                    let (chain, key) = try Self.identity(pair, read)
                    configuration.certificateChain = chain
                    configuration.privateKey = key
                } catch { faults.append(error.text) }
            }
            self.faults = faults
            configuration.applicationProtocols = transport.disableHTTP2 ? [] : ["h2", "http/1.1"]
            self.configuration = configuration
            do {
                context = try NIOSSLContext(configuration: configuration)
            } catch {
                throw HandshakeFault("can't be used: \(error)")
            }
        }

        private static func identity(
            _ pair: CertificatePair, _ read: (String) -> [UInt8]?
        ) throws(HandshakeFault) -> (chain: [NIOSSLCertificateSource], key: NIOSSLPrivateKeySource) {
            let chain = try TLSNames.certificates(in: pair.certFile, read)
            guard let bytes = read(pair.keyFile), let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) else {
                throw HandshakeFault(
                    "names the file '\(TLSNames.shown(pair.keyFile))', which holds no private key in PEM")
            }
            return (chain.map { .certificate($0) }, .privateKey(key))
        }

        /// The handler of one connection.
        ///
        /// - Parameters:
        ///   - host: Of the server's URL.
        ///   - offersHTTP2: Whether the server may choose it, unless it is disabled.
        func handler(host: String, offersHTTP2: Bool) throws -> NIOSSLClientHandler {
            let name = serverName.isEmpty ? host : serverName
            let isAddress = (try? SocketAddress(ipAddress: name, port: 0)) != nil
            return try NIOSSLClientHandler(
                context: offersHTTP2 ? context : try contextWithoutHTTP2(), serverHostname: isAddress ? nil : name)
        }

        private func contextWithoutHTTP2() throws -> NIOSSLContext {
            guard configuration.applicationProtocols.contains("h2") else { return context }
            return try olderContext.withLockedValue { known in
                if let known { return known }
                var older = configuration
                older.applicationProtocols = ["http/1.1"]
                let context = try NIOSSLContext(configuration: older)
                known = context
                return context
            }
        }

        static func == (left: ServerEncryption, right: ServerEncryption) -> Bool { left === right }
        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }
#endif
