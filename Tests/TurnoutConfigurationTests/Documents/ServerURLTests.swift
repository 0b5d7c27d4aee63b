import Testing
import TurnoutConfiguration

@Suite("Servers' URLs") struct ServerURLTests {
    @Test("have a scheme, a host, a port and a path")
    func parts() {
        func parts(_ text: String) -> [String] {
            let url = ServerURL(text)
            return [url.scheme, url.host, "\(url.port)", url.path, url.authority]
        }
        #expect(parts("http://example.com") == ["http", "example.com", "80", "", "example.com"])
        #expect(parts("HTTPS://Example.com/a%2Fb?q#f") == ["https", "Example.com", "443", "/a%2Fb", "Example.com"])
        #expect(parts("http://[::1]:8080/x/") == ["http", "::1", "8080", "/x/", "[::1]:8080"])
        #expect(parts("h2c://user:pw@10.0.0.1:99") == ["h2c", "10.0.0.1", "99", "", "10.0.0.1:99"])
        #expect(parts("http://a:") == ["http", "a", "80", "", "a"])
    }

    @Test(
        "that Go refuses are malformed",
        arguments: [
            "10.0.0.1:80", "http://a b", "http://[::1", "http://::1:80", "http://a:b:80", "http://a/%zz",
            "http://a%41b",
            "http://a|b", ":80", "http://a\\b", " http://a", "http://a ", "http://a:port", "http://a\u{7F}",
            "http://a{b}",
        ])
    func malformed(text: String) {
        guard case .malformed = ServerURL(text).fault else {
            Issue.record("\(text): \(String(describing: ServerURL(text).fault))")
            return
        }
    }

    @Test(
        "that Go takes, and that lead nowhere, are unusable",
        arguments: [
            "", "whoami", "whoami:80", "//a/b", "http://", "http:///x", "http:a", "ftp://a", "unix:///x", "http//a",
            "http://a:99999",
        ])
    func unusable(text: String) {
        guard case .unusable = ServerURL(text).fault else {
            Issue.record("\(text): \(String(describing: ServerURL(text).fault))")
            return
        }
    }

    @Test("with odd but usable hosts have no fault", arguments: ["http://a_b", "http://é", "http://a<b"])
    func usable(text: String) {
        #expect(ServerURL(text).fault == nil)
    }
}
