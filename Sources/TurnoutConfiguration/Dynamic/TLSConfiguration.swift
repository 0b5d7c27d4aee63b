/// `tls`: certificates, and what handshakes may do.
public struct TLSConfiguration: Hashable, Sendable {
    public var certificates: [CertificatePair] = []
    public var options: [TLSOptions] = []
    /// `stores.default.defaultCertificate`.
    public var defaultCertificate: CertificatePair?
    /// What the files that the configuration names contained when they were looked at, as hashes by path; a file that
    /// couldn't be read is not here. It makes a change of a certificate a change of the configuration.
    public var contents: [String: Int] = [:]

    public init() {}
}

extension DynamicConfiguration {
    /// The files that hold certificates, keys, authorities and users, in no order.
    var namedFiles: Set<String> {
        let transports = serversTransports.map(\.transport)
        let pairs = tls.certificates + (tls.defaultCertificate.map { [$0] } ?? []) + transports.flatMap(\.certificates)
        let authorities = tls.options.flatMap(\.caFiles) + transports.flatMap(\.rootCAs)
        let authentication = middlewares.filter { $0.kind == "forwardAuth" }.compactMap { $0.node["tls"] }
        let users = middlewares.compactMap { $0.kind == "basicAuth" ? $0.node.text("usersFile") : nil }
        let names =
            users + pairs.flatMap { [$0.certFile, $0.keyFile] } + authorities
            + authentication.flatMap { tls in ["ca", "cert", "key"].compactMap { tls.text($0) } }
        return Set(names.filter { !$0.isEmpty && !PEM.isInline($0) })
    }
}

extension [CertificatePair] {
    /// The first of each. Thousands of routers may come each with an entry for the one certificate of all.
    var distinct: [CertificatePair] {
        var seen: Set<CertificatePair> = []
        return filter { seen.insert($0).inserted }
    }
}

/// One of `tls.options`: what a handshake may do. Values are as written; whoever makes handshakes checks them.
public struct TLSOptions: Hashable, Sendable {
    /// Qualified, but `default`.
    public var name: String
    /// `VersionTLS12`; empty = that.
    public var minVersion = ""
    /// Empty = the newest.
    public var maxVersion = ""
    /// Those of TLS 1.2 and before; empty = secure ones.
    public var cipherSuites: [String] = []
    public var curvePreferences: [String] = []
    /// `NoClientCert` and its stricter sisters; empty = that.
    public var clientAuthType = ""
    /// Files, or PEM itself: who signs clients' certificates.
    public var caFiles: [String] = []
    /// Whether a name that no certificate is for ends the handshake.
    public var sniStrict = false
    /// Empty = what Turnout speaks.
    public var alpnProtocols: [String] = []
    @NotCompared public var place: ConfigurationPlace = .none

    public init(name: String) { self.name = name }
}

/// A value that is a file's path or what such a file contains.
public enum PEM {
    public static func isInline(_ value: String) -> Bool { value.contains("-----BEGIN ") }
}
