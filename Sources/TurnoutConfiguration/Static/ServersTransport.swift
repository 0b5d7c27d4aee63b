/// How connections to servers are made and kept: `serversTransport` of the static configuration (`default@internal`),
/// or one of `http.serversTransports`.
public struct ServersTransport: Hashable, Sendable {
    public var dialTimeout = Duration.seconds(30)
    /// From the end of the request to the head of the answer; 0 = no limit.
    public var responseHeaderTimeout = Duration.zero
    /// How long a connection may wait for its next request; 0 = no limit.
    public var idleConnTimeout = Duration.seconds(90)
    /// Of HTTP/2: silence after which the server is pinged; 0 = never.
    public var readIdleTimeout = Duration.zero
    /// Of HTTP/2: how long the answer to a ping may take.
    public var pingTimeout = Duration.seconds(15)
    /// Idle connections kept for each server; 0 = 2, as in Go; negative = none.
    public var maxIdleConnsPerHost = 0
    public var disableHTTP2 = false

    public var serverName = ""
    public var insecureSkipVerify = false
    /// Files, or PEM itself.
    public var rootCAs: [String] = []
    public var certificates: [CertificatePair] = []
    public var cipherSuites: [String] = []
    public var minVersion = ""
    public var maxVersion = ""
    public var peerCertSANs: [String] = []

    public init() {}
}

/// A certificate and its key: each a file, or PEM itself.
public struct CertificatePair: Hashable, Sendable {
    public var certFile: String
    public var keyFile: String
    /// The stores that it is for; empty = `default`.
    public var stores: [String] = []
    @NotCompared public var place: ConfigurationPlace = .none

    public init(certFile: String, keyFile: String, stores: [String] = []) {
        self.certFile = certFile
        self.keyFile = keyFile
        self.stores = stores
    }
}
