#if Proxy
    import Foundation
    import NIOCore
    import NIOSSL
    import SwiftASN1
    import Turnout
    import TurnoutHTTP
    import X509

    /// The client of an encrypted connection. What it has shown is looked at when somebody asks, and then kept.
    ///
    /// It belongs to the connection's event loop.
    final class EncryptedPeer {
        /// Ends with the connection, whose handlers hold this.
        private weak var pipeline: ChannelPipeline?

        init(_ pipeline: ChannelPipeline) { self.pipeline = pipeline }

        /// `nil` if it has shown none, or none that can be read.
        private(set) lazy var certificate: ClientCertificate? = {
            let shown = try? pipeline?.syncOperations.nioSSL_peerCertificate()
            return (try? shown?.toDERBytes()).flatMap { try? ClientCertificate(encoded: $0) }
        }()
    }

    extension ClientCertificate {
        /// - Parameter encoded: DER.
        init(encoded: [UInt8]) throws {
            let certificate = try Certificate(derEncoded: encoded)
            self.init(
                encoded: encoded, subject: Name(certificate.subject), issuer: Name(certificate.issuer),
                serialNumber: Array(certificate.serialNumber.bytes),
                notBefore: Int64(certificate.notValidBefore.timeIntervalSince1970),
                notAfter: Int64(certificate.notValidAfter.timeIntervalSince1970))
            for name in (try? certificate.extensions.subjectAlternativeNames).map(Array.init) ?? [] {
                switch name {
                case .dnsName(let name): dnsNames.append(name)
                case .rfc822Name(let address): emailAddresses.append(address)
                case .uniformResourceIdentifier(let uri): uris.append(uri)
                case .ipAddress(let address):
                    if let address = PeerAddress(octets: address.bytes) {
                        addresses.append(String(decoding: address.text, as: UTF8.self))
                    }
                default: break
                }
            }
        }
    }

    extension PeerAddress {
        /// - Parameter octets: In network byte order.
        fileprivate init?(octets: some Collection<UInt8>) {
            let value = octets.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            switch octets.count {
            case 4: self.init(isIPv4: true, value: value)
            case 16: self.init(ipv6: value)
            default: return nil
            }
        }
    }

    extension ClientCertificate.Name {
        fileprivate init(_ name: DistinguishedName) {
            self.init()
            for relative in name {
                for attribute in relative { add(attribute) }
            }
        }

        private mutating func add(_ attribute: RelativeDistinguishedName.Attribute) {
            let text = String(attribute.value) ?? ""
            switch attribute.type {
            case .RDNAttributeType.commonName: commonName = text
            case .RDNAttributeType.countryName: countries.append(text)
            case .RDNAttributeType.domainComponent: domainComponents.append(text)
            case .RDNAttributeType.localityName: localities.append(text)
            case .RDNAttributeType.organizationName: organizations.append(text)
            case .RDNAttributeType.organizationalUnitName: organizationalUnits.append(text)
            case .RDNAttributeType.stateOrProvinceName: provinces.append(text)
            case Self.serialNumberType: serialNumber = text
            default: break
            }
        }

        private static let serialNumberType: ASN1ObjectIdentifier = [2, 5, 4, 5]
    }
#endif
