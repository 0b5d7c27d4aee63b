/// Makes messages that are nearly right: a good one with a few bytes or lines changed. A number's whole story is its
/// seed.
struct MessageMutator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func request() -> [UInt8] { mutate(lines(pick(Self.requests))) }

    mutating func response() -> [UInt8] { mutate(lines(pick(Self.responses))) }

    mutating func chunks() -> [UInt8] { mutate(lines(pick(Self.bodies))) }

    /// A number below `bound` (SplitMix64).
    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: (mixed ^ (mixed >> 31)) >> 1) % bound
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    private mutating func mutate(_ message: [UInt8]) -> [UInt8] {
        var bytes = message
        for _ in 0..<[0, 1, 1, 1, 2, 2, 3, 5][below(8)] {
            let place = below(bytes.count + 1)
            switch below(8) {
            case 0: bytes.insert(pick(Self.bytes), at: place)
            case 1: bytes.insert(contentsOf: pick(Self.words).utf8, at: place)
            case 2 where place < bytes.count: bytes.remove(at: place)
            case 3 where place < bytes.count: bytes[place] = pick(Self.bytes)
            case 4 where place < bytes.count: bytes[place] ^= 0x20
            case 5: insertLine(in: &bytes, near: place)
            case 6: repeatLine(in: &bytes, near: place)
            default: if let last = bytes.indices.last { bytes.swapAt(below(bytes.count), last) }
            }
        }
        return bytes
    }

    private mutating func insertLine(in bytes: inout [UInt8], near place: Int) {
        let start = bytes.prefix(place).lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        bytes.insert(contentsOf: lines(pick(Self.headers) + "\n"), at: start)
    }

    private func repeatLine(in bytes: inout [UInt8], near place: Int) {
        let start = bytes.prefix(place).lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        guard let end = bytes[start...].firstIndex(of: 0x0A) else { return }
        bytes.insert(contentsOf: bytes[start...end], at: start)
    }

    static let requests = [
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET /a?b=c#d HTTP/1.1\nHost: a:80\nAccept: */*\nConnection: keep-alive\n\n",
        "POST /a HTTP/1.1\nHost: a\nContent-Length: 5\n\nabcde",
        "PUT /a HTTP/1.1\nContent-Length: 3\nHost: a\nExpect: 100-continue\nConnection: x, y\n\nabc",
        "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n",
        "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\nTrailer: X\n\nA;b=c\n0123456789\n1\n\n\n0;d\nX: y\n\n",
        "GET / HTTP/1.0\nHost: a\nConnection: keep-alive\n\n",
        "HEAD http://a/b HTTP/1.1\nHost: c\nUser-Agent: d e\n\n",
        "DELETE / HTTP/1.0\n\n",
    ]

    static let responses = [
        "HTTP/1.1 200 OK\nContent-Length: 5\n\nabcde",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nTrailer: X\n\nA;b=c\n0123456789\n0\nX: y\n\n",
        "HTTP/1.1 404 Not Found\nServer: a\nContent-Type: text/plain\nConnection: keep-alive\nContent-Length: 3\n\nabc",
        "HTTP/1.1 304 Not Modified\nETag: \"a\"\n\n",
        "HTTP/1.1 204 No Content\nX: y\n\n",
        "HTTP/1.0 200 OK\nContent-Length: 2\nConnection: keep-alive\n\nab",
        "HTTP/1.1 200 OK\nSet-Cookie: a\nSet-Cookie: b;\n c\nContent-Length: 1\n\na",
    ]

    static let bodies = [
        "3\nabc\n0\n\n",
        "A;b=c\n0123456789\n1\n\n\n0;d\nX: y\n\n",
        "a;b=\"c;d\";e\n0123456789\n0\n\n",
        "0\nX: y\nZ: a\n\n",
    ]

    static let headers = [
        "Content-Length: 5", "Content-Length: 0", "content-length: 6", "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked", "transfer-encoding : chunked", "Connection: close",
        "Connection: keep-alive",
        "Connection: Content-Length", "Host: b", "X:", " folded", "Content-Length:", "Content-Length: +5",
        "Keep-Alive: 1",
        "Trailer: X", "Expect: 100-continue", "X: \t y \t", "",
    ]

    private static let words = [
        "\r\n", "\n", "\r", "\r\n\r\n", "0\r\n\r\n", "chunked", "0x", "00", ", ", ": ", ";a", ";a=\"b\"", "HTTP/1.1",
        "HTTP/1.0", " ",
        "Content-Length: 3\r\n", "\u{E9}",
    ]

    private static let bytes: [UInt8] =
        Array("\0\u{1}\t\n\u{B}\r !\"#%+,-/0159:;=?@AFGaefx_|~\u{7F}".utf8) + [0x80, 0xFF]
}
