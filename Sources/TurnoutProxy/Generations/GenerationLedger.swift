#if Proxy
    import NIOConcurrencyHelpers
    import NIOCore

    /// Which generations are alive.
    final class GenerationLedger: Sendable {
        struct Entry: Sendable {
            var number: Int
            var tableBytes: Int
            var since: NIODeadline
        }

        private let entries = NIOLockedValueBox<[Int: Entry]>([:])

        func add(_ number: Int, tableBytes: Int) {
            entries.withLockedValue {
                $0[number] = Entry(number: number, tableBytes: tableBytes, since: .now())
            }
        }

        func remove(_ number: Int) { entries.withLockedValue { $0[number] = nil } }

        /// Oldest first.
        var alive: [Entry] { entries.withLockedValue { $0.values.sorted { $0.number < $1.number } } }
    }
#endif
