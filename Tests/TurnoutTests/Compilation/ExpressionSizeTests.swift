import Testing
import TurnoutAutomata
import TurnoutSyntax

@testable import Turnout

@Suite("expressions that no automaton can hold")
struct ExpressionSizeTests {
    private func diagnostics(_ pattern: String) -> [Diagnostic.ID] {
        RoutingTable([Router(name: "r", rule: "PathRegexp(`\(pattern)`)")]).diagnostics.map(\.diagnostic.id)
    }

    @Test("more positions than can be simulated are an error, as many are matched")
    func positions() throws {
        let long = String(repeating: "ab", count: 65_535)
        // The last position is the very last that a set of positions has room for.
        let table = RoutingTable([Router(name: "r", rule: "PathRegexp(`/(?:\(long)|x)$`)")])
        #expect(table.diagnostics.isEmpty && table.statistics.simulatedExpressions.count == 1)
        #expect(table.match(try Request(host: "h", target: "/x")) != nil)
        #expect(table.match(try Request(host: "h", target: "/ab")) == nil)
        #expect(diagnostics("/(?:\(long)|xy)$") == [.regexTooLarge])
    }

    @Test("more steps than the limit are an error, not an expression that never matches")
    func steps() {
        let optional = (0..<50).map { _ in "[ab]?" }.joined()
        #expect(diagnostics("^/c(?:\(optional)){200}$") == [.regexTooLarge])
    }

    @Test("more distinct characters than an alphabet can hold are an error")
    func boundaries() {
        let characters = (0x4E00..<0x4E00 + 20_002).compactMap { Unicode.Scalar($0) }
        let text = String(String.UnicodeScalarView(characters))
        #expect(diagnostics(text) == [.regexTooLarge])
    }

    @Test("many expressions that are too much for one alphabet are matched apart")
    func sharedBoundaries() throws {
        let texts = (0..<8).map { part in
            String(String.UnicodeScalarView((0..<4_000).compactMap { Unicode.Scalar(0x4E00 + 4_000 * part + $0) }))
        }
        let table = RoutingTable(
            texts.enumerated().map { Router(name: "r\($0.offset)", rule: "PathRegexp(`\($0.element)`)", priority: 5) })
        #expect(table.diagnostics.isEmpty)
        let target = "/" + texts[5].utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
        let request = try Request(host: "h", target: target)
        #expect(table.match(request).map { table.qualifiedName(of: $0) } == "r5")
        #expect(table.explain(request).winner?.router.name == "r5")
    }

    @Test(
        "the size is what the builder counts",
        arguments: [
            "abc", "a|b|", "a*", "(?:a|b?)+c", "a{3}", "a{2,5}b", "(?:a?b?){4}", "(?:ab*|c){0,3}d?", "x{0}y",
            "(?:(?:a?b){2,}c?){3}",
        ])
    func size(_ pattern: String) throws {
        let root = try RegexParser.parse(Array(pattern.utf8)).root
        let size = ExpressionSize(root)
        for (limit, isTooLarge) in [(size.steps, false), (size.steps - 1, true)] {
            var builder = PositionAutomaton.Builder(maximumSteps: limit)
            let fragment = builder.add(root)
            #expect(builder.isTooLarge == isTooLarge)
            if !isTooLarge { #expect(builder.finish(fragment).positionCount == size.positions) }
        }
    }
}
