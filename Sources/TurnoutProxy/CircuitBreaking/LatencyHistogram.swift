/// Counts latencies in classes that are at most 1 % wide, from a microsecond to an hour: a high dynamic range histogram.
///
///     class     0 … 255      256 … 511      512 … 1023
///     width     1 µs         2 µs           4 µs            and so on
///
/// The classes, and what is read from them, are those of `HdrHistogram` with two significant digits.
struct LatencyHistogram: Sendable {
    /// A class of so many values is as wide as the number is long beyond 8 bits.
    private static let exactBits = 8
    private static let halfCount = 1 << (exactBits - 1)
    private static let classCount = 26 * halfCount

    /// By class; empty = nothing was counted.
    private var counts: [UInt32] = []
    private var total = 0

    var isEmpty: Bool { total == 0 }

    /// Counts a latency; one beyond four billion microseconds isn't.
    mutating func record(microseconds: Int64) {
        let index = Self.index(of: max(0, microseconds))
        guard index < Self.classCount else { return }
        if counts.isEmpty { counts = Array(repeating: 0, count: Self.classCount) }
        counts[index] &+= 1
        total += 1
    }

    mutating func add(_ other: LatencyHistogram) {
        guard !other.isEmpty else { return }
        if counts.isEmpty { counts = Array(repeating: 0, count: Self.classCount) }
        for index in other.counts.indices { counts[index] &+= other.counts[index] }
        total += other.total
    }

    mutating func removeAll() { self = LatencyHistogram() }

    /// The greatest latency of the class that so many percent of those counted don't exceed, in microseconds; 0 without
    /// any.
    func microseconds(atPercentile percent: Double) -> Int64 {
        let wanted = min(percent, 100) / 100 * Double(total) + 0.5
        guard wanted >= 1 else { return 0 }
        var seen = 0
        for (index, count) in counts.enumerated() {
            seen += Int(count)
            if seen >= Int(wanted) {
                return percent == 0 ? Self.first(index) : Self.first(index) + Self.width(index) - 1
            }
        }
        return 0
    }

    private static func index(of value: Int64) -> Int {
        let shift = max(0, Int64.bitWidth - value.leadingZeroBitCount - exactBits)
        return shift * halfCount + Int(value >> Int64(shift))
    }

    /// The shift of a class; the first two halves have none.
    private static func shift(_ index: Int) -> Int { max(0, index / halfCount - 1) }

    private static func width(_ index: Int) -> Int64 { 1 << Int64(shift(index)) }

    /// The least value of a class.
    private static func first(_ index: Int) -> Int64 {
        let shift = shift(index)
        return Int64(index - shift * halfCount) << Int64(shift)
    }
}
