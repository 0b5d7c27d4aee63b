/// What the matchers see of one request (or TCP connection): the one normalised view, built once and
/// used by every matcher, by what is logged and by what is forwarded.
///
/// All texts lie in one byte arena; the other members are ranges of it. Build it with one of the
/// initialisers in `Request+HTTP.swift` and `Request+TCP.swift`, or refill one to allocate nothing.
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

    /// The arena.
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
    /// The peer's address, IPv4-mapped IPv6 already turned into IPv4; `nil` when it could not be parsed.
    package var peer: PeerAddress?

    package init() {}

    /// FNV-1a over the bytes, used to find a header or a query key before the names are compared.
    package static func nameHash(_ name: some Sequence<UInt8>) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for byte in name { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return hash
    }

    /// The bytes of a slice, copied.
    package func text(_ slice: Slice) -> [UInt8] {
        Array(bytes[Int(slice.offset)..<Int(slice.offset + slice.count)])
    }
}

/// An IPv4 or IPv6 address as a number.
public struct PeerAddress: Hashable, Sendable {
    public let isIPv4: Bool
    /// Network byte order read as one number; IPv4 in the low 32 bits.
    public let value: UInt128

    public init(isIPv4: Bool, value: UInt128) {
        self.isIPv4 = isIPv4
        self.value = value
    }
}
