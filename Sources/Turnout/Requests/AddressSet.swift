import TurnoutSyntax

/// A set of addresses, from single ones and networks in CIDR notation.
///
/// IPv4-mapped IPv6 (`::ffff:0:0/96`) counts as IPv4, on both sides.
public struct AddressSet: Hashable, Sendable {
    /// Disjoint, not adjacent and sorted.
    private let ipv4: [ClosedRange<UInt128>]
    private let ipv6: [ClosedRange<UInt128>]

    /// An entry that is neither an address nor a network.
    public struct InvalidEntry: Error, Hashable {
        /// Counted from 0.
        public var index: Int
        public var text: String

        public init(index: Int, text: String) {
            self.index = index
            self.text = text
        }
    }

    /// - Parameter entries: such as `192.0.2.1`, `10.0.0.0/8` and `2001:db8::/32`. Host bits are passed over.
    /// - Throws: the first invalid entry.
    public init(_ entries: [String]) throws(InvalidEntry) {
        var ranges: [AddressRange] = []
        for (index, entry) in entries.enumerated() {
            guard let range = AddressRange(parsing: Array(entry.utf8)) else {
                throw InvalidEntry(index: index, text: entry)
            }
            ranges.append(range)
        }
        self.init(ranges)
    }

    public init(_ ranges: [AddressRange]) {
        ipv4 = Self.merged(ranges.filter { $0.network.count == 4 })
        ipv6 = Self.merged(ranges.filter { $0.network.count == 16 })
    }

    /// - Complexity: O(log entries).
    public func contains(_ address: PeerAddress) -> Bool {
        let ranges = address.isIPv4 ? ipv4 : ipv6
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < address.value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(address.value)
    }

    /// Whether the text is an address in the set, with or without a port. A text that is no address is in no set.
    public func contains(endpoint text: some Collection<UInt8>) -> Bool {
        PeerAddress(endpoint: text).map { contains($0) } ?? false
    }

    private static func merged(_ ranges: [AddressRange]) -> [ClosedRange<UInt128>] {
        let sorted = ranges.map { range -> ClosedRange<UInt128> in
            let first = range.network.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            let hostBits = UInt128(range.network.count * 8 - range.prefixLength)
            return first...(hostBits == 128 ? .max : first | (1 << hostBits - 1))
        }.sorted { $0.lowerBound < $1.lowerBound }
        var result: [ClosedRange<UInt128>] = []
        for range in sorted {
            if let last = result.last, last.upperBound == .max || range.lowerBound <= last.upperBound + 1 {
                result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}
