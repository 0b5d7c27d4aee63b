import ReferenceInterpreter
import Testing
import Turnout

/// Budgets change the speed of an answer and never the answer: each one alone, so small that it ends in nearly every table.
@Suite("The engine past its budgets and the oracle") struct LimitedTableTests {
    private static func limits(_ budget: CompilationBudget, _ value: Int) -> CompilationLimits {
        var limits = CompilationLimits()
        switch budget {
        case .residuals: (limits.residualsPerLiteral, limits.residualsPerPart) = (0, value)
        case .tableBytes: (limits.tableBytesPerRouter, limits.tableBytes) = (0, 100 * value)
        case .outcomes: (limits.outcomesPerLiteral, limits.outcomesPerNode) = (0, value)
        case .hostRecords: limits.hostRecordWords = 10 * value
        case .automatonEntries: limits.automatonEntries = 20 * value
        case .automatonWork: limits.automatonWork = 20 * value
        case .decisionDepth: limits.decisionDepth = value
        }
        return limits
    }

    @Test("agree, and the statistics name the budget", arguments: CompilationBudget.allCases, [0, 2])
    func agree(budget: CompilationBudget, value: Int) {
        var comparison = Comparison(limits: Self.limits(budget, value))
        var ended = 0
        for (number, theme) in Theme.allCases.enumerated() {
            var generator = CaseGenerator(seed: UInt64(1000 * value + number), theme: theme)
            let conformCase = generator.make(routers: theme == .deepNesting ? 4 : 8, requests: 12)
            comparison.compare(conformCase)
            let statistics = EngineUnderTest(conformCase, limits: comparison.limits).table.statistics
            let budgets =
                statistics.candidateLists.map(\.budget) + statistics.rankSplits.map(\.budget)
                + statistics.simulatedExpressions.map(\.budget)
            if budgets.contains(budget) { ended += 1 }
            #expect(
                statistics.candidateLists.allSatisfy { !$0.routers.isEmpty && $0.costliest != nil }
                    && statistics.rankSplits.allSatisfy { $0.routers.count > 1 && $0.costliest != nil }
                    && statistics.simulatedExpressions.allSatisfy { !$0.routers.isEmpty })
        }
        for failure in comparison.failures.prefix(3) { Issue.record("\(budget) of \(value): \(failure)") }
        #expect(comparison.hits * 100 >= comparison.answers * 30)
        #expect(ended > 1, "the budget must end, or nothing is proved")
    }
}
