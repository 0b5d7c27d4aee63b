#if Proxy
    import Testing

    @testable import TurnoutProxy

    @Suite("Rate limits")
    struct TokenBucketTests {
        private static let second: Int64 = 1_000_000_000

        @Test(
            "a burst passes at once, the next waits if its token comes soon, and one beyond that is refused and takes none"
        )
        func takesTokens() {
            let rate = TokenBucket.Rate(tokensPerSecond: 4, burst: 2)
            #expect(rate.maximumWait == Self.second / 8)
            var bucket = TokenBucket(rate, at: 0)
            let eighth = Self.second / 8
            let waits = [0, 0, 0, eighth, eighth, 4 * eighth].map { bucket.take(rate, at: $0) }
            // The token that the fourth waits for is gone; the one after it comes in 3/8 s.
            #expect(waits == [0, 0, 2 * eighth, eighth, 3 * eighth, 0])
        }

        @Test("a bucket doesn't overflow")
        func fillsUpToItsBurst() {
            let rate = TokenBucket.Rate(tokensPerSecond: 1, burst: 3)
            var bucket = TokenBucket(rate, at: 0)
            let passed = (0..<10).filter { _ in bucket.take(rate, at: 1_000 * Self.second) == 0 }
            #expect(passed.count == 3)
        }

        @Test("below one a second a request waits half a second at most, and above a thousand million not at all")
        func waitsAreBounded() {
            #expect(TokenBucket.Rate(tokensPerSecond: 0.1, burst: 1).maximumWait == Self.second / 2)
            #expect(TokenBucket.Rate(tokensPerSecond: 1.9, burst: 1).maximumWait == Self.second / 2)
            #expect(TokenBucket.Rate(tokensPerSecond: 1e18, burst: 1).maximumWait == 0)
        }

        @Test("sources have buckets of their own")
        func separatesSources() {
            let buckets = TokenBuckets(TokenBucket.Rate(tokensPerSecond: 1, burst: 1))
            #expect(buckets.take(for: RequestSource([1]), at: 0) == 0)
            #expect(buckets.take(for: RequestSource([2]), at: 0) == 0)
            #expect(buckets.take(for: RequestSource([1]), at: 0) == Self.second)
        }

        @Test("of too many sources the oldest are forgotten, and those that are asked for stay")
        func boundsSources() {
            let buckets = TokenBuckets(TokenBucket.Rate(tokensPerSecond: 1, burst: 1), maximumSources: 160)
            let kept = RequestSource([0])
            #expect(buckets.take(for: kept, at: 0) == 0)
            for number in 1...5_000 {
                let source = RequestSource(Array("\(number)".utf8))
                #expect(buckets.take(for: source, at: 0) == 0)
                #expect(buckets.take(for: kept, at: 0) == Self.second)
            }
            #expect(buckets.count <= 160)
        }

        @Test("a source that was away for its time is forgotten")
        func forgetsSources() {
            let buckets = TokenBuckets(TokenBucket.Rate(tokensPerSecond: 0.1, burst: 5))
            for _ in 0..<5 { #expect(buckets.take(for: RequestSource([1]), at: 0) == 0) }
            #expect(buckets.take(for: RequestSource([1]), at: 10 * Self.second) == 0)
            #expect(buckets.take(for: RequestSource([1]), at: 20 * Self.second) == 0)
            // 11 s later it is full again, with which Traefik is content.
            for _ in 0..<5 { #expect(buckets.take(for: RequestSource([1]), at: 31 * Self.second) == 0) }
            #expect(buckets.count == 1)
        }

        @Test("a source takes no more memory than its limit, however long its text is")
        func hashesLongSources() {
            let long = Array(repeating: UInt8(ascii: "a"), count: 100_000)
            #expect(RequestSource(long).bytes.count == RequestSource.maximumBytes + 1)
            #expect(RequestSource(long) == RequestSource(long))
            #expect(RequestSource(long) != RequestSource(long + [0]))
            #expect(RequestSource(Array(long[..<64])).bytes == Array(long[..<64]))
        }
    }
#endif
