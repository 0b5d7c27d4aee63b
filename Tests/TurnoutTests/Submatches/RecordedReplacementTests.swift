import Foundation
import Testing
import Turnout

/// Replays what Traefik 3.7.15 made of URLs by random patterns; see Tests/Traefik/record_replacements.py.
@Suite("Replacements as recorded")
struct RecordedReplacementTests {
    struct Record: Decodable {
        let pattern: String
        let replacement: String
        /// What each URL becomes; nil if it stays as it is.
        let replaced: [String: String?]
    }

    @Test("every group of every match is where Traefik has it")
    func recorded() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../fixtures/regex/traefik-replacements.jsonl")
        let records = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            try JSONDecoder().decode(Record.self, from: Data(line.utf8))
        }
        var replacements = 0
        for record in records {
            let expression = try SubmatchExpression(record.pattern)
            let template = ReplacementTemplate(record.replacement, for: expression)
            for (url, expected) in record.replaced {
                let text = try expression.replacingAll(in: Array(url.utf8), with: template)
                let replaced = String(decoding: text, as: UTF8.self)
                #expect(replaced == expected ?? url, "\(record.pattern) → \(record.replacement) in \(url)")
                if expected != nil { replacements += 1 }
            }
        }
        #expect(replacements > 1000)
    }
}
