import Foundation
import Testing
import TurnoutAutomata
import TurnoutSyntax

@testable import Turnout

@Suite("the page about costs and limits")
struct CostsAndLimitsPageTests {
    private let page: DocumentationPage

    init() throws { page = try DocumentationPage("CostsAndLimits.md") }

    /// The numbers of the first table with these two columns, by what stands in the first of them.
    private func numbers(_ name: String, _ value: String, index: Int = 0) throws -> [String: Int] {
        let tables = page.tables.filter { $0.columns.starts(with: [name, value]) }
        try #require(tables.count > index)
        return try Dictionary(
            uniqueKeysWithValues: tables[index].rows.map { row in
                (try #require(row.cells[name]?.value), try #require(row.cells[value]?.number, "\(row.place)"))
            })
    }

    /// The integers among the members of a value.
    private func members(of limits: Any) -> [String: Int] {
        var members: [String: Int] = [:]
        for case (let name?, let value as Int) in Mirror(reflecting: limits).children { members[name] = value }
        return members
    }

    @Test("lists every limit with its default")
    func defaults() throws {
        #expect(try numbers("Budget", "Default") == members(of: CompilationLimits()))
        #expect(try numbers("Limit", "Default", index: 0) == members(of: RuleLimits()))
        #expect(try numbers("Limit", "Default", index: 1) == members(of: RegexLimits()))
        #expect(
            try numbers("Limit", "Value") == [
                "maximumSimulatedPositions": PositionAutomaton.maximumSimulatedPositions,
                "maximumSteps": PositionAutomaton.maximumSteps, "maximumBoundaries": Alphabet.maximumBoundaries,
            ])
        #expect(
            try numbers("Limit", "Default", index: 2) == [
                "maximumHeadBytes": RequestPolicy().maximumHeadBytes, "capacityBytes": RequestHead.capacityBytes,
                "maximumQueryPairs": Request.maximumQueryPairs,
            ])
    }

    @Test("quotes the record that it names")
    func measurements() throws {
        let file = DocumentationPage.catalog.appending(path: "CostsAndLimits.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let name = try #require(text.firstMatch(of: #/Benchmarks/Results/[0-9-]+\.txt/#)).output
        let record = try String(
            contentsOf: DocumentationPage.repository.appending(path: String(name)), encoding: .utf8)
        let blocks = record.components(separatedBy: "\n\n").compactMap { RecordedWorkload($0) }
        let rows = try page.rows(with: "workload")
        #expect(blocks.count > 10 && rows.count == blocks.count, "\(name) has \(blocks.count) workloads")
        for (row, block) in zip(rows, blocks) {
            let cells = page.tables.last.map { $0.columns.map { row.cells[$0]?.text ?? "" } }
            #expect(cells == block.cells, "\(row.place) should be: | \(block.cells.joined(separator: " | ")) |")
        }
    }
}

/// What the record of a benchmark run says of one workload, as the page quotes it.
private struct RecordedWorkload {
    let cells: [String]

    init?(_ block: String) {
        guard let title = block.firstMatch(of: #/([a-z0-9-]+), ([0-9]+) rules; all engines agree/#),
            let table = block.firstMatch(of: #/\n  table ([0-9.]+ [KM]?B) /#),
            let build = block.firstMatch(of: #/\n  build ([0-9.]+) ms/#),
            let peak = block.firstMatch(of: #/, peak ([0-9.]+ [KM]?B);/#),
            let changed = block.firstMatch(of: #/ rebuild: changed ([0-9.]+),/#),
            let random = block.firstMatch(of: #/\n  random +([0-9.]+) ±[0-9]+% +([0-9.]+) /#),
            let miss = block.firstMatch(of: #/\n  miss +([0-9.]+) ±/#)
        else { return nil }
        let numbers = [title.2, random.1, miss.1, random.2, table.1, build.1, changed.1, peak.1]
        cells = ["`\(title.1)`"] + numbers.map(String.init)
    }
}
