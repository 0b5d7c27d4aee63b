#if Proxy
    import CZlib
    import NIOCore
    import Testing
    import TurnoutConfiguration

    @testable import TurnoutProxy

    @Suite("Packed answers", .timeLimit(.minutes(10)))
    struct CompressTests {
        @Test("what was packed can be unpacked, however it was cut and flushed")
        func packs() throws {
            var generator = SystemRandomNumberGenerator()
            var encoders = GzipEncoders(limit: 1)
            for _ in 0..<50 {
                let taken = encoders.take()
                let encoder = try #require(taken)
                var (plain, packed) = ([UInt8](), ByteBuffer())
                for _ in 0..<Int.random(in: 0..<20, using: &generator) {
                    let part = (0..<Int.random(in: 0..<20_000, using: &generator)).map { _ in
                        UInt8.random(in: 97...101, using: &generator)
                    }
                    let flush: GzipEncoder.Flush = Bool.random(using: &generator) ? .none : .all
                    encoder.encode(ByteBuffer(bytes: part), flush: flush, to: &packed)
                    plain += part
                    if flush == .all { #expect(unpack(packed) == plain) }
                }
                encoder.encode(ByteBuffer(), flush: .end, to: &packed)
                #expect(unpack(packed) == plain)
                encoders.giveBack(encoder)
            }
        }

        @Test("the number of answers that are packed at once is bounded")
        func boundsEncoders() throws {
            var encoders = GzipEncoders(limit: 2)
            let taken = (0..<3).map { _ in encoders.take() }
            #expect(taken.map { $0 != nil } == [true, true, false])
            encoders.giveBack(try #require(taken[0]))
            let next = encoders.take()
            #expect(next != nil)
        }

        @Test("beyond the bound answers go out as they are")
        func packsWithinBounds() async throws {
            let body = String(repeating: "hello ", count: 1_000)
            let server = try await ScriptedServer { _ in ScriptedServer.ok(body) }
            var limits = ProxyLimits()
            limits.packedAnswers = 0
            let proxy = try await ProxyUnderTest(.all(to: server, through: .reading("compress", [:])), limits: limits)
            let request = "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n"
            let answer = try await proxy.exchange(request)
            #expect(answer.hasSuffix(body) && answer.contains("\r\nVary: Accept-Encoding\r\n"))
            try await proxy.stop()
        }

        @Test("what a server sends of an endless body is with the client before the rest is there")
        func doesNotHoldBack() async throws {
            let server = try await ScriptedServer { _ in
                [
                    .send(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "5\r\nhello\r\n")
                ]
            }
            let proxy = try await ProxyUnderTest(.all(to: server, through: .reading("compress", [:])))
            let client = try await RawClient(port: proxy.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
            var received = ""
            while !received.hasSuffix("\r\n\r\n") { received += try await client.read(1) }
            #expect(received.contains("\r\nContent-Encoding: gzip\r\n"))
            var packed = ByteBuffer()
            while unpack(packed) != Array("hello".utf8) {
                var size = ""
                while !size.hasSuffix("\r\n") { size += try await client.read(1) }
                let count = try #require(Int(size.dropLast(1), radix: 16))
                packed.writeBytes(try await client.read(count).unicodeScalars.map { UInt8($0.value) })
                _ = try await client.read(2)
            }
            await client.close()
            try await proxy.stop()
        }

        @Test("the part of a body that comes late of one with a length is passed on before the rest is there")
        func passesPartsOfMeasuredBodies() async throws {
            let server = try await ScriptedServer { _ in
                [.send("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + String(repeating: "a", count: 1_000))]
            }
            let proxy = try await ProxyUnderTest(.all(to: server, through: .reading("compress", [:])))
            let client = try await RawClient(port: proxy.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
            var received = ""
            while !received.hasSuffix("\r\n\r\n") { received += try await client.read(1) }
            #expect(received.contains("\r\nTransfer-Encoding: chunked\r\n"))
            await client.close()
            try await proxy.stop()
        }

        @Test("an answer that breaks off while its head is held back ends the connection, and is no other answer")
        func breaksOff() async throws {
            let server = try await ScriptedServer { _ in
                [.send("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\nhello"), .close]
            }
            let proxy = try await ProxyUnderTest(.all(to: server, through: .reading("compress", [:])))
            let client = try await RawClient(port: proxy.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
            let answer = await client.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.contains("\r\nTransfer-Encoding: chunked\r\n"))
            #expect(!answer.contains("502") && !answer.hasSuffix("0\r\n\r\n"))
            try await proxy.stop()
        }

        /// What can be unpacked of the buffer; `nil` if it is no gzip.
        private func unpack(_ packed: ByteBuffer) -> [UInt8]? {
            var stream = z_stream()
            guard inflateInit2_(&stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                return nil
            }
            defer { inflateEnd(&stream) }
            var plain: [UInt8] = []
            var room = [UInt8](repeating: 0, count: 64 << 10)
            var input = Array(packed.readableBytesView)
            return input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                while true {
                    let (result, count) = room.withUnsafeMutableBufferPointer { room in
                        stream.next_out = room.baseAddress
                        stream.avail_out = UInt32(room.count)
                        let result = inflate(&stream, Z_SYNC_FLUSH)
                        return (result, room.count - Int(stream.avail_out))
                    }
                    guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(result) else { return nil }
                    plain += room[..<count]
                    if stream.avail_out > 0 { return plain }
                }
            }
        }
    }
#endif
