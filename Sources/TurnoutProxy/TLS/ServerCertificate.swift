#if Proxy
    import Crypto
    import Foundation
    import NIOSSL
    import SwiftASN1
    import Synchronization
    import X509

    /// A certificate with its key and those that vouch for it. Known by identity: a configuration that names the same
    /// content again holds the same object.
    final class ServerCertificate: Sendable {
        /// The names that it is for, lower-cased, some with `*` as their first label; addresses too.
        let names: [String]
        /// For metrics.
        let expiry: MetricsReport.CertificateExpiry
        private let chain: [NIOSSLCertificateSource]
        private let key: NIOSSLPrivateKeySource
        /// Made when the first handshake asks for one.
        private let contexts = Mutex<[ObjectIdentifier: (options: HandshakeOptions, context: NIOSSLContext)]>([:])

        /// - Parameters:
        ///   - certificates: PEM: the certificate, then its chain.
        ///   - key: PEM.
        /// - Throws: `CertificateFault`.
        init(certificates: [UInt8], key: [UInt8]) throws(CertificateFault) {
            do {
                let parsed = try NIOSSLCertificate.fromPEMBytes(certificates)
                guard let leaf = parsed.first else { throw CertificateFault.noCertificate }
                chain = parsed.map { .certificate($0) }
                let certificate = try Certificate(derEncoded: leaf.toDERBytes())
                names = Self.names(of: certificate)
                expiry = MetricsReport.CertificateExpiry(certificate)
            } catch let fault as CertificateFault {
                throw fault
            } catch {
                throw .noCertificate
            }
            do {
                self.key = .privateKey(try NIOSSLPrivateKey(bytes: key, format: .pem))
            } catch {
                throw .noKey
            }
            do {
                _ = try NIOSSLContext(
                    configuration: .makeServerConfiguration(certificateChain: chain, privateKey: self.key))
            } catch {
                throw .keyOfAnother
            }
        }

        /// The context of handshakes with this certificate and these options.
        func context(_ options: HandshakeOptions) throws -> NIOSSLContext {
            let id = ObjectIdentifier(options)
            if let known = contexts.withLock({ $0[id]?.context }) { return known }
            let context = try NIOSSLContext(configuration: options.configuration(chain: chain, key: key))
            // Two loops may have made one at once; the first is kept.
            return contexts.withLock { contexts in
                if let first = contexts[id]?.context { return first }
                contexts[id] = (options, context)
                return context
            }
        }

        /// Lets go of what was made for options that no configuration has any more.
        func forget(allBut options: Set<ObjectIdentifier>) {
            contexts.withLock { contexts in contexts = contexts.filter { options.contains($0.key) } }
        }

        /// As Go's and Traefik's: the subject's common name counts.
        private static func names(of certificate: Certificate) -> [String] {
            var names: [String] = []
            for relative in certificate.subject {
                for attribute in relative where attribute.type == .RDNAttributeType.commonName {
                    names.append("\(attribute.value)".lowercased())
                }
            }
            let alternatives = (try? certificate.extensions.subjectAlternativeNames).map(Array.init) ?? []
            for name in alternatives {
                switch name {
                case .dnsName(let name): names.append(name.lowercased())
                case .ipAddress(let address):
                    if let text = text(ofAddress: Array(address.bytes)) { names.append(text) }
                default: break
                }
            }
            return names
        }

        private static func text(ofAddress bytes: [UInt8]) -> String? {
            switch bytes.count {
            case 4: return bytes.map { "\($0)" }.joined(separator: ".")
            case 16:
                let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
                return groups.map { String($0, radix: 16) }.joined(separator: ":")
            default: return nil
            }
        }

        /// What is shown to clients for whose name there is no certificate: as Traefik's, nobody vouches for it. The key is
        /// an elliptic one, which takes no time to make.
        fileprivate static func selfSigned() throws -> ServerCertificate {
            let key = P256.Signing.PrivateKey()
            let name = try DistinguishedName { CommonName("TRAEFIK DEFAULT CERT") }
            let host = "\(randomLabel()).\(randomLabel()).traefik.default"
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
                notValidBefore: Date(), notValidAfter: Date() + 365 * 86_400, issuer: name, subject: name,
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    KeyUsage(digitalSignature: true, keyEncipherment: true)
                    SubjectAlternativeNames([.dnsName(host)])
                },
                issuerPrivateKey: .init(key))
            return try ServerCertificate(
                certificates: Array(certificate.serializeAsPEM().pemString.utf8), key: Array(key.pemRepresentation.utf8)
            )
        }

        private static func randomLabel() -> String {
            String((0..<32).map { _ in "0123456789abcdef".randomElement() ?? "0" })
        }
    }

    /// A self-signed certificate, made when it is first asked for and then kept from one configuration to the next.
    final class SelfSignedCertificate: Sendable {
        private let made = Mutex<ServerCertificate?>(nil)

        /// `nil` if it can't be made.
        var certificate: ServerCertificate? {
            made.withLock { made in
                if made == nil { made = try? ServerCertificate.selfSigned() }
                return made
            }
        }

        func forget(allBut options: Set<ObjectIdentifier>) { made.withLock { $0 }?.forget(allBut: options) }
    }

    /// Why a certificate can't be used.
    enum CertificateFault: Error {
        case noCertificate
        case noKey
        case keyOfAnother

        var text: String {
            switch self {
            case .noCertificate: "holds no certificate in PEM"
            case .noKey: "holds no private key in PEM, or one under a passphrase"
            case .keyOfAnother: "is not the key of the certificate"
            }
        }
    }
#endif
