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
    ///
    /// Names are compared as words of eight bytes with the bit of small letters set: among token characters that joins
    /// nothing but the two cases of a letter. The words are spelled as numbers; a test holds them against the names.
    ///
    /// - Precondition: the name consists of token characters.
    @inline(__always)
    init?(_ name: Range<Int>, of bytes: Span<UInt8>) {
        let found: KnownHeader? =
            switch name.count {
            case 2...7: KnownHeader.short(name, bytes)
            case 10, 14...19: KnownHeader.long(name, bytes)
            default: nil
            }
        guard let found else { return nil }
        self = found
    }

    @inline(__always)
    private static func short(_ name: Range<Int>, _ bytes: Span<UInt8>) -> KnownHeader? {
        let start = name.lowerBound
        var word: UInt64 = 0
        if start <= bytes.count - 8 {
            word = bytes.smallWord(at: start) & ((1 << UInt64(truncatingIfNeeded: name.count * 8)) &- 1)
        } else {
            for index in name.reversed() { word = word << 8 | UInt64(bytes[index] | 0x20) }
        }
        return switch word {
        case 0x6574: .te
        case 0x6574_6164: .date
        case 0x7473_6F68: .host
        case 0x7463_6570_7865: .expect
        case 0x0072_656C_6961_7274: .trailer
        case 0x0065_6461_7267_7075: .upgrade
        default: nil
        }
    }

    @inline(__always)
    private static func long(_ name: Range<Int>, _ bytes: Span<UInt8>) -> KnownHeader? {
        let last = bytes.smallWord(at: name.upperBound - 8)
        switch (name.count, bytes.smallWord(at: name.lowerBound)) {
        case (10, 0x6974_6365_6E6E_6F63) where last == 0x6E6F_6974_6365_6E6E: return .connection
        case (10, 0x696C_612D_7065_656B) where last == 0x6576_696C_612D_7065: return .keepAlive
        case (10, 0x6567_612D_7265_7375) where last == 0x746E_6567_612D_7265: return .userAgent
        case (14, 0x2D74_6E65_746E_6F63) where last == 0x6874_676E_656C_2D74: return .contentLength
        case (14, 0x6573_2D32_7074_7468) where last == 0x7367_6E69_7474_6573: return .http2Settings
        case (15, 0x6574_6F70_6D65_6469) where last == 0x7965_6B2D_7963_6E65: return .idempotencyKey
        case (15, 0x7261_7772_6F66_2D78) where last == 0x726F_662D_6465_6472: return .forwardedFor
        case (16, 0x6F63_2D79_786F_7270) where last == 0x6E6F_6974_6365_6E6E: return .proxyConnection
        // Longer than two words.
        case (17, 0x7265_6673_6E61_7274) where bytes.equalsIgnoringCase(name, "transfer-encoding"):
            return .transferEncoding
        case (17, 0x6F70_6D65_6469_2D78) where bytes.equalsIgnoringCase(name, "x-idempotency-key"):
            return .idempotencyKey
        case (18, 0x7561_2D79_786F_7270) where bytes.equalsIgnoringCase(name, "proxy-authenticate"):
            return .proxyAuthenticate
        case (19, 0x7561_2D79_786F_7270) where bytes.equalsIgnoringCase(name, "proxy-authorization"):
            return .proxyAuthorization
        default: return nil
        }
    }
}

extension Span<UInt8> {
    /// Eight bytes as one word, capitals as small letters; other bytes may change too.
    @inline(__always)
    fileprivate func smallWord(at index: Int) -> UInt64 { word(at: index) | 0x2020_2020_2020_2020 }
}
