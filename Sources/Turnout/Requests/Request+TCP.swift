extension Request {
    /// A TCP connection as TCP rules see it.
    ///
    /// - Parameters:
    ///   - serverName: The name in the client's TLS hello, `nil` if there is none or the connection is not TLS. Trimmed
    ///     and lower-cased; a trailing dot stays, and rules don't forgive it.
    ///   - protocols: The application protocols (ALPN) that the client offers, in order.
    ///   - remote: The peer, `192.0.2.1:1234` or `[2001:db8::1]:1234`.
    public static func connection(
        serverName: [UInt8]?, protocols: [[UInt8]] = [], remote: some Collection<UInt8>
    ) -> Request {
        var request = Request()
        let texts = protocols.reduce(serverName?.count ?? 0) { $0 + $1.count }
        request.peer = PeerAddress(endpoint: remote)
        // A TLS record holds 16 KiB; this only keeps offsets within 32 bits.
        guard texts <= RequestHead.capacityBytes else { return request }
        if let serverName {
            request.bytes.append(contentsOf: serverName)
            request.host = Slice(request.lowercaseTrimmed(0..<serverName.count))
            request.rawHost = request.host
        }
        for name in protocols {
            let start = request.bytes.count
            request.bytes.append(contentsOf: name)
            request.protocols.append(Slice(start..<request.bytes.count))
        }
        request.padArena()
        return request
    }

    /// A TCP connection as TCP rules see it, from texts.
    public static func connection(
        serverName: String?, protocols: [String] = [], remote: String = "192.0.2.1:1234"
    ) -> Request {
        connection(
            serverName: serverName.map { Array($0.utf8) }, protocols: protocols.map { Array($0.utf8) },
            remote: remote.utf8
        )
    }
}
