import Testing
import Turnout
import TurnoutHTTP

/// What other servers and proxies got wrong, by the name under which it became known.
@Suite("Advisories")
struct AdvisoryTests {
    @Test("CVE-2021-40346: a header name of 270 bytes is not mistaken for Content-Length")
    func integerOverflowOfNames() {
        let name = "Content-Length0" + String(repeating: "a", count: 255)
        let verdict = readRequest("POST / HTTP/1.1\nHost: a\n\(name):\nContent-Length: 60\n\n")
        guard case .frame(let frame) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(frame.framing == .length(60))
    }

    @Test("CVE-2023-25725: an empty header name does not end the head")
    func emptyName() {
        #expect(readRequest("GET / HTTP/1.1\nHost: a\n:\nX: y\n\n") == .refused(.malformedHeaderName))
        #expect(readRequest("GET / HTTP/1.1\nHost: a\n: x\n\n") == .refused(.malformedHeaderName))
    }

    @Test("CVE-2023-40225: an empty Content-Length is refused")
    func emptyLength() {
        for value in ["", " ", "\t"] {
            let verdict = readRequest("POST / HTTP/1.1\nHost: a\nContent-Length:\(value)\n\n")
            #expect(verdict == .refused(.malformedContentLength))
        }
    }

    @Test("CVE-2023-45539: a # in the path is refused")
    func fragment() throws {
        var head = RequestHead()
        guard case .frame = readRequest(lines("GET /public#/../admin.png HTTP/1.1\nHost: a\n\n"), into: &head) else {
            Issue.record("the parser takes any visible character")
            return
        }
        #expect(throws: RequestRefusal.self) { try Request(head) }
    }

    @Test("CVE-2023-38697: signs and prefixes in lengths, and line feeds in chunk lines, are refused")
    func lenientIntegers() {
        for length in ["+1", "0x1", "1_0", "0b1"] {
            let verdict = readRequest("POST / HTTP/1.1\nHost: a\nContent-Length: \(length)\n\n")
            #expect(verdict == .refused(.malformedContentLength))
        }
        for line in ["+3", "-3", "0x3", "3_0"] {
            #expect(readBody(Array("\(line)\r\nabc\r\n0\r\n\r\n".utf8)).ending == .fault(.malformedChunkSize))
        }
        #expect(readBody(Array("3;a\nabc\r\n0\r\n\r\n".utf8)).ending == .fault(.bareLineBreak))
    }

    @Test(
        "CVE-2019-15605: a Transfer-Encoding that is nearly chunked is refused",
        arguments: [
            "chunked, chunked-false", "chunkedchunked", "x chunked", "chunked x", "chunked\u{B}", "\u{B}chunked",
            "'chunked'",
            "identity", "chunked, identity",
        ]
    )
    func malformedCoding(value: String) {
        guard case .refused = readRequest("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: \(value)\n\n") else {
            Issue.record("accepted")
            return
        }
    }

    @Test("CVE-2019-9900: NUL in a header value is refused")
    func nul() {
        #expect(readRequest("GET / HTTP/1.1\nHost: a\nX: a\u{0}b\n\n") == .refused(.malformedHeaderValue))
        #expect(readRequest("GET / HTTP/1.1\nHost: a\u{0}b\n\n") == .refused(.malformedHeaderValue))
        #expect(readResponse("HTTP/1.1 200 OK\nX: a\u{0}b\n\n") == .refused(.malformedHeaderValue))
    }

    @Test("CVE-2026-28980: the count and size of header lines are bounded")
    func unboundedHeads() {
        let many = "GET / HTTP/1.1\n" + String(repeating: "a: b\n", count: 1001)
        #expect(readRequest(many) == .refused(.tooManyHeaders))
        let long = "GET / HTTP/1.1\na: " + String(repeating: "b", count: 1 << 20)
        #expect(readRequest(long) == .refused(.headTooLarge))
    }

    @Test("CVE-2026-2835: the body of an HTTP/1.0 request does not last until the connection closes")
    func closeDelimitedRequest() {
        let verdict = readRequest("POST / HTTP/1.0\nHost: a\n\n")
        #expect(verdict == .frame(RequestFrame(headBytes: 28, framing: .none, isPersistent: false)))
    }

    @Test("CVE-2026-88004: managed headers do not come as trailers, in any spelling")
    func managedTrailers() {
        for name in ["X-Forwarded-For", "x_forwarded_proto", "X-Real-IP", "X-REAL_IP", "X-Forwarded-Tls-Client-Cert"] {
            let verdict = readBody(lines("0\nX-Kept: 1\n\(name): 127.0.0.1\n\n"))
            #expect(text(verdict.trailers) == "X-Kept: 1\r\n", "\(name)")
        }
    }

