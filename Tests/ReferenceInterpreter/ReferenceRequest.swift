/// What the matchers look at.
struct ReferenceRequest {
    var method: [UInt8] = []
    /// Without port and brackets, trimmed, lower-cased; empty when absent. TCP: the server name.
    var host: [UInt8] = []
    /// As v2 `HostRegexp` sees it.
    var rawHost: [UInt8] = []
    var path: [UInt8] = []
    /// Names in lower case.
    var headers: [(name: [UInt8], value: [UInt8])] = []
    var query: [(key: [UInt8], value: [UInt8])] = []
    var protocols: [[UInt8]] = []
    var peer: NetworkAddress?

    init(connection request: ConformRequest) {
        host = lowercased(trimmed(Array(request.serverName.utf8)))
        protocols = request.protocols.map { Array($0.utf8) }
        peer = Self.peer(of: request)
    }

    /// Builds the view of an HTTP request; throws the status with which it is answered unrouted.
    init(http request: ConformRequest, pipeline: ConformCase.Pipeline, sanitizes: Bool) throws(UnroutedStatus) {
        let head = try RequestHead(request)
        method = Array(request.method.utf8)
        var target = head.target
        if pipeline == .entrypoint { try Self.clean(&target, sanitizes: sanitizes) }
        path = target.routingPath
        query = Self.pairs(of: target.query, semicolonSeparates: pipeline == .entrypoint)
        rawHost = splitPort(head.host)?.host ?? head.host
        host = lowercased(trimmed(withoutPort(head.host)))
        headers = head.headers
        if pipeline == .entrypoint { manageHeaders(head, remote: request.remote) }
        peer = Self.peer(of: request)
    }

    /// What an entry point does to every target, in its order.
    static func clean(_ target: inout RequestTarget, sanitizes: Bool) throws(UnroutedStatus) {
        if target.rawPath?.contains(0x23) == true { throw UnroutedStatus(status: 400) }
        target.normalize()
        if sanitizes { target.sanitize() }
    }

    private static func peer(of request: ConformRequest) -> NetworkAddress? {
        let remote = Array(request.remote.utf8)
        let address = splitPort(remote)?.host ?? remote
        return NetworkAddress.parse(String(decoding: address.prefix { $0 != 0x25 }, as: UTF8.self))
    }

    /// A query of more pairs is seen as empty.
    private static let maximumPairs = 10_000

    private static func pairs(of query: [UInt8], semicolonSeparates: Bool) -> [(key: [UInt8], value: [UInt8])] {
        func isSeparator(_ byte: UInt8) -> Bool { byte == 0x26 || (semicolonSeparates && byte == 0x3B) }
        var pairs: [(key: [UInt8], value: [UInt8])] = []
        guard query.count(where: isSeparator) < maximumPairs else { return pairs }
        for part in query.split(whereSeparator: isSeparator) where !part.contains(0x3B) {
            let key = part.prefix { $0 != 0x3D }
            guard let decodedKey = percentDecoded(Array(key), plusIsBlank: true),
                let decodedValue = percentDecoded(Array(part.dropFirst(key.count + 1)), plusIsBlank: true)
            else { continue }
            pairs.append((decodedKey, decodedValue))
        }
        return pairs
    }

    // MARK: Headers

    /// Removes what the client may not say, drops hop-by-hop headers, and adds what the proxy says itself.
    private mutating func manageHeaders(_ head: RequestHead, remote: String) {
        headers.removeAll {
            Self.managed.contains(String(decoding: $0.name.map { $0 == 0x5F ? 0x2D : $0 }, as: UTF8.self))
        }
        let isUpgrade = firstList("connection").contains("upgrade")
        let isWebSocket = isUpgrade && firstList("upgrade").contains("websocket")
        if let peer = splitPort(Array(remote.utf8))?.host { add("x-real-ip", Array(peer.prefix { $0 != 0x25 })) }
        add("x-forwarded-proto", Array((isWebSocket ? "ws" : "http").utf8))
        let port = splitPort(head.host)?.port ?? []
        add("x-forwarded-port", port.isEmpty ? Array("80".utf8) : port)
        if !head.host.isEmpty { add("x-forwarded-host", head.host) }
        removeHopByHop()
    }

    private mutating func removeHopByHop() {
        let named = headers.filter { $0.name == Array("connection".utf8) }.flatMap { list($0.value) }
        let upgrade = named.contains("upgrade") ? headers.first { $0.name == Array("upgrade".utf8) }?.value : nil
        let removed = Set(named.filter { !Self.managed.contains($0) }).union(["connection"])
        headers.removeAll { removed.contains(String(decoding: $0.name, as: UTF8.self)) }
        if let upgrade, !upgrade.isEmpty {
            headers.removeAll { $0.name == Array("upgrade".utf8) }
            add("connection", Array("Upgrade".utf8))
            add("upgrade", upgrade)
        }
    }

    private mutating func add(_ name: String, _ value: [UInt8]) {
        headers.append((Array(name.utf8), value))
    }

    /// The elements of the first line of a header.
    private func firstList(_ name: String) -> [String] {
        headers.first { $0.name == Array(name.utf8) }.map { list($0.value) } ?? []
    }

    private func list(_ value: [UInt8]) -> [String] {
        value.split(separator: 0x2C).map { String(decoding: lowercased(trimmed(Array($0))), as: UTF8.self) }
    }

    private static let managed: Set<String> = [
        "x-forwarded-proto", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-server",
        "x-forwarded-uri",
        "x-forwarded-method", "x-forwarded-prefix", "x-forwarded-tls-client-cert", "x-forwarded-tls-client-cert-info",
        "x-real-ip",
    ]
}

/// The request is answered with a status before any rule is looked at.
struct UnroutedStatus: Error {
    var status: Int
}

// MARK: Texts

func lowercased(_ text: [UInt8]) -> [UInt8] {
    text.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
}

func trimmed(_ text: [UInt8]) -> [UInt8] {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    let front = text.drop(while: isBlank)
    return Array(front.prefix((front.lastIndex { !isBlank($0) } ?? front.startIndex - 1) - front.startIndex + 1))
}

/// Splits `host:port` or `[host]:port`; nil when it has another form.
func splitPort(_ text: [UInt8]) -> (host: [UInt8], port: [UInt8])? {
    guard let colon = text.lastIndex(of: 0x3A) else { return nil }
    let port = Array(text[(colon + 1)...])
    var host = Array(text[..<colon])
    var remainder = host
    if text.first == 0x5B {
        guard let close = text.firstIndex(of: 0x5D), close + 1 == colon else { return nil }
        host = Array(text[1..<close])
        remainder = host
        // Nothing but the outer brackets may be one.
        if remainder.contains(0x5B) || port.contains(0x5B) || port.contains(0x5D) { return nil }
        return (host, port)
    }
    if remainder.contains(0x3A) || text.contains(0x5B) || text.contains(0x5D) { return nil }
    return (host, port)
}

private func withoutPort(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(0x3A) else { return text }
    if let split = splitPort(text) { return split.host }
    return text.first == 0x5B && text.last == 0x5D ? Array(text.dropFirst().dropLast()) : text
}
