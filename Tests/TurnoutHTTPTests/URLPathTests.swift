import Testing
import TurnoutHTTP

@Suite("URL paths") struct URLPathTests {
    private func path(_ text: String) throws -> URLPath { try URLPath(Array(text.utf8)) }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(
        "a path keeps its spelling as far as it is one",
        arguments: [
            ("/a%2Fb", "/a%2Fb"), ("/a%2fb", "/a%2fb"), ("/a b", "/a%20b"), ("/a|b%2Fc", "/a%7Cb/c"), ("", ""),
            ("*", "*"),
            ("/x*'()!", "/x*'()!"), ("/a?b", "/a%3Fb"), ("bare", "bare"),
        ])
    func spelling(_ written: String, _ encoded: String) throws { #expect(try text(path(written).encoded) == encoded) }

    @Test(
        "cutting counts decoded bytes, and puts a slash in front",
        arguments: [
            ("/strip/a%2Fb", 6, "/a%2Fb"), ("/strip%2Fx", 6, "/x"), ("/s%20p/x%2Fy", 4, "/x%2Fy"), ("/strip", 6, ""),
            ("/stripx", 6, "/x"), ("/strip%2F%2Fx", 6, "//x"), ("/strip..%2Fx", 6, "/..%2Fx"),
        ])
    func cutting(_ written: String, _ count: Int, _ rest: String) throws {
        #expect(try text(path(written).droppingFirst(count).encoded) == rest)
    }

    @Test(
        "a prefix is not encoded itself",
        arguments: [
            ("/add", "/x", "/add/x"), ("add", "/x", "/add/x"), ("/a b%20c", "/x", "/a%20b%2520c/x"),
            ("/add", "/a%2Fb", "/add/a%2Fb"), ("/a%2Fb", "/a%2Fb", "/a%252Fb/a/b"), ("/add", "", "/add"),
        ])
    func prefixing(_ prefix: String, _ written: String, _ result: String) throws {
        #expect(try text(path(written).prefixed(with: Array(prefix.utf8)).encoded) == result)
    }

    @Test("an escape that is none is named", arguments: [("/a%zz/b", "%zz"), ("/100%", "%"), ("/%2", "%2")])
    func escapes(_ written: String, _ escape: String) {
        #expect(throws: URLPath.InvalidEscape(text: Array(escape.utf8))) { try path(written) }
    }

    @Test(
        "a path is normal without dot segments and repeated slashes",
        arguments: [
            ("/", true), ("", true), ("/a/", true), ("/...", true), ("/.a", true), ("/..%2Fx", true), ("a/b", true),
            ("//x", false), ("/a//b", false), ("/..", false), ("/./x", false), ("/a/../b", false), ("../x", false),
        ])
    func normality(_ written: String, _ isNormal: Bool) { #expect(URLPath.isNormal(Array(written.utf8)) == isNormal) }
}
