#if Proxy
    import NIOCore
    import NIOEmbedded
    import NIOHTTP1

    /// What llhttp, the parser of Node and SwiftNIO, makes of a connection's bytes.
    struct LLHTTP {
        struct Message: Hashable {
            var start = ""
            var content: [UInt8] = []
            var trailers: [String] = []
            var isComplete = false
        }

        var messages: [Message] = []
        var error: String?

        /// - Parameter requests: The requests of one connection, one after the other.
        init(requests bytes: [UInt8]) {
            let channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPRequestDecoder()))
            write(bytes, to: channel)
            while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
                switch part {
                case .head(let head): messages.append(Message(start: "\(head.method) \(head.uri)"))
                case .body(let buffer): messages[messages.count - 1].content += Array(buffer: buffer)
                case .end(let trailers): finish(trailers)
                }
            }
            _ = try? channel.finish(acceptAlreadyClosed: true)
        }

        /// - Parameter responses: The responses of one connection, each to a request of its own.
        init(responses bytes: [UInt8], toHEAD isHEAD: Bool) {
            let decoder = HTTPResponseDecoder(informationalResponseStrategy: .forward)
            let channel = EmbeddedChannel(handler: ByteToMessageHandler(decoder))
            let method = isHEAD ? HTTPMethod.HEAD : .GET
            for _ in 0..<2 {
                let head = HTTPRequestHead(version: .http1_1, method: method, uri: "/")
                _ = try? channel.writeOutbound(HTTPClientRequestPart.head(head))
            }
            write(bytes, to: channel)
            while let part = try? channel.readInbound(as: HTTPClientResponsePart.self) {
                switch part {
                case .head(let head): messages.append(Message(start: "\(head.status.code)"))
                case .body(let buffer): messages[messages.count - 1].content += Array(buffer: buffer)
                case .end(let trailers): finish(trailers)
                }
            }
            _ = try? channel.finish(acceptAlreadyClosed: true)
        }

        private mutating func write(_ bytes: [UInt8], to channel: EmbeddedChannel) {
            do {
                try channel.writeInbound(ByteBuffer(bytes: bytes))
            } catch {
                self.error = "\(error)"
            }
        }

        private mutating func finish(_ trailers: HTTPHeaders?) {
            messages[messages.count - 1].trailers = trailers?.map { "\($0.name.lowercased()): \($0.value)" } ?? []
            messages[messages.count - 1].isComplete = true
        }
    }
#endif
