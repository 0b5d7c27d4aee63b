/// What upstreams may be told of a client's certificate, as it stands in it.
public struct ClientCertificate: Hashable, Sendable {
    /// The attributes of a name that Traefik passes on. Where a name has several of one kind they are in their order.
    public struct Name: Hashable, Sendable {
        public var domainComponents: [String] = []
        public var countries: [String] = []
        public var provinces: [String] = []
        public var localities: [String] = []
        public var organizations: [String] = []
        public var organizationalUnits: [String] = []
        /// The last one; empty for none.
        public var serialNumber = ""
        /// The last one; empty for none.
        public var commonName = ""

        public init() {}
    }

    /// The certificate in DER.
    public var encoded: [UInt8]
    public var subject: Name
    public var issuer: Name
    /// The bytes of the integer, in two's complement and the highest first.
    public var serialNumber: [UInt8]
    /// Seconds since 1970.
    public var notBefore: Int64
    /// Seconds since 1970.
    public var notAfter: Int64
    public var dnsNames: [String]
    public var emailAddresses: [String]
    public var addresses: [String]
    public var uris: [String]

    public init(
        encoded: [UInt8], subject: Name, issuer: Name, serialNumber: [UInt8], notBefore: Int64, notAfter: Int64,
        dnsNames: [String] = [], emailAddresses: [String] = [], addresses: [String] = [], uris: [String] = []
    ) {
        self.encoded = encoded
        self.subject = subject
        self.issuer = issuer
        self.serialNumber = serialNumber
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.dnsNames = dnsNames
        self.emailAddresses = emailAddresses
        self.addresses = addresses
        self.uris = uris
    }

    /// The value of X-Forwarded-Tls-Client-Cert: each certificate in base64, as in a PEM file but without its markers and line
    /// breaks, with `,` between them.
    public static func pemHeader(of chain: [ClientCertificate]) -> [UInt8] {
        Array(chain.map { Base64.encoded($0.encoded) }.joined(separator: [UInt8(ascii: ",")]))
    }
}

/// Base64 with padding (RFC 4648 §4).
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var group: UInt32 = 0
            for offset in 0..<3 { group = group << 8 | (offset < count ? UInt32(bytes[start + offset]) : 0) }
            for character in 0..<4 {
                let isPadding = character > count
                result.append(
                    isPadding ? UInt8(ascii: "=") : Self.alphabet[Int(group >> UInt32(18 - 6 * character) & 63)])
            }
        }
        return result
    }
}
