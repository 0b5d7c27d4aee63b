/// `redirectScheme`: sends the client to the same URL with another scheme or port.
public struct RedirectSchemeOptions: Hashable, Sendable {
    /// Never empty. `$` in it and in the port begins the name of a group, as in a `redirectRegex`.
    public var scheme: String
    /// Empty = the scheme's own.
    public var port: String
    public var isPermanent: Bool

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        let scheme = node.text("scheme") ?? ""
        if scheme.isEmpty { throw MiddlewareFault("has no 'scheme': name one, such as https") }
        self.init(scheme: scheme, port: node.text("port") ?? "", isPermanent: node.flag("permanent") ?? false)
    }

    init(scheme: String, port: String, isPermanent: Bool) {
        self.scheme = scheme
        self.port = port
        self.isPermanent = isPermanent
        if scheme == "http" && port == "80" || scheme == "https" && port == "443" { self.port = "" }
    }
}

/// `redirectRegex`: sends the client to a URL that is made from the one that it has asked for.
public struct RedirectRegexOptions: Hashable, Sendable {
    public var regex: String
    public var replacement: String
    public var isPermanent: Bool

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        regex = try node["regex"]?.checkedExpression() ?? ""
        replacement = node.text("replacement") ?? ""
        isPermanent = node.flag("permanent") ?? false
    }
}
