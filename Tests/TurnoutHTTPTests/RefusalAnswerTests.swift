import Testing
import Turnout
import TurnoutHTTP

@Suite("Answers to refused requests")
struct RefusalAnswerTests {
    private static let plain = "Content-Type: text/plain; charset=utf-8\nConnection: close\n\n"

    @Test(
        "the answer is that of Traefik",
        arguments: [
            ("GET / HTTP/1.1\n\n", "400 Bad Request: missing required Host header"),
            ("GET / HTTP/1.1\nHost: a b\n\n", "400 Bad Request: malformed Host header"),
            ("GET / HTTP/1.1\nHost: a\nHost: a\n\n", "400 Bad Request"),
            ("GET / HTTP/1.1\nHost: a\nA B: c\n\n", "400 Bad Request: invalid header name"),
            ("GET / HTTP/1.1\nHost: a\nA : c\n\n", "400 Bad Request: invalid header name"),
            ("GET / HTTP/1.1\nHost: a\nA\u{1}: c\n\n", "400 Bad Request"),
            ("GET / HTTP/1.1\nHost: a\nA: c\u{1}\n\n", "400 Bad Request"),
            ("GET / HTTP/1.1\nHost: a\n: c\n\n", "400 Bad Request"),
            ("GET / HTTP/1.1\nHost: a\nAbc\n\n", "400 Bad Request"),
            ("GET  / HTTP/1.1\nHost: a\n\n", "400 Bad Request"),
            ("GET /%zz HTTP/1.1\nHost: a\n\n", "400 Bad Request"),
            ("POST / HTTP/1.1\nHost: a\nContent-Length: +3\n\n", "400 Bad Request"),
            ("GET / HTTP/2.0\nHost: a\n\n", "505 HTTP Version Not Supported: unsupported protocol version"),
        ]
    )
    func recorded(head: String, line: String) throws {
        #expect(try answer(head) == "HTTP/1.1 \(line)\n\(Self.plain)\(line)")
    }

    @Test("an unknown transfer coding is 501, in other words than the status")
    func transferCoding() throws {
        let sent = try answer("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: gzip\n\n")
        #expect(sent == "HTTP/1.1 501 Not Implemented\n\(Self.plain)Unsupported transfer encoding")
    }

    @Test("a head that is too large is 431")
    func tooLarge() {
        var output: [UInt8] = []
        appendRefusal(RequestRefusal(.headTooLarge), to: &output)
        let line = "431 Request Header Fields Too Large"
        #expect(text(output.filter { $0 != 0x0D }) == "HTTP/1.1 \(line)\n\(Self.plain)\(line)")
    }

    @Test("what is refused behind the parser has no words")
    func wordless() throws {
        let end = "Content-Length: 0\nConnection: close\n\n"
        #expect(try answer("GET /a#b HTTP/1.1\nHost: a\n\n") == "HTTP/1.1 400 Bad Request\n\(end)")
        #expect(try answer("OPTIONS * HTTP/1.1\nHost: a\n\n") == "HTTP/1.1 200 OK\n\(end)")
        let expectation = try answer("GET / HTTP/1.1\nHost: a\nExpect: x\n\n")
        #expect(expectation == "HTTP/1.1 417 Expectation Failed\n\(end)")
    }

    @Test("every refusal has an answer that can be read")
    func all() {
        for reason in RequestRefusal.Reason.allCases {
            let refusal = RequestRefusal(reason)
            var output = Array("kept".utf8)
            appendRefusal(refusal, to: &output)
            var head = ResponseHead()
            guard case .frame(let frame) = readResponse(Array(output.dropFirst(4)), into: &head) else {
                Issue.record("\(reason) is not answered")
                continue
            }
            #expect(head.status == refusal.status)
            #expect(!frame.isPersistent)
            if case .length(let count) = frame.framing { #expect(output.count == 4 + frame.headBytes + count) }
        }
    }

    private func answer(_ text: String) throws -> String {
        var head = RequestHead()
        var parser = RequestHeadParser()
        do throws(RequestRefusal) {
            _ = try parser.parse(lines(text).span, into: &head)
            _ = try Request(head)
        } catch {
            var output: [UInt8] = []
            appendRefusal(error, to: &output)
            return String(decoding: output.filter { $0 != 0x0D }, as: UTF8.self)
        }
        throw Accepted()
    }

    private struct Accepted: Error {}
}
