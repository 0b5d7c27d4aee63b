#if Proxy
    /// What all event loops have counted for one owner.
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

            fileprivate init(_ key: SeriesKey, buckets: Int) {
                self.key = key
                self.buckets = Array(repeating: 0, count: buckets)
            }
        }

        private(set) var series: [Series] = []
        /// Requests over TLS, by what was agreed on.
        private(set) var encrypted: [TLSParameters: Int] = [:]
        private(set) var retries = 0

        /// Adds what a loop has counted.
        mutating func add(_ rows: [SeriesTable.Row]) {
            for row in rows {
                switch row.key {
                case .series(let key):
                    if let index = series.firstIndex(where: { $0.key == key }) {
                        series[index].add(row)
                    } else {
                        var new = Series(key, buckets: row.buckets.count)
                        new.add(row)
                        series.append(new)
                    }
                case .encrypted(let parameters): encrypted[parameters, default: 0] += row.requests
                case .retries: retries += row.requests
                }
            }
        }
    }

    extension SeriesSet.Series {
        fileprivate mutating func add(_ row: SeriesTable.Row) {
            requests += row.requests
            requestBytes += row.requestBytes
            responseBytes += row.responseBytes
            nanoseconds += row.nanoseconds
            for (index, count) in row.buckets.enumerated() { buckets[index] += count }
            byHeaders.merge(row.byHeaders, uniquingKeysWith: +)
        }
    }
#endif
