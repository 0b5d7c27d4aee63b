import Testing

@testable import TurnoutSyntax

@Suite struct RegexParserTests {
    @Test("a literal is a concatenation of its characters")
    func literal() throws {
        #expect(try RegexParser.parse(Array("ab".utf8)).root == .concatenation([.characters(CharacterSet(0x61)), .characters(CharacterSet(0x62))]))
    }
}
