import Testing

@testable import TurnoutHTTP

@Suite("Known headers")
struct KnownHeaderTests {
    private static let names: [(String, KnownHeader)] = [
        ("te", .te), ("date", .date), ("host", .host), ("expect", .expect), ("trailer", .trailer),
        ("upgrade", .upgrade),
        ("connection", .connection), ("keep-alive", .keepAlive), ("user-agent", .userAgent),
        ("content-length", .contentLength), ("http2-settings", .http2Settings), ("idempotency-key", .idempotencyKey),
        ("x-idempotency-key", .idempotencyKey), ("x-forwarded-for", .forwardedFor),
        ("proxy-connection", .proxyConnection), ("transfer-encoding", .transferEncoding),
        ("proxy-authenticate", .proxyAuthenticate), ("proxy-authorization", .proxyAuthorization),
    ]

    @Test("are known in either case, at any place", arguments: names)
    func known(name: String, header: KnownHeader) {
        for spelled in [name, name.uppercased(), String(name.prefix(1)).uppercased() + name.dropFirst()] {
            for (before, after) in [("", ""), ("GET ", ""), ("", ": x"), ("x: y\r\n", ": a longer value\r\n")] {
                #expect(find(spelled, before: before, after: after) == header, "\(before)\(spelled)\(after)")
            }
        }
    }

    @Test("one other byte makes another header", arguments: names)
    func unknown(name: String, header: KnownHeader) {
        let tokens = (0...UInt8.max).filter { $0.isIn(ByteClass.token) }
        for index in name.utf8.indices {
            for token in tokens {
                var bytes = Array(name.utf8)
                let offset = name.utf8.distance(from: name.startIndex, to: index)
                if bytes[offset] | 0x20 == token | 0x20 { continue }
                bytes[offset] = token
                #expect(find(text(bytes), before: "", after: ": longer than a word") == nil, "\(text(bytes))")
                #expect(find(text(bytes), before: "", after: "") == nil, "\(text(bytes))")
            }
        }
        for other in [name + "s", "x" + name, String(name.dropLast()), String(name.dropFirst())] where !other.isEmpty {
            #expect(find(other, before: "", after: ": longer than a word") == nil, "\(other)")
        }
    }

    @Test("the bit of small letters joins no two token characters but the cases of a letter")
    func smallLetters() {
        let tokens = (0...UInt8.max).filter { $0.isIn(ByteClass.token) }
        let letters = "abcdefghijklmnopqrstuvwxyz0123456789-".utf8
        for token in tokens where letters.contains(token | 0x20) {
            #expect(token.asciiLowercased == token | 0x20)
        }
    }

    private func find(_ name: String, before: String, after: String) -> KnownHeader? {
        let bytes = Array((before + name + after).utf8)
        return KnownHeader(before.utf8.count..<before.utf8.count + name.utf8.count, of: bytes.span)
    }
}
