import TurnoutSyntax

/// An IPv4 or IPv6 address as a number.
public struct PeerAddress: Hashable, Sendable {
    public let isIPv4: Bool
    /// Network byte order read as one number; IPv4 in the low 32 bits.
    public let value: UInt128

    public init(isIPv4: Bool, value: UInt128) {
        self.isIPv4 = isIPv4
        self.value = value
    }

    /// An IPv6 address, or the IPv4 address that it maps (`::ffff:0:0/96`).
    public init(ipv6 value: UInt128) {
        let isMapped = value >> 32 == 0xFFFF
        self.init(isIPv4: isMapped, value: isMapped ? value & 0xFFFF_FFFF : value)
    }

    /// Reads the text of an address: IPv4 as four decimal numbers without leading zeros, or IPv6 (RFC 4291 §2.2). A
    /// zone (`%eth0`) is passed over. IPv4-mapped IPv6 becomes IPv4.
    ///
    /// - Returns: `nil` for any other text, in particular with blanks, brackets or a port.
    public init?(parsing text: some Collection<UInt8>) {
        let bytes = Array(text)
        self.init(parsing: 0..<bytes.count, of: bytes)
    }

    /// The peer of a connection, written as `address:port` or `[address]:port`. A text that cannot be split is taken
    /// for an address.
    public init?(endpoint text: some Collection<UInt8>) {
        let bytes = Array(text)
        self.init(endpoint: 0..<bytes.count, of: bytes)
    }

    init?(endpoint range: Range<Int>, of bytes: [UInt8]) {
        self.init(parsing: HostPort(splitting: range, of: bytes)?.host ?? range, of: bytes)
    }

    init?(parsing range: Range<Int>, of bytes: [UInt8]) {
        let end = bytes.firstIndex(of: 0x25, in: range) ?? range.upperBound
        let address = range.lowerBound..<end
        if bytes.firstIndex(of: 0x3A, in: address) == nil {
            guard let value = PeerAddress.ipv4(address, of: bytes) else { return nil }
            self.init(isIPv4: true, value: UInt128(value))
        } else {
            guard let value = PeerAddress.ipv6(address, of: bytes) else { return nil }
            self.init(ipv6: value)
        }
    }

    /// Whether the address lies in the network; the two must be of one family.
    package func isContained(in range: AddressRange) -> Bool {
        let width = isIPv4 ? 32 : 128
        guard range.network.count * 8 == width else { return false }
        var network: UInt128 = 0
        for byte in range.network { network = network << 8 | UInt128(byte) }
        let hostBits = UInt128(width - range.prefixLength)
        return hostBits == 128 || (value ^ network) >> hostBits == 0
    }

    private static func ipv4(_ range: Range<Int>, of bytes: [UInt8]) -> UInt32? {
        var address: UInt32 = 0
        var (octet, digits, points): (UInt32, Int, Int) = (0, 0, 0)
        for index in range {
            let byte = bytes[index]
            if byte.isASCIIDigit {
                if digits > 0 && octet == 0 { return nil }
                octet = octet * 10 + UInt32(byte - 0x30)
                if octet > 255 { return nil }
                digits += 1
            } else {
                guard byte == 0x2E, digits > 0, points < 3 else { return nil }
                address = address << 8 | octet
                (octet, digits) = (0, 0)
                points += 1
            }
        }
        return digits > 0 && points == 3 ? address << 8 | octet : nil
    }

    /// Eight groups, of which one run may be left out as `::` and the last two may be written as IPv4.
    private static func ipv6(_ range: Range<Int>, of bytes: [UInt8]) -> UInt128? {
        var index = range.lowerBound
        let end = range.upperBound
        var value: UInt128 = 0
        var groups = 0
        /// How many groups stand before the `::`.
        var groupsBeforeGap: Int?
        if end - index >= 2, bytes[index] == 0x3A, bytes[index + 1] == 0x3A {
            groupsBeforeGap = 0
            index += 2
        }
        while index < end {
            if groups == 8 { return nil }
            let start = index
            var group: UInt32 = 0
            while index < end, let digit = bytes[index].hexDigitValue {
                if index - start == 4 { return nil }
                group = group << 4 | UInt32(digit)
                index += 1
            }
            if index == start { return nil }
            if index < end, bytes[index] == 0x2E {
                guard groups <= 6, let address = ipv4(start..<end, of: bytes) else { return nil }
                value = value << 32 | UInt128(address)
                groups += 2
                break
            }
            value = value << 16 | UInt128(group)
            groups += 1
            if index == end { break }
            guard bytes[index] == 0x3A, index + 1 < end else { return nil }
            index += 1
            if bytes[index] == 0x3A {
                if groupsBeforeGap != nil { return nil }
                groupsBeforeGap = groups
                index += 1
            }
        }
        guard let groupsBeforeGap else { return groups == 8 ? value : nil }
        // The gap stands for at least one group.
        guard groups < 8 else { return nil }
        let after = UInt128((groups - groupsBeforeGap) * 16)
        let low = value & ((UInt128(1) << after) - 1)
        let high = groupsBeforeGap == 0 ? 0 : (value >> after) << UInt128(128 - groupsBeforeGap * 16)
        return high | low
    }
}
