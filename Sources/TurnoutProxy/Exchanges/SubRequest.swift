#if Proxy
    import NIOCore
    import TurnoutHTTP

    /// A request of the proxy's own, whose answer is taken in as a whole: to an authentication server, to ask a server how
    /// it is.
    final class SubRequest: UpstreamClient, ListedConnection {
        /// What of the answer's body is taken in.
        enum Keeping {
            case everything
            /// It is read and dropped.
            case nothing
            /// The answer counts as whole when its head is there; a body ends the connection.
            case head
        }

        enum Failure: Error {
            case upstream(UpstreamFailure)
            /// The body of the answer is longer than it may be.
            case answerTooLarge
            /// There was no answer in time.
            case timeout
        }

        /// What of the request isn't in its head.
        struct Content {
            var framing = BodyFraming.none
            var body: ByteBuffer?
            var isHEAD = false
            /// Sending it twice does no harm.
            var isIdempotent = true
        }

        /// Gets the request with its answer, which ends with the call.
        typealias Completion = (Result<SubRequest, Failure>) -> Void

        private let loop: LoopState
        private let pool: UpstreamPool
        private let content: Content
        private let keeps: Keeping
        private let maximumAnswerBytes: Int
        private var completion: Completion?
        private var upstream: (any RequestCarrier)?
        private var isSent = false

        // The answer, once it has begun.
        /// With all lines, those that belong to the server's connection too.
        private(set) var head = Unshared(ResponseHead())
        /// Of the body as it came.
        private(set) var framing = BodyFraming.none
        private(set) var body: ByteBuffer
        /// How long the body was, kept or not.
        private(set) var bodyBytes = 0
        /// Lines, CR LF each.
        private(set) var trailers: [UInt8] = []
        private(set) var responseHasBegun = false
        var status: Int { head.read { $0.status } }

        /// When the answer must have ended.
        let deadline: NIODeadline
        var listIndex = -1

        /// - Parameters:
        ///   - maximumAnswerBytes: A longer body is a failure, as soon as it is known to be one.
        ///   - timeout: From now to the end of the answer; it may take up to 250 ms longer.
        ///   - completion: Called once, unless the request is cancelled before.
        init(
            _ content: Content = Content(), to pool: UpstreamPool, loop: LoopState, keeps: Keeping = .everything,
            maximumAnswerBytes: Int = .max, timeout: TimeAmount, completion: @escaping Completion
        ) {
            self.content = content
            self.pool = pool
            self.loop = loop
            self.keeps = keeps
            self.maximumAnswerBytes = maximumAnswerBytes
            self.completion = completion
            body = loop.noBytes
            deadline = .now() + timeout
        }

        /// Sends it; its head is `loop.scratch`.
        func start() {
            loop.subRequests.add(self)
            let upstream = pool.carrier(asksForUpgrade: false)
            self.upstream = upstream
            upstream.begin(self, framing: content.framing)
            if upstream.isConnected { sendBody() }
            upstream.flush()
        }

        /// Ends it; nobody is told.
        func cancel() {
            completion = nil
            end(.failure(.timeout))
        }

        func deadlineDidPass() { end(.failure(.timeout)) }

        private func sendBody() {
            isSent = true
            if let body = content.body, body.readableBytes > 0 { upstream?.sendBody(body) }
            upstream?.sendEnd()
        }

        private func end(_ result: Result<SubRequest, Failure>) {
            loop.subRequests.remove(self)
            upstream?.close()
            upstream = nil
            let completion = completion.take()
            completion?(result)
            if !responseHasBegun { return }
            var last = ResponseHead()
            swap(&last, &head.value)
            loop.reuse(last)
        }

        // MARK: What its connection says

        var isWritable: Bool { true }
        var requestIsHEAD: Bool { content.isHEAD }
        var mayReplay: Bool { content.isIdempotent && content.framing == .none }
        var requestIsFinished: Bool { isSent }

        func upstreamDidConnect() { sendBody() }

        func upstreamDidBecomeWritable() {}

        func receiveHead(_ frame: ResponseFrame, from origin: AnswerOrigin) {
            if frame.isInterim { return }
            if case .length(let count) = frame.framing, count > maximumAnswerBytes {
                end(.failure(.answerTooLarge))
                return
            }
            responseHasBegun = true
            head.value = loop.takeResponseHead()
            framing = frame.framing
            if keeps == .head, frame.framing != .none { end(.success(self)) }
        }

        func receiveBody(_ bytes: ByteBuffer, _ range: Range<Int>) {
            bodyBytes += range.count
            guard keeps == .everything else { return }
            body.writeBytes(bytes.readableBytesView.dropFirst(range.lowerBound).prefix(range.count))
            if body.readableBytes > maximumAnswerBytes { end(.failure(.answerTooLarge)) }
        }

        func receiveEnd(trailers: [UInt8]) {
            upstream = nil
            guard responseHasBegun else { return }
            self.trailers = trailers
            end(.success(self))
        }

        func answerDidPause() {}

        func replay(insteadOf dead: any RequestCarrier) {
            let upstream = pool.replacement()
            self.upstream = upstream
            isSent = false
            upstream.beginAgain(self, insteadOf: dead)
        }

        func upstreamDidFail(_ failure: UpstreamFailure) {
            upstream = nil
            end(.failure(.upstream(failure)))
        }

        func accepts(_ head: ResponseHead) -> Bool { false }

        func becomeTunnel(_ connection: UpstreamConnection, _ bytes: ByteBuffer) {
            preconditionFailure("no switch of protocols is accepted")
        }
    }
#endif
