#if Proxy
    import NIOConcurrencyHelpers

    /// The buckets of many sources, in a bounded number: those that have not been asked for the longest make room.
    ///
    /// A source that has been away for a while has a new bucket, which is full, even if the old one would not be yet. The
    /// time is Traefik's: two seconds, or for rates below one a second one more than a token takes.
    final class TokenBuckets: Sendable {
        /// Traefik's number.
        static let maximumSources = 65_536

        private let rate: TokenBucket.Rate
        private let lifetimeSeconds: Int64
        private let list: NIOLockedValueBox<List>

        init(_ rate: TokenBucket.Rate, maximumSources: Int = TokenBuckets.maximumSources) {
            self.rate = rate
            lifetimeSeconds = rate.tokensPerSecond >= 1 ? 2 : 1 + Int64(min(1 / rate.tokensPerSecond, 0x1p40))
            list = NIOLockedValueBox(List(capacity: maximumSources))
        }

        /// Takes a token for a request of `source`, unless it would come too late.
        ///
        /// - Parameter now: In nanoseconds of a clock that doesn't go back.
        /// - Returns: As `TokenBucket.take(_:at:)`.
        /// - Complexity: O(1).
        func take(for source: RequestSource, at now: Int64) -> Int64 {
            list.withLockedValue { list in
                list.withBucket(of: source, rate: rate, lifetimeSeconds: lifetimeSeconds, at: now) {
                    $0.take(rate, at: now)
                }
            }
        }

        /// How many sources are remembered.
        var count: Int { list.withLockedValue { $0.count } }
    }

    extension TokenBuckets {
        /// Buckets in the order in which they were asked for, as a list linked through `entries`.
        private struct List {
            private struct Entry {
                var source: RequestSource
                var bucket: TokenBucket
                /// The second with which it is forgotten.
                var expiry: Int64
                /// The neighbour that was asked for earlier; -1 = none.
                var older = -1
                /// The neighbour that was asked for later; -1 = none.
                var newer = -1
            }

            private let capacity: Int
            private var indices: [RequestSource: Int] = [:]
            private var entries: [Entry] = []
            private var free: [Int] = []
            private var oldest = -1
            private var newest = -1

            init(capacity: Int) { self.capacity = capacity }

            var count: Int { indices.count }

            mutating func withBucket(
                of source: RequestSource, rate: TokenBucket.Rate, lifetimeSeconds: Int64, at now: Int64,
                _ body: (inout TokenBucket) -> Int64
            ) -> Int64 {
                let second = now / 1_000_000_000
                forgetExpired(at: second)
                let index = indices[source] ?? insert(source, TokenBucket(rate, at: now))
                entries[index].expiry = second + lifetimeSeconds
                makeNewest(index)
                return body(&entries[index].bucket)
            }

            /// All live equally long, so that the one asked for the longest ago expires first.
            private mutating func forgetExpired(at second: Int64) {
                while oldest >= 0, entries[oldest].expiry <= second { remove(oldest) }
            }

            private mutating func insert(_ source: RequestSource, _ bucket: TokenBucket) -> Int {
                if indices.count >= capacity { remove(oldest) }
                let entry = Entry(source: source, bucket: bucket, expiry: 0)
                let index: Int
                if let place = free.popLast() {
                    entries[place] = entry
                    index = place
                } else {
                    index = entries.count
                    entries.append(entry)
                }
                indices[source] = index
                link(index)
                return index
            }

            private mutating func remove(_ index: Int) {
                unlink(index)
                indices[entries[index].source] = nil
                guard !indices.isEmpty else {
                    // What a flood of sources has taken is given back.
                    (indices, entries, free) = ([:], [], [])
                    return
                }
                free.append(index)
            }

            private mutating func makeNewest(_ index: Int) {
                guard newest != index else { return }
                unlink(index)
                link(index)
            }

            private mutating func link(_ index: Int) {
                entries[index].older = newest
                entries[index].newer = -1
                if newest >= 0 { entries[newest].newer = index } else { oldest = index }
                newest = index
            }

            private mutating func unlink(_ index: Int) {
                let (older, newer) = (entries[index].older, entries[index].newer)
                if older >= 0 { entries[older].newer = newer } else { oldest = newer }
                if newer >= 0 { entries[newer].older = older } else { newest = older }
            }
        }
    }
#endif
