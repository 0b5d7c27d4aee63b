/// Which parts of a client's certificates go into X-Forwarded-Tls-Client-Cert-Info: the `info` of passTLSClientCert.
public struct ClientCertificateInfo: Hashable, Sendable {
    public enum Attribute: Hashable, Sendable, CaseIterable {
        case domainComponent, country, province, locality, organization, organizationalUnit, serialNumber, commonName
    }

    public var subject: Set<Attribute> = []
    /// An organizational unit of the issuer is never passed on.
    public var issuer: Set<Attribute> = []
    public var serialNumber = false
    public var notBefore = false
    public var notAfter = false
    public var alternativeNames = false

    public init() {}

    /// The value of the header: the text below, escaped as in a query (`+` for a blank).
    ///
    ///     Subject="C=US,CN=*.example.com";Issuer="CN=ca";SerialNumber="1";NB="1795664949";NA="1882064949";SAN="a.example,10.0.0.1"
    ///
    /// A part without content is left out. The texts of several certificates are joined by `,`, also empty ones. Nothing in a
    /// name is escaped before all is, so a name that holds `"`, `;` or `,` can't be told from what stands around it.
    public func header(of chain: [ClientCertificate]) -> [UInt8] {
        Self.queryEscaped(chain.map { text(of: $0) }.joined(separator: ","))
    }

    private func text(of certificate: ClientCertificate) -> String {
        var parts: [(name: String, value: String)] = [
            ("Subject", Self.text(of: certificate.subject, subject)),
            ("Issuer", Self.text(of: certificate.issuer, issuer.subtracting([.organizationalUnit]))),
        ].filter { !$0.1.isEmpty }
        if serialNumber { parts.append(("SerialNumber", Self.decimal(certificate.serialNumber))) }
        if notBefore { parts.append(("NB", Self.seconds(certificate.notBefore))) }
        if notAfter { parts.append(("NA", Self.seconds(certificate.notAfter))) }
        let names = certificate.dnsNames + certificate.emailAddresses + certificate.addresses + certificate.uris
        if alternativeNames, !names.isEmpty { parts.append(("SAN", names.joined(separator: ","))) }
        return parts.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ";")
    }

    private static func text(of name: ClientCertificate.Name, _ attributes: Set<Attribute>) -> String {
        let lists: [(Attribute, String, [String])] = [
            (.domainComponent, "DC", name.domainComponents),
            (.country, "C", name.countries),
            (.province, "ST", name.provinces),
            (.locality, "L", name.localities),
            (.organization, "O", name.organizations),
            (.organizationalUnit, "OU", name.organizationalUnits),
            (.serialNumber, "SN", [name.serialNumber]),
            (.commonName, "CN", [name.commonName]),
        ]
        let chosen = lists.filter { attributes.contains($0.0) }
        return chosen.flatMap { attribute, label, values in
            // An empty domain component is shown.
            values.filter { !$0.isEmpty || attribute == .domainComponent }.map { "\(label)=\($0)" }
        }.joined(separator: ",")
    }

    /// Times before 1970 are shown as Go does, without a sign.
    private static func seconds(_ time: Int64) -> String { String(UInt64(bitPattern: time)) }

    /// An integer of any length in decimal.
    private static func decimal(_ bytes: [UInt8]) -> String {
        let isNegative = (bytes.first ?? 0) >= 0x80
        var magnitude = bytes
        if isNegative {
            var carry: UInt16 = 1
            for index in magnitude.indices.reversed() {
                let sum = UInt16(~magnitude[index]) + carry
                magnitude[index] = UInt8(truncatingIfNeeded: sum)
                carry = sum >> 8
            }
        }
        /// Groups of nine digits, the lowest first.
        var groups: [UInt32] = [0]
        for byte in magnitude {
            var carry = UInt64(byte)
            for index in groups.indices {
                carry += UInt64(groups[index]) << 8
                groups[index] = UInt32(carry % 1_000_000_000)
                carry /= 1_000_000_000
            }
            if carry > 0 { groups.append(UInt32(carry)) }
        }
        let digits = groups.reversed().enumerated().map { index, group in
            let text = String(group)
            return index == 0 ? text : String(repeating: "0", count: 9 - text.count) + text
        }
        return (isNegative ? "-" : "") + digits.joined()
    }

    private static func queryEscaped(_ text: String) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                result.append(byte)
            case 0x20: result.append(UInt8(ascii: "+"))
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return result
    }
}
