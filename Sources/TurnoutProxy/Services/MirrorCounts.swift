#if Proxy
    import Synchronization

    /// Decides which requests a service's mirrors get: of each a part of the requests that is as near to its percentage
    /// as whole numbers can be, over all event loops.
    final class MirrorCounts: Sendable {
        private struct Counts {
            var total = 0
            var mirrored: [Int]
        }

        private let percents: [Int]
        private let counts: Mutex<Counts>

        init(_ percents: [Int]) {
            self.percents = percents
            counts = Mutex(Counts(mirrored: Array(repeating: 0, count: percents.count)))
        }

        /// Counts a request.
        ///
        /// - Returns: The indices of the mirrors that get it too.
        func next() -> [Int] {
            counts.withLock { counts in
                counts.total += 1
                return percents.indices.filter { index in
                    guard counts.mirrored[index] * 100 < counts.total * percents[index] else { return false }
                    counts.mirrored[index] += 1
                    return true
                }
            }
        }
    }
#endif
