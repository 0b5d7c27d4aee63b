/// One question about a request, the meaning of (a part of) one matcher call.
///
/// Texts are bytes. What "the host" or "the path" is, is said at `Request` in the module Turnout.
public enum Predicate: Hashable, Sendable {
    /// v3 `Host`, `HostSNI`: `pattern` is lower-cased ASCII. The canonical host is not empty and equals it, up to one
    /// trailing dot on either side. A pattern that starts with `*` is compared with the host whose
    /// first label is replaced by `*`. (`*` alone never gets here: its formula is `.constant(true)`.)
    ///
    /// v2 `Host`, `HostHeader`, `HostSNI`: the same with `wildcard == false`, where `*` is a literal.
    ///
    /// `forgivesRequestDot` is false for TCP: a trailing dot sent by the client is not forgiven.
    case host(pattern: [UInt8], wildcard: Bool, forgivesRequestDot: Bool)
    /// v3 `HostRegexp`, `HostSNIRegexp`, v2 `HostSNIRegexp`: unanchored search in the canonical host (or server name).
    /// (A v3 `HostRegexp` that matches the empty text is always true: its formula is `.constant(true)`.)
    case hostRegexp(RegexPattern)
    /// v2 `HostRegexp`: search in the raw host (§5 of the rule language).
    case rawHostRegexp(RegexPattern)
    /// The routing path equals these bytes.
    case path([UInt8])
    /// The routing path starts with these bytes.
    case pathPrefix([UInt8])
    /// v3 `PathRegexp`, v2 `Path` and `PathPrefix` templates with a group: search in the routing path.
    case pathRegexp(RegexPattern)
    /// The method equals these bytes.
    case method([UInt8])
    /// Some value of the header equals `value`. `name` is lower-cased ASCII.
    case header(name: [UInt8], value: [UInt8])
    /// Some value of the header matches. `name` is lower-cased ASCII.
    case headerRegexp(name: [UInt8], RegexPattern)
    /// Some decoded value of the query key equals `value`.
    case query(key: [UInt8], value: [UInt8])
    /// Some decoded value of the query key matches.
    case queryRegexp(key: [UInt8], RegexPattern)
    /// v2 `Query`: the *first* value of the key matches; `nil` = the key is present.
    case firstQuery(key: [UInt8], RegexPattern?)
    /// The peer address lies in the range.
    case clientIP(AddressRange)
    /// Some offered ALPN protocol equals these bytes.
    case alpn([UInt8])
}

/// An IPv4 or IPv6 network. IPv4-mapped IPv6 networks are held as IPv4.
public struct AddressRange: Hashable, Sendable {
    /// 4 or 16 bytes, host bits cleared.
    public let network: [UInt8]
    /// 0 to 32, or 0 to 128.
    public let prefixLength: Int

    public init(network: [UInt8], prefixLength: Int) {
        precondition(network.count == 4 || network.count == 16, "an address has 4 or 16 bytes")
        precondition(0 <= prefixLength && prefixLength <= network.count * 8, "prefix length out of range")
        self.network = network
        self.prefixLength = prefixLength
    }
}

/// A boolean combination of predicates: what a rule means, without its spelling.
public indirect enum Formula: Hashable, Sendable {
    case constant(Bool)
    case predicate(Predicate)
    case not(Formula)
    /// All hold; empty = true.
    case all([Formula])
    /// Some holds; empty = false.
    case any([Formula])
}
