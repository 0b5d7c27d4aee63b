#if Proxy
    import NIOCore
    import NIOEmbedded
    import Testing

    @testable import TurnoutProxy

    /// What a server's settings handler makes of the first bytes of an HTTP/2 connection.
    @Suite("Early settings") struct EarlySettingsTests {
        private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
        private static let acknowledgement: [UInt8] = [0, 0, 0, 4, 1, 0, 0, 0, 0]

        private static func frame(_ type: UInt8, _ payload: [UInt8]) -> [UInt8] {
            [0, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF), type, 0, 0, 0, 0, 0] + payload
        }

        /// What comes out of the handler for bytes that come in portions of `size`.
        private func pass(_ bytes: [UInt8], by size: Int) throws -> [UInt8] {
            let channel = EmbeddedChannel(handler: EarlySettings())
            var output: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                try channel.writeInbound(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)]))
                while let part = try channel.readInbound(as: ByteBuffer.self) { output += part.readableBytesView }
            }
            _ = try channel.finish()
            return output
        }

        @Test(
            "an acknowledgement stands behind the first frame, and the client's own is taken out, in any portions",
            arguments: [1, 7, 24, 1000])
        func portions(size: Int) throws {
            let settings = Self.frame(4, [0, 3, 0, 0, 0, 100])
            let headers = Self.frame(1, Array(repeating: 7, count: 300))
            let sent = Self.preface + settings + headers + Self.acknowledgement + headers
            #expect(
                try pass(sent, by: size) == Self.preface + settings + Self.acknowledgement + headers + headers)
        }

        @Test("a client that never acknowledges the settings makes it hold no more than a part of a head")
        func flood() throws {
            let handler = EarlySettings()
            let channel = EmbeddedChannel(handler: handler)
            try channel.writeInbound(ByteBuffer(bytes: Self.preface + Self.frame(4, [])))
            let flood = ByteBuffer(bytes: (0..<100).flatMap { _ in Self.frame(9, Array(repeating: 0, count: 16_000)) })
            for start in stride(from: 0, to: flood.readableBytes, by: 10_003) {
                let count = min(10_003, flood.readableBytes - start)
                try channel.writeInbound(flood.getSlice(at: start, length: count) ?? ByteBuffer())
            }
            #expect(handler.pending.capacity <= 64)
            _ = try? channel.finish()
        }
    }
#endif
