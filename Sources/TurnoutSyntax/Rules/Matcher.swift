/// Which of Traefik's two rule languages a rule is written in.
public enum RuleSyntax: String, Hashable, Sendable, CaseIterable {
    case v2
    case v3
}

/// Whether a rule chooses among HTTP requests or TCP connections.
public enum RuleKind: String, Hashable, Sendable, CaseIterable {
    case http
    case tcp
}

/// A matcher, by the name that Traefik's documentation gives it.
public enum Matcher: String, Hashable, Sendable, CaseIterable {
    case clientIP = "ClientIP"
    case method = "Method"
    case host = "Host"
    case hostHeader = "HostHeader"
    case hostRegexp = "HostRegexp"
    case path = "Path"
    case pathPrefix = "PathPrefix"
    case pathRegexp = "PathRegexp"
    case header = "Header"
    case headerRegexp = "HeaderRegexp"
    case headers = "Headers"
    case headersRegexp = "HeadersRegexp"
    case query = "Query"
    case queryRegexp = "QueryRegexp"
    case hostSNI = "HostSNI"
    case hostSNIRegexp = "HostSNIRegexp"
    case alpn = "ALPN"

    /// The matchers of a language, in the order in which they are suggested.
    public static func all(in syntax: RuleSyntax, kind: RuleKind) -> [Matcher] {
        switch (kind, syntax) {
        case (.http, .v3):
            [
                .host, .hostRegexp, .path, .pathPrefix, .pathRegexp, .method, .header, .headerRegexp, .query,
                .queryRegexp, .clientIP,
            ]
        case (.http, .v2):
            [
                .host, .hostHeader, .hostRegexp, .path, .pathPrefix, .method, .headers, .headersRegexp, .query,
                .clientIP,
            ]
        case (.tcp, _): [.hostSNI, .hostSNIRegexp, .alpn, .clientIP]
        }
    }

    /// The accepted spellings of the name: as documented, lower case, upper case, and capitalised.
    public var spellings: [String] {
        let lower = rawValue.lowercased()
        return [rawValue, lower, rawValue.uppercased(), lower.prefix(1).uppercased() + lower.dropFirst()]
    }

    /// The matcher of a language that `name` spells; nil when there is none.
    public init?(spelling name: String, syntax: RuleSyntax, kind: RuleKind) {
        guard let matcher = Matcher.all(in: syntax, kind: kind).first(where: { $0.isSpelled(name) }) else { return nil }
        self = matcher
    }

    /// Compares without allocating, since this is done for every call of every rule.
    private func isSpelled(_ name: String) -> Bool {
        let canonical = rawValue.utf8
        let written = name.utf8
        guard canonical.count == written.count else { return false }
        var isCanonical = true
        var isLower = true
        var isUpper = true
        var isCapitalised = true
        for (index, (expected, byte)) in zip(canonical, written).enumerated() {
            let lower = ASCII.lowercased(expected)
            let upper = ASCII.uppercased(expected)
            isCanonical = isCanonical && byte == expected
            isLower = isLower && byte == lower
            isUpper = isUpper && byte == upper
            isCapitalised = isCapitalised && byte == (index == 0 ? upper : lower)
        }
        return isCanonical || isLower || isUpper || isCapitalised
    }
}

/// Questions about single bytes of ASCII text.
enum ASCII {
    static func lowercased(_ byte: UInt8) -> UInt8 {
        isUpper(byte) ? byte | 0x20 : byte
    }

    static func uppercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte & ~0x20 : byte
    }

    static func lowercased(_ text: [UInt8]) -> [UInt8] { text.map { lowercased($0) } }

    static func isUpper(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        let lower = lowercased(byte)
        return isDigit(byte) || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
    }

    /// The value of a hexadecimal digit.
    static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte - UInt8(ascii: "0") }
        let lower = lowercased(byte)
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "f") ? lower - UInt8(ascii: "a") + 10 : nil
    }

    /// A byte of a token (RFC 9110, section 5.6.2): what methods and header names consist of.
    static func isToken(_ byte: UInt8) -> Bool {
        if isAlphanumeric(byte) { return true }
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            return true
        default: return false
        }
    }
}
