import Testing
import TurnoutHTTP

/// The headers are those that Traefik 3.7.15 makes of certificates with these fields.
@Suite("Headers of client certificates")
struct ClientCertificateTests {
    private static let leaf: ClientCertificate = {
        var subject = ClientCertificate.Name()
        subject.domainComponents = ["org", "cheese"]
        subject.countries = ["US"]
        subject.provinces = ["CA"]
        subject.localities = ["L1"]
        subject.organizations = ["Org"]
        subject.organizationalUnits = ["U1", "U2"]
        subject.serialNumber = "77"
        subject.commonName = "*.leaf.org"
        return ClientCertificate(
            encoded: [0x30, 0x82, 0xFB], subject: subject, issuer: authorityName,
            serialNumber: [0x00, 0x81, 0xA2, 0xB3, 0xC4, 0xD5, 0xE6, 0xF7, 0x08, 0x09, 0x0A], notBefore: 1_795_664_949,
            notAfter: 1_882_064_949, dnsNames: ["*.leaf.org", "b.leaf"], emailAddresses: ["x@y.z"],
            addresses: ["10.0.0.1", "2001:db8::1"], uris: ["spiffe://a/b?c=d"])
    }()

    private static let authorityName: ClientCertificate.Name = {
        var name = ClientCertificate.Name()
        name.domainComponents = ["org"]
        name.countries = ["FR"]
        name.provinces = ["Some State, quoted"]
        name.localities = ["Toulouse & co"]
        name.organizations = ["Cheese;1", "Second"]
        name.organizationalUnits = ["Unit"]
        name.serialNumber = "42"
        name.commonName = "ca é/+ =%"
        return name
    }()

    private static let authority = ClientCertificate(
        encoded: [0x30], subject: authorityName, issuer: authorityName, serialNumber: [0x01], notBefore: 1_795_664_949,
        notAfter: 2_111_024_949)

    private func header(_ chain: [ClientCertificate], _ choose: (inout ClientCertificateInfo) -> Void) -> String {
        var info = ClientCertificateInfo()
        choose(&info)
        return String(decoding: info.header(of: chain), as: UTF8.self)
    }

    @Test("all that can be chosen of a certificate")
    func everything() {
        let text = header([Self.leaf]) { info in
            info.subject = Set(ClientCertificateInfo.Attribute.allCases)
            info.issuer = Set(ClientCertificateInfo.Attribute.allCases)
            info.serialNumber = true
            info.notBefore = true
            info.notAfter = true
            info.alternativeNames = true
        }
        #expect(
            text
                == "Subject%3D%22DC%3Dorg%2CDC%3Dcheese%2CC%3DUS%2CST%3DCA%2CL%3DL1%2CO%3DOrg%2COU%3DU1%2COU%3DU2%2CSN%3D77%2C"
                + "CN%3D%2A.leaf.org%22%3BIssuer%3D%22DC%3Dorg%2CC%3DFR%2CST%3DSome+State%2C+quoted%2CL%3DToulouse+%26+co%2C"
                + "O%3DCheese%3B1%2CO%3DSecond%2CSN%3D42%2CCN%3Dca+%C3%A9%2F%2B+%3D%25%22%3B"
                + "SerialNumber%3D%22612186602543741368011018%22%3BNB%3D%221795664949%22%3BNA%3D%221882064949%22%3B"
                + "SAN%3D%22%2A.leaf.org%2Cb.leaf%2Cx%40y.z%2C10.0.0.1%2C2001%3Adb8%3A%3A1%2Cspiffe%3A%2F%2Fa%2Fb%3Fc%3Dd%22"
        )
    }

    @Test("a chain is joined by commas, also where nothing is chosen or there")
    func chains() {
        let chain = [Self.leaf, Self.authority]
        #expect(header(chain) { _ in } == "%2C")
        #expect(header([Self.leaf]) { _ in } == "")
        #expect(
            header(chain) { $0.alternativeNames = true }
                == "SAN%3D%22%2A.leaf.org%2Cb.leaf%2Cx%40y.z%2C10.0.0.1%2C2001%3Adb8%3A%3A1%2Cspiffe%3A%2F%2Fa%2Fb%3Fc%3Dd%22%2C"
        )
        #expect(
            header(chain) {
                $0.subject = [.organizationalUnit]
                $0.issuer = [.organizationalUnit]
                $0.notAfter = true
            }
                == "Subject%3D%22OU%3DU1%2COU%3DU2%22%3BNA%3D%221882064949%22%2CSubject%3D%22OU%3DUnit%22%3BNA%3D%222111024949%22"
        )
    }

    @Test("empty attributes are left out, but for domain components")
    func emptyAttributes() {
        var certificate = Self.authority
        certificate.subject = .init()
        certificate.subject.countries = ["", "FR"]
        #expect(header([certificate]) { $0.subject = [.country, .commonName] } == "Subject%3D%22C%3DFR%22")
        certificate.subject.domainComponents = [""]
        #expect(header([certificate]) { $0.subject = [.domainComponent] } == "Subject%3D%22DC%3D%22")
        #expect(header([certificate]) { $0.subject = [.locality] } == "")
    }

    @Test(
        "a serial number of any length is written in decimal",
        arguments: [
            ([0x00], "0"), ([0x7F], "127"), ([0x80], "-128"), ([0xFF], "-1"), ([0x00, 0xFF], "255"),
            ([0x3B, 0x9A, 0xCA, 0x00], "1000000000"), ([0xFF, 0x00], "-256"), ([], "0"),
            ([0x01] + Array(repeating: 0x00, count: 16), "340282366920938463463374607431768211456"),
        ] as [([UInt8], String)])
    func serialNumber(bytes: [UInt8], expected: String) {
        var certificate = Self.authority
        certificate.serialNumber = bytes
        #expect(header([certificate]) { $0.serialNumber = true } == "SerialNumber%3D%22\(expected)%22")
    }

    @Test("the certificates themselves are in base64 without markers")
    func pem() {
        func pem(_ chain: [[UInt8]]) -> String {
            let certificates = chain.map { bytes in
                var certificate = Self.authority
                certificate.encoded = bytes
                return certificate
            }
            return String(decoding: ClientCertificate.pemHeader(of: certificates), as: UTF8.self)
        }
        #expect(pem([[0x30, 0x82, 0xFB], [0x30], [0xFB, 0xFF]]) == "MIL7,MA==,+/8=")
        #expect(pem([[UInt8](0..<9), []]) == "AAECAwQFBgcI,")
    }
}
