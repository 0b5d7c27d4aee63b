import Foundation
import Testing
import Turnout
import TurnoutSyntax

/// The language of a rule on a page, by the word after the opening fence or in the title of a column.
enum DocumentedLanguage: String {
    case v3
    case v2
    case tcpV3 = "tcp-v3"
    case tcpV2 = "tcp-v2"

    var syntax: RuleSyntax { self == .v3 || self == .tcpV3 ? .v3 : .v2 }
    var kind: RuleKind { self == .v3 || self == .v2 ? .http : .tcp }

    /// The language of the column `Rule (v3)`.
    init?(column: String) {
        guard column.hasPrefix("Rule ("), column.hasSuffix(")") else { return nil }
        self.init(rawValue: String(column.dropFirst(6).dropLast()))
    }
}

/// A rule of a page and a row that says something about it.
struct DocumentedExample {
    let language: DocumentedLanguage
    let rule: String
    let row: DocumentationTable.Row

    /// All examples of a page: the rows of tables that follow the code of one or more rules (an empty line
    /// between two), and those of tables with a column for the rule.
    static func all(on page: DocumentationPage) -> [DocumentedExample] {
        var examples: [DocumentedExample] = []
        var rules: (DocumentedLanguage, [String])?
        for block in page.blocks {
            switch block {
            case .code(let info, let text):
                rules = DocumentedLanguage(rawValue: info).map { ($0, text.components(separatedBy: "\n\n")) }
            case .table(let table):
                if let (language, texts) = rules {
                    for row in table.rows {
                        examples += texts.map { DocumentedExample(language: language, rule: $0, row: row) }
                    }
                } else if let column = table.columns.first, let language = DocumentedLanguage(column: column) {
                    for row in table.rows {
                        let rule = row.cells[column]?.value ?? ""
                        examples.append(DocumentedExample(language: language, rule: rule, row: row))
                    }
                }
                rules = nil
            case .prose:
                rules = nil
            }
        }
        return examples
    }

    /// What is wrong with the row; `nil` if the engine says the same.
    func contradiction() throws -> String? {
        for (column, cell) in row.cells {
            let found: String?
            switch column {
            case "Matches": found = try answer()
            case "Refused as": found = diagnostics(.error).first
            case "Warning": found = diagnostics(.warning).first
            case "Priority": found = priority().map(String.init)
            default: continue
            }
            let expected = cell.codes.first ?? cell.text
            if found != expected {
                return "\(row.place): \(rule): \(column): \(expected), but it is \(found ?? "none")"
            }
        }
        return nil
    }

    /// Whether the row says anything that can be wrong.
    var isClaim: Bool {
        ["Matches", "Refused as", "Warning", "Priority"].contains { row.cells[$0] != nil }
    }

    // MARK: What the engine says

    private func answer() throws -> String {
        let request: Request
        do {
            request = try self.request()
        } catch let refusal as RequestRefusal {
            return "\(refusal.status) \(refusal.reason.rawValue)"
        }
        let table = RoutingTable([router], options: BuildOptions(kind: language.kind))
        if let diagnostic = table.diagnostics.first { return "refused: \(diagnostic.diagnostic.id.rawValue)" }
        let matches = table.match(request) != nil
        let explains = table.explain(request).winner != nil
        return matches == explains ? (matches ? "yes" : "no") : "match: \(matches), explain: \(explains)"
    }

    private func diagnostics(_ severity: Diagnostic.Severity) -> [String] {
        Rule.parse(rule, syntax: language.syntax, kind: language.kind).diagnostics
            .filter { $0.severity == severity }.map(\.id.rawValue)
    }

    private func priority() -> Int? {
        let table = RoutingTable([router], options: BuildOptions(kind: language.kind))
        return table.ranking.first.map { table.effectivePriority(of: $0) }
    }

    private var router: Router<Void> {
        Router(
            name: "documented", rule: rule, syntax: language.syntax, priority: row.cells["Set to"]?.number ?? 0)
    }

    private func request() throws -> Request {
        var head = RequestHead(method: "GET".utf8, target: "/".utf8, host: nil, remote: "192.0.2.1:1234".utf8)
        var host: String? = "example.com"
        var serverName: String?
        var protocols: [String] = []
        for (column, cell) in row.cells {
            switch column {
            case "Host header": host = try optionalText(cell)
            case "Target": head.setTarget(try text(cell).utf8)
            case "Method": head.setMethod(try text(cell).utf8)
            case "Client": head.setRemote(endpoint(try text(cell)).utf8)
            case "Server name": serverName = try optionalText(cell)
            case "Protocols": protocols = cell.codes
            case "Header lines":
                for line in cell.codes {
                    let colon = try #require(line.firstIndex(of: ":"), "\(row.place)")
                    head.addHeader(name: line[..<colon].utf8, value: line[line.index(after: colon)...].utf8)
                }
            case "Matches", "Refused as", "Warning", "Why", "Set to", "Priority": continue
            default:
                if DocumentedLanguage(column: column) == nil { Issue.record("\(row.place): unknown column \(column)") }
            }
        }
        if language.kind == .tcp {
            let remote = row.cells["Client"]?.value.map(endpoint) ?? "192.0.2.1:1234"
            return .connection(serverName: serverName, protocols: protocols, remote: remote)
        }
        if let host { head.setHost(host.utf8) } else { head.version = .http1(minor: 0) }
        return try Request(head)
    }

    private func text(_ cell: DocumentationCell) throws -> String { try #require(cell.value, "\(row.place)") }

    private func optionalText(_ cell: DocumentationCell) throws -> String? {
        cell.text == "*(none)*" ? nil : try text(cell)
    }

    private func endpoint(_ address: String) -> String {
        address.contains(":") ? "[\(address)]:1234" : "\(address):1234"
    }
}
