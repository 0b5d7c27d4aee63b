import Foundation
import Testing
import Turnout

@Suite("the page about how matching works")
struct HowMatchingWorksPageTests {
    private let page: DocumentationPage
    private let table: RoutingTable<Void>

    init() throws {
        page = try DocumentationPage("HowMatchingWorks.md")
        table = RoutingTable(
            try page.rows(with: "Rule").map { row in
                Router(
                    name: try #require(row.cells["Router"]?.value), rule: try #require(row.cells["Rule"]?.value),
                    priority: try #require(row.cells["Set to"]?.number))
            })
    }

    @Test("gives the ranks of its routers")
    func ranks() throws {
        let rows = try page.rows(with: "Rank")
        #expect(rows.count == 5 && table.diagnostics.isEmpty)
        for row in rows {
            let rank = try #require(row.cells["Rank"]?.number)
            #expect(table.qualifiedName(of: table.ranking[rank]) == row.cells["Router"]?.value, "\(row.place)")
        }
    }

    @Test("gives the winners of its requests")
    func winners() throws {
        let rows = try page.rows(with: "Winner")
        #expect(rows.count >= 7)
        for row in rows {
            let headers = (row.cells["Header lines"]?.codes ?? []).map { line in
                let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
                return (parts[0], parts[1])
            }
            let target = try #require(row.cells["Target"]?.value)
            let request = try Request(host: row.cells["Host header"]?.value, target: target, headers: headers)
            let winner = table.match(request).map { table.qualifiedName(of: $0) }
            #expect(winner == row.cells["Winner"]?.value, "\(row.place)")
        }
    }

    @Test("draws the table that its routers have")
    func picture() throws {
        let file = DocumentationPage.catalog.appending(path: "Resources/matching.svg")
        let picture = try String(contentsOf: file, encoding: .utf8)
        let statistics = table.statistics
        #expect(picture.components(separatedBy: "class=\"node\"").count - 1 == statistics.nodes)
        #expect(statistics.roots == 2 && statistics.words == 2 && statistics.candidateLists.isEmpty)
        for router in table.rankedRouters {
            let rule = router.rule.replacing("\"", with: "`").replacing("&&", with: "&amp;&amp;")
            #expect(picture.contains(">\(rule)<") && picture.contains(">\(router.name)<"))
            #expect(picture.contains(">\(router.priority)<"))
        }
    }
}

extension DocumentationPage {
    /// The rows of the tables with a column of this title, of which there must be some.
    func rows(with column: String) throws -> [DocumentationTable.Row] {
        let rows = tables.filter { $0.columns.contains(column) }.flatMap(\.rows)
        try #require(!rows.isEmpty, "\(name) has no rows with \(column)")
        return rows
    }
}
