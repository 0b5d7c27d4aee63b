import Testing
import TurnoutHTTP

@Suite("Chunks that are sent")
struct ChunkFramingTests {
    @Test("sizes are written in hexadecimal digits", arguments: [1, 9, 10, 15, 16, 255, 256, 4096, 65_535, Int.max])
    func sizes(count: Int) {
        var output: [UInt8] = []
        ChunkFraming.appendSize(count, to: &output)
        #expect(text(output) == String(count, radix: 16) + "\r\n")
    }

    @Test("what is written is read as it was")
    func roundTrip() {
        var output: [UInt8] = []
        let contents = [1, 17, 300].map { count in (0..<count).map { UInt8(truncatingIfNeeded: $0) } }
        for content in contents {
            ChunkFraming.appendSize(content.count, to: &output)
            output += content
            ChunkFraming.appendEnd(to: &output)
        }
        let trailers = Array("X-A: 1\r\nX-B: 2\r\n".utf8)
        ChunkFraming.appendLast(trailers: trailers, to: &output)
        let expected = BodyVerdict(
            content: contents.flatMap(\.self), consumed: output.count, trailers: trailers, ending: .end)
        #expect(readBody(output) == expected)
        var last: [UInt8] = []
        ChunkFraming.appendLast(to: &last)
        #expect(text(last) == "0\r\n\r\n")
    }
}
