/// A header that says something about the connection, which only Turnout or a trusted peer may say.
package enum ManagedHeader: Int, CaseIterable {
    case realIP, proto, port, host, server, forwardedFor
    case uri, method, prefix, clientCertificate, clientCertificateInfo

    var name: StaticString {
        switch self {
        case .realIP: "x-real-ip"
        case .proto: "x-forwarded-proto"
        case .port: "x-forwarded-port"
        case .host: "x-forwarded-host"
        case .server: "x-forwarded-server"
        case .forwardedFor: "x-forwarded-for"
        case .uri: "x-forwarded-uri"
        case .method: "x-forwarded-method"
        case .prefix: "x-forwarded-prefix"
        case .clientCertificate: "x-forwarded-tls-client-cert"
        case .clientCertificateInfo: "x-forwarded-tls-client-cert-info"
        }
    }

    /// The header that a lower-cased name means, `_` counting as `-`: upstreams that turn names into variables (CGI,
    /// WSGI) cannot tell them apart.
    package init?(_ name: Range<Int>, of bytes: Span<UInt8>) {
        guard name.count >= 9, name.count <= 32, bytes[name.lowerBound] == 0x78 else { return nil }
        func isNamed(_ header: ManagedHeader) -> Bool { header.isSpelled(name, of: bytes) }
        switch name.count {
        case 9 where isNamed(.realIP): self = .realIP
        case 15 where isNamed(.forwardedFor): self = .forwardedFor
        case 15 where isNamed(.uri): self = .uri
        case 16 where isNamed(.port): self = .port
        case 16 where isNamed(.host): self = .host
        case 17 where isNamed(.proto): self = .proto
        case 18 where isNamed(.server): self = .server
        case 18 where isNamed(.method): self = .method
        case 18 where isNamed(.prefix): self = .prefix
        case 27 where isNamed(.clientCertificate): self = .clientCertificate
        case 32 where isNamed(.clientCertificateInfo): self = .clientCertificateInfo
        default: return nil
        }
    }

    /// - Precondition: the name is as long as the header's, which has more than eight letters.
    @inline(__always)
    private func isSpelled(_ name: Range<Int>, of bytes: Span<UInt8>) -> Bool {
        let spelling = self.name
        return spelling.withUTF8Buffer { letters in
            let letters = letters.span
            var offset = 0
            // The last word ends with the name, and overlaps the one before.
            while offset < letters.count {
                offset = min(offset, letters.count - 8)
                if bytes.word(at: name.lowerBound + offset).hyphenated != letters.word(at: offset) { return false }
                offset += 8
            }
            return true
        }
    }
}

extension Span<UInt8> {
    /// Eight bytes as one word, the first one lowest. The load is checked to lie in the span.
    @inline(__always)
    fileprivate func word(at index: Int) -> UInt64 {
        UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
}

extension UInt64 {
    /// Eight bytes with `-` for each `_`.
    @inline(__always)
    fileprivate var hyphenated: UInt64 {
        let others = (self ^ 0x5F5F_5F5F_5F5F_5F5F) & 0x7F7F_7F7F_7F7F_7F7F
        let underscores = ~(others &+ 0x7F7F_7F7F_7F7F_7F7F | self) & 0x8080_8080_8080_8080
        return self ^ (underscores >> 7) &* 0x72
    }
}

/// The texts of the managed headers that Turnout sets itself, laid out once a policy so that setting them costs a
/// request one copy.
final class ManagedTexts: Sendable {
    let serverName: [UInt8]
    let bytes: [UInt8]
    private let names: [Request.Field]
    let http, https, ws, wss, port80, port443, server, separator: Range<Int>

    init(serverName: String) {
        var bytes: [UInt8] = []
        func lay(_ text: some Sequence<UInt8>) -> Range<Int> {
            let start = bytes.count
            bytes.append(contentsOf: text)
            return start..<bytes.count
        }
        self.serverName = Array(serverName.utf8)
        http = lay("http".utf8)
        https = lay("https".utf8)
        ws = lay("ws".utf8)
        wss = lay("wss".utf8)
        port80 = lay("80".utf8)
        port443 = lay("443".utf8)
        separator = lay(", ".utf8)
        server = lay(self.serverName)
        names = ManagedHeader.allCases.map { header in
            let name = header.name.withUTF8Buffer { Array($0) }
            return Request.Field(
                nameHash: Request.nameHash(name), name: Request.Slice(lay(name)), value: .empty
            )
        }
        self.bytes = bytes
    }

    /// The header line, for texts that were copied to `offset` of the request's arena.
    func field(_ header: ManagedHeader, value: Range<Int>, copiedTo offset: Int) -> Request.Field {
        var field = names[header.rawValue]
        field.name.offset += UInt32(offset)
        field.value = Request.Slice(value)
        return field
    }
}

extension Range<Int> {
    func shifted(by distance: Int) -> Range<Int> { lowerBound + distance..<upperBound + distance }
}

extension Request {
    /// Whether a header of this name, in small letters, speaks for the proxy; `_` counts as `-`.
    package static func isManagedHeader(_ name: [UInt8]) -> Bool { ManagedHeader(0..<name.count, of: name.span) != nil }
}
