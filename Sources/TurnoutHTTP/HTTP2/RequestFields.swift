import Turnout

/// The head of a request as it goes to a server over HTTP/2.
public enum RequestFields {
    /// Calls `body` with the name and the value of each field, pseudo-headers first.
    ///
    /// What belongs to a connection is left out; Content-Length stays.
    ///
    /// - Parameters:
    ///   - head: As `UpstreamHead` composes it for HTTP/1.1.
    ///   - isEncrypted: Whether the server is reached by TLS.
    public static func forEach(
        in head: [UInt8], isEncrypted: Bool, _ body: (_ name: String, _ value: String) -> Void
    ) {
        let bytes = head.span
        guard let methodEnd = head.firstIndex(of: 0x20),
            let targetEnd = head[(methodEnd + 1)...].firstIndex(of: 0x20),
            let lineEnd = bytes.firstIndex(of: 0x0A, from: targetEnd)
        else { preconditionFailure("a head begins with a request line") }
        body(":method", text(head[..<methodEnd]))
        body(":scheme", isEncrypted ? "https" : "http")
        body(":path", text(head[(methodEnd + 1)..<targetEnd]))
        var position = lineEnd + 1
        while case .field(let name, let value, let end) = HeaderLine.read(bytes, at: position) {
            position = end
            switch KnownHeader(name, of: bytes) {
            // The first line.
            case .host?: body(":authority", text(head[value]))
            case .connection?, .upgrade?, .transferEncoding?, .keepAlive?, .proxyConnection?: continue
            default: body(text(head[name].map(\.asciiLowercased)), text(head[value]))
            }
        }
    }

    private static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
