/// What a middleware is to do: its options, checked and with their defaults.
///
/// Two middlewares with equal options do the same, so a proxy can keep what it made of one across a reload.
public enum MiddlewareOptions: Hashable, Sendable {
    case addPrefix(AddPrefixOptions)
    case basicAuth(BasicAuthOptions)
    case buffering(BufferingOptions)
    /// The names of others, qualified; they take its place.
    case chain([String])
    case circuitBreaker(CircuitBreakerOptions)
    case compress(CompressOptions)
    /// Whether types of bodies are guessed.
    case contentType(Bool)
    /// The characters that may stand percent-encoded in the path.
    case encodedCharacters(EncodedCharacters)
    case errors(ErrorsOptions)
    case forwardAuth(ForwardAuthOptions)
    case headers(HeadersOptions)
    case inFlightReq(InFlightReqOptions)
    /// `ipWhiteList` is its old name.
    case ipAllowList(IPAllowListOptions)
    case passTLSClientCert(PassTLSClientCertOptions)
    case rateLimit(RateLimitOptions)
    case redirectRegex(RedirectRegexOptions)
    case redirectScheme(RedirectSchemeOptions)
    case replacePath(ReplacePathOptions)
    case replacePathRegex(ReplacePathRegexOptions)
    case retry(RetryOptions)
    case stripPrefix(StripPrefixOptions)
    case stripPrefixRegex(StripPrefixRegexOptions)

    /// Traefik's names for the kinds that there are.
    public static let kinds: Set<String> = [
        "addPrefix", "basicAuth", "buffering", "chain", "circuitBreaker", "compress", "contentType",
        "encodedCharacters", "errors", "forwardAuth", "headers", "inFlightReq", "ipAllowList", "ipWhiteList",
        "passTLSClientCert", "rateLimit", "redirectRegex", "redirectScheme", "replacePath", "replacePathRegex", "retry",
        "stripPrefix", "stripPrefixRegex",
    ]

    /// - Parameters:
    ///   - kind: One of `kinds`; for another the result is `nil`.
    ///   - node: What stands under it, checked against the schema.
    ///   - name: Qualified; completes the names in it.
    init?(kind: String, checked node: ConfigurationNode, name: String) throws(MiddlewareFault) {
        switch kind {
        case "addPrefix": self = .addPrefix(try AddPrefixOptions(checked: node))
        case "basicAuth": self = .basicAuth(try BasicAuthOptions(checked: node))
        case "buffering": self = .buffering(try BufferingOptions(checked: node))
        case "chain":
            self = .chain(node.texts("middlewares").map { ResolvedConfiguration.qualified($0, beside: name) })
        case "circuitBreaker": self = .circuitBreaker(try CircuitBreakerOptions(checked: node))
        case "compress": self = .compress(try CompressOptions(checked: node))
        case "contentType": self = .contentType(node.flag("autoDetect") ?? true)
        case "encodedCharacters": self = .encodedCharacters(EncodedCharacters(checked: node, default: false))
        case "errors": self = .errors(try ErrorsOptions(checked: node, name: name))
        case "forwardAuth": self = .forwardAuth(try ForwardAuthOptions(checked: node))
        case "headers": self = .headers(try HeadersOptions(checked: node))
        case "inFlightReq": self = .inFlightReq(try InFlightReqOptions(checked: node))
        case "ipAllowList", "ipWhiteList": self = .ipAllowList(try IPAllowListOptions(checked: node))
        case "passTLSClientCert": self = .passTLSClientCert(PassTLSClientCertOptions(checked: node))
        case "rateLimit": self = .rateLimit(try RateLimitOptions(checked: node))
        case "redirectRegex": self = .redirectRegex(try RedirectRegexOptions(checked: node))
        case "redirectScheme": self = .redirectScheme(try RedirectSchemeOptions(checked: node))
        case "replacePath": self = .replacePath(ReplacePathOptions(checked: node))
        case "replacePathRegex": self = .replacePathRegex(try ReplacePathRegexOptions(checked: node))
        case "retry": self = .retry(try RetryOptions(checked: node))
        case "stripPrefix": self = .stripPrefix(StripPrefixOptions(checked: node))
        case "stripPrefixRegex": self = .stripPrefixRegex(try StripPrefixRegexOptions(checked: node))
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
