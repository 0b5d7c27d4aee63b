import Foundation
import ReferenceInterpreter
import Testing

/// The engine gives the answers that were recorded: from Traefik, and from earlier failures.
@Suite("The engine and recorded answers")
struct RecordedCaseTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// In parts, which run at the same time.
    @Test("agree on what Traefik 3.7.15 answered", arguments: 0..<4)
    func agreeWithTraefik(part: Int) throws {
        let file = Self.package.appending(path: "fixtures/conform/traefik-3.7.15.jsonl")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(try compare(lines.enumerated().filter { $0.offset % 4 == part }.map(\.element)) > 2_500)
    }

    @Test("agree on every regression that was kept")
    func agreeOnRegressions() throws {
        let folder = Self.package.appending(path: "fixtures/regressions")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        for file in files where file.pathExtension == "jsonl" {
            #expect(
                try compare(String(contentsOf: file, encoding: .utf8).split(separator: "\n")) > 0,
                "\(file.lastPathComponent) holds answers")
        }
    }

    /// Returns how many answers were compared. The given order of the routers and its reverse take turns.
    private func compare(_ lines: [Substring]) throws -> Int {
        var compared = 0
        for (number, line) in lines.enumerated() {
            let recorded = try ConformCase.parse(line: line)
            for isReversed in number.isMultiple(of: 8) ? [false, true] : [number.isMultiple(of: 2)] {
                var conformCase = recorded
                if isReversed { conformCase.routers.reverse() }
                let engine = EngineUnderTest(conformCase)
                #expect(engine.refused == Set((recorded.errors ?? [:]).keys), "\(recorded.id)")
                for request in recorded.requests {
                    guard let expected = request.expected else { continue }
                    compared += 1
                    let answer = engine.answer(request)
                    #expect(answer.agreesWithOne(of: expected), "\(recorded.id): \(request) gives \(answer)")
                }
            }
        }
        return compared
    }
}

extension ReferenceInterpreter.Outcome {
    /// Whether the answer is one of those that a record allows.
    fileprivate func agreesWithOne(of expected: ExpectedAnswer) -> Bool {
        if case .routers(let winner) = self, case .routers(let ties) = expected {
            return winner.isEmpty == ties.isEmpty && winner.allSatisfy(ties.contains)
        }
        return agrees(with: expected)
    }
}
