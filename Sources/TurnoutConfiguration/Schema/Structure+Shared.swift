/// Structures that stand in several places.
extension Structure {
    /// `main` and `sans` of a certificate that is wanted.
    static let domain = Structure {
        Key("main", .text)
        Key("sans", .texts)
    }

    static let clientTLS = Structure {
        Key("ca", .text)
        Key("cert", .text)
        Key("key", .text)
        Key("insecureSkipVerify", .flag)
    }

    static let spiffe = Structure {
        Key("ids", .texts)
        Key("trustDomain", .text)
    }

    static let certificate = Structure {
        Key("certFile", .text)
        Key("keyFile", .text)
    }

    /// Of OpenTelemetry.
    static let collector = Structure {
        Key("endpoint", .text)
        Key("insecure", .flag)
        Key("tls", .structure(clientTLS))
        Key("headers", .textMembers)
    }

    static let empty = Structure {}
}
