import Testing
import Turnout
import TurnoutHTTP

@Suite("Request heads")
struct RequestHeadParserTests {
    @Test("a head is taken apart without touching its texts")
    func parts() throws {
        var head = RequestHead()
        let bytes = lines("GET /a?b=%41 HTTP/1.1\nHost:  example.com\t\nX-A:\nx-b: c d \n\nGET")
        let verdict = readRequest(bytes, into: &head)
        #expect(
            verdict
                == .frame(
                    RequestFrame(headBytes: bytes.count - 3, framing: .none, isPersistent: true, isIdempotent: true)))
        #expect(head.version == .http1(minor: 1))
        head.setRemote("192.0.2.1:80".utf8)
        let request = try Request(head)
        #expect(text(request.normalizedTarget.uri) == "/a?b=%41")
        #expect(text(request.forwardedHost) == "example.com")
        let found = request.headerLines.map { "\(text($0.name))=\(text($0.value))" }
        #expect(found.starts(with: ["x-a=", "x-b=c d"]))
    }
}
