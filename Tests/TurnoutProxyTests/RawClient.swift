#if Proxy
    import NIOCore
    import NIOPosix

    /// A connection that sends the bytes it is told to, and returns those that come back.
    final class RawClient: Sendable {
        let channel: any Channel
        private let received: AsyncStream<ByteBuffer>
        private let buffered = Buffered()

        private actor Buffered {
            var text = ""
            var iterator: AsyncStream<ByteBuffer>.Iterator?

            func read(
                _ stream: AsyncStream<ByteBuffer>, until isEnough: (String) -> Int?
            ) async throws -> String {
                var iterator = self.iterator ?? stream.makeAsyncIterator()
                while true {
                    if let count = isEnough(text) {
                        let result = String(text.unicodeScalars.prefix(count))
                        text = String(text.unicodeScalars.dropFirst(count))
                        self.iterator = iterator
                        return result
                    }
                    guard let buffer = await iterator.next(isolation: self) else {
                        self.iterator = iterator
                        throw ConnectionEnded(received: text)
                    }
                    text += buffer.readableBytesView.map { String(Unicode.Scalar($0)) }.joined()
                }
            }

            func readToEnd(_ stream: AsyncStream<ByteBuffer>) async -> String {
                var iterator = self.iterator ?? stream.makeAsyncIterator()
                while let buffer = await iterator.next(isolation: self) {
                    text += buffer.readableBytesView.map { String(Unicode.Scalar($0)) }.joined()
                }
                defer { text = "" }
                return text
            }
        }

        /// The peer closed before what was waited for had come.
        struct ConnectionEnded: Error { var received: String }

        init(host: String = "127.0.0.1", port: Int) async throws {
            let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
            received = stream
            channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(.allowRemoteHalfClosure, value: true)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                    }
                }
                .connect(host: host, port: port).get()
        }

        func send(_ text: String) async throws {
            try await channel.writeAndFlush(ByteBuffer(bytes: text.unicodeScalars.map { UInt8($0.value) })).get()
        }

        /// One answer with a Content-Length or chunks, or a head without a body.
        func readAnswer(toHEAD: Bool = false) async throws -> String {
            try await buffered.read(received) { text in
                guard let end = text.range(of: "\r\n\r\n") else { return nil }
                let head = text[..<end.lowerBound].lowercased()
                let start = text.unicodeScalars.distance(from: text.startIndex, to: end.upperBound)
                if toHEAD || head.hasPrefix("http/1.1 1") { return start }
                if head.contains("transfer-encoding: chunked") {
                    guard let last = text.range(of: "\r\n0\r\n\r\n") ?? text.range(of: "\r\n\r\n0\r\n\r\n") else {
                        return nil
                    }
                    return text.unicodeScalars.distance(from: text.startIndex, to: last.upperBound)
                }
                guard let length = head.range(of: "content-length: ") else { return start }
                let count = start + (Int(head[length.upperBound...].prefix { $0.isNumber }) ?? 0)
                return text.unicodeScalars.count >= count ? count : nil
            }
        }

        func read(_ count: Int) async throws -> String {
            try await buffered.read(received) { $0.unicodeScalars.count >= count ? count : nil }
        }

        func readToEnd() async -> String { await buffered.readToEnd(received) }

        func finish() async throws { try await channel.close(mode: .output).get() }

        func close() async { try? await channel.close().get() }

        private final class Collector: ChannelInboundHandler {
            typealias InboundIn = ByteBuffer
            private let continuation: AsyncStream<ByteBuffer>.Continuation

            init(_ continuation: AsyncStream<ByteBuffer>.Continuation) { self.continuation = continuation }

            func channelRead(context: ChannelHandlerContext, data: NIOAny) { continuation.yield(unwrapInboundIn(data)) }
            func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
                if case ChannelEvent.inputClosed? = event as? ChannelEvent { continuation.finish() }
            }
            func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
            func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
        }
    }

    extension String {
        /// The first place of `other`.
        fileprivate func range(of other: String) -> Range<Index>? { firstRange(of: other) }
    }
#endif
