import Turnout

/// Which address counts as the client's: the `ipStrategy` of allow lists and limits.
///
/// What a strategy finds in X-Forwarded-For is only worth as much as the proxies in front of it: the client writes the left end.
public struct AddressStrategy: Hashable, Sendable {
    private enum Choice: Hashable {
        /// The peer of the connection.
        case peer
        /// The entry of X-Forwarded-For that so many others follow.
        case entry(followers: Int)
        /// The first entry of X-Forwarded-For from the right that isn't in the set. Empty entries are passed over.
        case excluding(AddressSet)
    }

    private let choice: Choice
    private let ipv6Subnet: Int?

    /// The peer of the connection, whatever X-Forwarded-For says.
    public static let peer = AddressStrategy(choice: .peer, ipv6Subnet: nil)

    private init(choice: Choice, ipv6Subnet: Int?) {
        self.choice = choice
        self.ipv6Subnet = ipv6Subnet
    }

    /// Why the options make no strategy.
    public enum InvalidOptions: Error, Hashable {
        case excludedIPs(AddressSet.InvalidEntry)
        /// It is none of 1 to 128.
        case ipv6Subnet(Int)
    }

    /// The strategy of the options as Traefik chooses it: a depth above 0 goes before a list, and a list doesn't regard `ipv6Subnet`.
    ///
    /// - Parameters:
    ///   - depth: which entry of X-Forwarded-For counts, from the right; 1 is the last. Not above 0 for none.
    ///   - excludedIPs: the addresses that don't count; empty for no list.
    ///   - ipv6Subnet: the prefix length of the subnets that count as one client.
    public init(depth: Int = 0, excludedIPs: [String] = [], ipv6Subnet: Int? = nil) throws(InvalidOptions) {
        if depth <= 0, !excludedIPs.isEmpty {
            do { choice = .excluding(try AddressSet(excludedIPs)) } catch { throw .excludedIPs(error) }
            self.ipv6Subnet = nil
            return
        }
        if let ipv6Subnet, !(1...128).contains(ipv6Subnet) { throw .ipv6Subnet(ipv6Subnet) }
        choice = depth > 0 ? .entry(followers: depth - 1) : .peer
        self.ipv6Subnet = ipv6Subnet
    }

    /// The client's address as text; empty where there is none. It need not be an address: X-Forwarded-For may hold anything.
    ///
    /// With an `ipv6Subnet`, an IPv6 address becomes the first of its subnet, so that all of it counts as one client.
    ///
    /// - Parameter forwardedFor: the value of X-Forwarded-For, of several lines joined by commas; nil without one.
    public func address(peer: PeerAddress, forwardedFor: [UInt8]?) -> [UInt8] {
        switch choice {
        case .peer:
            return firstOfSubnet(of: peer)?.text ?? peer.text
        case .entry(let followers):
            guard let entry = Self.entries(of: forwardedFor).dropFirst(followers).first else { return [] }
            return PeerAddress(parsing: entry).flatMap { firstOfSubnet(of: $0)?.text } ?? Array(entry)
        case .excluding(let set):
            let entry = Self.entries(of: forwardedFor).first { entry in
                !entry.isEmpty && !(PeerAddress(parsing: entry).map { set.contains($0) } ?? false)
            }
            return entry.map { Array($0) } ?? []
        }
    }

    /// The entries from the right, without the white space around them.
    private static func entries(of value: [UInt8]?) -> some Collection<ArraySlice<UInt8>> {
        let parts = (value ?? []).split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        return parts.reversed().lazy.map { part in
            let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
            let rest = part.drop(while: isBlank)
            return rest.prefix(upTo: rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? rest.startIndex)
        }
    }

    private func firstOfSubnet(of address: PeerAddress) -> PeerAddress? {
        guard let ipv6Subnet, !address.isIPv4 else { return nil }
        let hostBits = UInt128(128 - ipv6Subnet)
        return PeerAddress(ipv6: (address.value >> hostBits) << hostBits)
    }
}
