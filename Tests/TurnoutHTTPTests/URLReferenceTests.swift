import Testing

@testable import TurnoutHTTP

/// What Go's `net/url` makes of each, as Traefik 3.7.15 shows it in `Location`.
@Suite("URL references") struct URLReferenceTests {
    private func resolved(_ text: String, at base: String) -> String? {
        guard let url = URLReference(Array(text.utf8)), let base = URLReference(Array(base.utf8)) else { return nil }
        return String(decoding: url.resolved(at: base).text, as: UTF8.self)
    }

    @Test(
        "are resolved at the URL of the answer",
        arguments: [
            ("https://other.example/a/../b?c=d#e", "https://other.example/b?c=d#e"),
            ("login?next=1", "http://auth:81/base/do/login?next=1"),
            ("../../x/./y/", "http://auth:81/x/y/"),
            ("../../../../x", "http://auth:81/x"),
            ("..", "http://auth:81/base/"),
            ("?a=b", "http://auth:81/base/do/x?a=b"),
            ("?", "http://auth:81/base/do/x?"),
            ("#part", "http://auth:81/base/do/x?q#part"),
            ("", "http://auth:81/base/do/x?q"),
            ("//other.example:81/x", "http://other.example:81/x"),
            ("/a%2fb/%7e/\"<>|", "http://auth:81/a/b/~/%22%3C%3E%7C"),
            ("/a%2fb/%7e", "http://auth:81/a%2fb/%7e"),
            ("/a b?c d", "http://auth:81/a%20b?c d"),
            ("/\u{E9}?\u{E9}#\u{E9}", "http://auth:81/%C3%A9?\u{E9}#%C3%A9"),
            ("http://other.example", "http://other.example"),
            ("http://me:secret@other.example/x", "http://me:secret@other.example/x"),
            ("*", "http://auth:81/base/do/*"),
            ("mailto:someone@other.example", "mailto:someone@other.example"),
            ("HTTP://Other.example/x", "http://Other.example/x"),
            ("http://[::1]:8/x", "http://[::1]:8/x"),
        ])
    func resolves(text: String, expected: String) {
        #expect(resolved(text, at: "http://auth:81/base/do/x?q") == expected)
    }

    @Test(
        "Go refuses these",
        arguments: ["http://[::1/x", "/%zz", "#%z", ":x", "a:b:c/d\u{1}", "1a:b", "http://a:b/x", "http://a b/"])
    func refused(text: String) { #expect(URLReference(Array(text.utf8)) == nil) }

    @Test("a base without a path has the root")
    func noPath() {
        #expect(resolved("x", at: "http://auth") == "http://auth/x")
        #expect(URLReference(Array("http://auth?x".utf8))?.requestURI == Array("/?x".utf8))
    }

    @Test("name and password are taken out and decoded")
    func credentials() {
        let url = URLReference(Array("http://m%65:a%3Ab@auth/".utf8))
        #expect(url?.credentials == Array("me:a:b".utf8))
        #expect(url?.withoutUser.text == Array("http://auth/".utf8))
        #expect(URLReference(Array("http://me@auth/".utf8))?.credentials == Array("me:".utf8))
        #expect(URLReference(Array("http://auth/".utf8))?.credentials == nil)
    }

    @Test(
        "a redirection without scheme and host starts at the path of the request",
        arguments: [
            ("https://x.example/a/../b", "https://x.example/a/../b"), ("in/../x?y", "/a b/x?y"),
            ("/x//y/./z/", "/x/y/z/"),
            ("", "/a b/"), ("../../..", "/"), ("/\u{E9}", "/%C3%A9"), ("//host/x", "//host/x"),
        ])
    func redirects(target: String, expected: String) {
        let location = Redirection.location(Array(target.utf8), from: Array("/a%20b/c".utf8))
        #expect(String(decoding: location, as: UTF8.self) == expected)
    }

    @Test("a value of a query has a plus for a blank")
    func queryValues() {
        let encoded = PercentCode.encodeQueryValue(Array("http://h/a b?c=\u{E9}~".utf8))
        #expect(String(decoding: encoded, as: UTF8.self) == "http%3A%2F%2Fh%2Fa+b%3Fc%3D%C3%A9~")
    }
}
