#if Proxy
    /// Smooth weighted round robin: of weights 3 and 1 the order is a a b a, not a a a b.
    ///
    /// Each turn adds to every credit its weight; the largest credit wins, the first among equals, and pays the total.
    /// (The algorithm is nginx's, commit 52327e0.)
    struct WeightedRoundRobin {
        private let weights: [Int]
        private let total: Int
        private var credits: [Int]

        /// More than this makes no difference any more.
        private static let largestWeight = 1 << 32

        /// - Parameter weights: 0 or less = never.
        init(_ weights: [Int]) {
            self.weights = weights.map { min(max(0, $0), Self.largestWeight) }
            total = self.weights.reduce(0, +)
            credits = Array(repeating: 0, count: weights.count)
        }

        /// The index of who is next; `nil` if all weights are 0.
        mutating func next() -> Int? {
            guard total > 0 else { return nil }
            if weights.count == 1 { return 0 }
            return next { _ in true }
        }

        /// The index of who is next among some, whose turns are as if there were no others.
        ///
        /// - Returns: `nil` if none of them has a weight.
        mutating func next(among takesPart: (Int) -> Bool) -> Int? {
            var (best, total) = (-1, 0)
            for index in weights.indices where weights[index] > 0 && takesPart(index) {
                total += weights[index]
                credits[index] += weights[index]
                if best < 0 || credits[index] > credits[best] { best = index }
            }
            guard best >= 0 else { return nil }
            credits[best] -= total
            return best
        }
    }
#endif
