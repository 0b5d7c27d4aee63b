#if Proxy
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Tells servers of the certificate that the client has shown.
    final class PassTLSClientCert: SharedMiddleware {
        private let passesPEM: Bool
        private let info: ClientCertificateInfo?

        init(_ options: PassTLSClientCertOptions) {
            passesPEM = options.pem
            info = options.info.map { ClientCertificateInfo($0) }
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            guard let certificate = exchange.downstream.encryption?.peer?.certificate else { return .next }
            if passesPEM {
                exchange.request.headers.set(
                    "x-forwarded-tls-client-cert", to: ClientCertificate.pemHeader(of: [certificate]))
            }
            if let info {
                exchange.request.headers.set("x-forwarded-tls-client-cert-info", to: info.header(of: [certificate]))
            }
            return .next
        }
    }

    extension ClientCertificateInfo {
        init(_ options: PassTLSClientCertOptions.Info) {
            self.init()
            notAfter = options.notAfter
            notBefore = options.notBefore
            alternativeNames = options.sans
            serialNumber = options.serialNumber
            subject = Set(options.subject.compactMap(Self.attribute))
            issuer = Set(options.issuer.compactMap(Self.attribute))
        }

        private static func attribute(_ name: String) -> Attribute? {
            switch name {
            case "commonName": .commonName
            case "country": .country
            case "domainComponent": .domainComponent
            case "locality": .locality
            case "organization": .organization
            case "organizationalUnit": .organizationalUnit
            case "province": .province
            case "serialNumber": .serialNumber
            default: nil
            }
        }
    }
#endif
