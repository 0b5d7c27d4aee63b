/// One line of input of `turnout conform`: routers, and requests to be answered from them.
///
/// Fields that are not named here are ignored, the expected answers of recorded cases among them.
struct ConformCase: Decodable {
    enum Kind: String, Decodable {
        case http, tcp
        /// No routing: what becomes of the path is the answer.
        case path
    }

    enum Syntax: String, Decodable { case v2, v3 }

    enum Pipeline: String, Decodable {
        /// All that a request meets on an entry point with default settings.
        case entrypoint
        /// Only what matching itself needs.
        case muxer
    }

    struct Router: Decodable {
        var name: String
        var rule: String
        /// `nil` or 0: the length of the rule.
        var priority: Int?
        var provider: String?
    }

    /// An HTTP request, or the start of a TLS connection.
    struct Request: Decodable {
        var method: String?
        /// The Host header as sent; `nil` if there is none.
        var host: String?
        /// The request target as sent.
        var target: String?
        /// `HTTP/1.1` if `nil`.
        var proto: String?
        /// Name and value of each header line, in order.
        var headers: [[String]]?
        /// `192.0.2.1:1234` if `nil`.
        var remote: String?
        /// The server name of the client's hello.
        var sni: String?
        /// The application protocols that the client offers.
        var alpn: [String]?
    }

    var id: String
    var kind: Kind?
    var syntax: Syntax?
    var pipeline: Pipeline?
    /// Whether dot segments and repeated slashes are removed; without meaning for the pipeline `muxer`.
    var sanitize: Bool?
    /// Providers that win ties, best first; `nil` is Traefik's own list.
    var precedence: [String]?
    var routers: [Router]?
    var requests: [Request]?
}
