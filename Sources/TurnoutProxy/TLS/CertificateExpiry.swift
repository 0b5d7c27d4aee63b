#if Proxy
    import Foundation
    import X509

    extension MetricsReport.CertificateExpiry {
        init(_ certificate: Certificate) {
            let common = certificate.subject.lazy.flatMap { $0 }.first { $0.type == .RDNAttributeType.commonName }
            let alternatives = (try? certificate.extensions.subjectAlternativeNames).map(Array.init) ?? []
            self.init(
                commonName: common.map { "\($0.value)" } ?? "",
                serial: Self.decimal(Array(certificate.serialNumber.bytes)),
                names: alternatives.compactMap { if case .dnsName(let name) = $0 { name } else { nil } }.sorted(),
                notAfter: Int(certificate.notValidAfter.timeIntervalSince1970.rounded(.down)))
        }

        /// A number in decimal.
        ///
        /// - Parameter bytes: The most significant first.
        static func decimal(_ bytes: [UInt8]) -> String {
            var rest = bytes
            var digits: [UInt8] = []
            while rest.contains(where: { $0 != 0 }) {
                var remainder = 0
                for index in rest.indices {
                    let value = remainder << 8 | Int(rest[index])
                    rest[index] = UInt8(value / 10)
                    remainder = value % 10
                }
                digits.append(0x30 + UInt8(remainder))
            }
            return digits.isEmpty ? "0" : String(decoding: digits.reversed(), as: UTF8.self)
        }
    }
#endif
