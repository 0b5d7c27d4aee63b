import TurnoutAutomata

/// What the matchers see of one request (or TCP connection): the one normalised view, built once and
/// used by every matcher, by what is logged and by what is forwarded.
///
/// Build it with one of the initialisers, or `refill(_:policy:)` one to allocate nothing. Equal views match equally;
/// what follows says what each text is, in the terms of Traefik 3.7.
///
/// - **Host.** The authority of an absolute-form target if there is one, else the Host header (HTTP/2: `:authority`); the
///   port is removed where it can be split off, brackets too; surrounding white space is trimmed; the rest is
///   lower-cased. Nothing is converted (no punycode, no canonical form of IPv6 addresses), a trailing dot stays. Empty
///   if the request names no host. On a TCP connection: the server name of the client's hello, trimmed and lower-cased.
/// - **Raw host**, for `HostRegexp` in v2 syntax: only the port is removed, and only where it can be split off, so
///   `[::1]` keeps its brackets and `[::1]:80` loses them.
/// - **Path**, the *routing path*: escapes of characters that mean themselves are decoded, dot segments and repeated
///   slashes are gone, and every other escape is decoded except those of `: / ? # [ ] @ ! $ & ' ( ) * + , ; =` and `%`,
///   which stay as three characters with capital hexadecimal digits. So a rule's `/a b` takes the request's `/a%20b`,
///   and no rule but `/a%2Fb` takes `/a%2Fb`. It may hold any byte.
///
///   One unescaped odd character (a byte that is not ASCII, or one of `" < > \ ^ { | }` and the backtick) makes the
///   path *re-encoded*: it is decoded altogether and spelled anew, so that escapes of `/ : ; = @ & $ , +` become those
///   characters, and slashes that come about this way count. `/a/..%2F|` is the path `/|`. This is how Traefik routes
///   *and* forwards; Turnout does the same rather than refuse, because what is matched and what the upstream gets are
///   then one text, and because such targets are in use.
/// - **Query.** Pairs between `&` (and `;`), cut at the first `=`, `+` and escapes decoded. A pair with an invalid
///   escape is not there; nor is any when there are more than 10,000.
/// - **Headers.** One value a line, blanks around it trimmed, never joined or split. Not there: `Host`,
///   `Transfer-Encoding` (and `Trailer` beside it), `Connection` and what it names, except that an upgrade request
///   keeps `Connection: Upgrade` and `Upgrade`. `X-Forwarded-*` and `X-Real-Ip` are Turnout's own
///   statement about the connection unless the peer is trusted (see `RequestPolicy`).
/// - **Client address.** The peer of the connection, never a header.
///
/// Known differences from Traefik 3.7.15, against which all this is recorded (`Tests/Traefik/record_requests.py`):
/// `Upgrade: websocket` is recognised in ASCII letters only, not also with U+017F and U+212A for `s` and `k`; hosts beyond
/// ASCII, which only an absolute-form target can hold, are lower-cased by the Unicode version of the Swift runtime. From
/// 3.7.9 it differs in that a rootless target (`http:path`) is refused, as later releases do. What frames a body
/// (Transfer-Encoding, Content-Length) is not judged here, nor is CONNECT refused: that is up to whoever forwards.
///
/// All texts lie in one byte arena; the other members are ranges of it.
public struct Request: Sendable {
    /// A range of `bytes`.
    package struct Slice: Hashable, Sendable {
        package var offset: UInt32
        package var count: UInt32
        package init(offset: UInt32, count: UInt32) {
            self.offset = offset
            self.count = count
        }
        package static var empty: Slice { Slice(offset: 0, count: 0) }

        /// - Precondition: the bounds fit in 32 bits, as the limit on a head's size sees to.
        package init(_ range: Range<Int>) {
            self.init(offset: UInt32(range.lowerBound), count: UInt32(range.count))
        }

        package var range: Range<Int> { Int(offset)..<Int(offset) + Int(count) }
    }

    /// One header line or one decoded query pair, in the order received.
    package struct Field: Hashable, Sendable {
        /// `Request.nameHash` of the name.
        package var nameHash: UInt32
        /// Header: lower-cased ASCII. Query: the decoded key.
        package var name: Slice
        package var value: Slice
        package init(nameHash: UInt32, name: Slice, value: Slice) {
            self.nameHash = nameHash
            self.name = name
            self.value = value
        }
    }

    /// The arena: the texts, then `ShapeReader.readAhead` bytes of padding, unless it is empty.
    package var bytes: [UInt8] = []
    /// Canonical host: no port, no brackets, trimmed, lower-cased; TCP: the server name, trimmed, lower-cased. Empty when absent.
    package var host: Slice = .empty
    /// The host as v2 `HostRegexp` sees it: only the port removed, and only where it can be split off.
    package var rawHost: Slice = .empty
    /// The routing path (rule language §3.2, step 5): every escape decoded but those of reserved characters and `%`.
    package var path: Slice = .empty
    /// The method as received.
    package var method: Slice = .empty
    /// Header lines that matchers can see; a line whose name can't be canonicalised is not here.
    package var headers: [Field] = []
    /// Decoded query pairs.
    package var queryPairs: [Field] = []
    /// Offered ALPN protocols, in order.
    package var protocols: [Slice] = []
    /// The host as received, with port: what is forwarded.
    package var authority: Slice = .empty
    /// The path and query to be sent upstream.
    package var uri: Slice = .empty
    /// The first Trailer line of a chunked request, which matchers don't see.
    package var announcedTrailers: Slice = .empty
    /// The peer's address, IPv4-mapped IPv6 already turned into IPv4; `nil` when it could not be parsed.
    package var peer: PeerAddress?

    /// Scratch for the names that `Connection` lists, kept for its capacity.
    var connectionNames: [Slice] = []

    /// A request without any text, to be refilled.
    public init() {}

    /// FNV-1a over the bytes, used to find a header or a query key before the names are compared.
    package static func nameHash(_ name: some Sequence<UInt8>) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for byte in name { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return hash
    }

    /// Makes what a walk reads behind a text readable. The last step of filling.
    mutating func padArena() {
        for _ in 0..<ShapeReader.readAhead { bytes.append(0) }
    }

    /// The bytes of a slice, copied.
    package func text(_ slice: Slice) -> [UInt8] {
        Array(bytes[slice.range])
    }
}
