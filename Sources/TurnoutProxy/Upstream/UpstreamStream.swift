#if Proxy
    import NIOCore
    import NIOHPACK
    import NIOHTTP2
    import TurnoutConfiguration
    import TurnoutHTTP

    /// A request to a server on a stream of an HTTP/2 connection, and its answer.
    ///
    /// What of the answer the client doesn't take yet is held here, no more than the stream's window.
    final class UpstreamStream: RequestCarrier, HTTP2StreamOwner {
        private let connection: HTTP2UpstreamConnection
        private var loop: LoopState { connection.loop }
        private var client: (any UpstreamClient)?
        /// `nil` until the connection has room for it.
        private var stream: HTTP2Stream?
        private(set) var replay: [UInt8] = []
        private(set) var requestFraming = BodyFraming.none
        private var requestIsWhole = false
        private(set) var hasWrittenRequest = false
        private var wasReused = false
        /// It was sent before, on another connection.
        private var isAgain = false
        /// When the head of the answer must have come.
        private var deadline = NIODeadline.distantFuture

        // The answer.
        private var hasHead = false
        /// Received and not passed on.
        private var received = ByteBuffer()
        private var missingBytes: Int?
        private var trailers: [UInt8] = []
        private var answerIsWhole = false

        init(on connection: HTTP2UpstreamConnection) { self.connection = connection }

        var isConnected: Bool { stream != nil }
        var hasRoom: Bool { stream?.isWritable ?? false }

        // MARK: The request

        func begin(_ client: any UpstreamClient, framing: BodyFraming) {
            self.client = client
            requestFraming = framing
            replay = loop.scratch
            wasReused = connection.isOpen
            connection.begin(self)
        }

        func beginAgain(_ client: any UpstreamClient, insteadOf other: any RequestCarrier) {
            self.client = client
            requestFraming = other.requestFraming
            replay = other.replay
            isAgain = true
            connection.begin(self)
            if isConnected { client.upstreamDidConnect() }
        }

        /// The connection has room: the head goes on its way.
        func open() {
            let stream = connection.link.open(self)
            self.stream = stream
            hasWrittenRequest = true
            var fields = HPACKHeaders()
            fields.reserveCapacity(20)
            let indexing = connection.link.indexing
            RequestFields.forEach(in: replay, isEncrypted: connection.isEncrypted) { name, value in
                fields.add(name: name, value: value, indexing: indexing)
            }
            stream.send(fields, endsStream: requestFraming == .none)
        }

        /// The connection was made for this request, among others.
        func didConnect() {
            open()
            client?.upstreamDidConnect()
        }

        func sendBody(_ part: ByteBuffer) {
            stream?.send(part)
            stream?.push()
        }

        func sendEnd() {
            guard !requestIsWhole else { return }
            if let stream {
                requestIsWhole = true
                stream.end()
            } else if requestFraming != .none {
                return
            }
            if let timeout = connection.pool.endpoint.transport.responseHeaderTimeout, !hasHead {
                deadline = .now() + timeout
            }
        }

        func flush() { stream?.push() }

        // MARK: The answer

        func receiveFields(_ fields: HPACKHeaders, endsStream: Bool) {
            guard let client else { return }
            do throws(StreamFault) {
                if hasHead {
                    guard endsStream else { throw .missingPseudoHeader }
                    for (name, value, _) in fields {
                        try TrailerFields.append(name: name.utf8Span.span, value: value.utf8Span.span, to: &trailers)
                    }
                    try endBody()
                } else {
                    try receiveHead(fields, endsStream: endsStream, client)
                }
            } catch {
                fail(.malformedAnswer, .protocolError)
                return
            }
            pass()
        }

        private func receiveHead(
            _ fields: HPACKHeaders, endsStream: Bool, _ client: any UpstreamClient
        ) throws(StreamFault) {
            loop.responseHead.value.removeAll()
            for (name, value, _) in fields {
                try loop.responseHead.value.addField(name: name.utf8Span.span, value: value.utf8Span.span)
            }
            let frame = try loop.responseHead.value.finishFields(
                endsStream: endsStream, requestIsHEAD: client.requestIsHEAD)
            if frame.isInterim {
                if endsStream { throw .malformedStatus }
            } else {
                hasHead = true
                deadline = .distantFuture
                answerIsWhole = endsStream
                if case .length(let count) = frame.framing { missingBytes = count }
            }
            client.receiveHead(frame, from: .server)
        }

        func receiveData(_ bytes: ByteBuffer, endsStream: Bool) {
            guard client != nil else { return }
            guard hasHead else {
                fail(.malformedAnswer, .protocolError)
                return
            }
            if let missing = missingBytes { missingBytes = missing - bytes.readableBytes }
            if received.readableBytes == 0 { received = bytes } else { received.writeImmutableBuffer(bytes) }
            do throws(StreamFault) {
                if missingBytes ?? 0 < 0 { throw .wrongLength }
                if endsStream { try endBody() }
            } catch {
                fail(.malformedAnswer, .protocolError)
                return
            }
            pass()
        }

        private func endBody() throws(StreamFault) {
            if missingBytes ?? 0 > 0 { throw .wrongLength }
            answerIsWhole = true
        }

        /// Passes on what the client takes.
        private func pass() {
            guard let client else { return }
            if received.readableBytes > 0, client.isWritable {
                let part = received
                received = ByteBuffer()
                client.receiveBody(part, 0..<part.readableBytes)
                stream?.consume(part.readableBytes)
            }
            if answerIsWhole, received.readableBytes == 0 {
                finish(client)
            } else {
                connection.pauseLater(self)
            }
        }

        func answerDidPause() { client?.answerDidPause() }

        func clientDidBecomeWritable() { if received.readableBytes > 0 { pass() } }

        private func finish(_ client: any UpstreamClient) {
            self.client = nil
            // The server has answered without the rest of the request.
            if let stream, !stream.isLocallyClosed { stream.reset(.cancel) }
            stream = nil
            client.receiveEnd(trailers: trailers)
        }

        // MARK: Ending

        private func fail(_ failure: UpstreamFailure, _ code: HTTP2ErrorCode) {
            let client = client
            end(code)
            // What was passed before the fault is the client's.
            client?.answerDidPause()
            client?.upstreamDidFail(failure)
        }

        private func end(_ code: HTTP2ErrorCode) {
            client = nil
            received = ByteBuffer()
            stream?.reset(code)
            stream = nil
        }

        func close() {
            connection.forget(self)
            end(.cancel)
        }

        func streamDidBecomeWritable() { client?.upstreamDidBecomeWritable() }

        func streamDidClose(_ code: HTTP2ErrorCode) {
            guard let client else { return }
            // A server that refuses a stream has not looked at it (RFC 9113 §8.7); of a connection that has ended nobody
            // knows, as with HTTP/1.1.
            let mayReplay =
                !isAgain && client.mayReplay && !hasHead && (code == .refusedStream || wasReused && !connection.isOpen)
            let hadHead = hasHead
            stream = nil
            self.client = nil
            received = ByteBuffer()
            if mayReplay {
                client.replay(insteadOf: self)
            } else {
                if hadHead { client.answerDidPause() }
                client.upstreamDidFail(connection.isOpen ? .reset : .closed)
            }
        }

        /// The connection could not be made.
        func connectDidFail(_ failure: UpstreamFailure) {
            let client = client
            self.client = nil
            client?.upstreamDidFail(failure)
        }

        func passDeadlines(_ now: NIODeadline) {
            guard deadline <= now else { return }
            deadline = .distantFuture
            fail(.timeout, .cancel)
        }
    }
#endif
