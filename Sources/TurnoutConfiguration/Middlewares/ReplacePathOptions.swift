/// `replacePath`: puts another path in the place of the request's.
public struct ReplacePathOptions: Hashable, Sendable {
    /// Percent-encoded.
    public var path: String

    init(checked node: ConfigurationNode) { path = node.text("path") ?? "" }
}

/// `replacePathRegex`: rewrites the path.
public struct ReplacePathRegexOptions: Hashable, Sendable {
    public var regex: String
    public var replacement: String

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        regex = try node["regex"]?.checkedExpression(trimming: true) ?? ""
        replacement = (node.text("replacement") ?? "").trimmingBlanks
    }
}
