import Foundation
import Testing
import Turnout

@Suite("the page about priorities")
struct PrioritiesPageTests {
    @Test("says who wins a tie and what decides it")
    func ties() throws {
        let rows = try DocumentationPage("Priorities.md").tables.filter { $0.columns.contains("Winner") }.flatMap(
            \.rows)
        #expect(rows.count >= 5)
        let request = try Request(host: "example.com", target: "/")
        for row in rows {
            let names = try ["One router", "Another router"].map { try #require(row.cells[$0]?.value) }
            for order in [names, names.reversed()] {
                let table = RoutingTable(order.map { Router(name: $0, rule: "Path(`/`)", priority: 5) })
                let winner = try #require(table.explain(request).winner, "\(row.place)")
                #expect(winner.router.name == row.cells["Winner"]?.value, "\(row.place)")
                guard case .wins(_, let precedence?) = winner.outcome else {
                    Issue.record("\(row.place): nobody loses")
                    continue
                }
                #expect(precedence.rawValue == row.cells["Decided by"]?.value, "\(row.place)")
            }
        }
    }

    @Test("names the providers in the order of precedence")
    func providers() throws {
        let page = try String(contentsOf: DocumentationPage.catalog.appending(path: "Priorities.md"), encoding: .utf8)
        let list = BuildOptions.traefikPrecedence.map { "`\($0)`" }.joined(separator: ", ")
        let words = page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains(list))
    }
}
