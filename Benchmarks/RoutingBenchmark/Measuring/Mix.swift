import BenchmarkWorkloads
import Turnout

/// Which requests a measurement uses.
enum Mix: String, CaseIterable {
    /// The best-ranked router wins.
    case first
    /// The worst-ranked router that can win does.
    case last
    /// Any router wins.
    case random
    /// No router wins.
    case miss
}

/// Requests at fixed addresses, so that no engine has to copy one to look at it.
final class RequestBatch {
    let count: Int
    private let storage: UnsafeMutablePointer<Request>

    init(_ requests: [Request]) {
        count = requests.count
        storage = .allocate(capacity: max(1, count))
        storage.initialize(from: requests, count: count)
    }

    deinit {
        storage.deinitialize(count: count)
        storage.deallocate()
    }

    subscript(index: Int) -> UnsafePointer<Request> { UnsafePointer(storage + index) }
}

/// The requests of one workload, by mix; a mix that the workload has no requests for is not there.
struct RequestMixes {
    private(set) var batches: [(mix: Mix, requests: RequestBatch)] = []

    /// - Parameters:
    ///   - oracle: says who wins; any engine will do, since all are compared on these requests later.
    ///   - ranking: the rules' places, best rank first.
    init(_ workload: Workload, ranking: [Int], randomCount: Int, oracle: (UnsafePointer<Request>) -> Int) {
        var generator = SeededGenerator(seed: 7)
        func winner(_ request: Request) -> Int { withUnsafePointer(to: request) { oracle($0) } }
        func add(_ mix: Mix, _ requests: [Request]) {
            if !requests.isEmpty { batches.append((mix, RequestBatch(requests))) }
        }
        for (mix, places) in [(Mix.first, ranking), (.last, ranking.reversed())] {
            for place in places {
                let request = Self.request(workload.rules[place].witness)
                if winner(request) == place {
                    add(mix, Self.copies(of: workload.rules[place].witness))
                    break
                }
            }
        }
        let random = (0..<randomCount).map { _ in
            Self.request(workload.rules[Int.random(in: 0..<workload.rules.count, using: &generator)].witness)
        }
        add(.random, random)
        let misses = workload.misses.shuffled(using: &generator).prefix(256).map { Self.request($0) }
        add(.miss, misses.filter { winner($0) < 0 })
    }

    /// A few, so that they differ in their addresses at least.
    private static func copies(of text: RequestText) -> [Request] { (0..<16).map { _ in request(text) } }

    private static func request(_ text: RequestText) -> Request {
        do {
            return try text.request()
        } catch {
            fail("a workload's request is refused: \(error) (\(text.host) \(text.target))")
        }
    }
}
