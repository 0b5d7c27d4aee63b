import BenchmarkWorkloads
import Testing
import Turnout

/// The promise that matching allocates nothing, counted at `malloc`.
///
/// Only a release build keeps it: without optimisation, closures and array iterators may live on the heap.
@Suite("Allocations")
struct MatchAllocationTests {
    @Test("match allocates nothing", arguments: Workload.small.indices)
    func matchAllocatesNothing(index: Int) throws {
        guard AllocationCount.isPossible() else { return }
        let recipe = Workload.small[index]
        let workload = recipe.make()
        let table = RoutingTable(workload.routers)
        let requests = try (workload.rules.map(\.witness) + workload.misses).map { try $0.request() }
        let (allocations, hits) = AllocationCount.of { Self.matchAll(requests, table) }
        #expect(allocations == 0, "\(recipe.name), \(requests.count) requests")
        #expect(hits > 0, "the requests must reach the rules, or nothing is proved")
    }

    @Test("a candidate list allocates nothing")
    func candidateListAllocatesNothing() throws {
        guard AllocationCount.isPossible() else { return }
        let workload = Workload.headers(500)
        var options = BuildOptions()
        options.compilationLimits.residualsPerLiteral = 0
        options.compilationLimits.residualsPerPart = 0
        options.compilationLimits.decisionDepth = 0
        let table = RoutingTable(workload.routers, options: options)
        #expect(!table.statistics.candidateLists.isEmpty)
        let requests = try (workload.rules.map(\.witness) + workload.misses).map { try $0.request() }
        let (allocations, hits) = AllocationCount.of { Self.matchAll(requests, table) }
        #expect(allocations == 0)
        #expect(hits > 0)
    }

    @Test("looking up the payload of the winner allocates nothing")
    func routeAllocatesNothing() throws {
        guard AllocationCount.isPossible() else { return }
        let workload = Workload.tenants(rules: 51)
        let table = RoutingTable(workload.routers)
        let requests = try workload.rules.map { try $0.witness.request() }
        let (allocations, sum) = AllocationCount.of { requests.reduce(0) { $0 + (table.route($1) ?? 0) } }
        #expect(allocations == 0)
        #expect(sum > 0)
    }

    @Test("the counter sees an allocation")
    func counterCounts() {
        guard AllocationCount.isPossible() else { return }
        let (allocations, count) = AllocationCount.of { Self.makeArray(100).count }
        #expect(allocations == 1)
        #expect(count == 100)
    }

    @inline(never)
    private static func matchAll(_ requests: [Request], _ table: RoutingTable<Int>) -> Int {
        var hits = 0
        for request in requests where table.match(request) != nil { hits += 1 }
        return hits
    }

    @inline(never)
    private static func makeArray(_ count: Int) -> [Int] { Array(repeating: 7, count: count) }
}
