/// Statuses of answers: single ones (`404`) and ranges (`500-599`, both ends included).
public struct StatusRanges: Hashable, Sendable {
    public let ranges: [ClosedRange<Int>]

    /// - Parameters:
    ///   - texts: Of a range only what stands before a second hyphen counts, as in Traefik.
    ///   - key: Under which they stand.
    init(_ texts: [String], key: String, place: ConfigurationPlace?) throws(MiddlewareFault) {
        var ranges: [ClosedRange<Int>] = []
        for text in texts {
            guard let range = Self.bounds(text) else {
                throw MiddlewareFault("has '\(text)' in '\(key)': write a status or a range, like 500-599", at: place)
            }
            // Nothing lies between ends that are the wrong way round.
            if range.low <= range.high { ranges.append(range.low...range.high) }
        }
        self.ranges = ranges
    }

    /// - Parameter texts: Checked before; those that can't be read are left out.
    public init(readable texts: [String]) {
        ranges = texts.compactMap(Self.bounds).compactMap { $0.low <= $0.high ? $0.low...$0.high : nil }
    }

    static func bounds(_ text: String) -> (low: Int, high: Int)? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let low = Int(ends[0]) else { return nil }
        guard ends.count > 1 else { return (low, low) }
        return Int(ends[1]).map { (low, $0) }
    }

    public var isEmpty: Bool { ranges.isEmpty }

    public func contains(_ status: Int) -> Bool { ranges.contains { $0.contains(status) } }
}
