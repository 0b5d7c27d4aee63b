import Turnout
import TurnoutSyntax

/// `forwardAuth`: asks another server whether a request may go on.
public struct ForwardAuthOptions: Hashable, Sendable {
    /// How the connection to the authentication server is encrypted.
    public struct TLS: Hashable, Sendable {
        /// Files, or PEM itself; empty = none.
        public var ca: String
        public var cert: String
        public var key: String
        public var insecureSkipVerify: Bool
    }

    /// One that can't be used (`ServerURL.fault`) lets no request go on.
    public var address: ServerURL
    /// `nil` = the defaults, if the address is an `https` one.
    public var tls: TLS?
    /// `nil` = some of the forwarded headers are replaced.
    public var trustForwardHeader: Bool?
    /// Names of headers.
    public var authResponseHeaders: [String]
    public var authResponseHeadersRegex: String
    /// Names of headers; empty = all.
    public var authRequestHeaders: [String]
    /// Names of cookies.
    public var addAuthCookiesToResponse: [String]
    /// Under which the access log finds the name of the user in the answer.
    public var headerField: String
    public var forwardBody: Bool
    /// In bytes; negative = no limit.
    public var maxBodySize: Int
    /// In bytes; `nil` and negative = no limit.
    public var maxResponseBodySize: Int?
    public var preserveLocationHeader: Bool
    public var preserveRequestMethod: Bool
    public var authSigninURL: String

    init(checked node: ConfigurationNode) throws(MiddlewareFault) {
        address = ServerURL(node.text("address") ?? "")
        if address.fault == nil, !["http", "https"].contains(address.scheme) {
            address.fault = .unusable("the scheme '\(address.scheme)' is none for authentication")
        }
        trustForwardHeader = node.flag("trustForwardHeader")
        authResponseHeaders = node.texts("authResponseHeaders")
        authResponseHeadersRegex = node.text("authResponseHeadersRegex") ?? ""
        authRequestHeaders = node.texts("authRequestHeaders")
        addAuthCookiesToResponse = node.texts("addAuthCookiesToResponse")
        headerField = node.text("headerField") ?? ""
        forwardBody = node.flag("forwardBody") ?? false
        maxBodySize = node.integer("maxBodySize") ?? -1
        maxResponseBodySize = node.integer("maxResponseBodySize")
        preserveLocationHeader = node.flag("preserveLocationHeader") ?? false
        preserveRequestMethod = node.flag("preserveRequestMethod") ?? false
        authSigninURL = node.text("authSigninURL") ?? ""
        tls = node["tls"].map { TLS(checked: $0) }
        if let tls, tls.cert.isEmpty != tls.key.isEmpty {
            let missing = tls.cert.isEmpty ? "cert" : "key"
            throw MiddlewareFault("has a 'tls' without '\(missing)': a certificate and its key go together")
        }
        do throws(RegexError) {
            if !authResponseHeadersRegex.isEmpty { _ = try SubmatchExpression(authResponseHeadersRegex) }
        } catch {
            throw MiddlewareFault(
                "has an 'authResponseHeadersRegex' that can't be used: \(error.message)",
                at: node["authResponseHeadersRegex"]?.place)
        }
    }
}

extension ForwardAuthOptions.TLS {
    fileprivate init(checked node: ConfigurationNode) {
        ca = node.text("ca") ?? ""
        cert = node.text("cert") ?? ""
        key = node.text("key") ?? ""
        insecureSkipVerify = node.flag("insecureSkipVerify") ?? false
    }
}
