#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    /// A request on its way through the middlewares of its router to a service, and its answer on the way back.
    ///
    ///     client ──► middleware ──► middleware ──► service
    ///     client ◄──── filter ◄────── filter ◄──── service
    ///
    /// It stands between the connection of the client and the one to the server, and looks to each like the other. Both
    /// are on its event loop. Requests of routers without middlewares have no exchange.
    final class Exchange: UpstreamClient, RequestReceiver {
        let loop: LoopState
        let action: RouterAction
        let downstream: any Downstream
        /// As the middlewares so far have left it.
        var request: ForwardedRequest
        /// What is added to `X-Forwarded-For`; empty = nothing.
        var forwardedPeer: [UInt8]
        /// Why there was no answer of a server, if that is what the answer on its way back says.
        private(set) var failure: UpstreamFailure?
        /// What is noted of the request; `nil` if nobody wants to know of it.
        var record: RequestRecord?

        /// Of the next middleware.
        private var position = 0
        private var isRunning = false
        private var mayGoOn = false
        private var filters: [any AnswerFilter] = []
        private var endings: [() -> Void] = []
        private var isOver = false

        // Towards the server.
        var upstream: UpstreamConnection?
        private var target: ServiceState.Target?
        private var upgradeProtocol: [UInt8] = []
        /// The body, if a middleware has asked for the whole of it.
        private(set) var collected: ByteBuffer?
        private var collecting: (limit: Int, completion: (BodyCollection) -> Void)?
        private(set) var requestIsFinished: Bool

        // Towards the client.
        private(set) var responseHasBegun = false
        private(set) var origin = AnswerOrigin.server

        /// - Precondition: `loop.request` is the request.
        init(_ downstream: any Downstream, action: RouterAction, loop: LoopState) {
            self.downstream = downstream
            self.action = action
            self.loop = loop
            request = ForwardedRequest(loop.request)
            forwardedPeer = downstream.entryPoint.appendsForwardedFor ? downstream.peerIP : []
            requestIsFinished = downstream.request.framing == .none
            record = loop.observer?.begin(downstream, action, loop)
        }

        // MARK: Through the middlewares

        /// Lets the request go on: to the first middleware, or on behind the one that has it waiting.
        func resume() {
            guard !isOver else { return }
            if isRunning {
                mayGoOn = true
                return
            }
            isRunning = true
            defer { isRunning = false }
            let middlewares = action.middlewares
            while !isOver, position < middlewares.count {
                let middleware = middlewares[position]
                position += 1
                switch middleware.handle(self) {
                case .next: continue
                case .answer(let local):
                    answer(local)
                    return
                case .wait:
                    guard mayGoOn else { return }
                    mayGoOn = false
                }
            }
            if !isOver { callService() }
        }

        /// Lets the answer pass `filter`, behind those that were added after it.
        func add(_ filter: any AnswerFilter) { filters.append(filter) }

        /// Calls `ending` when the exchange is over, whatever its end.
        func atEnd(_ ending: @escaping () -> Void) { endings.append(ending) }

        /// Where a request can be taken up again.
        struct Mark {
            fileprivate var position: Int
            fileprivate var filters: Int
            fileprivate var request: ForwardedRequest
        }

        /// The place behind the middleware that is handling the request.
        var mark: Mark { Mark(position: position, filters: filters.count, request: request) }

        /// Sends the request once more from a place that it has passed; an answer that has come meanwhile is forgotten.
        ///
        /// - Precondition: nothing of an answer has gone to the client, and the body is not on its way, or collected.
        func restart(from mark: Mark) {
            guard !isOver else { return }
            if let record { loop.observer?.noteRetry(in: record) }
            dropUpstream()
            position = mark.position
            request = mark.request
            filters.removeLast(filters.count - mark.filters)
            failure = nil
            resume()
        }

        // MARK: The service

        private func callService() {
            switch loop.state(of: action.service).choose() {
            case .server(let target): send(to: target)
            case .local(let service) where service.isAnsweredByControl: ask(service)
            case .local(let service):
                loop.request.refill(forwarding: request)
                answer(
                    service.answer(
                        loop, router: action.definition.label, remote: downstream.remote, peerIP: forwardedPeer,
                        downstream.request))
            case .none: answer(.noServer)
            }
        }

        private func send(to target: ServiceState.Target) {
            self.target = target
            origin = .server
            if let record { loop.observer?.beginAttempt(target, in: record) }
            let frame = downstream.request
            let framing = collected.map { $0.readableBytes == 0 ? .none : .length($0.readableBytes) } ?? frame.framing
            upgradeProtocol = frame.asksForUpgrade ? request.headers.first("upgrade") ?? [] : []
            loop.request.refill(forwarding: request)
            let upstream = target.prepare(
                loop, peerIP: forwardedPeer, framing: framing, asksForUpgrade: frame.asksForUpgrade)
            self.upstream = upstream
            upstream.begin(self, framing: framing)
            downstream.requestWasForwarded()
            if upstream.isConnected { sendCollected() }
            upstream.flush()
        }

        /// Sends what there is of the body already.
        private func sendCollected() {
            guard let upstream else { return }
            if let collected, collected.readableBytes > 0 { upstream.sendBody(collected) }
            if requestIsFinished { upstream.sendEnd() }
        }

        func upstreamDidConnect() {
            sendCollected()
            if !requestIsFinished { downstream.upstreamDidConnect() }
        }

        func upstreamDidBecomeWritable() { downstream.upstreamDidBecomeWritable() }

        var requestIsHEAD: Bool { request.method.elementsEqual("HEAD".utf8) }
        var mayReplay: Bool { downstream.mayReplay }

        func replay(insteadOf dead: UpstreamConnection) {
            guard let target else { return }
            let upstream = target.pool.makeConnection()
            self.upstream = upstream
            upstream.beginAgain(self, insteadOf: dead)
        }

        func accepts(_ head: ResponseHead) -> Bool { !upgradeProtocol.isEmpty && head.switches(to: upgradeProtocol) }

        /// Middlewares have no part in what follows, and the two connections deal with each other.
        func becomeTunnel(_ connection: UpstreamConnection, _ bytes: ByteBuffer) {
            upstream = nil
            downstream.becomeTunnel(connection, bytes)
            end()
        }

        /// Ends the connection to the server, whose answer nobody wants any more.
        func dropUpstream() {
            upstream?.close()
            upstream = nil
        }

        // MARK: The body of the request

        enum BodyCollection {
            case whole(ByteBuffer)
            case tooLarge
        }

        /// Takes in the whole body, which is sent from memory from then on.
        ///
        /// - Parameter limit: In bytes; a longer body is reported as soon as it is known to be one.
        func collectBody(limit: Int, _ completion: @escaping (BodyCollection) -> Void) {
            if let collected {
                completion(collected.readableBytes > limit ? .tooLarge : .whole(collected))
            } else if case .length(let count) = downstream.request.framing, count > limit {
                completion(.tooLarge)
            } else if requestIsFinished {
                collected = ByteBuffer()
                completion(.whole(ByteBuffer()))
            } else {
                collected = ByteBuffer()
                collecting = (limit, completion)
                downstream.sendContinue()
                downstream.upstreamDidConnect()
            }
        }

        var isConnected: Bool { collecting != nil || upstream?.isConnected ?? false }
        var hasRoom: Bool { upstream?.hasRoom ?? true }

        func sendBody(_ part: ByteBuffer) {
            record?.requestBytes += part.readableBytes
            guard let (limit, completion) = collecting else {
                upstream?.sendBody(part)
                return
            }
            collected?.writeImmutableBuffer(part)
            guard let collected, collected.readableBytes > limit else { return }
            collecting = nil
            completion(.tooLarge)
        }

        func sendEnd() {
            guard !requestIsFinished else { return }
            requestIsFinished = true
            guard let (_, completion) = collecting else {
                upstream?.sendEnd()
                return
            }
            collecting = nil
            completion(.whole(collected ?? ByteBuffer()))
        }

        func flush() { upstream?.flush() }

        // MARK: The answer

        var isWritable: Bool { downstream.isWritable }

        func receiveHead(_ frame: ResponseFrame, from origin: AnswerOrigin) {
            guard !frame.isInterim, !frame.switchesProtocols else {
                downstream.receiveHead(frame, from: origin)
                return
            }
            let head = ForwardedResponse(loop.responseHead, frame)
            if let record { noteOrigin(head, in: record) }
            pass(.head(head), from: filters.count)
        }

        func receiveBody(_ bytes: ByteBuffer, _ range: Range<Int>) {
            record?.attempt?.responseBytes += range.count
            guard let part = bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count) else {
                return
            }
            pass(.body(part), from: filters.count)
        }

        func receiveEnd(trailers: [UInt8]) {
            upstream = nil
            if let record { noteEnd(trailers, in: record) }
            pass(.end(trailers: trailers), from: filters.count)
        }

        func answerDidPause() { downstream.answerDidPause() }

        func clientDidBecomeWritable() { upstream?.clientDidBecomeWritable() }

        /// Passes a part of the answer to the filter in front of `place`, or to the client.
        func pass(_ part: AnswerPart, from place: Int) {
            guard !isOver else { return }
            guard place == 0 else {
                filters[place - 1].receive(part, of: self, at: place - 1)
                return
            }
            switch part {
            case .head(let head):
                responseHasBegun = true
                if let record { noteDownstream(head, in: record) }
                downstream.receiveHead(loop.responseHead.refill(head), from: origin)
            case .body(let bytes):
                record?.responseBytes += bytes.readableBytes
                downstream.receiveBody(bytes, 0..<bytes.readableBytes)
            case .end(let trailers):
                end()
                downstream.receiveEnd(trailers: trailers)
            }
        }

        func upstreamDidFail(_ failure: UpstreamFailure) {
            upstream = nil
            guard !responseHasBegun else {
                end()
                downstream.upstreamDidFail(failure)
                return
            }
            self.failure = failure
            let local = LocalAnswer(failure)
            if let record { noteFailure(local, in: record) }
            answer(local)
        }

        /// Answers the request here; the answer passes the filters.
        func answer(_ answer: LocalAnswer) {
            guard !isOver else { return }
            dropUpstream()
            collecting = nil
            origin = .proxy
            let (head, body) = answer.response(isHEAD: requestIsHEAD)
            let place = filters.count
            pass(.head(head), from: place)
            if requestIsHEAD { record?.responseBytes += answer.bodyBytes }
            if head.framing != .none { pass(.body(ByteBuffer(bytes: body)), from: place) }
            pass(.end(trailers: []), from: place)
        }

        // MARK: The end

        func close() {
            dropUpstream()
            end()
        }

        private func end() {
            guard !isOver else { return }
            isOver = true
            collecting = nil
            endRecord()
            let endings = endings
            self.endings = []
            for ending in endings { ending() }
        }
    }
#endif
