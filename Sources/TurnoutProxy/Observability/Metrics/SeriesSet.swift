#if Proxy
    /// What one event loop has counted for one owner. Plain numbers: nobody else touches them.
    struct SeriesSet: Sendable {
        /// The counters of one status, method and protocol.
        struct Series: Sendable {
            let key: SeriesKey
            var requests = 0
            var requestBytes = 0
            var responseBytes = 0
            var nanoseconds = 0
            /// How many took no longer than the bound of the same place, and longer than the one before.
            var buckets: [Int]
            /// Requests by the values of the headers that are labels; empty if none is.
            var byHeaders: [[String]: Int] = [:]

            init(_ key: SeriesKey, buckets: Int) {
                self.key = key
                self.buckets = Array(repeating: 0, count: buckets)
            }
        }

        /// A request that is over.
        struct Outcome {
            var nanoseconds: Int
            var requestBytes: Int
            var responseBytes: Int
            /// The bucket that the time falls into; beyond the last = none.
            var bucket: Int
            /// Of the headers that are labels.
            var headers: [String]
        }

        /// How many combinations of header values one series tells apart; those after are counted as `other`.
        static let maximumHeaderCombinations = 1000

        private(set) var series: [Series] = []
        /// Requests over TLS, by what was agreed on.
        var encrypted: [TLSParameters: Int] = [:]
        var retries = 0

        /// - Parameter buckets: How many there are.
        mutating func count(_ key: SeriesKey, _ outcome: Outcome, buckets: Int) {
            // An owner has few of them, and the most frequent one mostly came first.
            var index = 0
            while index < series.count, series[index].key != key { index += 1 }
            if index == series.count { series.append(Series(key, buckets: buckets)) }
            series[index].add(outcome)
        }

        /// Adds what another loop has counted for the same owner.
        mutating func add(_ other: SeriesSet) {
            for part in other.series {
                if let index = series.firstIndex(where: { $0.key == part.key }) {
                    series[index].add(part)
                } else {
                    series.append(part)
                }
            }
            encrypted.merge(other.encrypted, uniquingKeysWith: +)
            retries += other.retries
        }
    }

    extension SeriesSet.Series {
        fileprivate mutating func add(_ outcome: SeriesSet.Outcome) {
            requests += 1
            requestBytes += outcome.requestBytes
            responseBytes += outcome.responseBytes
            nanoseconds += outcome.nanoseconds
            if outcome.bucket < buckets.count { buckets[outcome.bucket] += 1 }
            guard !outcome.headers.isEmpty else { return }
            let isKnown = byHeaders[outcome.headers] != nil
            let isFull = byHeaders.count >= SeriesSet.maximumHeaderCombinations
            let values = isKnown || !isFull ? outcome.headers : outcome.headers.map { _ in "other" }
            byHeaders[values, default: 0] += 1
        }

        fileprivate mutating func add(_ other: Self) {
            requests += other.requests
            requestBytes += other.requestBytes
            responseBytes += other.responseBytes
            nanoseconds += other.nanoseconds
            for index in buckets.indices { buckets[index] += other.buckets[index] }
            byHeaders.merge(other.byHeaders, uniquingKeysWith: +)
        }
    }
#endif
