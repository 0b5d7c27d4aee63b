/// `addPrefix`: puts a text in front of the path.
public struct AddPrefixOptions: Hashable, Sendable {
    /// Never empty.
    public var prefix: String

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        prefix = node.text("prefix") ?? ""
        if prefix.isEmpty { throw MiddlewareFault("has no 'prefix': name what is put in front of the path") }
    }
}

/// `stripPrefix`: takes the first of some texts that the path starts with away from it.
public struct StripPrefixOptions: Hashable, Sendable {
    public var prefixes: [String]
    /// A path that is nothing but the prefix becomes `/`, and not the empty one; deprecated.
    public var forceSlash: Bool

    init(checked node: ConfigurationNode) {
        prefixes = node.texts("prefixes")
        forceSlash = node.flag("forceSlash") ?? false
    }
}

/// `stripPrefixRegex`: takes what the first of some regular expressions finds at the start of the path away from it.
public struct StripPrefixRegexOptions: Hashable, Sendable {
    public var expressions: [String]

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        expressions = try node.checkedExpressions("regex")
    }
}
