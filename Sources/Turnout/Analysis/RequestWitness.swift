import TurnoutSyntax

/// A request (or a TCP connection) that shows what a finding says, in the form in which it would arrive.
///
/// An entry point with default settings takes it, and `turnout explain` can be asked about it.
public struct RequestWitness: Hashable, Sendable {
    public struct Header: Hashable, Sendable {
        public var name: String
        public var value: String
    }

    public var kind: RuleKind
    public var method = "GET"
    /// The Host header, or the server name of a connection.
    public var host = "example.com"
    /// Path and query, percent-encoded; starts with a slash.
    public var target = "/"
    public var headers: [Header] = []
    /// What the client of a connection offers by ALPN.
    public var protocols: [String] = []
    /// Where the request comes from; `nil` if that doesn't matter.
    public var clientAddress: String?

    init(kind: RuleKind) { self.kind = kind }

    /// What the matchers would see.
    ///
    /// - Throws: A `RequestRefusal` if the request is answered without routing.
    public func request() throws(RequestRefusal) -> Request {
        let address = clientAddress ?? "192.0.2.1"
        let remote = address.utf8.contains(0x3A) ? "[\(address)]:1234" : "\(address):1234"
        if kind == .tcp {
            return .connection(serverName: host.isEmpty ? nil : host, protocols: protocols, remote: remote)
        }
        return try Request(
            method: method, host: host, target: target, headers: headers.map { ($0.name, $0.value) }, remote: remote)
    }
}

extension RequestWitness {
    /// The request that has the contents found for its parts, and nothing else that is unusual.
    ///
    /// - Returns: `nil` if a text can't be written as it should be.
    init?(_ contents: [RequestPart: FieldAnswer], kind: RuleKind) {
        self.init(kind: kind)
        var query: [String] = []
        for (part, answer) in contents.sorted(by: { $0.key.name.lexicographicallyPrecedes($1.key.name) }) {
            switch (part.kind, answer) {
            case (.host, .text(let text)):
                let name = String(decoding: text, as: UTF8.self)
                // The port keeps brackets out of the raw host as well.
                host = kind == .http && text.contains(0x3A) ? "[\(name)]:80" : name
            case (.path, .text(let text)): target = Self.encodePath(text)
            case (.method, .text(let text)): method = String(decoding: text, as: UTF8.self)
            case (.peer, .address(let address)): clientAddress = address.text
            case (.protocols, .values(let values)): protocols = values.map { String(decoding: $0, as: UTF8.self) }
            case (.header, .values(let values)):
                for value in values {
                    headers.append(
                        Header(name: Self.capitalized(part.name), value: String(decoding: value, as: UTF8.self)))
                }
                if part.name == Array("upgrade".utf8), !values.isEmpty {
                    headers.append(Header(name: "Connection", value: "Upgrade"))
                }
            case (.query, .values(let values)):
                query += values.map { Self.encodeQuery(part.name) + "=" + Self.encodeQuery($0) }
            default: return nil
            }
        }
        if !query.isEmpty { target += "?" + query.joined(separator: "&") }
    }

    /// `x-forwarded-for` as `X-Forwarded-For`.
    private static func capitalized(_ name: [UInt8]) -> String {
        var startsWord = true
        let letters = name.map { byte in
            defer { startsWord = byte == 0x2D }
            return startsWord && byte.isASCIILetter ? byte & 0xDF : byte
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// A routing path as it stands in a request line: its escapes are those of reserved characters, and stay.
    private static func encodePath(_ path: [UInt8]) -> String {
        var written: [UInt8] = []
        for byte in path {
            if byte == 0x25 || ASCIISet.keptInPath.contains(byte) {
                written.append(byte)
            } else {
                written.appendEscape(of: byte)
            }
        }
        return String(decoding: written, as: UTF8.self)
    }

    private static func encodeQuery(_ text: [UInt8]) -> String {
        var written: [UInt8] = []
        for byte in text {
            if ASCIISet.unreserved.contains(byte) { written.append(byte) } else { written.appendEscape(of: byte) }
        }
        return String(decoding: written, as: UTF8.self)
    }
}
