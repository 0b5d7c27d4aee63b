#if Proxy
    import Foundation
    import NIOConcurrencyHelpers
    import NIOCore
    import NIOPosix
    import Testing
    import TurnoutConfiguration

    @testable import TurnoutProxy

    @Suite("Answers that nobody reads", .timeLimit(.minutes(5)))
    struct UnreadAnswersTests {
        private static let requests = 1_000
        /// In each request and each answer: together far more than sockets hold.
        private static let padding = String(repeating: ".", count: 8_000)

        /// Keeps what comes, once it is allowed to read.
        private final class Reader: ChannelInboundHandler, Sendable {
            typealias InboundIn = ByteBuffer
            let received = NIOLockedValueBox(ByteBuffer())

            func channelRead(context: ChannelHandlerContext, data: NIOAny) {
                var bytes = unwrapInboundIn(data)
                received.withLockedValue { _ = $0.writeBuffer(&bytes) }
            }
        }

        private func served(by proxy: Proxy) async -> Int {
            let request = ControlRequest(service: .prometheus, method: Array("GET".utf8), path: [], query: [])
            let answer = await proxy.answer(request)
            let text = String(decoding: answer.response(isHEAD: false).body, as: UTF8.self)
            let line = text.split(separator: "\n").first { $0.hasPrefix("traefik_entrypoint_requests_total{") }
            return line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
        }

        @Test(
            "a client that asks on and reads nothing is not listened to; when it reads, every answer comes in its turn",
            arguments: ["", "own: {redirectScheme: {scheme: https}}"])
        func waits(middlewares: String) async throws {
            let server = try await ScriptedServer { request in
                ScriptedServer.ok(String(request.prefix(Self.padding.count)))
            }
            let proxy = try await ProxyUnderTest(
                try .passing(middlewares, to: [server]), metrics: MetricsSettings.Prometheus())
            let reader = Reader()
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(.autoRead, value: false)
                .channelOption(.socketOption(.so_rcvbuf), value: 16 << 10)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(reader) }
                }
                .connect(host: "127.0.0.1", port: proxy.port).get()
            let requests = (0..<Self.requests).map { number in
                "GET /\(number)?\(Self.padding) HTTP/1.1\r\nHost: a\r\n\r\n"
            }
            channel.writeAndFlush(ByteBuffer(string: requests.joined()), promise: nil)

            var count = -1
            while await served(by: proxy.proxy) > count {
                count = await served(by: proxy.proxy)
                try await Task.sleep(for: .seconds(1))
            }
            #expect(count > 0 && count < Self.requests, "the proxy has answered on, and keeps the answers")

            try await channel.setOption(.autoRead, value: true).get()
            let deadline = ContinuousClock.now + .seconds(120)
            while await served(by: proxy.proxy) < Self.requests, .now < deadline {
                try await Task.sleep(for: .milliseconds(50))
            }
            try await Task.sleep(for: .milliseconds(500))
            // Each answer repeats the target of its request.
            let pieces = reader.received.withLockedValue { String(buffer: $0) }.components(separatedBy: "?")
            let numbers = pieces.dropLast().map { piece in piece.suffix(from: piece.lastIndex(of: "/")!).dropFirst() }
            #expect(numbers.elementsEqual((0..<Self.requests).map { "\($0)" }, by: { $0 == $1 }))
            try await channel.close().get()
            try await proxy.stop()
            await server.close()
        }
    }
#endif
