import Testing

@Suite("examples in the documentation")
struct DocumentedExampleTests {
    static let matchers = [
        "Host", "HostHeader", "HostRegexp", "Path", "PathPrefix", "PathRegexp", "Method", "Header", "Headers",
        "HeaderRegexp", "HeadersRegexp", "Query", "QueryRegexp", "ClientIP", "HostSNI", "HostSNIRegexp", "ALPN",
    ]

    /// Other pages with examples, and how many there must be.
    static let pages: [(path: String, count: Int)] = [
        ("RuleLanguage.md", 55), ("Priorities.md", 12), ("RegularExpressions.md", 50),
    ]

    /// Examples of a page, of which there must be some.
    private func examples(on path: String, atLeast count: Int) throws -> [DocumentedExample] {
        let examples = DocumentedExample.all(on: try DocumentationPage(path)).filter(\.isClaim)
        #expect(examples.count >= count, "\(path) has \(examples.count) examples")
        return examples
    }

    private func check(_ examples: [DocumentedExample]) throws {
        for example in examples {
            if let contradiction = try example.contradiction() { Issue.record("\(contradiction)") }
        }
    }

    @Test("each matcher has a page whose examples are what the engine answers", arguments: matchers)
    func matcherPage(_ matcher: String) throws {
        let examples = try examples(on: "Matchers/\(matcher).md", atLeast: 8)
        try check(examples)
        let own = examples.filter { $0.rule.contains("\(matcher)(") }
        for answer in ["yes", "no"] {
            #expect(own.contains { $0.row.cells["Matches"]?.text == answer }, "\(matcher) has no example for \(answer)")
        }
    }

    @Test(
        "the examples of the other pages are what the engine answers",
        arguments: pages)
    func page(_ path: String, count: Int) throws {
        try check(examples(on: path, atLeast: count))
    }

    @Test("no page has examples that are not looked at")
    func coverage() throws {
        let known = Set(Self.matchers.map { "Matchers/\($0).md" } + Self.pages.map(\.path))
        for path in try DocumentationPage.paths() where !known.contains(path) {
            #expect(DocumentedExample.all(on: try DocumentationPage(path)).isEmpty, "\(path)")
        }
    }

    @Test("a wrong row is found")
    func wrongRows() throws {
        let text = """
            ```v3
            Host(`a.com`)
            ```

            | Host header | Matches |
            | --- | --- |
            | `a.com` | no |
            | `b.com` | no |

            | Rule (v3) | Refused as |
            | --- | --- |
            | `Host("a.com")` | `non-ascii` |
            | `Path("/a\\|b") && Host("é")` | `non-ascii` |
            """
        let examples = DocumentedExample.all(on: DocumentationPage(name: "page", text: text))
        let contradictions = try examples.map { try $0.contradiction() }
        #expect(
            contradictions == [
                "page:7: Host(`a.com`): Matches: no, but it is yes", nil,
                "page:12: Host(\"a.com\"): Refused as: non-ascii, but it is none", nil,
            ])
        #expect(examples.last?.rule == "Path(\"/a|b\") && Host(\"é\")")
    }
}
