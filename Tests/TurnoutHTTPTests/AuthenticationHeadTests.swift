import Testing
import Turnout
import TurnoutHTTP

@Suite("Heads for authentication servers") struct AuthenticationHeadTests {
    private static let lines = [
        ("connection", "x-hop, close"), ("x-hop", "1"), ("te", "trailers"), ("proxy-authorization", "p"),
        ("user-agent", ""),
        ("user-agent", "second"), ("x-one", "1"), ("x-forwarded-for", "203.0.113.7"),
        ("x-forwarded-for", "203.0.113.8"),
        ("x-forwarded-proto", "wss"), ("x-forwarded-prefix", "/p"), ("x-real-ip", "203.0.113.9"),
        ("content-length", "9"),
    ]

    private func head(
        _ mode: AuthenticationHead.ForwardedHeaders, method: String? = "GET", passed: [String] = [],
        _ lines: [(String, String)] = lines, isTLS: Bool = false, framing: BodyFraming = .none
    ) -> [String] {
        var headers = HeaderFields()
        for (name, value) in lines { headers.append(name, value) }
        let request = ForwardedRequest(
            method: "POST", uri: Array("/a?b".utf8), host: Array("h.example".utf8), headers: headers)
        let head = AuthenticationHead(
            method: method.map { Array($0.utf8) }, uri: Array("/check".utf8), host: Array("auth:81".utf8),
            authorization: Array("Basic eA==".utf8), passed: passed, forwardedHeaders: mode)
        var view = Request()
        view.refill(forwarding: request)
        var bytes = Array("before".utf8)
        head.append(
            view, of: AuthenticationHead.Client(ip: Array("192.0.2.1".utf8), isTLS: isTLS), framing: framing,
            to: &bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("before") && text.hasSuffix("\r\n\r\n"))
        return text.dropFirst(6).split(separator: "\r\n").map(String.init)
    }

    private static let start = ["GET /check HTTP/1.1", "Host: auth:81", "Proxy-Authorization: p", "X-One: 1"]

    @Test("without a word on trust five forwarded headers are written anew")
    func partlyReplaced() {
        #expect(
            head(.partlyReplaced) == Self.start + [
                "X-Forwarded-Prefix: /p", "X-Real-Ip: 203.0.113.9", "Authorization: Basic eA==",
                "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: http", "X-Forwarded-Method: POST",
                "X-Forwarded-Host: h.example", "X-Forwarded-Uri: /a?b",
            ])
    }

    @Test("without trust all are")
    func replaced() {
        #expect(
            head(.replaced, isTLS: true) == Self.start + [
                "Authorization: Basic eA==", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https",
                "X-Forwarded-Method: POST", "X-Forwarded-Host: h.example", "X-Forwarded-Uri: /a?b",
                "X-Forwarded-Port: 443",
            ])
    }

    @Test("with trust they are completed, and the peer is added to the addresses")
    func kept() {
        #expect(
            head(.kept, passed: ["X-One", "Proxy-Authorization"]) == Self.start + [
                "X-Forwarded-Proto: wss", "X-Forwarded-Prefix: /p", "X-Real-Ip: 203.0.113.9",
                "Authorization: Basic eA==",
                "X-Forwarded-For: 203.0.113.7, 203.0.113.8, 192.0.2.1", "X-Forwarded-Method: POST",
                "X-Forwarded-Host: h.example", "X-Forwarded-Uri: /a?b", "X-Forwarded-Port: 443",
            ])
    }

    @Test("a client's own Authorization stays, listed headers are the only ones, and a body is framed")
    func choices() {
        let lines = [("authorization", "mine"), ("x-one", "1")]
        #expect(
            head(.replaced, passed: ["AUTHORIZATION"], lines)[2...3] == [
                "Authorization: mine", "X-Forwarded-For: 192.0.2.1",
            ])
        #expect(head(.replaced, passed: ["x-one"], lines)[2...3] == ["X-One: 1", "Authorization: Basic eA=="])
        #expect(head(.replaced, framing: .length(5)).last == "Content-Length: 5")
        #expect(head(.replaced, framing: .chunked).last == "Transfer-Encoding: chunked")
        let own = head(.replaced, method: nil)
        #expect(own.first == "POST /check HTTP/1.1" && own.last == "Content-Length: 0")
    }
}
