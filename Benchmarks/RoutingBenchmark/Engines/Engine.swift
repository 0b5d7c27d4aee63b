import BenchmarkWorkloads
import Turnout
import TurnoutSyntax

/// One way to find the router of a request.
protocol Engine {
    static var name: String { get }
    /// The place of the winner among the workload's rules; -1 when none matches. Allocates nothing.
    func winner(of request: borrowing Request) -> Int
}

/// The engine under test.
struct TurnoutEngine: Engine {
    static let name = "turnout"
    let table: RoutingTable<Int>

    func winner(of request: borrowing Request) -> Int {
        guard let id = table.match(request) else { return -1 }
        return Int(id.number)
    }

    /// What `winner` returns as the place among the workload's rules; kept out of the timed path, since the rivals don't look
    /// anything up either.
    func place(of winner: Int) -> Int {
        winner < 0 ? -1 : table[RouterID(number: UInt32(winner))].payload
    }
}

/// A rule ready for the engines that try one after another.
struct RankedRule {
    /// Its place among the workload's rules.
    let place: Int
    let formula: Formula

    /// All rules, best rank first: priority, then name. (The provider is the same for all.)
    static func ranked(_ workload: Workload) -> [RankedRule] {
        let order = workload.rules.indices.sorted { left, right in
            let (first, second) = (workload.rules[left], workload.rules[right])
            let priorities = (first.effectivePriority, second.effectivePriority)
            if priorities.0 != priorities.1 { return priorities.0 > priorities.1 }
            return first.name.utf8.lexicographicallyPrecedes(second.name.utf8)
        }
        return order.map { place in
            let text = workload.rules[place].text
            guard let rule = Rule.parse(text, syntax: .v3, kind: .http, lints: false).rule else {
                fail("workload \(workload.name) has a bad rule: \(text)")
            }
            return RankedRule(place: place, formula: rule.formula)
        }
    }
}

extension Workload.Rule {
    fileprivate var effectivePriority: Int { priority == 0 ? text.utf8.count : priority }
}
