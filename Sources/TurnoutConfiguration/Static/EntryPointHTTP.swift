/// `entryPoints.NAME.http`: what holds for every request of an entry point.
public struct EntryPointHTTP: Hashable, Sendable {
    /// References to middlewares, put before those of each router.
    public var middlewares: [String] = []
    /// TLS for routers without their own; `nil` = there is none.
    public var tls: Shared<RouterTLS>?
    /// Escapes that a path may hold; a request with another of these characters escaped gets 400.
    public var encodedCharacters = EncodedCharacters.all
    /// Whether anything was said about them.
    public var hasEncodedCharacters = false
    /// A `;` in the query is sent on as `%3B` rather than taken as a separator.
    public var encodeQuerySemicolons = false
    public var sanitizePath = true
    /// Of a request's head, in bytes.
    public var maxHeaderBytes = 1 << 20
    public var underscoreHeadersStrategy = UnderscoreHeadersStrategy.keep
    public var redirection: EntryPointRedirection?

    public init() {}
}

/// What happens to header lines with `_` in their names.
public enum UnderscoreHeadersStrategy: String, Hashable, Sendable, CaseIterable {
    case keep, delete
    /// The request gets 400.
    case reject
}

/// The characters that may stand percent-encoded in a path, of those that proxies and servers tend to read differently.
public struct EncodedCharacters: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `%2F`
    public static let slash = Self(rawValue: 1)
    /// `%5C`
    public static let backSlash = Self(rawValue: 2)
    /// `%00`
    public static let nullCharacter = Self(rawValue: 4)
    /// `%3B`
    public static let semicolon = Self(rawValue: 8)
    /// `%25`
    public static let percent = Self(rawValue: 16)
    /// `%3F`
    public static let questionMark = Self(rawValue: 32)
    /// `%23`
    public static let hash = Self(rawValue: 64)
    public static let all = Self(rawValue: 127)
}

/// `http.redirections.entryPoint`: everything that comes in is sent to another entry point.
public struct EntryPointRedirection: Hashable, Sendable {
    /// The name of an entry point, or `:port`.
    public var target: String
    public var scheme = "https"
    public var isPermanent = true
    public var priority = Int.max - 1

    public init(target: String) { self.target = target }
}
