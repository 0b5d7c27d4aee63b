/// `passTLSClientCert`: tells servers of the certificate that the client has shown.
public struct PassTLSClientCertOptions: Hashable, Sendable {
    /// The certificate itself.
    public var pem: Bool
    /// What of it is spelled out; `nil` = nothing.
    public var info: Info?

    public struct Info: Hashable, Sendable {
        public var notAfter: Bool
        public var notBefore: Bool
        public var sans: Bool
        public var serialNumber: Bool
        /// Attributes of names, by Traefik's names for them.
        public var subject: Set<String>
        public var issuer: Set<String>
    }

    init(checked node: ConfigurationNode) {
        pem = node.flag("pem") ?? false
        info = node["info"].map { node in
            Info(
                notAfter: node.flag("notAfter") ?? false, notBefore: node.flag("notBefore") ?? false,
                sans: node.flag("sans") ?? false, serialNumber: node.flag("serialNumber") ?? false,
                subject: Self.flags(node["subject"]), issuer: Self.flags(node["issuer"]))
        }
    }

    /// The flags that are set.
    private static func flags(_ node: ConfigurationNode?) -> Set<String> {
        Set((node?.members ?? []).map(\.key).filter { node?.flag($0) ?? false })
    }
}
