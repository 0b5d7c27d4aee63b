/// An IP address as bytes: 4 of them, or 16. IPv4-mapped IPv6 is held as IPv4.
struct NetworkAddress: Equatable {
    var bytes: [UInt8]

    /// Reads an address without zone; nil when it is none.
    static func parse(_ text: String) -> NetworkAddress? {
        guard let bytes = text.contains(":") ? parseIPv6(text) : parseIPv4(text) else { return nil }
        return NetworkAddress(bytes: unmapped(bytes))
    }

    fileprivate static func unmapped(_ bytes: [UInt8]) -> [UInt8] {
        bytes.count == 16 && bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            ? Array(bytes.suffix(4)) : bytes
    }

    fileprivate static func parseIPv4(_ text: String) -> [UInt8]? {
        let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard (1...3).contains(part.count), part.count == 1 || part.first != 0x30,
                part.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            let number = part.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            guard number <= 255 else { return nil }
            bytes.append(UInt8(number))
        }
        return bytes
    }

    fileprivate static func parseIPv6(_ text: String) -> [UInt8]? {
        guard text.utf8.allSatisfy({ $0 == 0x3A || $0 == 0x2E || digitValue(UInt32($0)) != nil }) else { return nil }
        let halves = text.components(separatedByPair: "::")
        guard halves.count <= 2 else { return nil }
        var groups: [[UInt8]] = []
        for (index, half) in halves.enumerated() {
            guard let bytes = parseGroups(half, mayEndInIPv4: index == halves.count - 1) else { return nil }
            groups.append(bytes)
        }
        if halves.count == 1 { return groups[0].count == 16 ? groups[0] : nil }
        let missing = 16 - groups[0].count - groups[1].count
        return missing >= 2 ? groups[0] + [UInt8](repeating: 0, count: missing) + groups[1] : nil
    }

    private static func parseGroups(_ text: String, mayEndInIPv4: Bool) -> [UInt8]? {
        if text.isEmpty { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if part.contains(".") {
                guard mayEndInIPv4, index == parts.count - 1, let tail = parseIPv4(String(part)) else { return nil }
                bytes += tail
                continue
            }
            guard (1...4).contains(part.utf8.count), let group = UInt16(part, radix: 16) else { return nil }
            bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
        }
        return bytes
    }
}

/// An address, or all that share its first bits.
struct NetworkRange {
    private var network: [UInt8]
    private var bits: Int

    /// Reads `address` or `address/bits`; nil when it is neither.
    static func parse(_ text: String) -> NetworkRange? {
        if let address = NetworkAddress.parse(text) {
            return NetworkRange(network: address.bytes, bits: address.bytes.count * 8)
        }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let address = String(parts[0])
        guard let bytes = address.contains(":") ? NetworkAddress.parseIPv6(address) : NetworkAddress.parseIPv4(address),
            !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let bits = Int(parts[1]),
            bits <= bytes.count * 8
        else { return nil }
        // The host bits are cleared first: what is then still IPv4-mapped is an IPv4 network.
        let masked = cleared(bytes, after: bits)
        let network = NetworkAddress.unmapped(masked)
        return NetworkRange(network: network, bits: network.count == masked.count ? bits : bits - 96)
    }

    private static func cleared(_ bytes: [UInt8], after bits: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(max(bits - index * 8, 0), 8)
            return kept == 0 ? 0 : byte & (0xFF << UInt8(8 - kept))
        }
    }

    func contains(_ address: NetworkAddress) -> Bool {
        address.bytes.count == network.count && Self.cleared(address.bytes, after: bits) == network
    }
}

extension String {
    /// The parts between occurrences of a two-character mark.
    fileprivate func components(separatedByPair mark: String) -> [String] {
        var parts: [String] = []
        var current = ""
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(mark) {
                parts.append(current)
                current = ""
                rest = rest.dropFirst(2)
            } else {
                current.append(rest.removeFirst())
            }
        }
        return parts + [current]
    }
}
