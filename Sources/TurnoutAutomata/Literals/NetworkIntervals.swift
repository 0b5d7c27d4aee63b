/// Address ranges as sorted intervals.
///
/// CIDR networks are nested or disjoint, never half overlapping, so the start and the end of each cut the address line into intervals, each
/// with one outcome: the innermost network and all around it. IPv4 and IPv6 have a line each.
///
/// Layout: counts of both lines (words); the IPv4 starts (a word each), their outcomes (a word each); the IPv6
/// starts (four words each, high first), their outcomes. The first interval of each line starts at 0.
///
/// - Complexity: a lookup is a binary search; building sorts.
package struct NetworkIntervals {
    package struct Network {
        package var isIPv4: Bool
        package var prefixLength: Int
        /// The first address.
        package var first: UInt128
        package init(isIPv4: Bool, prefixLength: Int, first: UInt128) {
            self.isIPv4 = isIPv4
            self.prefixLength = prefixLength
            self.first = first
        }
        var last: UInt128 {
            let hostBits = (isIPv4 ? 32 : 128) - prefixLength
            return hostBits == 128 ? .max : first | ((1 << UInt128(hostBits)) - 1)
        }
    }

    private struct Interval {
        var start: UInt128
        var outcome: Int
    }

    package private(set) var outcomes = ShapeOutcomes()
    private var lines: [[Interval]] = [[], []]

    /// - Parameter networks: atom number *i* is `networks[i]`.
    package init(_ networks: [Network]) {
        for (line, isIPv4) in [true, false].enumerated() {
            let sorted = networks.indices.filter { networks[$0].isIPv4 == isIPv4 }.sorted {
                (networks[$0].first, networks[$0].prefixLength) < (networks[$1].first, networks[$1].prefixLength)
            }
            lines[line] = sweep(sorted, networks, last: isIPv4 ? UInt128(UInt32.max) : .max)
        }
    }

    private mutating func sweep(_ sorted: [Int], _ networks: [Network], last: UInt128) -> [Interval] {
        var intervals = [Interval(start: 0, outcome: 0)]
        var open: [(last: UInt128, outcome: Int)] = []
        func startInterval(_ start: UInt128, _ outcome: Int) {
            if let last = intervals.last, last.start == start {
                intervals[intervals.count - 1].outcome = outcome
            } else {
                intervals.append(Interval(start: start, outcome: outcome))
            }
        }
        func close(before address: UInt128?) {
            while let innermost = open.last, address.map({ innermost.last < $0 }) ?? true {
                open.removeLast()
                if innermost.last < last { startInterval(innermost.last + 1, open.last?.outcome ?? 0) }
            }
        }
        var index = 0
        while index < sorted.count {
            let network = networks[sorted[index]]
            var atoms: [UInt32] = []
            while index < sorted.count, networks[sorted[index]].first == network.first,
                networks[sorted[index]].prefixLength == network.prefixLength
            {
                atoms.append(UInt32(sorted[index]))
                index += 1
            }
            close(before: network.first)
            let outcome = outcomes.append(parent: open.last?.outcome ?? 0, adding: atoms)
            startInterval(network.first, outcome)
            open.append((network.last, outcome))
        }
        close(before: nil)
        return intervals
    }

    package func write(to buffer: inout TableBuffer) -> Int {
        let offset = buffer.count
        buffer.append(UInt32(lines[0].count))
        buffer.append(UInt32(lines[1].count))
        for interval in lines[0] { buffer.append(UInt32(truncatingIfNeeded: interval.start)) }
        for interval in lines[0] { buffer.append(UInt32(interval.outcome)) }
        for interval in lines[1] {
            for shift in [96, 64, 32, 0] as [UInt128] {
                buffer.append(UInt32(truncatingIfNeeded: interval.start >> shift))
            }
        }
        for interval in lines[1] { buffer.append(UInt32(interval.outcome)) }
        return offset
    }
}

extension ShapeReader {
    /// The outcome of `NetworkIntervals` for an address.
    package func outcomeOfNetworks(at offset: Int, isIPv4: Bool, address: UInt128) -> Int {
        let narrow = Int(words[offset])
        let wide = Int(words[offset + 1])
        let line = isIPv4 ? offset + 2 : offset + 2 + narrow * 2
        let count = isIPv4 ? narrow : wide
        let size = isIPv4 ? 1 : 4
        // The last interval that starts at or before the address.
        var low = 0
        var high = count - 1
        while low < high {
            let middle = (low + high + 1) >> 1
            var start: UInt128 = 0
            for word in 0..<size { start = start << 32 | UInt128(words[line + middle * size + word]) }
            if start <= address { low = middle } else { high = middle - 1 }
        }
        return Int(words[line + count * size + low])
    }
}
