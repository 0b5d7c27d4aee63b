/// What a middleware is to do: its options, checked and with their defaults.
///
/// Two middlewares with equal options do the same, so a proxy can keep what it made of one across a reload.
public enum MiddlewareOptions: Hashable, Sendable {
    case addPrefix(AddPrefixOptions)
    case buffering(BufferingOptions)
    /// The names of others, qualified; they take its place.
    case chain([String])
    case errors(ErrorsOptions)
    case forwardAuth(ForwardAuthOptions)
    case retry(RetryOptions)
    case stripPrefix(StripPrefixOptions)

    /// Traefik's names for the kinds that there are.
    public static let kinds: Set<String> = [
        "addPrefix", "buffering", "chain", "errors", "forwardAuth", "retry", "stripPrefix",
    ]

    /// - Parameters:
    ///   - kind: One of `kinds`; for another the result is `nil`.
    ///   - node: What stands under it, checked against the schema.
    ///   - name: Qualified; completes the names in it.
    init?(kind: String, checked node: ConfigurationNode, name: String) throws(MiddlewareFault) {
        switch kind {
        case "addPrefix": self = .addPrefix(try AddPrefixOptions(checked: node))
        case "buffering": self = .buffering(try BufferingOptions(checked: node))
        case "chain":
            self = .chain(node.texts("middlewares").map { ResolvedConfiguration.qualified($0, beside: name) })
        case "errors": self = .errors(try ErrorsOptions(checked: node, name: name))
        case "forwardAuth": self = .forwardAuth(try ForwardAuthOptions(checked: node))
        case "retry": self = .retry(try RetryOptions(checked: node))
        case "stripPrefix": self = .stripPrefix(StripPrefixOptions(checked: node))
        default: return nil
        }
    }
}

/// Why the options of a middleware can't be used.
struct MiddlewareFault: Error {
    /// Follows the name of the middleware: `has no prefix; …`.
    var text: String
    /// Where, if not at the middleware itself.
    var place: ConfigurationPlace?

    init(_ text: String, at place: ConfigurationPlace? = nil) {
        self.text = text
        self.place = place
    }
}
