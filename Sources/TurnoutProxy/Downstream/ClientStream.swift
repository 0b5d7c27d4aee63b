#if Proxy
    import NIOCore
    import NIOHPACK
    import NIOHTTP2
    import Turnout
    import TurnoutHTTP

    /// A request on an HTTP/2 connection, and its answer.
    ///
    /// It is routed and forwarded as one of HTTP/1.1 is. What of its body the server doesn't take yet is held here, no more
    /// than the stream's window; what of the answer the client doesn't take yet waits in `stream`.
    final class ClientStream: DirectDownstream, HTTP2StreamOwner {
        private let connection: HTTP2ClientConnection
        let stream: HTTP2Stream
        let version = HTTPVersion.http2
        private(set) var request = RequestFrame(headBytes: 0, framing: .none, isPersistent: true)
        var action: RouterAction?
        var target: ServiceState.Target?
        var record: RequestRecord?
        var upstream: (any RequestReceiver)?

        // The request.
        private(set) var requestIsFinished = false
        /// Received and not passed on.
        private var received = ByteBuffer()
        /// The client has sent all of its body.
        private var bodyIsWhole = false
        /// What is missing of a body whose length was stated.
        private var missingBytes: Int?
        private(set) var awaitsContinue = false
        var continueDeadline = NIODeadline.distantFuture
        /// When the rest of the request, or of its answer, must have come.
        private var deadline = NIODeadline.distantFuture

        // The answer.
        private(set) var responseHasBegun = false
        private var responseIsFinished = false
        /// The head, until it is known whether anything follows it.
        private var waitingHead: HPACKHeaders?

        init(_ stream: HTTP2Stream, of connection: HTTP2ClientConnection) {
            self.stream = stream
            self.connection = connection
        }

        var loop: LoopState { connection.loop }
        var entryPoint: EntryPointSettings { connection.entryPoint }
        var remote: [UInt8] { connection.remote }
        var peerIP: [UInt8] { connection.peerIP }
        var encryption: ClientEncryption? { connection.encryption }
        var isEncrypted: Bool { connection.encryption != nil }
        var isWritable: Bool { stream.isWritable }

        // MARK: The head of the request

        func begin(_ fields: HPACKHeaders, endsStream: Bool) {
            loop.requestHead.value.removeAll()
            var reader = StreamHeadReader()
            let head: StreamHeadReader.Result
            do throws(StreamFault) {
                for (name, value, _) in fields {
                    try reader.add(name: name.utf8Span.span, value: value.utf8Span.span, to: &loop.requestHead.value)
                }
                head = try reader.finish(endsStream: endsStream, &loop.requestHead.value)
            } catch {
                stream.reset(.protocolError)
                return
            }
            request = head.frame
            requestIsFinished = endsStream
            bodyIsWhole = endsStream
            if case .length(let count) = request.framing { missingBytes = count }
            awaitsContinue = request.expectsContinue
            if endsStream { startDeadline(entryPoint.writeTimeout) } else { startDeadline(entryPoint.readTimeout) }
            if let header = head.connectionHeader {
                answer(.connectionHeader(header))
            } else if reader.isTooLong {
                answer(.headTooLarge)
            } else {
                loop.requestHead.value.setRemote(remote)
                loop.requestHead.value.isTLS = isEncrypted
                route()
            }
        }

        private func route() {
            switch loop.route(at: entryPoint, encryption) {
            case .refusal(let refusal):
                if let answer = LocalAnswer.refusing(refusal) {
                    self.answer(answer)
                } else {
                    stream.reset(.protocolError)
                }
            case .connect: answer(LocalAnswer(status: 501))
            case .notFound:
                observe(nil)
                answer(.notFound)
            case .answer(let local, let action):
                observe(action)
                answer(local)
            case .action(let action): perform(action)
            }
        }

        func forward(to target: ServiceState.Target) { begin(at: target, asksForUpgrade: false).flush() }

        func upstreamDidConnect() {
            if requestIsFinished { upstream?.sendEnd() }
            passBody()
        }

        // MARK: The body of the request

        func receiveData(_ bytes: ByteBuffer, endsStream: Bool) {
            awaitsContinue = false
            if let missing = missingBytes {
                missingBytes = missing - bytes.readableBytes
                guard missing >= bytes.readableBytes else {
                    fail(.protocolError)
                    return
                }
            }
            bodyIsWhole = endsStream
            if endsStream, missingBytes ?? 0 > 0 {
                bodyIsTooShort()
                return
            }
            guard upstream != nil else {
                stream.consume(bytes.readableBytes)
                if endsStream { requestIsFinished = true }
                return
            }
            if received.readableBytes == 0 { received = bytes } else { received.writeImmutableBuffer(bytes) }
            passBody()
        }

        /// The server must not take for whole what it has got of the body.
        private func bodyIsTooShort() {
            guard !responseHasBegun, let upstream else {
                fail(.protocolError)
                return
            }
            upstream.close()
            self.upstream = nil
            answer(LocalAnswer(.closed))
        }

        /// Trailers end the request; like those of HTTP/1.1 they go no further.
        func receiveFields(_ fields: HPACKHeaders, endsStream: Bool) {
            var lines: [UInt8] = []
            do throws(StreamFault) {
                guard endsStream, !bodyIsWhole else { throw .latePseudoHeader }
                for (name, value, _) in fields {
                    try TrailerFields.append(name: name.utf8Span.span, value: value.utf8Span.span, to: &lines)
                }
            } catch {
                fail(.protocolError)
                return
            }
            receiveData(ByteBuffer(), endsStream: true)
        }

        private func passBody() {
            guard let upstream, upstream.isConnected, !requestIsFinished else { return }
            if received.readableBytes > 0, upstream.hasRoom {
                let part = received
                received = ByteBuffer()
                record?.requestBytes += part.readableBytes
                upstream.sendBody(part)
                stream.consume(part.readableBytes)
            }
            if bodyIsWhole, received.readableBytes == 0 {
                requestIsFinished = true
                startDeadline(entryPoint.writeTimeout)
                upstream.sendEnd()
            }
            connection.flushUpstreamLater(of: self)
        }

        func upstreamDidBecomeWritable() { passBody() }

        func sendContinue() {
            guard awaitsContinue, !responseHasBegun else { return }
            awaitsContinue = false
            stream.send([":status": "100"])
        }

        // MARK: The answer

        func receiveHead(_ frame: ResponseFrame, from origin: AnswerOrigin) {
            var fields = HPACKHeaders()
            fields.reserveCapacity(loop.responseHead.read { $0.lineCount } + 3)
            let indexing = connection.link.indexing
            fields.add(name: ":status", value: "\(loop.responseHead.read { $0.status })", indexing: indexing)
            loop.responseHead.value.forEachField(framing: frame.framing, date: loop.date.value()) { name, value in
                fields.add(name: name, value: value, indexing: indexing)
            }
            if frame.isInterim {
                if loop.responseHead.read({ $0.status }) == 100 { awaitsContinue = false }
                stream.send(fields)
                return
            }
            if let record { noteHead(frame, in: record) }
            responseHasBegun = true
            waitingHead = fields
        }

        func receiveBody(_ bytes: ByteBuffer, _ range: Range<Int>) {
            record?.responseBytes += range.count
            sendWaitingHead()
            guard let part = bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count) else {
                return
            }
            stream.send(part)
        }

        func receiveEnd(trailers: [UInt8]) {
            upstream = nil
            responseIsFinished = true
            dropBody()
            if record != nil { endRecord(trailers: trailers) }
            let head = waitingHead.take()
            if let head, trailers.isEmpty, bodyIsWhole {
                stream.send(head, endsStream: true)
                return
            }
            if let head { stream.send(head) }
            stream.end(trailers.isEmpty ? .plain : .trailers(fields(of: trailers)), resets: !bodyIsWhole)
        }

        private func fields(of trailers: [UInt8]) -> HPACKHeaders {
            var fields = HPACKHeaders()
            let indexing = connection.link.indexing
            TrailerFields.forEach(in: trailers) { fields.add(name: $0, value: $1, indexing: indexing) }
            return fields
        }

        private func sendWaitingHead() {
            if let fields = waitingHead.take() { stream.send(fields) }
        }

        func answerDidPause() {
            sendWaitingHead()
            stream.push()
        }

        func streamDidBecomeWritable() { upstream?.clientDidBecomeWritable() }

        func upstreamDidFail(_ failure: UpstreamFailure) {
            upstream = nil
            guard !responseHasBegun else {
                // The client learns from the reset that something is missing.
                fail(.internalError)
                return
            }
            answer(LocalAnswer(failure))
        }

        func answer(_ answer: LocalAnswer) {
            if record != nil { endRecord(with: answer) }
            let (head, body) = answer.response(isHEAD: request.isHEAD)
            receiveHead(loop.responseHead.value.refill(head), from: .proxy)
            if head.framing != .none { receiveBody(ByteBuffer(bytes: body), 0..<body.count) }
            receiveEnd(trailers: [])
        }

        // MARK: Other protocols

        /// There is no switching of protocols on a stream.
        func accepts(_ head: ResponseHead) -> Bool { false }

        func becomeTunnel(_ connection: UpstreamConnection, _ bytes: ByteBuffer) { connection.close() }

        // MARK: Ending

        private func startDeadline(_ time: TimeAmount?) { deadline = time.map { .now() + $0 } ?? .distantFuture }

        func passDeadlines(_ now: NIODeadline) {
            if continueDeadline <= now { sendContinue() }
            guard deadline <= now else { return }
            deadline = .distantFuture
            guard !requestIsFinished, !responseHasBegun, upstream != nil else {
                fail(.internalError)
                return
            }
            upstream?.close()
            upstream = nil
            answer(LocalAnswer(.closed))
        }

        /// Ends the stream without an answer, or with a part of one.
        private func fail(_ code: HTTP2ErrorCode) {
            stream.reset(code)
            streamDidClose(code)
        }

        func streamDidClose(_ code: HTTP2ErrorCode) {
            let upstream = upstream
            self.upstream = nil
            received = ByteBuffer()
            waitingHead = nil
            abandonRecord()
            upstream?.close()
        }

        /// What has been received is needed no longer.
        private func dropBody() {
            let count = received.readableBytes
            received = ByteBuffer()
            if count > 0 { stream.consume(count) }
        }
    }

    extension LocalAnswer {
        /// A header that no stream may have, in the words of Go's server.
        fileprivate static func connectionHeader(_ header: StreamHeadReader.ConnectionHeader) -> LocalAnswer {
            let text =
                header == .te ? "may only be \"trailers\" in HTTP/2" : "is not valid in HTTP/2"
            return plain(400, "request header \"\(header.rawValue)\" \(text)\n")
        }

        fileprivate static let headTooLarge = LocalAnswer(
            status: 431, contentType: "text/html; charset=utf-8",
            text: "<h1>HTTP Error 431</h1><p>Request Header Field(s) Too Large</p>")

        /// The answer to a request that is not routed; `nil` for what is no request.
        fileprivate static func refusing(_ refusal: RequestRefusal) -> LocalAnswer? {
            switch refusal.reason {
            case .emptyTarget, .unprintableTarget, .malformedTarget, .rootlessTarget, .invalidEscape,
                .malformedContentLength:
                nil
            case .headTooLarge: .headTooLarge
            case .underscoreHeader: .underscoreHeader
            // What Traefik's client says of a method that it can't send.
            case .malformedMethod: LocalAnswer(.malformedAnswer)
            default: LocalAnswer(status: refusal.status)
            }
        }
    }
#endif
