import Testing
import Turnout

@testable import TurnoutHTTP

@Suite("Header fields") struct HeaderFieldsTests {
    private func fields(_ lines: (String, String)...) -> HeaderFields {
        var fields = HeaderFields()
        for (name, value) in lines { fields.append(name, value) }
        return fields
    }

    private func text(_ fields: HeaderFields) -> [String] {
        fields.lines.map { "\(String(decoding: $0.name, as: UTF8.self)): \(String(decoding: $0.value, as: UTF8.self))" }
    }

    @Test("setting a name leaves one line of it, in the place of the first")
    func sets() {
        var lines = fields(("a", "1"), ("b", "2"), ("a", "3"), ("c", "4"), ("a", "5"))
        lines.set("a", to: "longer than before")
        #expect(text(lines) == ["a: longer than before", "b: 2", "c: 4"])
        lines.set("d", to: "")
        #expect(text(lines).last == "d: ")
    }

    @Test("lines are removed by name, and by what they say")
    func removes() {
        var lines = fields(("a", "1"), ("b", "2"), ("a", "3"))
        lines.remove("a")
        #expect(text(lines) == ["b: 2"] && !lines.contains("a") && lines.count == 1)
        lines.append("b", "4")
        lines.removeLines { _, value in value.count == 1 && value[0] == UInt8(ascii: "2") }
        #expect(lines.all("b") == [Array("4".utf8)])
    }

    @Test("equality is that of the lines, not of where they lie")
    func equality() {
        var lines = fields(("a", "1"))
        lines.set("a", to: "2")
        #expect(lines == fields(("a", "2")) && lines.hashValue == fields(("a", "2")).hashValue)
        #expect(lines != fields(("a", "2"), ("a", "2")))
        lines.lines = [HeaderFields.Line(name: Array("b".utf8), value: [])]
        #expect(lines == fields(("b", "")))
    }

    @Test("Go spells names with capitals behind hyphens only")
    func canonical() {
        #expect(HeaderFields.canonical(Array("x-auth_user.name-x".utf8)) == Array("X-Auth_user.name-X".utf8))
    }
}
