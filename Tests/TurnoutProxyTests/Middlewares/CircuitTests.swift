#if Proxy
    import Testing
    import TurnoutConfiguration

    @testable import TurnoutProxy

    @Suite("Circuit breakers")
    struct CircuitTests {
        private static let second: Int64 = 1_000_000_000

        private func circuit(_ expression: String) throws -> Circuit {
            guard
                case .circuitBreaker(let options) = try MiddlewareOptions.reading(
                    "circuitBreaker", ["expression": expression])
            else {
                fatalError("a circuit breaker became something else")
            }
            return Circuit(options)
        }

        /// Of 100 requests.
        private func refusals(_ circuit: inout Circuit, at now: Int64) -> Int {
            var count = 0
            for _ in 0..<100 where !circuit.admits(at: now) { count += 1 }
            return count
        }

        @Test("it opens, lets more and more through, and closes")
        func goesRound() throws {
            var circuit = try circuit("NetworkErrorRatio() > 0.5")
            #expect(refusals(&circuit, at: 0) == 0)
            circuit.record(status: 502, latency: 0, at: 0)
            #expect(refusals(&circuit, at: 1) == 100)
            #expect(refusals(&circuit, at: 10 * Self.second - 1) == 100)
            var admitted = [0, 0]
            for step in 0..<1000 {
                if circuit.admits(at: 10 * Self.second + Int64(step) * Self.second / 100) {
                    admitted[step / 500] += 1
                    circuit.record(status: 200, latency: 0, at: 10 * Self.second + Int64(step) * Self.second / 100)
                }
            }
            // The share of all that came so far goes from 0 to 1/2.
            #expect(admitted[0] > 50 && admitted[0] < 250)
            #expect(admitted[1] > admitted[0] && admitted.reduce(0, +) <= 500)
            #expect(refusals(&circuit, at: 20 * Self.second + 1) == 0)
        }

        @Test("it opens again while it recovers")
        func opensAgain() throws {
            var circuit = try circuit("NetworkErrorRatio() > 0.5")
            circuit.record(status: 504, latency: 0, at: 0)
            let recovering = 19 * Self.second
            #expect(refusals(&circuit, at: 10 * Self.second) == 100)
            while !circuit.admits(at: recovering) {}
            circuit.record(status: 502, latency: 0, at: recovering)
            #expect(refusals(&circuit, at: recovering + 9 * Self.second) == 100)
        }

        @Test("the condition is looked at once in a period")
        func checksPeriodically() throws {
            var circuit = try circuit("ResponseCodeRatio(500, 600, 0, 600) > 0.5")
            circuit.record(status: 200, latency: 0, at: 0)
            for _ in 0..<10 { circuit.record(status: 500, latency: 0, at: Self.second / 10) }
            #expect(refusals(&circuit, at: Self.second / 10) == 0)
            circuit.record(status: 500, latency: 0, at: Self.second / 10 + 1)
            #expect(refusals(&circuit, at: Self.second / 10 + 1) == 100)
        }

        @Test("answers count for ten seconds")
        func forgetsAnswers() throws {
            var statistics = CircuitStatistics(measuresLatency: false)
            statistics.record(status: 502, latency: 0, at: 5 * Self.second)
            statistics.record(status: 200, latency: 0, at: 14 * Self.second)
            #expect(statistics.networkErrorRatio() == 0.5)
            statistics.move(to: 15 * Self.second)
            #expect(statistics.networkErrorRatio() == 0)
            #expect(
                statistics.responseCodeRatio(of: .init(start: 200, end: 201), in: .init(start: 0, end: 600)) == 1)
            statistics.record(status: 504, latency: 0, at: 25 * Self.second)
            #expect(statistics.networkErrorRatio() == 1)
        }

        @Test("latencies are measured to a percent")
        func measuresLatency() {
            var histogram = LatencyHistogram()
            #expect(histogram.microseconds(atPercentile: 50) == 0)
            for latency in 1...100 { histogram.record(microseconds: Int64(latency) * 1_000) }
            for percent in 1...100 {
                let exact = Double(percent) * 1_000
                let found = Double(histogram.microseconds(atPercentile: Double(percent)))
                #expect(found >= exact && found <= exact * 1.01)
            }
            // 50 000 lies in a class of 256, whose last it is.
            #expect(histogram.microseconds(atPercentile: 50) == 50_175)
            #expect(histogram.microseconds(atPercentile: 200) == histogram.microseconds(atPercentile: 100))
        }

        @Test("a latency of any length can be measured")
        func measuresAnyLatency() {
            var histogram = LatencyHistogram()
            for shift in 0..<63 { histogram.record(microseconds: 1 << Int64(shift)) }
            histogram.record(microseconds: .max)
            histogram.record(microseconds: -1)
            #expect(histogram.microseconds(atPercentile: 100) >= 1 << 31)
            #expect(histogram.microseconds(atPercentile: 0) == 0)
        }
    }
#endif
