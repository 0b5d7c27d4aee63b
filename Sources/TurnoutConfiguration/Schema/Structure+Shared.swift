/// Structures that stand in several places.
extension Structure {
    /// `main` and `sans` of a certificate that is wanted.
    static let domain = Structure([.key("main", .text), .key("sans", .texts)])

    static let clientTLS = Structure([
        .key("ca", .text), .key("cert", .text), .key("key", .text), .key("insecureSkipVerify", .flag),
    ])

    static let spiffe = Structure([.key("ids", .texts), .key("trustDomain", .text)])

    static let certificate = Structure([.key("certFile", .text), .key("keyFile", .text)])

    /// Of OpenTelemetry.
    static let collector = Structure([
        .key("endpoint", .text),
        .key("insecure", .flag),
        .key("tls", .structure(clientTLS)),
        .key("headers", .textMembers),
    ])

    static let empty = Structure([])
}
