import Foundation
import Testing

@testable import Turnout

@Suite("the page about normalization")
struct NormalizationPageTests {
    @Test("says what becomes of a request")
    func rows() throws {
        let rows = try DocumentationPage("Normalization.md").tables.flatMap(\.rows)
        #expect(rows.count >= 60)
        for row in rows { try check(row) }
    }

    @Test("a wrong row is found")
    func wrongRow() {
        let table = DocumentationTable(
            page: "page", firstLine: 1, lines: ["| Target | Routing path |", "| --- | --- |", "| `/a//b` | `/a//b` |"])
        withKnownIssue {
            for row in table.rows { try check(row) }
        }
    }

    private func check(_ row: DocumentationTable.Row) throws {
        var head = RequestHead(method: "GET".utf8, target: "/".utf8, host: nil, remote: "192.0.2.1:1234".utf8)
        var host: String? = "example.com"
        var policy = RequestPolicy.entryPoint
        for (column, cell) in row.cells {
            switch column {
            case "Target": head.setTarget(try text(cell, row).utf8)
            case "Method": head.setMethod(try text(cell, row).utf8)
            case "Host header": host = cell.text == "*(none)*" ? nil : try text(cell, row)
            case "Header lines":
                for (name, value) in try cell.codes.map(pair) { head.addHeader(name: name.utf8, value: value.utf8) }
            case "Setting": try set(text(cell, row), of: &policy)
            default: continue
            }
        }
        if let host { head.setHost(host.utf8) }

        let request: Request
        do {
            request = try Request(head, policy: policy)
        } catch {
            #expect(row.cells["Refused with"]?.value == "\(error.status) \(error.reason.rawValue)", "\(row.place)")
            return
        }
        #expect(row.cells["Refused with"] == nil, "\(row.place)")
        for (column, cell) in row.cells { try check(column, cell, of: request, row) }
    }

    private func check(
        _ column: String, _ cell: DocumentationCell, of request: Request, _ row: DocumentationTable.Row
    ) throws {
        let lines = request.headerLines.map { (name: decoded($0.name), value: decoded($0.value)) }
        switch column {
        case "Host": #expect(try text(cell, row) == decoded(request.text(request.host)), "\(row.place)")
        case "Raw host": #expect(try text(cell, row) == decoded(request.text(request.rawHost)), "\(row.place)")
        case "Routing path":
            #expect(try text(cell, row) == decoded(request.normalizedTarget.routingPath), "\(row.place)")
        case "Sent upstream": #expect(try text(cell, row) == decoded(request.normalizedTarget.uri), "\(row.place)")
        case "Pairs":
            let found = request.queryPairs.map { [decoded(request.text($0.name)), decoded(request.text($0.value))] }
            #expect(try cell.codes.map(pair).map { [$0, trimmed($1)] } == found, "\(row.place)")
        case "Among the headers":
            let expected = try cell.codes.map(pair).map { [$0, trimmed($1)] }
            let names = Set(expected.map { $0[0] })
            let found = lines.filter { names.contains($0.name) }.map { [$0.name, $0.value] }
            #expect(Set(expected) == Set(found) && expected.count == found.count, "\(row.place): \(found)")
        case "Not among them":
            for name in cell.codes { #expect(!lines.contains { $0.name == name }, "\(row.place): \(name)") }
        case "Target", "Method", "Host header", "Header lines", "Setting": return
        default: Issue.record("\(row.place): unknown column \(column)")
        }
    }

    private func set(_ setting: String, of policy: inout RequestPolicy) throws {
        let (name, value) = try pair(setting)
        let text = trimmed(value)
        switch name {
        case "sanitizesPath": policy.sanitizesPath = text == "true"
        case "isCleaning": policy.isCleaning = text == "true"
        case "encodesQuerySemicolons": policy.encodesQuerySemicolons = text == "true"
        case "trustsEveryPeer": policy.trustsEveryPeer = text == "true"
        case "underscoreHeaders": policy.underscoreHeaders = try #require(.init(rawValue: text))
        case "serverName": policy.serverName = text
        default: Issue.record("unknown setting \(setting)")
        }
    }

    private func text(_ cell: DocumentationCell, _ row: DocumentationTable.Row) throws -> String {
        try #require(cell.value, "\(row.place)")
    }

    private func pair(_ line: String) throws -> (String, String) {
        let colon = try #require(line.firstIndex(of: ":"), "\(line)")
        return (String(line[..<colon]), String(line[line.index(after: colon)...]))
    }

    private func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespaces) }

    private func decoded(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
