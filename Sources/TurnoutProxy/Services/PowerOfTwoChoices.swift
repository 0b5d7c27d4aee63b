#if Proxy
    /// Of two servers taken at random, the one with fewer requests in hand.
    ///
    /// The numbers come from a generator that always starts alike: a sequence of requests can be repeated.
    struct PowerOfTwoChoices {
        private var state: UInt64 = 1

        /// - Parameters:
        ///   - candidates: Those that are up, in any order.
        ///   - load: Requests in hand of one of them.
        mutating func next(among candidates: [Int], load: (Int) -> Int) -> Int? {
            guard candidates.count > 1 else { return candidates.first }
            let first = random(below: candidates.count)
            var second = random(below: candidates.count - 1)
            if second >= first { second += 1 }
            let (one, other) = (candidates[first], candidates[second])
            return load(other) < load(one) ? other : one
        }

        /// A linear congruential generator (Knuth's MMIX); its high bits are the good ones.
        private mutating func random(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
    }
#endif
