import Foundation
import Testing

/// A page of the documentation catalog as its tests need it: fenced code and tables, in order.
struct DocumentationPage {
    enum Block {
        /// Fenced code and the word after the opening fence.
        case code(info: String, text: String)
        case table(DocumentationTable)
        /// Any other line that is not empty.
        case prose
    }

    let name: String
    private(set) var blocks: [Block] = []

    var tables: [DocumentationTable] {
        blocks.compactMap { block in
            if case .table(let table) = block { table } else { nil }
        }
    }

    init(name: String, text: String) {
        self.name = name
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var index = 0
        while index < lines.count {
            let line = lines[index]
            if line.hasPrefix("```") {
                let end = lines[(index + 1)...].firstIndex { $0.hasPrefix("```") } ?? lines.count
                let code = lines[(index + 1)..<end].joined(separator: "\n")
                blocks.append(.code(info: String(line.dropFirst(3)), text: code))
                index = end + 1
            } else if line.hasPrefix("|") {
                let end = lines[index...].firstIndex { !$0.hasPrefix("|") } ?? lines.count
                blocks.append(.table(DocumentationTable(page: name, firstLine: index + 1, lines: lines[index..<end])))
                index = end
            } else {
                if !line.isEmpty { blocks.append(.prose) }
                index += 1
            }
        }
    }

    /// `Sources/Turnout/Turnout.docc`.
    static let catalog = repository.appending(path: "Sources/Turnout/Turnout.docc")

    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A page by its path in the catalog.
    init(_ path: String) throws {
        let file = DocumentationPage.catalog.appending(path: path)
        self.init(name: path, text: try String(contentsOf: file, encoding: .utf8))
    }

    /// The paths of all pages in the catalog.
    static func paths() throws -> [String] {
        let files = try #require(FileManager.default.enumerator(atPath: catalog.path(percentEncoded: false)))
        return files.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted()
    }
}

/// A table of a page.
struct DocumentationTable {
    struct Row {
        /// `page:line`, for messages.
        var place: String
        /// By the title of the column.
        var cells: [String: DocumentationCell]
    }

    let columns: [String]
    let rows: [Row]

    init(page: String, firstLine: Int, lines: ArraySlice<String>) {
        let titles = DocumentationTable.cells(of: lines[lines.startIndex]).map(\.text)
        columns = titles
        // The second line only draws the rule below the titles.
        rows = lines.dropFirst(2).enumerated().map { offset, line in
            let cells = DocumentationTable.cells(of: line)
            return Row(
                place: "\(page):\(firstLine + 2 + offset)",
                cells: Dictionary(zip(titles, cells), uniquingKeysWith: { $1 }))
        }
    }

    /// Cuts at every bar but the escaped ones.
    private static func cells(of line: String) -> [DocumentationCell] {
        var cells = [""]
        var isEscaped = false
        for character in line {
            if character == "|", !isEscaped {
                cells.append("")
            } else {
                if character == "|" { cells[cells.count - 1].removeLast() }
                cells[cells.count - 1].append(character)
            }
            isEscaped = character == "\\"
        }
        return cells.dropFirst().dropLast().map { DocumentationCell(text: $0.trimmingCharacters(in: .whitespaces)) }
    }
}

/// One cell of a table.
struct DocumentationCell {
    let text: String

    /// What stands in backticks.
    var codes: [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }

    /// The only text in backticks; empty for "*(empty)*"; `nil` for "—", which leaves the matter open.
    var value: String? {
        if text == "*(empty)*" { return "" }
        return codes.first
    }

    /// A number, written with commas or without.
    var number: Int? { Int(text.replacing(",", with: "")) }
}
