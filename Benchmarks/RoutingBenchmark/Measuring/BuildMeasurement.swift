import BenchmarkWorkloads
import CAllocationCounter
import Turnout
import TurnoutSyntax

/// What it costs to make a table.
struct BuildMeasurement {
    var build = Samples()
    var parse = Samples()
    var change = Samples()
    var addition = Samples()
    var removal = Samples()
    /// The most memory in use while building, beyond what was in use before; the table itself is part of it.
    var peakBytes: Int?

    /// The slowest of the three ways to rebuild.
    var rebuild: Double { max(change.median, addition.median, removal.median) }

    static func measure(_ workload: Workload, table: RoutingTable<Int>, repeats: Int) -> BuildMeasurement {
        var result = BuildMeasurement()
        let routers = workload.routers
        if allocation_counting_is_available() {
            allocation_counting_start()
            let table = RoutingTable(routers)
            result.peakBytes = Int(allocation_counting_stop().peakBytes)
            consume(table)
        }
        for _ in 0..<repeats {
            result.parse.add(milliseconds { parseAll(workload) })
            result.build.add(milliseconds { consume(RoutingTable(routers)) })
        }
        var generator = SeededGenerator(seed: 3)
        for number in 0..<repeats {
            let place = Int.random(in: 0..<routers.count, using: &generator)
            var changed = routers
            changed[place] = workload.router(
                place, text: workload.rules[place].text + " && PathPrefix(`/changed-\(number)`)")
            result.change.add(milliseconds { consume(RoutingTable(changed, reusing: table)) })
            var more = routers
            more.append(
                Router(
                    name: "added", rule: workload.rules[place].text + " && Method(`PATCH`)", provider: "file",
                    payload: routers.count))
            result.addition.add(milliseconds { consume(RoutingTable(more, reusing: table)) })
            var fewer = routers
            fewer.remove(at: place)
            result.removal.add(milliseconds { consume(RoutingTable(fewer, reusing: table)) })
        }
        return result
    }

    private static func milliseconds(_ body: () -> Void) -> Double { Double(Clock.nanoseconds(of: body)) / 1e6 }

    private static func parseAll(_ workload: Workload) {
        for rule in workload.rules {
            consume(Rule.parse(rule.text, syntax: .v3, kind: .http, lints: false))
        }
    }
}
