import Testing
import TurnoutSyntax

@Suite struct RuleParserTests {
    @Test("a rule of one call is parsed") func oneCall() {
        let result = Rule.parse("Host(`a.com`)", syntax: .v3, kind: .http)
        #expect(result.rule != nil)
    }
}
