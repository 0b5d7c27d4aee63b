/// A request head as the HTTP server hands it on, or the status with which it refuses it.
struct RequestHead {
    var target: RequestTarget
    /// The authority of the target, else the Host header; empty without either.
    var host: [UInt8]
    /// Names in lower case, values trimmed, lines that no rule can see left out.
    var headers: [(name: [UInt8], value: [UInt8])]

    init(_ request: ConformRequest) throws(UnroutedStatus) {
        let method = Array(request.method.utf8)
        guard !method.isEmpty, method.allSatisfy(Self.isTokenByte), let target = RequestTarget.parse(Array(request.target.utf8), method: method) else {
            throw UnroutedStatus(status: 400)
        }
        var hosts = request.host.map { [trimmed(Array($0.utf8))] } ?? []
        var headers: [(name: [UInt8], value: [UInt8])] = []
        for line in request.headers where line.count == 2 {
            let name = lowercased(Array(line[0].utf8))
            let value = trimmed(Array(line[1].utf8))
            guard !name.isEmpty, name.allSatisfy(Self.isTokenByte), value.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
                throw UnroutedStatus(status: 400)
            }
            if name == Array("host".utf8) { hosts.append(value) } else { headers.append((name, value)) }
        }
        let mayLackHost = request.version == "HTTP/1.0" || method == Array("CONNECT".utf8)
        guard hosts.count == 1 || (hosts.isEmpty && mayLackHost), hosts.allSatisfy({ $0.allSatisfy(Self.isHostByte) }) else {
            throw UnroutedStatus(status: 400)
        }
        if request.target == "*", request.method == "OPTIONS" { throw UnroutedStatus(status: 200) }
        let unseen: Set<String> = ["transfer-encoding", "trailer"]
        self.target = target
        self.host = target.host.flatMap { $0.isEmpty ? nil : $0 } ?? hosts.first ?? []
        self.headers = headers.filter { !unseen.contains(String(decoding: $0.name, as: UTF8.self)) }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!$%&'()*+,-.:;=[]_~".utf8.contains(byte)
    }
}
