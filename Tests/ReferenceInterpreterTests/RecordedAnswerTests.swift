import Foundation
import ReferenceInterpreter
import Testing

/// The oracle must itself be right: it is held against answers that Traefik gave.
@Suite("The reference interpreter")
struct RecordedAnswerTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("agrees with the examples of the conform protocol")
    func agreesWithExamples() throws {
        let shared =
            ProcessInfo.processInfo.environment["TURNOUT_SHARED"].map { URL(filePath: $0) }
            ?? Self.package.appending(path: "../shared")
        let file = shared.appending(path: "spec/conform-examples.jsonl")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            print("skipped: \(file.path) is absent")
            return
        }
        #expect(try compare(text) > 100)
    }

    @Test("agrees with what Traefik 3.7.15 answered")
    func agreesWithTraefik() throws {
        let file = Self.package.appending(path: "fixtures/conform/traefik-3.7.15.jsonl")
        #expect(try compare(String(contentsOf: file, encoding: .utf8)) > 10_000)
    }

    /// Returns how many answers were compared.
    private func compare(_ text: String) throws -> Int {
        var compared = 0
        var undecided: [String] = []
        for line in text.split(separator: "\n") {
            let conformCase = try ConformCase.parse(line: line)
            let oracle = ReferenceInterpreter(conformCase)
            guard oracle.unsupported.isEmpty else {
                undecided.append("\(conformCase.id): \(oracle.unsupported.values.sorted())")
                continue
            }
            #expect(Set(oracle.errors.keys) == Set((conformCase.errors ?? [:]).keys), "\(conformCase.id)")
            for (request, outcome) in zip(conformCase.requests, oracle.answers()) {
                guard let expected = request.expected else { continue }
                compared += 1
                #expect(outcome.agrees(with: expected), "\(conformCase.id): \(request) gives \(outcome)")
            }
        }
        if !undecided.isEmpty { print("not decided by the oracle: \(undecided.count) cases, such as \(undecided[0])") }
        return compared
    }
}
