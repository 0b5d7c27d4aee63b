import Foundation
import ReferenceInterpreter
import Testing
import Turnout

/// The engine gives the answers of an interpreter that shares no code with it.
///
/// `TURNOUT_DIFFERENTIAL_CASES` multiplies the number of cases (default 1), `TURNOUT_DIFFERENTIAL_SEED` moves them elsewhere.
@Suite("The engine and the reference interpreter")
struct DifferentialTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let factor = environment["TURNOUT_DIFFERENTIAL_CASES"].flatMap { Int($0) } ?? 1
    private static let seed = environment["TURNOUT_DIFFERENTIAL_SEED"].flatMap { UInt64($0) } ?? 1

    @Test("agree on small tables of every theme, built from nothing and from another table", arguments: Theme.allCases)
    func agreeOnSmallTables(theme: Theme) {
        var comparison = Comparison()
        for number in 0..<UInt64(8 * Self.factor) {
            var generator = CaseGenerator(seed: Self.seed &* 1_000_003 &+ number, theme: theme)
            comparison.compare(generator.make(routers: [1, 2, 3, 5, 8, 13][Int(number % 6)], requests: 12))
        }
        report(comparison, theme: theme)
    }

    @Test("agree on tables of middling size", arguments: Theme.allCases)
    func agreeOnMiddlingTables(theme: Theme) {
        var comparison = Comparison()
        for number in 0..<UInt64(Self.factor) {
            var generator = CaseGenerator(seed: Self.seed &* 2_000_003 &+ number, theme: theme)
            comparison.compare(
                generator.make(routers: theme == .deepNesting ? 20 : [50, 150][Int(number % 2)], requests: 40))
        }
        report(comparison, theme: theme)
    }

    /// At full size only when more cases are asked for: unoptimised builds compile tables slowly.
    @Test("agree on large tables", arguments: [(Theme.tenants, 5_000), (.mixed, 600), (.hosts, 3_000)])
    func agreeOnLargeTables(theme: Theme, count: Int) {
        if Self.factor == 1 {
            print("\(theme) with \(count / 10) instead of \(count) routers: TURNOUT_DIFFERENTIAL_CASES is not set")
        }
        var comparison = Comparison()
        var generator = CaseGenerator(seed: Self.seed &* 3_000_017, theme: theme)
        comparison.compare(generator.make(routers: Self.factor == 1 ? count / 10 : count, requests: 60))
        report(comparison, theme: theme)
    }

    private func report(_ comparison: Comparison, theme: Theme) {
        for failure in comparison.failures.prefix(3) { Issue.record("seed \(Self.seed): \(failure)") }
        #expect(comparison.failures.isEmpty)
        #expect(comparison.undecided == 0, "the oracle could not judge every case")
        // Requests are derived from the rules: if few of them reach one, the test proves nothing.
        #expect(
            comparison.hits * 100 >= comparison.answers * 30,
            "only \(comparison.hits) of \(comparison.answers) requests hit a router")
    }
}
