#if Proxy
    import NIOCore

    /// How long a server took to its last answers: from the choice to the head.
    struct ResponseTimes {
        private static let limit = 100
        private var milliseconds: [Int64] = []
        private var next = 0
        private var sum: Int64 = 0

        mutating func add(_ time: TimeAmount) {
            let value = time.nanoseconds / 1_000_000
            sum += value
            if milliseconds.count < Self.limit {
                milliseconds.append(value)
            } else {
                sum -= milliseconds[next]
                milliseconds[next] = value
                next = (next + 1) % Self.limit
            }
        }

        /// In milliseconds; 0 if there was none.
        var average: Double { milliseconds.isEmpty ? 0 : Double(sum) / Double(milliseconds.count) }
    }
#endif
