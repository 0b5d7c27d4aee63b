#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    /// A request of the proxy's own, whose answer is taken in as a whole: to an authentication server, for an error page,
    /// to ask a server how it is.
    final class SubRequest: UpstreamClient {
        struct Answer {
            var head: ForwardedResponse
            var body: ByteBuffer
        }

        enum Failure: Error {
            case upstream(UpstreamFailure)
            /// The body of the answer is longer than it may be.
            case answerTooLarge
            /// There was no answer in time.
            case timeout
        }

        private let loop: LoopState
        private let pool: UpstreamPool
        private let request: ForwardedRequest
        private let body: ByteBuffer
        private let maximumAnswerBytes: Int
        private var completion: ((Result<Answer, Failure>) -> Void)?
        private var upstream: UpstreamConnection?
        private var head: ForwardedResponse?
        private var received = ByteBuffer()
        private var timer: Scheduled<Void>?

        /// - Parameters:
        ///   - request: Its `Host` is sent as it is.
        ///   - maximumAnswerBytes: A longer answer is a failure.
        ///   - timeout: From the start to the end of the answer; `nil` = none.
        ///   - completion: Called once, unless the request is cancelled before.
        init(
            _ request: ForwardedRequest, body: ByteBuffer = ByteBuffer(), to pool: UpstreamPool, loop: LoopState,
            maximumAnswerBytes: Int = .max, timeout: TimeAmount? = nil,
            completion: @escaping (Result<Answer, Failure>) -> Void
        ) {
            self.request = request
            self.body = body
            self.pool = pool
            self.loop = loop
            self.maximumAnswerBytes = maximumAnswerBytes
            self.completion = completion
            if let timeout {
                let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
                timer = loop.eventLoop.scheduleTask(in: timeout) { bound.value.end(.failure(.timeout)) }
            }
        }

        private var framing: BodyFraming { body.readableBytes == 0 ? .none : .length(body.readableBytes) }

        /// Sends it.
        ///
        /// - Parameter pathPrefix: Put in front of the path.
        func start(pathPrefix: [UInt8] = []) {
            loop.request.refill(forwarding: request)
            loop.scratch.removeAll(keepingCapacity: true)
            UpstreamHead(pathPrefix: pathPrefix).append(
                loop.request, peerIP: [], framing: framing, asksForUpgrade: false, to: &loop.scratch)
            let upstream = pool.take() ?? pool.makeConnection()
            self.upstream = upstream
            upstream.begin(self, framing: framing)
            if upstream.isConnected { sendBody() }
            upstream.flush()
        }

        /// Ends it; nobody is told.
        func cancel() {
            completion = nil
            end(.failure(.timeout))
        }

        private func sendBody() {
            if body.readableBytes > 0 { upstream?.sendBody(body) }
            upstream?.sendEnd()
        }

        private func end(_ result: Result<Answer, Failure>) {
            timer?.cancel()
            timer = nil
            upstream?.close()
            upstream = nil
            let completion = completion
            self.completion = nil
            completion?(result)
        }

        // MARK: What its connection says

        var isWritable: Bool { true }
        var requestIsHEAD: Bool { request.method.elementsEqual("HEAD".utf8) }
        var mayReplay: Bool { body.readableBytes == 0 }
        var requestIsFinished: Bool { upstream?.isConnected ?? false }
        var responseHasBegun: Bool { head != nil }

        func upstreamDidConnect() { sendBody() }

        func upstreamDidBecomeWritable() {}

        func receiveHead(_ frame: ResponseFrame, from origin: AnswerOrigin) {
            if !frame.isInterim { head = ForwardedResponse(loop.responseHead, frame) }
        }

        func receiveBody(_ bytes: ByteBuffer, _ range: Range<Int>) {
            received.writeBytes(bytes.readableBytesView.dropFirst(range.lowerBound).prefix(range.count))
            if received.readableBytes > maximumAnswerBytes { end(.failure(.answerTooLarge)) }
        }

        func receiveEnd(trailers: [UInt8]) {
            upstream = nil
            guard let head else { return }
            end(.success(Answer(head: head, body: received)))
        }

        func answerDidPause() {}

        func replay(insteadOf dead: UpstreamConnection) {
            let upstream = pool.makeConnection()
            self.upstream = upstream
            upstream.beginAgain(self, insteadOf: dead)
        }

        func upstreamDidFail(_ failure: UpstreamFailure) {
            upstream = nil
            end(.failure(.upstream(failure)))
        }

        func accepts(_ head: ResponseHead) -> Bool { false }

        func becomeTunnel(_ connection: UpstreamConnection, _ bytes: ByteBuffer) { connection.close() }
    }
#endif
