/// A header that frames a body, belongs to one connection, or is treated specially on forwarding.
enum KnownHeader {
    case te
    case date, host
    case expect
    case trailer, upgrade
    case connection, keepAlive, userAgent
    case contentLength, http2Settings
    case idempotencyKey
    case forwardedFor
    case proxyConnection
    case transferEncoding
    case proxyAuthenticate, proxyAuthorization

    /// The header that a name in either case means; `nil` for the many that are like any other.
    @inline(__always)
    init?(_ name: Range<Int>, of bytes: Span<UInt8>) {
        // Few names get past this switch and are compared.
        let candidate: KnownHeader
        let word: StaticString
        switch (name.count, bytes[name.lowerBound] | 0x20) {
        case (2, 0x74): (candidate, word) = (.te, "te")
        case (4, 0x64): (candidate, word) = (.date, "date")
        case (4, 0x68): (candidate, word) = (.host, "host")
        case (6, 0x65): (candidate, word) = (.expect, "expect")
        case (7, 0x74): (candidate, word) = (.trailer, "trailer")
        case (7, 0x75): (candidate, word) = (.upgrade, "upgrade")
        case (10, 0x63): (candidate, word) = (.connection, "connection")
        case (10, 0x6B): (candidate, word) = (.keepAlive, "keep-alive")
        case (10, 0x75): (candidate, word) = (.userAgent, "user-agent")
        case (14, 0x63): (candidate, word) = (.contentLength, "content-length")
        case (14, 0x68): (candidate, word) = (.http2Settings, "http2-settings")
        case (15, 0x69): (candidate, word) = (.idempotencyKey, "idempotency-key")
        case (15, 0x78): (candidate, word) = (.forwardedFor, "x-forwarded-for")
        case (16, 0x70): (candidate, word) = (.proxyConnection, "proxy-connection")
        case (17, 0x74): (candidate, word) = (.transferEncoding, "transfer-encoding")
        case (17, 0x78): (candidate, word) = (.idempotencyKey, "x-idempotency-key")
        case (18, 0x70): (candidate, word) = (.proxyAuthenticate, "proxy-authenticate")
        case (19, 0x70): (candidate, word) = (.proxyAuthorization, "proxy-authorization")
        default: return nil
        }
        guard bytes.equalsIgnoringCase(name, word) else { return nil }
        self = candidate
    }
}
