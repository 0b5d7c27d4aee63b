import Foundation
import Testing
import TurnoutSyntax

@Suite("Rendering diagnostics") struct DiagnosticRendererTests {
    private func text(_ rule: String, origin: String = "") -> String {
        DiagnosticRenderer(source: rule, origin: origin).text(Rule.diagnostics(rule))
    }

    @Test("a diagnostic shows the place and the way out")
    func caret() {
        let shown = text("Host(`example.com`) && PathPrefx(`/api`)", origin: "router 'api@file', routes.yml:12")
        #expect(
            shown == """
                error[unknown-matcher]: unknown matcher 'PathPrefx'
                  --> router 'api@file', routes.yml:12
                   |  Host(`example.com`) && PathPrefx(`/api`)
                   |                         ^^^^^^^^^ did you mean 'PathPrefix'?

                """)
    }

    @Test("of a rule with several lines the one concerned is shown, with its number")
    func severalLines() {
        let shown = text("Host(`a`) &&\n\tFoo(`b`)")
        #expect(
            shown.contains("2 |      Foo(`b`)\n   |      ^^^\n")
                || shown.contains(" 2 |      Foo(`b`)\n   |      ^^^ "), "\(shown)")
    }

    @Test("wide and combining characters move the caret by their columns")
    func wideCharacters() {
        let shown = text("Header(`a`, `日本e\u{301}`) && Foo(`b`)")
        let lines = shown.split(separator: "\n")
        #expect(lines[2].hasPrefix("   |  " + String(repeating: " ", count: 24) + "^^^"), "\(shown)")
    }

    @Test("control characters and bidirectional overrides are not passed on to the terminal")
    func controlCharacters() {
        let shown = text("Header(`\u{1B}[31m\u{202E}`, `b`) && Foo(`b`)")
        #expect(!shown.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    }

    @Test("of a very long line only the neighbourhood is shown")
    func longLine() {
        let rule =
            "Path(`/" + String(repeating: "x", count: 5000) + "`) || Foo(`b`) || Path(`/"
            + String(repeating: "y", count: 5000) + "`)"
        let shown = text(rule)
        #expect(shown.split(separator: "\n").allSatisfy { $0.count < 400 })
        #expect(shown.contains("Foo(`b`)"))
        let wholeRange = Diagnostic(.init(rawValue: "x"), message: "m", range: SourceRange(0, rule.utf8.count))
        #expect(DiagnosticRenderer(source: rule).text(wholeRange).count < 800)
    }

    @Test("notes with a place show it, further ways out are listed")
    func notes() {
        #expect(
            text("Host(`a`) || Host(`a`)").contains(
                "   = note: the first time\n   |  Host(`a`) || Host(`a`)\n   |  ^^^^^^^^^\n"))
        #expect(text("ClientIP(`10.0.0.9/24`)").contains("   = or: match the one address\n"))
    }

    @Test("every diagnostic of every kind of source renders without trapping")
    func anySource() {
        for rule in ["", "\n", "\r\n", "\t", "Foo(`a`", "Host(`a`)\r\n&& é", "`", "\u{FEFF}x", "日(本)", "Host(\"\n\")"] {
            let renderer = DiagnosticRenderer(source: rule)
            for diagnostic in Rule.diagnostics(rule) {
                #expect(!renderer.text(diagnostic).isEmpty)
                #expect(!renderer.json(diagnostic).isEmpty)
            }
        }
    }

    @Test("JSON holds everything, escaped")
    func json() throws {
        let rule = "Host(`a`) &&\n «\"\\\u{1}\u{2028}» Fooo(`b`)"
        let renderer = DiagnosticRenderer(source: rule, origin: "a \"b\"\\\n\u{7}é")
        for diagnostic in Rule.diagnostics(rule) {
            let object = try #require(
                JSONSerialization.jsonObject(with: Data(renderer.json(diagnostic).utf8)) as? [String: Any])
            #expect(object["id"] as? String == diagnostic.id.rawValue)
            #expect(object["message"] as? String == diagnostic.message)
            #expect(object["origin"] as? String == renderer.origin)
            let range = try #require(object["range"] as? [String: Int])
            #expect(range["start"] == diagnostic.range.lowerBound)
            #expect(range["end"] == diagnostic.range.upperBound)
            #expect(range["line"] == 2)
        }
        let fixable = Rule.diagnostics("Headers(`a`, `b`)")[0]
        let rendered = DiagnosticRenderer(source: "Headers(`a`, `b`)").json(fixable)
        #expect(
            rendered.hasPrefix(
                #"{"severity":"error","id":"unknown-matcher","message":"unknown matcher 'Headers'","origin":"","range":{"start":0,"end":7,"line":1,"column":1}"#
            ))
        #expect(
            rendered.contains(#""edits":[{"range":{"start":0,"end":7,"line":1,"column":1},"replacement":"Header"}]"#))
    }

    @Test("edits are applied in the order of their places; overlapping and foreign ones are left out")
    func edits() {
        let edits = [(4, 5, "E"), (0, 1, "A"), (0, 2, "-"), (9, 9, "-"), (2, 2, "x"), (2, 2, "y")]
        let fixIt = Diagnostic.FixIt("m", edits: edits.map { .init(range: SourceRange($0.0, $0.1), replacement: $0.2) })
        #expect(fixIt.applied(to: "abcde") == "AbxycdE")
    }
}
