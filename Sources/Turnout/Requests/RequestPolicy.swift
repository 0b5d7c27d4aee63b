import TurnoutSyntax

/// What happens to a request head on its way to the matchers: the settings of an entry point that bear on it.
///
/// The names in parentheses are Traefik's static configuration.
public struct RequestPolicy: Sendable {
    public enum UnderscoreHeaders: String, Hashable, Sendable, CaseIterable {
        case keep
        /// Header lines with `_` in the name are dropped.
        case delete
        /// A request with such a line is refused with 400.
        case reject
    }

    /// Whether the head is checked and cleaned at all. If not, only the host is canonicalised, the routing path and the
    /// query pairs are decoded, and headers are taken as they are; of the members below none matters then but
    /// `maximumHeadBytes`.
    public var isCleaning = true
    /// Remove dot segments and repeated slashes from the path (`http.sanitizePath`).
    public var sanitizesPath = true
    /// A `;` in the query is data rather than a separator (`http.encodeQuerySemicolons`).
    public var encodesQuerySemicolons = false
    /// `http.underscoreHeadersStrategy`.
    public var underscoreHeaders = UnderscoreHeaders.keep
    /// Peers whose `X-Forwarded-*` headers are believed (`forwardedHeaders.trustedIPs`).
    public var trustedPeers: [AddressRange] = []
    /// Believe everybody (`forwardedHeaders.insecure`).
    public var trustsEveryPeer = false
    /// Headers that stay although `Connection` names them (`forwardedHeaders.connection`).
    public var keptConnectionHeaders: [String] {
        get { keptConnectionNames.map { String(decoding: $0, as: UTF8.self) } }
        set { keptConnectionNames = newValue.map { name in name.utf8.map(\.asciiLowercased) } }
    }
    /// The value of `X-Forwarded-Server`: this machine's name. Not set if empty.
    public var serverName: String {
        get { String(decoding: managedTexts.serverName, as: UTF8.self) }
        set { managedTexts = ManagedTexts(serverName: newValue) }
    }
    /// A head whose texts come to more bytes is refused with 431.
    public var maximumHeadBytes = 1 << 20

    var keptConnectionNames: [[UInt8]] = []
    var managedTexts = ManagedTexts(serverName: "")

    /// Everything that a request meets on an entry point with Traefik's default settings.
    public init() {}

    /// Everything that a request meets on an entry point with Traefik's default settings: nobody is trusted.
    public static var entryPoint: RequestPolicy { RequestPolicy() }

    /// Only what matching itself needs: canonical host, routing path, query pairs.
    public static var muxer: RequestPolicy {
        var policy = RequestPolicy()
        policy.isCleaning = false
        return policy
    }

    func trusts(_ peer: PeerAddress?) -> Bool {
        if trustsEveryPeer { return true }
        guard let peer else { return false }
        return trustedPeers.contains { peer.isContained(in: $0) }
    }
}