    @Test("CVE-2024-45410: Connection can't take managed headers away, in any letter case")
    func connectionOfManagedHeaders() throws {
        for name in ["X-Forwarded-Host", "x-forwarded-host", "X-REAL-IP", "x_forwarded_for"] {
            var head = RequestHead()
            _ = readRequest(lines("GET / HTTP/1.1\nHost: a\nConnection: close, \(name)\n\n"), into: &head)
            head.setRemote(Array("192.0.2.1:1".utf8))
            var output: [UInt8] = []
            UpstreamHead().append(
                try Request(head), peerIP: Array("192.0.2.1".utf8), framing: .none, asksForUpgrade: false, to: &output)
            let sent = text(output)
            for line in ["X-Forwarded-Host: a", "X-Real-Ip: 192.0.2.1", "X-Forwarded-For: 192.0.2.1"] {
                #expect(sent.contains("\r\n\(line)\r\n"), "\(name)")
            }
        }
    }

    @Test("h2c smuggling: an upgrade to h2c is not asked of the upstream")
    func h2c() throws {
        let bytes = lines(
            "GET / HTTP/1.1\nHost: a\nConnection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: AAMAAABk\n\n")
        var head = RequestHead()
        guard case .frame(let frame) = readRequest(bytes, into: &head) else {
            Issue.record("refused")
            return
        }
        #expect(!frame.asksForUpgrade)
        var output: [UInt8] = []
        UpstreamHead().append(
            try Request(head), peerIP: [], framing: .none, asksForUpgrade: frame.asksForUpgrade, to: &output)
        let sent = text(output).lowercased()
        #expect(!sent.contains("upgrade") && !sent.contains("http2-settings"))
    }

    // MARK: Smuggling by name

    @Test(
        "CL.TE, TE.CL and TE.TE: nothing that two servers frame differently is taken",
        arguments: [
            "Content-Length: 6\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\nContent-Length: 4",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding: chunked\nTransfer-Encoding: x",
            "Transfer-Encoding: x\nTransfer-Encoding: chunked",
            "Transfer-Encoding:\u{B}chunked",
            " Transfer-Encoding: chunked",
            "X: x\n Transfer-Encoding: chunked",
            "Transfer-Encoding\n : chunked",
            "Transfer-Encoding:\n chunked",
            "Content-Length: 5\nContent-Length: 6",
            "Content-Length: 5, 5",
            "Content-Length : 5",
            "Content-Length\t: 5",
            "Content-Length: 5\u{0}",
        ]
    )
    func smuggling(headers: String) {
        guard case .refused = readRequest("POST / HTTP/1.1\nHost: a\n\(headers)\n\n") else {
            Issue.record("accepted")
            return
        }
    }

    @Test("a header name that means Transfer-Encoding only to others frames nothing, and is sent on as it is")
    func lookalikes() throws {
        for name in ["Transfer_Encoding", "Transfer.Encoding", "X-Transfer-Encoding", "Content_Length"] {
            let verdict = readRequest("POST / HTTP/1.1\nHost: a\n\(name): chunked\n\n")
            guard case .frame(let frame) = verdict else {
                Issue.record("\(name) is refused")
                continue
            }
            #expect(frame.framing == .none)
        }
    }

    @Test("chunked bodies that servers have read in two ways are refused")
    func chunkTricks() {
        let bodies = [
            "\r\n\r\n", "3\r\nabc\n0\r\n\r\n", "3\nabc\r\n0\r\n\r\n", "3;\nabc\r\n0\r\n\r\n", "3;\r\nabc\r\n0\r\n\r\n",
            "3 \r\nabc\r\n0\r\n\r\n", "3\r\nabcXX0\r\n\r\n", "\r\n3\r\nabc\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFF3\r\nabc",
            "10000000000000003\r\nabc", "3\r\nabc\r\n0\n\r\n", "3\r\nabc\r\n0\r\n\n", "3\r\nabc\r\n\r\n0\r\n\r\n",
            "3\u{0}\r\nabc\r\n0\r\n\r\n", "3;a=\u{0}\r\nabc\r\n0\r\n\r\n", "-0\r\n\r\n", "x\r\n\r\n",
        ]
        for body in bodies {
            guard case .fault = readBody(Array(body.utf8)).ending else {
                Issue.record("\(body.debugDescription) is accepted")
                continue
            }
        }
    }
}
