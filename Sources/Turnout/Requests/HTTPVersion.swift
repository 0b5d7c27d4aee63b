/// The protocol a request head arrived in.
public enum HTTPVersion: Hashable, Sendable {
    /// HTTP/1.x with its minor version, 0 to 9.
    case http1(minor: UInt8)
    case http2
    case http3

    /// Reads the version of an HTTP/1 request line.
    ///
    /// Exactly `HTTP/`, one digit, a point and one digit. Any 1.x is taken, as Traefik does; other versions are
    /// refused with 505 (HTTP/2 and HTTP/3 have no request line), other texts with 400.
    public init(parsing text: some Sequence<UInt8>) throws(RequestRefusal) {
        let bytes = Array(text)
        guard bytes.count == 8, bytes.starts(with: [0x48, 0x54, 0x54, 0x50, 0x2F]), bytes[6] == 0x2E,
            bytes[5].isASCIIDigit, bytes[7].isASCIIDigit
        else { throw RequestRefusal(.malformedVersion) }
        guard bytes[5] == 0x31 else { throw RequestRefusal(.unsupportedVersion) }
        self = .http1(minor: bytes[7] - 0x30)
    }

    /// HTTP/1.1 and later HTTP/1 versions cannot do without a Host header (RFC 9112 §3.2).
    var requiresHostHeader: Bool {
        if case .http1(let minor) = self { minor > 0 } else { false }
    }
}
