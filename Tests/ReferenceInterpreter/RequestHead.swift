/// A request head as the HTTP server hands it on, or the status with which it refuses it.
struct RequestHead {
    var target: RequestTarget
    /// The authority of the target, else the Host header; empty without either.
    var host: [UInt8]
    /// Names in lower case, values trimmed, lines that no rule can see left out.
    var headers: [(name: [UInt8], value: [UInt8])]

    init(_ request: ConformRequest) throws(UnroutedStatus) {
        try Self.checkVersion(request.version)
        let method = Array(request.method.utf8)
        guard !method.isEmpty, method.allSatisfy(Self.isTokenByte),
            let target = RequestTarget.parse(Array(request.target.utf8), method: method)
        else {
            throw UnroutedStatus(status: 400)
        }
        var hosts = request.host.map { [trimmed(Array($0.utf8))] } ?? []
        var headers: [(name: [UInt8], value: [UInt8])] = []
        for line in request.headers where line.count == 2 {
            let name = lowercased(Array(line[0].utf8))
            let value = trimmed(Array(line[1].utf8))
            guard !name.isEmpty, name.allSatisfy(Self.isTokenByte),
                value.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) })
            else {
                throw UnroutedStatus(status: 400)
            }
            if name == Array("host".utf8) { hosts.append(value) } else { headers.append((name, value)) }
        }
        let mayLackHost = request.version == "HTTP/1.0" || method == Array("CONNECT".utf8)
        guard hosts.count == 1 || (hosts.isEmpty && mayLackHost), hosts.allSatisfy({ $0.allSatisfy(Self.isHostByte) })
        else {
            throw UnroutedStatus(status: 400)
        }
        if request.target == "*", request.method == "OPTIONS" { throw UnroutedStatus(status: 200) }
        self.target = target
        self.host = target.host.flatMap { $0.isEmpty ? nil : $0 } ?? hosts.first ?? []
        self.headers = headers
        try readBodyHeaders()
        readPragma()
    }

    private func values(_ name: String) -> [[UInt8]] {
        headers.filter { $0.name == Array(name.utf8) }.map(\.value)
    }

    private mutating func remove(_ name: String) {
        headers.removeAll { $0.name == Array(name.utf8) }
    }

    /// Of a chunked body the server keeps the coding, the length and the announced trailers to itself.
    private mutating func readBodyHeaders() throws(UnroutedStatus) {
        let isChunked = !values("transfer-encoding").isEmpty
        remove("transfer-encoding")
        if isChunked {
            remove("trailer")
            remove("content-length")
            return
        }
        let lengths = Set(values("content-length"))
        guard lengths.count <= 1, lengths.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } })
        else {
            throw UnroutedStatus(status: 400)
        }
        remove("content-length")
        headers += lengths.map { (Array("content-length".utf8), $0) }
    }

    /// What HTTP/1.0 caches say means the same as what newer ones do.
    private mutating func readPragma() {
        guard values("pragma").first == Array("no-cache".utf8), values("cache-control").isEmpty else { return }
        headers.append((Array("cache-control".utf8), Array("no-cache".utf8)))
    }

    private static func checkVersion(_ version: String) throws(UnroutedStatus) {
        let text = Array(version.utf8)
        let isWellFormed =
            text.count == 8 && text.starts(with: "HTTP/".utf8) && text[6] == 0x2E && text[5] >= 0x30 && text[5] <= 0x39
            && text[7] >= 0x30 && text[7] <= 0x39
        guard isWellFormed else { throw UnroutedStatus(status: 400) }
        guard text[5] == 0x31 else { throw UnroutedStatus(status: 505) }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!$%&'()*+,-.:;=[]_~".utf8.contains(byte)
    }
}
