/// The URL of a server, as far as a proxy needs it.
public struct ServerURL: Hashable, Sendable, CustomStringConvertible {
    /// As written.
    public var text: String
    /// In lower case: `http`, `https`, `h2c`. What else may stand here is checked where services are resolved.
    public var scheme: String
    /// A name, an IPv4 or an IPv6 address without brackets.
    public var host: String
    /// `nil` = the scheme's own.
    public var explicitPort: Int?
    /// As written, still encoded; empty or beginning with `/`.
    public var path: String
    /// Why this is no URL of a server; `nil` = it is one.
    public var fault: String?

    /// The port to connect to.
    public var port: Int { explicitPort ?? (scheme == "https" ? 443 : 80) }

    /// What a `Host` header for this server holds.
    public var authority: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return explicitPort.map { "\(name):\($0)" } ?? name
    }

    public var description: String { text }

    /// Reads a URL as Go's `url.Parse` does, and asks for a scheme and a host besides; what is wrong is in `fault`.
    public init(_ text: String) {
        self.text = text
        (scheme, host, path) = ("", "", "")
        let bytes = Array(text.utf8)
        if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            fault = "it holds a control character"
            return
        }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            bytes[..<colon].allSatisfy(Self.isSchemeByte), Self.isLetter(bytes[0])
        else {
            fault = "it has no scheme; write http://\(text)"
            return
        }
        scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        guard bytes[(colon + 1)...].starts(with: "//".utf8) else {
            fault = "it has no host; write http://\(text)"
            return
        }
        let rest = bytes[(colon + 3)...]
        let authorityEnd = rest.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
        path = String(
            decoding: rest[authorityEnd...].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") },
            as: UTF8.self)
        var authority = rest[..<authorityEnd]
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
        readAuthority(authority)
    }

    private mutating func readAuthority(_ authority: ArraySlice<UInt8>) {
        var name = authority
        var port: ArraySlice<UInt8>?
        if authority.first == UInt8(ascii: "[") {
            guard let end = authority.lastIndex(of: UInt8(ascii: "]")) else {
                fault = "it lacks the ']' of an IPv6 address"
                return
            }
            name = authority[(authority.startIndex + 1)..<end]
            let tail = authority[(end + 1)...]
            if !tail.isEmpty {
                guard tail.first == UInt8(ascii: ":") else {
                    fault = "'\(String(decoding: tail, as: UTF8.self))' stands behind the host"
                    return
                }
                port = tail.dropFirst()
            }
        } else if let colon = authority.firstIndex(of: UInt8(ascii: ":")) {
            name = authority[..<colon]
            port = authority[(colon + 1)...]
        }
        host = String(decoding: name, as: UTF8.self)
        if let port, !port.isEmpty {
            let text = String(decoding: port, as: UTF8.self)
            guard port.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
                fault = "'\(text)' is no port"
                return
            }
            guard let number = Int(text), number <= 65_535 else {
                fault = "there is no port \(text)"
                return
            }
            explicitPort = number
        }
        if host.isEmpty { fault = "it has no host" }
        if host.contains(where: { " \"<>\\^`{|}".contains($0) }) { fault = "'\(host)' is no host name" }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.".utf8.contains(byte)
    }
}
