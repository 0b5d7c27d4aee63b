import Testing
import Turnout
import TurnoutHTTP

/// The promise that a message passes through the HTTP core without allocating, once arrays have grown.
@Suite("Allocations of the HTTP core")
struct HTTPAllocationTests {
    private static let requestBytes = bytes(
        "POST /api/users?page=2 HTTP/1.1\nHost: a.example.com\nUser-Agent: curl/8.0\nAccept: */*\n"
            + "Cookie: session=0123456789\nConnection: keep-alive\nTransfer-Encoding: chunked\n\n")
    private static let responseBytes = bytes(
        "HTTP/1.1 200 OK\nServer: a\nContent-Type: text/plain\nConnection: keep-alive\nContent-Length: 5\n\nabcde")
    private static let chunks = bytes("5;a=b\nabcde\nA\n0123456789\n0\n\n")
    private static let peer = Array("192.0.2.1:1234".utf8)
    private static let date = bytes("Date: Wed, 25 Nov 2026 15:23:33 GMT\n")

    @Test("reading a request and sending it on allocates nothing, also when it arrives in portions")
    func requests() throws {
        guard AllocationCount.isPossible() else { return }
        let (bytes, peer, server) = (Self.requestBytes, Self.peer, UpstreamHead())
        var parser = RequestHeadParser()
        var (head, request, output) = (RequestHead(), Request(), [UInt8]())
        let policy = RequestPolicy.entryPoint
        let (allocations, sent) = AllocationCount.of {
            var sent = 0
            for cut in 0..<bytes.count {
                _ = try? parser.parse(bytes.span.extracting(first: cut), into: &head)
                guard let frame = try? parser.parse(bytes.span, into: &head) else { continue }
                head.setRemote(peer)
                guard (try? request.refill(head, policy: policy)) != nil else { continue }
                output.removeAll(keepingCapacity: true)
                server.append(
                    request, peerIP: peer, framing: frame.framing, asksForUpgrade: frame.asksForUpgrade, to: &output)
                sent += 1
            }
            return sent
        }
        #expect(allocations == 0)
        #expect(sent == bytes.count)
    }

    @Test("reading a response and sending it on allocates nothing")
    func responses() throws {
        guard AllocationCount.isPossible() else { return }
        let (bytes, date) = (Self.responseBytes, Self.date)
        var parser = ResponseHeadParser()
        var (head, output) = (ResponseHead(), [UInt8]())
        let (allocations, sent) = AllocationCount.of {
            guard let frame = try? parser.parse(bytes.span, requestIsHEAD: false, into: &head) else { return 0 }
            output.removeAll(keepingCapacity: true)
            head.append(
                clientVersion: .http1(minor: 1), framing: frame.framing, closes: false, date: date, to: &output)
            return output.count
        }
        #expect(allocations == 0)
        #expect(sent > 0)
    }

    @Test("reading chunks and writing others allocates nothing")
    func bodies() throws {
        guard AllocationCount.isPossible() else { return }
        let chunks = Self.chunks
        var output: [UInt8] = []
        let (allocations, content) = AllocationCount.of {
            output.removeAll(keepingCapacity: true)
            var reader = BodyReader(.chunked)
            var (offset, content) = (0, 0)
            while case .data(let range)? = try? reader.step(chunks.span, from: &offset) {
                content += range.count
                ChunkFraming.appendSize(range.count, to: &output)
                ChunkFraming.appendEnd(to: &output)
            }
            ChunkFraming.appendLast(trailers: reader.trailers, to: &output)
            return reader.isFinished ? content : 0
        }
        #expect(allocations == 0)
        #expect(content == 15)
    }

    /// A text with CR LF for each line feed.
    private static func bytes(_ text: String) -> [UInt8] {
        text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    }
}
