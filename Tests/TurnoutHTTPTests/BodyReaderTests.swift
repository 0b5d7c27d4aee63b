import Testing
import TurnoutHTTP

@Suite("Bodies")
struct BodyReaderTests {
    @Test("no body ends before its first byte")
    func none() {
        let verdict = readBody(Array("next".utf8), .none)
        #expect(verdict == BodyVerdict(ending: .end))
        #expect(BodyReader(.none).isFinished)
        #expect(BodyReader(.length(0)).isFinished)
    }

    @Test("a length takes that many bytes and leaves the next message alone")
    func length() {
        let bytes = Array("abcdefgh".utf8)
        #expect(readBody(bytes, .length(5)) == BodyVerdict(content: Array("abcde".utf8), consumed: 5, ending: .end))
        #expect(readBody(bytes, .length(9)) == BodyVerdict(content: bytes, consumed: 8))
        #expect(readBody(bytes, .length(.max)) == BodyVerdict(content: bytes, consumed: 8))
    }

    @Test("without a length, everything is content")
    func untilClose() {
        let bytes = Array("0\r\n\r\n".utf8)
        #expect(readBody(bytes, .untilClose) == BodyVerdict(content: bytes, consumed: 5))
    }

    @Test("chunks become content")
    func chunks() {
        let body = Array("3\r\nabc\r\nA\r\n0123456789\r\n00\r\n\r\n".utf8)
        let expected = BodyVerdict(content: Array("abc0123456789".utf8), consumed: body.count, ending: .end)
        #expect(readBody(body + Array("GET".utf8)) == expected)
    }

    @Test(
        "extensions are checked and dropped",
        arguments: [
            "3;a", "3;a=b", "3;a=b;c", "3;a=\"b c\"", "3;a=\"b\\\"c\"", "3;a=\"\"", "3;a;b=\"\u{E9}\";c=d",
            "3;a=\"\t;=\"",
            "003;a", "0000000000000003",
        ]
    )
    func extensions(line: String) {
        let body = Array("\(line)\r\nabc\r\n0;x=y\r\n\r\n".utf8)
        #expect(readBody(body) == BodyVerdict(content: Array("abc".utf8), consumed: body.count, ending: .end))
    }

    @Test("trailers are kept as lines, without those that nobody would look for there")
    func trailers() {
        let names = [
            "Content-Length: 3", "Transfer-Encoding: chunked", "HOST: b", "trailer: X", "Connection: close", "Te: x",
            "Upgrade: h", "X-Forwarded-For: 1.1.1.1", "x_forwarded_proto: https", "X-Real-IP: 1.1.1.1", "Keep-Alive: x",
            "X-Forwarded-Tls-Client-Cert: c", "Proxy-Authorization: x",
        ]
        let section = ["X-Checksum: 1 "] + names + ["X-forwarded: y", "Grpc-Status:0"]
        let body = lines("1\na\n0\n\(section.joined(separator: "\n"))\n\n")
        let verdict = readBody(body)
        #expect(verdict.ending == .end)
        #expect(verdict.consumed == body.count)
        #expect(text(verdict.trailers) == "X-Checksum: 1 \r\nX-forwarded: y\r\nGrpc-Status:0\r\n")
    }

    @Test("trailers aren't there before the message has ended")
    func earlyTrailers() {
        let verdict = readBody(lines("0\nX: y\nZ: 1\n"))
        #expect(verdict.ending == .needsMore)
        #expect(verdict.trailers.isEmpty)
    }
}
