import Foundation
import Testing

@testable import TurnoutConfiguration

/// Holds the table of keys against the list of those that Traefik has. Its verdicts on their values are not recorded: those
/// of documents are, in `documents.jsonl`.
@Suite("The schema") struct SchemaTests {
    private struct Key: Hashable {
        var kind: String
        var path: String
    }

    private static func recorded() throws -> [Key] {
        let file = ConfigurationFolder.package.appending(path: "fixtures/configuration/keys.tsv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let fields = line.split(separator: "\t").map(String.init)
            return Key(kind: fields[0], path: fields[1])
        }
    }

    private static var keys: [Key] {
        [("static", Structure.staticConfiguration), ("dynamic", .dynamicConfiguration)].flatMap { kind, structure in
            structure.entries(withinUnsupported: true).map { Key(kind: kind, path: $0.path) }
        }
    }

    @Test("has every key that was tried on Traefik, and no other")
    func completeness() throws {
        let recorded = Set(try Self.recorded())
        let keys = Set(Self.keys)
        #expect(keys.subtracting(recorded).map(\.path).sorted() == [])
        #expect(recorded.subtracting(keys).map(\.path).sorted() == [])
    }

    @Test(
        "suggests what was meant",
        arguments: [
            ("ruel", "rule"), ("RULES", "rule"), ("entrypoint", "entryPoints"), ("midlewares", "middlewares"),
            ("servcie", "service"), ("xyz", nil), ("prio", nil),
        ])
    func suggestions(word: String, suggestion: String?) throws {
        let folder = try ConfigurationFolder(["a.yml": "http: {routers: {a: {\(word): 1}}}\n"])
        let problem = try #require(folder.read().problems.first)
        #expect(problem.id == .unknownKey)
        let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
        #expect(problem.message == "field not found: there is no '\(word)' in 'http.routers.*'\(hint)")
        #expect(folder.short(problem.place) == "a.yml:1:22")
    }

    @Test("an unknown key without a value, or at the top, is ignored with a warning")
    func ignored() throws {
        let folder = try ConfigurationFolder([
            "a.yml": "foo: {bar: 1}\nhttp: {routers: {a: {rule: x, foo: , service: s}}}\n"
        ])
        let configuration = folder.read()
        #expect(configuration.rejectedFiles.isEmpty && configuration.routers.map(\.name) == ["a@file"])
        #expect(
            folder.problems(configuration) == [
                "a.yml:1:1: warning[ignored-key]: there is no 'foo'; it is ignored",
                "a.yml:2:31: warning[ignored-key]: there is no 'http.routers.*.foo'; it is ignored",
            ])
    }

    @Test("a key that Turnout doesn't have is named once, and nothing below it is")
    func unsupported() throws {
        let folder = try ConfigurationFolder([
            "a.yml": """
            http:
              models:
                a: {middlewares: [x], observability: {metadata: 1}}
            """,
            "b.yml": "http: {Models: {b: {middlewares: [x]}}}\n",
            "c.yml": "http: {models: {c: {middlewares: [x]}}}\n",
        ])
        let configuration = folder.read()
        #expect(
            folder.problems(configuration) == [
                "a.yml:2:3: warning[unsupported-key]: 'http.models' is Traefik's and not supported by "
                    + "Turnout: it has no effect (and at 2 more places)"
            ])
    }

    @Test("an error below a key that has no effect rejects the file all the same")
    func errorWithinUnsupported() throws {
        let folder = try ConfigurationFolder(["a.yml": "http: {models: {a: {observability: {metrics: 7}}}}\n"])
        #expect(folder.read().problems.contains { $0.id == .wrongType && $0.severity == .error })
    }
}
