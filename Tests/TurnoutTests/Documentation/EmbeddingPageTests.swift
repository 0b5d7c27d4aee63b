import Foundation
import Testing

@Suite("the page about embedding")
struct EmbeddingPageTests {
    @Test("repeats the code that the tests run")
    func code() throws {
        let examples = try Self.examples()
        #expect(examples.count == 7)
        #expect(try Self.fences("swift") == examples)
    }

    @Test("repeats what that code prints")
    func output() throws {
        let texts = [EmbeddingExamples.report, EmbeddingExamples.explanation].map { String($0.dropLast()) }
        #expect(try Self.fences("output") == texts)
    }

    private static func fences(_ wanted: String) throws -> [String] {
        try DocumentationPage("Embedding.md").blocks.compactMap { block in
            if case .code(wanted, let text) = block { text } else { nil }
        }
    }

    /// The code between the marks in `EmbeddingExamples.swift`, moved to the left margin.
    private static func examples() throws -> [String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "EmbeddingExamples.swift")
        var examples: [String] = []
        var lines: [Substring]?
        let source = try String(contentsOf: file, encoding: .utf8)
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            switch line.trimmingCharacters(in: .whitespaces) {
            case "// example": lines = []
            case "// end":
                let indentation = lines?.first?.prefix { $0 == " " }.count ?? 0
                examples.append((lines ?? []).map { $0.dropFirst(indentation) }.joined(separator: "\n"))
                lines = nil
            default: lines?.append(line)
            }
        }
        return examples
    }
}
