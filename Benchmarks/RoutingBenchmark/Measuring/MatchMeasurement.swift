import CAllocationCounter
import Turnout

/// Times one engine on batches of requests.
///
/// Engines take turns, and the order of turns alternates, so that a slow moment of the machine hits all of them.
struct MatchMeasurement {
    let engine: String
    private let run: (Int) -> Int
    private let requestCount: Int
    private(set) var nanoseconds = Samples()
    private(set) var allocationsPerMatch: Double?
    /// Matches per repeat.
    private var matches = 0

    init<Tested: Engine>(_ engine: Tested, _ requests: RequestBatch) {
        self.engine = Tested.name
        requestCount = requests.count
        run = { matches in Self.matchAll(engine, requests, matches) }
    }

    /// Finds how many matches take about `nanoseconds`, which also warms the caches, and counts allocations.
    mutating func calibrate(nanoseconds target: Int) {
        var matches = min(requestCount, 4)
        while true {
            let elapsed = Clock.nanoseconds { consume(run(matches)) }
            if elapsed >= target / 2 || matches >= 1 << 24 {
                matches = max(1, Int(Double(matches) * Double(target) / Double(max(1, elapsed))))
                break
            }
            matches *= 2
        }
        // Whole rounds over the requests where they fit, so that each counts alike.
        self.matches = matches >= requestCount ? matches / requestCount * requestCount : matches
        guard allocation_counting_is_available() else { return }
        let counted = min(self.matches, 2 * requestCount)
        allocation_counting_start()
        consume(run(counted))
        allocationsPerMatch = Double(allocation_counting_stop().allocations) / Double(counted)
    }

    mutating func sample() {
        // What ran in between has emptied the caches.
        consume(run(min(matches, requestCount)))
        var sum = 0
        let elapsed = Clock.nanoseconds { sum = run(matches) }
        consume(sum)
        nanoseconds.add(Double(elapsed) / Double(matches))
    }

    @inline(never)
    private static func matchAll<Tested: Engine>(_ engine: Tested, _ requests: RequestBatch, _ matches: Int) -> Int {
        var sum = 0
        var index = 0
        for _ in 0..<matches {
            sum &+= requests.with(index) { engine.winner(of: $0) }
            index += 1
            if index == requests.count { index = 0 }
        }
        return sum
    }
}
