#if Proxy
    import NIOConcurrencyHelpers
    import NIOCore
    import NIOPosix

    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// A server that answers each request with what a test says, and keeps what it was sent.
    final class ScriptedServer: Sendable {
        enum Action: Sendable {
            case send(String)
            case close
            /// Ends the connection as a process does that crashes.
            case reset
            /// Does the rest later.
            case wait(TimeAmount)
            /// Sends back what comes from now on.
            case echo
        }

        /// What came in, request by request: the head, and as much of the body as its Content-Length or chunks say.
        var requests: [String] { seen.withLockedValue { $0 } }
        var connections: Int { accepted.withLockedValue { $0 } }
        let port: Int
        private let channel: any Channel
        private let seen = NIOLockedValueBox<[String]>([])
        private let accepted = NIOLockedValueBox(0)

        init(host: String = "127.0.0.1", port: Int = 0, _ script: @escaping @Sendable (String) -> [Action]) async throws
        {
            let (seen, accepted) = (seen, accepted)
            channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    accepted.withLockedValue { $0 += 1 }
                    return channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Conversation(seen, script))
                    }
                }
                .bind(host: host, port: port).get()
            self.port = channel.localAddress?.port ?? 0
        }

        func close() async { try? await channel.close().get() }

        /// 200 with a body.
        static func ok(_ body: String) -> [Action] {
            [.send("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")]
        }

        private final class Conversation: ChannelInboundHandler {
            typealias InboundIn = ByteBuffer
            typealias OutboundOut = ByteBuffer
            private let seen: NIOLockedValueBox<[String]>
            private let script: @Sendable (String) -> [Action]
            private var text = ""
            private var isEchoing = false

            init(_ seen: NIOLockedValueBox<[String]>, _ script: @escaping @Sendable (String) -> [Action]) {
                self.seen = seen
                self.script = script
            }

            func channelRead(context: ChannelHandlerContext, data: NIOAny) {
                let buffer = unwrapInboundIn(data)
                if isEchoing {
                    context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
                    return
                }
                text += String(buffer: buffer)
                while let request = nextRequest() {
                    seen.withLockedValue { $0.append(request) }
                    run(script(request)[...], context)
                }
                if isEchoing, !text.isEmpty {
                    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
                    text = ""
                }
            }

            private func run(_ actions: ArraySlice<Action>, _ context: ChannelHandlerContext) {
                var actions = actions
                while let action = actions.popFirst() {
                    switch action {
                    case .send(let answer):
                        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
                    case .close: context.close(promise: nil)
                    case .reset:
                        let socket = context.channel as? any SocketOptionProvider
                        _ = socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                        context.close(promise: nil)
                    case .echo: isEchoing = true
                    case .wait(let time):
                        let rest = actions
                        context.eventLoop.assumeIsolated().scheduleTask(in: time) { self.run(rest, context) }
                        return
                    }
                }
            }

            private func nextRequest() -> String? {
                guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
                let head = text[..<end.lowerBound].lowercased()
                var stop = end.upperBound
                if head.contains("transfer-encoding: chunked") {
                    guard let last = text[end.lowerBound...].firstRange(of: "\r\n0\r\n\r\n") else { return nil }
                    stop = last.upperBound
                } else if let length = head.firstRange(of: "content-length: ") {
                    let count = Int(head[length.upperBound...].prefix { $0.isNumber }) ?? 0
                    guard text.utf8.distance(from: stop, to: text.endIndex) >= count else { return nil }
                    stop = text.utf8.index(stop, offsetBy: count)
                }
                defer { text = String(text[stop...]) }
                return String(text[..<stop])
            }
        }
    }
#endif
