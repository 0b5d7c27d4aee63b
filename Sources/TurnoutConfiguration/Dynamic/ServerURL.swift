/// The URL of a server, as far as a proxy needs it, read as Go's `url.Parse` does.
public struct ServerURL: Hashable, Sendable, CustomStringConvertible {
    public enum Fault: Hashable, Sendable {
        /// It is no URL; Traefik disables the service.
        case malformed(String)
        /// It is one, but no request can be sent there.
        case unusable(String)
    }

    /// As written.
    public var text: String
    /// In lower case: `http`, `https`, `h2c`.
    public var scheme = ""
    /// A name, an IPv4 or an IPv6 address without brackets.
    public var host = ""
    /// `nil` = the scheme's own.
    public var explicitPort: Int?
    /// As written, still encoded; empty or beginning with `/`.
    public var path = ""

    /// What few URLs have, out of the way of the thousands that don't.
    private struct Rarity: Hashable, Sendable {
        var query: String?
        var user: String?
        var fault: Fault?
    }

    private var rarity: Shared<Rarity>?

    private mutating func set<Part>(_ part: WritableKeyPath<Rarity, Part>, to value: Part) {
        var changed = rarity?.value ?? Rarity()
        changed[keyPath: part] = value
        rarity = changed == Rarity() ? nil : Shared(changed)
    }

    /// What stands between `?` and `#`, as written; `nil` = there is no `?`.
    public var query: String? {
        get { rarity?.query }
        set { set(\.query, to: newValue) }
    }
    /// What stands before `@`, as written.
    public var user: String? {
        get { rarity?.user }
        set { set(\.user, to: newValue) }
    }
    /// `nil` = it can be used.
    public var fault: Fault? {
        get { rarity?.fault }
        set { set(\.fault, to: newValue) }
    }

    /// The port to connect to.
    public var port: Int { explicitPort ?? (scheme == "https" ? 443 : 80) }

    /// What a `Host` header for this server holds.
    public var authority: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return explicitPort.map { "\(name):\($0)" } ?? name
    }

    public var description: String { text }

    public init(_ text: String) {
        self.text = text
        do throws(Malformation) {
            try parse(Array(text.utf8))
        } catch {
            fault = .malformed(error.reason)
            return
        }
        if scheme.isEmpty || host.isEmpty {
            let advice = text.isEmpty || !scheme.isEmpty && text.contains("//") ? "" : "; write http://\(text)"
            fault = .unusable("it has no \(scheme.isEmpty ? "scheme" : "host")\(advice)")
        } else if !["http", "https", "h2c"].contains(scheme) {
            fault = .unusable("the scheme '\(scheme)' is unknown")
        } else if port > 65_535 {
            fault = .unusable("there is no port \(port)")
        }
    }

    private struct Malformation: Error { var reason: String }

    private mutating func parse(_ bytes: [UInt8]) throws(Malformation) {
        if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            throw Malformation(reason: "it holds a control character")
        }
        let fragment = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.endIndex
        try Self.checkEscapes(bytes[fragment...])
        var rest = bytes[..<fragment]
        if let colon = try Self.schemeEnd(rest) {
            scheme = String(decoding: rest[..<colon], as: UTF8.self).lowercased()
            rest = rest[(colon + 1)...]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = String(decoding: rest[(mark + 1)...], as: UTF8.self)
            rest = rest[..<mark]
        }
        if rest.first != UInt8(ascii: "/") {
            // What follows a scheme without a slash is not looked into.
            if !scheme.isEmpty { return }
            if rest.prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: ":")) {
                throw Malformation(reason: "it has no scheme; write http://\(text)")
            }
        }
        if rest.starts(with: "//".utf8), !scheme.isEmpty || !rest.starts(with: "///".utf8) {
            let authority = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
            rest = rest[authority.endIndex...]
            try parse(authority: authority)
        }
        try Self.checkEscapes(rest)
        path = String(decoding: rest, as: UTF8.self)
    }

    private mutating func parse(authority: ArraySlice<UInt8>) throws(Malformation) {
        var host = authority
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
            let user = authority[..<at]
            if user.contains(where: { !Self.isUserByte($0) }) {
                throw Malformation(reason: "what stands before '@' can't stand there")
            }
            try Self.checkEscapes(user)
            self.user = String(decoding: user, as: UTF8.self)
            host = authority[(at + 1)...]
        }
        var name = host
        var port = host[host.endIndex...]
        if host.first == UInt8(ascii: "[") {
            guard let end = host.lastIndex(of: UInt8(ascii: "]")) else {
                throw Malformation(reason: "it lacks the ']' of an IPv6 address")
            }
            name = host[(host.startIndex + 1)..<end]
            port = host[(end + 1)...]
        } else if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            name = host[..<colon]
            port = host[colon...]
        }
        try parse(port: port)
        if let bad = name.first(where: { Self.isRefusedHostByte($0) }) {
            let character = String(decoding: [bad], as: UTF8.self)
            throw Malformation(reason: "'\(character)' can't stand in a host name")
        }
        self.host = String(decoding: name, as: UTF8.self)
    }

    private mutating func parse(port: ArraySlice<UInt8>) throws(Malformation) {
        if port.isEmpty { return }
        let digits = port.dropFirst()
        guard port.first == UInt8(ascii: ":"), digits.allSatisfy({ Self.digits.contains($0) }) else {
            throw Malformation(reason: "'\(String(decoding: digits, as: UTF8.self))' is no port")
        }
        if !digits.isEmpty { explicitPort = Int(String(decoding: digits, as: UTF8.self)) ?? Int.max }
    }

    /// Where the colon after a scheme stands; `nil` if there is no scheme.
    private static func schemeEnd(_ bytes: ArraySlice<UInt8>) throws(Malformation) -> Int? {
        for (index, byte) in zip(bytes.indices, bytes) {
            if letters.contains(byte | 0x20) { continue }
            if digits.contains(byte) || "+-.".utf8.contains(byte) {
                if index == bytes.startIndex { return nil }
                continue
            }
            if byte != UInt8(ascii: ":") { return nil }
            if index == bytes.startIndex { throw Malformation(reason: "it has no scheme; write http://…") }
            return index
        }
        return nil
    }

    private static func checkEscapes(_ bytes: ArraySlice<UInt8>) throws(Malformation) {
        for index in bytes.indices where bytes[index] == UInt8(ascii: "%") {
            let digits = bytes[(index + 1)...].prefix(2)
            if digits.count < 2 || !digits.allSatisfy({ Self.digits.contains($0) || hexLetters.contains($0 | 0x20) }) {
                let escape = String(decoding: bytes[index...].prefix(3), as: UTF8.self)
                throw Malformation(reason: "'\(escape)' is no percent code")
            }
        }
    }

    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    private static let hexLetters = UInt8(ascii: "a")...UInt8(ascii: "f")
    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")

    private static func isUserByte(_ byte: UInt8) -> Bool {
        digits.contains(byte) || letters.contains(byte | 0x20) || "-._:~!$&'()*+,;=%@".utf8.contains(byte)
    }

    private static func isRefusedHostByte(_ byte: UInt8) -> Bool { " \\^`{|}%".utf8.contains(byte) }
}
