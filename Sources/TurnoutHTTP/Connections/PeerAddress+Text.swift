import Turnout

extension PeerAddress {
    /// The canonical text: decimal numbers for IPv4, RFC 5952 for IPv6.
    public var text: [UInt8] {
        if isIPv4 {
            let numbers = (0..<4).map { String(UInt8(truncatingIfNeeded: value >> UInt128(24 - 8 * $0))) }
            return Array(numbers.joined(separator: ".").utf8)
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
        let gap = longestRunOfZeros(groups)
        var text = ""
        for index in groups.indices {
            if gap.contains(index) {
                if index == gap.lowerBound { text += "::" }
                continue
            }
            if index > 0 && index != gap.upperBound { text += ":" }
            text += String(groups[index], radix: 16)
        }
        return Array(text.utf8)
    }

    /// The first of the longest runs; empty if none is longer than one group.
    private func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int> {
        var longest = 8..<8
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start > max(1, longest.count) { longest = start..<index }
            start = index + 1
        }
        return longest
    }
}
