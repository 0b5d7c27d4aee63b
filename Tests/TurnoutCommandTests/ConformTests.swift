import Foundation
import Testing

@Suite("turnout conform") struct ConformTests {
    @Test("answers each line in order; a line that is no case gets an answer, a complaint and exit code 1")
    func lines() throws {
        let run = try CommandRun(
            "conform",
            input: """
                {"id":"a","routers":[{"name":"r","rule":"Host(`h`)"},{"name":"s","rule":"Host("}],"requests":[{"host":"h"},{"host":"i"},{"target":"x"}]}

                {"id":"b","routers":7}
                nonsense
                {"id":"c","kind":"path","requests":[{"host":"h","target":"/a%2Fb?c"}]}
                """)
        #expect(run.exitCode == 1)
        let answers = try run.objects()
        #expect(answers.map { $0["id"] as? String } == ["a", "b", "", "c"])
        let results = try #require(answers[0]["res"] as? [Any])
        #expect(results.count == 3)
        #expect(results[0] as? String == "r" && results[1] is NSNull && results[2] as? Int == 400)
        #expect((answers[0]["errors"] as? [String: String])?.keys.sorted() == ["s"])
        #expect((answers[1]["error"] as? String)?.contains("'routers'") == true)
        #expect(run.errors.contains("turnout conform: line 3: ") && run.errors.contains("turnout conform: line 4: "))
        let path = try #require((answers[3]["res"] as? [[String: String]])?.first)
        #expect(path["uri"] == "/a%2Fb?c" && path["routing"] == Data("/a%2Fb".utf8).base64EncodedString())
    }

    @Test("gives the expected answers of the examples of the protocol")
    func examples() throws {
        let shared =
            ProcessInfo.processInfo.environment["TURNOUT_SHARED"].map { URL(filePath: $0) }
            ?? CommandRun.repository.deletingLastPathComponent().appending(path: "shared")
        let file = shared.appending(path: "spec/conform-examples.jsonl")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            print("skipped: \(file.path) is absent (TURNOUT_SHARED names its folder), so its examples are not tried")
            return
        }
        let run = try CommandRun("conform", input: text)
        #expect(run.exitCode == 0 && run.errors.isEmpty)
        let cases = try text.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        let answers = try run.objects()
        try #require(cases.count == answers.count && !cases.isEmpty)
        var compared = 0
        for (example, answer) in zip(cases, answers) {
            let refused = (answer["errors"] as? [String: Any] ?? [:]).keys.sorted()
            #expect(refused == (example["errors"] as? [String: Any] ?? [:]).keys.sorted(), "\(example["id"] ?? "")")
            let results = try #require(answer["res"] as? [NSObject])
            for (request, result) in zip(example["requests"] as? [[String: Any]] ?? [], results) {
                guard let expected = request["e"] as? NSObject else { continue }
                let allowed = expected as? [NSObject] ?? [expected]
                #expect(allowed.contains(result), "\(example["id"] ?? ""): \(request), got \(result)")
                compared += 1
            }
        }
        #expect(compared > 30)
    }
}
