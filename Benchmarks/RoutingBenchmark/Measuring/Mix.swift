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

/// A request that engines can look at without copying it: an immutable member of an object is borrowed in place.
private final class HeldRequest {
    let request: Request
    init(_ request: Request) { self.request = request }
}

/// Requests to be matched over and over.
final class RequestBatch {
    private let owned: [HeldRequest]
    private let unmanaged: UnsafeMutablePointer<Unmanaged<HeldRequest>>

    init(_ requests: [Request]) {
        owned = requests.map(HeldRequest.init)
        unmanaged = .allocate(capacity: max(1, requests.count))
        for (index, held) in owned.enumerated() { (unmanaged + index).initialize(to: .passUnretained(held)) }
    }

    deinit { unmanaged.deallocate() }

    var count: Int { owned.count }

    subscript(index: Int) -> Request { owned[index].request }

    /// Calls `body` with a request, without counting a reference.
    @inline(__always)
    func with<Result>(_ index: Int, _ body: (borrowing Request) -> Result) -> Result {
        unmanaged[index]._withUnsafeGuaranteedRef { body($0.request) }
    }
}

/// The requests of one workload, by mix; a mix that the workload has no requests for is not there.
struct RequestMixes {
    private(set) var batches: [(mix: Mix, requests: RequestBatch)] = []

    /// - Parameters:
    ///   - oracle: says who wins; any engine will do, since all are compared on these requests later.
    ///   - ranking: the rules' places, best rank first.
    init(_ workload: Workload, ranking: [Int], randomCount: Int, oracle: (borrowing Request) -> Int) {
        var generator = SeededGenerator(seed: 7)
        func winner(_ request: Request) -> Int { oracle(request) }
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
