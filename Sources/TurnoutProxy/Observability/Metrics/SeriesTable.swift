#if Proxy
    /// What one event loop has counted, of all owners, in one array of rows. Plain numbers: nobody else touches them.
    ///
    /// Ten thousand owners have counters once each has had a request. Were each owner's in memory of their own, they would
    /// lie among what connections leave behind and keep its pages from the system, and a request would miss the cache for
    /// each object on the way to its numbers.
    struct SeriesTable: Sendable {
        /// A request that is over.
        struct Outcome {
            var nanoseconds: Int
            var requestBytes: Int
            var responseBytes: Int
            /// The bucket that the time falls into; beyond the last = none.
            var bucket: Int
            /// Of the headers that are labels.
            var headers: [String]
            /// `nil` = the request was not encrypted.
            var encryption: TLSParameters?
        }

        /// The rows of one owner, each of which leads to the next.
        struct Chain: Sendable {
            fileprivate let first: Int
        }

        /// What a row counts.
        enum Key: Hashable, Sendable {
            case series(SeriesKey)
            /// Requests over TLS, by what was agreed on.
            case encrypted(TLSParameters)
            /// Requests that were sent once more.
            case retries
        }

        /// The places of a row's numbers; the buckets follow.
        private enum Column {
            static let (key, next, requests, requestBytes, responseBytes, nanoseconds) = (0, 1, 2, 3, 4, 5)
            static let buckets = 6
        }

        /// How many combinations of header values one series tells apart; those after are counted as `other`.
        static let maximumHeaderCombinations = 1000
        private static let none = -1

        private let width: Int
        private var cells: [Int] = []
        /// Rows whose owners are gone.
        private var free = none
        /// Requests by the values of the headers that are labels, by the place of their row.
        private var byHeaders: [Int: [[String]: Int]] = [:]

        /// - Parameter buckets: How many there are.
        init(buckets: Int) { width = Column.buckets + buckets }

        // MARK: Counting

        mutating func count(_ key: SeriesKey, _ outcome: Outcome, in chain: Chain) {
            let row = row(Key.series(key).number, in: chain)
            cells[row + Column.requests] += 1
            cells[row + Column.requestBytes] += outcome.requestBytes
            cells[row + Column.responseBytes] += outcome.responseBytes
            cells[row + Column.nanoseconds] += outcome.nanoseconds
            if Column.buckets + outcome.bucket < width { cells[row + Column.buckets + outcome.bucket] += 1 }
            if !outcome.headers.isEmpty { count(outcome.headers, at: row) }
            if let encryption = outcome.encryption { count(Key.encrypted(encryption).number, in: chain) }
        }

        mutating func countRetry(in chain: Chain) { count(Key.retries.number, in: chain) }

        private mutating func count(_ number: Int, in chain: Chain) {
            let row = row(number, in: chain)
            cells[row + Column.requests] += 1
        }

        private mutating func count(_ headers: [String], at row: Int) {
            let known = byHeaders[row]
            let isFull = (known?.count ?? 0) >= Self.maximumHeaderCombinations
            let values = isFull && known?[headers] == nil ? headers.map { _ in "other" } : headers
            byHeaders[row, default: [:]][values, default: 0] += 1
        }

        /// The row of a key, which is made if there is none.
        private mutating func row(_ number: Int, in chain: Chain) -> Int {
            // An owner has few rows, and the most frequent one mostly came first.
            var row = chain.first
            while cells[row + Column.key] != number {
                if cells[row + Column.key] == Key.unused {
                    cells[row + Column.key] = number
                    break
                }
                if cells[row + Column.next] == Self.none {
                    let new = newRow()
                    cells[row + Column.next] = new
                }
                row = cells[row + Column.next]
            }
            return row
        }

        /// For an owner that has none.
        mutating func newChain() -> Chain { Chain(first: newRow()) }

        private mutating func newRow() -> Int {
            var row = free
            if row == Self.none {
                row = cells.count
                cells.append(contentsOf: repeatElement(0, count: width))
            } else {
                free = cells[row + Column.next]
                for column in 0..<width { cells[row + column] = 0 }
            }
            cells[row + Column.key] = Key.unused
            cells[row + Column.next] = Self.none
            return row
        }

        /// Forgets the rows of an owner that is gone.
        mutating func remove(_ chain: Chain) {
            var row = chain.first
            while row != Self.none {
                let next = cells[row + Column.next]
                byHeaders[row] = nil
                cells[row + Column.next] = free
                free = row
                row = next
            }
        }

        // MARK: Reading

        /// Of all rows, those of owners that are gone too.
        var bytes: Int { cells.count * MemoryLayout<Int>.stride }

        /// The numbers of one row.
        struct Row {
            var key: Key
            var requests: Int
            var requestBytes: Int
            var responseBytes: Int
            var nanoseconds: Int
            /// How many took no longer than the bound of the same place, and longer than the one before.
            var buckets: ArraySlice<Int>
            /// Requests by the values of the headers that are labels; empty if none is.
            var byHeaders: [[String]: Int]
        }

        func rows(of chain: Chain) -> [Row] {
            var rows: [Row] = []
            var row = chain.first
            while row != Self.none, cells[row + Column.key] != Key.unused {
                rows.append(
                    Row(
                        key: Key(number: cells[row + Column.key]), requests: cells[row + Column.requests],
                        requestBytes: cells[row + Column.requestBytes],
                        responseBytes: cells[row + Column.responseBytes],
                        nanoseconds: cells[row + Column.nanoseconds],
                        buckets: cells[(row + Column.buckets)..<(row + width)], byHeaders: byHeaders[row] ?? [:]))
                row = cells[row + Column.next]
            }
            return rows
        }
    }

    extension SeriesTable.Key {
        /// In place of a number, in the row of an owner that has counted nothing yet.
        fileprivate static let unused = -2
        private static let retriesNumber = -1
        private static let encryptedBit = 1 << 32

        /// As it stands in a row.
        fileprivate var number: Int {
            switch self {
            case .series(let key): key.code << 16 | Int(key.method.rawValue) << 8 | Int(key.kind.rawValue)
            case .encrypted(let parameters):
                Self.encryptedBit | Int(parameters.version) << 16 | Int(parameters.cipher)
            case .retries: Self.retriesNumber
            }
        }

        fileprivate init(number: Int) {
            if number == Self.retriesNumber {
                self = .retries
            } else if number & Self.encryptedBit != 0 {
                self = .encrypted(
                    TLSParameters(
                        version: UInt16(truncatingIfNeeded: number >> 16), cipher: UInt16(truncatingIfNeeded: number)))
            } else {
                self = .series(
                    SeriesKey(
                        code: number >> 16, method: MethodLabel(rawValue: UInt8(truncatingIfNeeded: number >> 8))!,
                        kind: ProtocolLabel(rawValue: UInt8(truncatingIfNeeded: number))!))
            }
        }
    }
#endif
