extension AddressRange {
    /// Parses an IP address or a CIDR range as Go's `net.ParseIP` and `net.ParseCIDR` do.
    ///
    /// Host bits may be set and are cleared. Octets with leading zeros, zones and blanks are refused. A
    /// range that lies within the IPv4-mapped addresses becomes an IPv4 range.
    ///
    /// Nil when `text` is neither.
    public init?(parsing text: [UInt8]) {
        let slash = text.firstIndex(of: UInt8(ascii: "/"))
        guard var address = AddressRange.parseAddress(text[..<(slash ?? text.endIndex)]) else { return nil }
        var prefixLength = address.count * 8
        if let slash {
            guard let parsed = AddressRange.parsePrefixLength(text[(slash + 1)...], maximum: prefixLength) else {
                return nil
            }
            prefixLength = parsed
        }
        AddressRange.clearHostBits(&address, prefixLength: prefixLength)
        if address.count == 16, address.starts(with: AddressRange.mappedPrefix) {
            // Twelve equal bytes after clearing mean that at least 96 bits are fixed.
            self.init(network: Array(address[12...]), prefixLength: prefixLength - 96)
        } else {
            self.init(network: address, prefixLength: prefixLength)
        }
    }

    /// Whether bits after the prefix are set in `text`, which must be a valid range.
    static func hasHostBits(_ text: [UInt8]) -> Bool {
        guard let slash = text.firstIndex(of: UInt8(ascii: "/")), var address = parseAddress(text[..<slash]),
            let prefixLength = parsePrefixLength(text[(slash + 1)...], maximum: address.count * 8)
        else { return false }
        let written = address
        clearHostBits(&address, prefixLength: prefixLength)
        return address != written
    }

    /// Why an address was refused, for the mistakes that are easily overlooked.
    static func refusalNote(_ text: [UInt8]) -> String? {
        if text.contains(UInt8(ascii: "%")) { return "a zone is not allowed" }
        if text.contains(0x20) || text.contains(UInt8(ascii: ",")) {
            return "give each address a ClientIP of its own, without blanks"
        }
        let withoutZeros = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { part in
            let rest = part.drop { $0 == UInt8(ascii: "0") }
            return rest.first.map { ASCII.isDigit($0) } == true ? rest : part
        }
        if AddressRange(parsing: Array(withoutZeros.joined(separator: [UInt8(ascii: ".")]))) != nil {
            return "a part of an IPv4 address may not start with 0"
        }
        return nil
    }

    private static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]

    private static func clearHostBits(_ address: inout [UInt8], prefixLength: Int) {
        for index in address.indices {
            let fixedBits = min(max(prefixLength - index * 8, 0), 8)
            address[index] &= UInt8(truncatingIfNeeded: 0xFF00 >> fixedBits)
        }
    }

    private static func parsePrefixLength(_ text: ArraySlice<UInt8>, maximum: Int) -> Int? {
        guard !text.isEmpty else { return nil }
        var value = 0
        for byte in text {
            guard ASCII.isDigit(byte) else { return nil }
            value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1000)
        }
        return value <= maximum ? value : nil
    }

    /// 4 or 16 bytes.
    private static func parseAddress(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        for byte in text {
            switch byte {
            case UInt8(ascii: "."): return parseIPv4(text)
            case UInt8(ascii: ":"): return parseIPv6(text)
            case UInt8(ascii: "%"): return nil
            default: continue
            }
        }
        return nil
    }

    private static func parseIPv4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: [UInt8] = []
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy({ ASCII.isDigit($0) }) else { return nil }
            guard part.count == 1 || part.first != UInt8(ascii: "0") else { return nil }
            guard let octet = UInt8(String(decoding: part, as: UTF8.self)) else { return nil }
            address.append(octet)
        }
        return address
    }

    private static func parseIPv6(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let colon = UInt8(ascii: ":")
        var rest = text
        var address: [UInt8] = []
        /// Where in `address` the zeros of `::` go.
        var gap: Int?
        if rest.starts(with: [colon, colon]) {
            gap = 0
            rest = rest.dropFirst(2)
            if rest.isEmpty { return [UInt8](repeating: 0, count: 16) }
        }
        while address.count < 16 {
            let digits = rest.prefix { ASCII.hexadecimalValue($0) != nil }
            guard (1...4).contains(digits.count) else { return nil }
            if rest.dropFirst(digits.count).first == UInt8(ascii: ".") {
                // An IPv4 address takes the place of the last two groups.
                guard gap != nil || address.count == 12, address.count + 4 <= 16, let tail = parseIPv4(rest) else {
                    return nil
                }
                address += tail
                rest = []
                break
            }
            let group = digits.reduce(UInt16(0)) { $0 << 4 | UInt16(ASCII.hexadecimalValue($1) ?? 0) }
            address.append(UInt8(group >> 8))
            address.append(UInt8(group & 0xFF))
            rest = rest.dropFirst(digits.count)
            if rest.isEmpty { break }
            guard rest.first == colon, rest.count > 1 else { return nil }
            rest = rest.dropFirst()
            if rest.first == colon {
                guard gap == nil else { return nil }
                gap = address.count
                rest = rest.dropFirst()
                if rest.isEmpty { break }
            }
        }
        guard rest.isEmpty else { return nil }
        if address.count == 16 { return gap == nil ? address : nil }
        guard let gap else { return nil }
        let zeros = [UInt8](repeating: 0, count: 16 - address.count)
        return Array(address[..<gap]) + zeros + Array(address[gap...])
    }
}
