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
    /// are on its event loop. A request that nothing stands in front of has none.
    final class Exchange: UpstreamClient, RequestReceiver {
        let loop: LoopState
        let action: RouterAction
        private let chain: LoopChain?
        let downstream: any Downstream
        /// As the middlewares so far have left it.
        var request: ForwardedRequest {
            get { exchanged.forwarded }
            _modify { yield &exchanged.forwarded }
        }
        private var exchanged: ExchangedRequest
        /// What is added to `X-Forwarded-For`; empty = nothing.
        var forwardedPeer: [UInt8]
        /// Why there was no answer of a server, if that is what the answer on its way back says.
        private(set) var failure: UpstreamFailure?
        /// What is noted of the request; `nil` if nobody wants to know of it.
        var record: RequestRecord?
        /// With `failure`: the server may have seen something of the request.
        private(set) var requestWasWritten = false

        /// A request of the proxy's own that this one waits for, and that ends with it.
        var subRequest: SubRequest?
        /// Whether interim answers go to the client.
        var passesInterimAnswers = true

        /// Of the next middleware.
        private var position = 0
        private var isRunning = false
        private var mayGoOn = false
        private var timer: Scheduled<Void>?
        private var filters: [any AnswerFilter] = []
        private var endings: [() -> Void] = []
        private(set) var isOver = false
        /// The server has switched to another protocol.
        private(set) var isTunnel = false
        /// All of an answer has gone to the client.
        private(set) var answerIsWhole = false

        // Towards the server.
        var upstream: (any RequestCarrier)?
        private var target: ServiceState.Target?
        private var upgradeProtocol: [UInt8] = []
        /// Where it goes instead of to the service of its router, whatever is left of the body.
        private var detour: Service?
        /// Where it goes since the service of its router has failed.
        private var standIn: ServiceState?
        /// How a body that comes from the client is framed towards the server.
        private(set) var bodyFraming: BodyFraming
        /// What of the body was taken in before there was a server to send it to.
        private var collected: ByteBuffer
        private var collecting: (limit: Int, completion: (BodyCollection) -> Void)?
        private var bodyIsWhole: Bool
        /// Something of the body has gone on without having been kept.
        private var bodyIsGone = false

        // Towards the client.
        private(set) var responseHasBegun = false
        /// The head of an answer has been passed to the filters.
        private var hasAnswer = false
        private(set) var origin = AnswerOrigin.server
        /// The answer was composed here, and comes from no server.
        private(set) var answerIsComposed = false
        /// Called when the answer that nobody wants has come to its end.
        private var discarding: ((_ isWhole: Bool) -> Void)?
        private var discardedBytes = 0

        /// - Precondition: `loop.request` is the request.
        init(_ downstream: any Downstream, action: RouterAction, loop: LoopState) {
            self.downstream = downstream
            self.action = action
            self.loop = loop
            chain = loop.chain(of: action)
            collected = loop.noBytes
            forwardedPeer = downstream.forwardedPeer
            bodyFraming = downstream.request.framing
            bodyIsWhole = downstream.request.framing == .none
            record = loop.observer?.begin(downstream, action, loop)
            exchanged = ExchangedRequest(from: loop)
        }

        /// Calls `body` with the request in the form of which heads are written.
        func readRequest<Result>(_ body: (borrowing Request) -> Result) -> Result { exchanged.read(loop, body) }

        /// Puts what an authentication server has said about the client in the place of what the client has said.
        func setIdentity(_ identity: borrowing IdentityHeaders, by answer: borrowing ResponseHead) {
            exchanged.change(identity, by: answer)
        }

        func noteRequestHeaders(in entry: AccessLogEntry) { exchanged.note(in: entry, loop.observer?.log?.headers) }

        // MARK: Through the middlewares

        /// Lets the request go on: to the first middleware, or on behind the one that has it waiting.
        func resume() {
            mayGoOn = true
            guard !isRunning else { return }
            isRunning = true
            // A request can be taken up again while it is on its way: a server that fails may do so at once.
            while mayGoOn, !isOver {
                mayGoOn = false
                goOn()
            }
            isRunning = false
        }

        private func goOn() {
            while detour == nil, let chain, position < chain.handlers.count {
                let handler = chain.handlers[position]
                position += 1
                switch handler.handle(self) {
                case .next: continue
                case .answer(let local):
                    answer(local)
                    return
                case .wait: return
                }
            }
            callService()
        }

        /// Lets the answer pass `filter`, behind those that were added after it.
        func add(_ filter: any AnswerFilter) { filters.append(filter) }

        /// Calls `ending` when the request has left the middleware that is handling it, whatever its end: when the exchange
        /// is over, a tunnel that came of it included, or taken up again at a place in front of it.
        func atEnd(_ ending: @escaping () -> Void) { endings.append(ending) }

        /// Where a request can be taken up again.
        struct Mark {
            fileprivate var position: Int
            fileprivate var filters: Int
            fileprivate var endings: Int
            fileprivate var request: ForwardedRequest
            fileprivate var forwardedPeer: [UInt8]
            /// What becomes of interim answers from then on.
            var passesInterimAnswers: Bool
        }

        /// The place behind the middleware that is handling the request.
        var mark: Mark {
            Mark(
                position: position, filters: filters.count, endings: endings.count, request: request,
                forwardedPeer: forwardedPeer, passesInterimAnswers: passesInterimAnswers)
        }

        /// The request could be sent once more: its body is still there, and the client has seen nothing of an answer.
        var canRestart: Bool { !isOver && !responseHasBegun && !bodyIsGone }

        /// Sends the request once more from a place that it has passed; an answer that has come meanwhile is forgotten,
        /// and for the middlewares behind that place the exchange is over.
        ///
        /// - Parameter delay: Before that; nothing happens if the client goes away meanwhile.
        /// - Precondition: `canRestart`.
        func restart(from mark: Mark, after delay: TimeAmount = .zero) {
            precondition(canRestart, "what has been sent can't be sent again")
            if let record { loop.observer?.noteRetry(in: record) }
            rewind(to: mark)
            guard delay > .zero else {
                resume()
                return
            }
            let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
            timer = loop.eventLoop.scheduleTask(in: delay) { bound.value.resume() }
        }

        /// Sends the request once more from a place behind all middlewares, to a service that stands in for the first.
        ///
        /// - Precondition: `canRestart`.
        func restart(from mark: Mark, at service: ServiceState) {
            precondition(canRestart, "what has been sent can't be sent again")
            rewind(to: mark)
            standIn = service
            resume()
        }

        private func rewind(to mark: Mark) {
            forgetAnswer(filters: mark.filters)
            while endings.count > mark.endings { endings.removeLast()() }
            position = mark.position
            request = mark.request
            forwardedPeer = mark.forwardedPeer
            passesInterimAnswers = mark.passesInterimAnswers
            detour = nil
            standIn = nil
        }

        /// Asks another service for the answer; what is left of the client's body is nobody's then.
        ///
        /// - Parameters:
        ///   - request: It has no body.
        ///   - place: Of the filter that sees to it; those behind it see nothing of the answer.
        func redirect(_ request: ForwardedRequest, to service: Service, from place: Int) {
            guard !isOver else { return }
            forgetAnswer(filters: place + 1)
            self.request = request
            forwardedPeer = []
            detour = service
            standIn = nil
            resume()
        }

        private func forgetAnswer(filters count: Int) {
            dropUpstream()
            filters.removeLast(filters.count - count)
            discarding = nil
            hasAnswer = false
            failure = nil
        }

        // MARK: The service

        private func callService() {
            call(standIn ?? detour.map { loop.state(of: $0) } ?? loop.serviceState(of: action))
        }

        /// Sends the request to what a service chooses.
        func call(_ service: ServiceState) {
            // Another service's answer is not the client's: it neither goes by cookies nor sets any.
            switch service.choose(for: detour == nil ? self : nil, client: downstream.peerIP) {
            case .server(let target): send(to: target)
            case .local(let service) where service.isAnsweredByControl: ask(service)
            case .local(let service):
                loop.request.value.refill(forwarding: request)
                answer(
                    service.answer(
                        loop, router: action.definition.label, remote: downstream.remote, peerIP: forwardedPeer,
                        frame))
            case .none: answer(.noServer)
            case .unavailable: answer(.noService)
            case .guarded(let main, let fallback, let options):
                FailoverFilter.call(main, fallback: fallback, options, self)
            case .mirrored(let main, let mirrors, let options): call(main, mirroring: mirrors, options)
            }
        }

        /// What the head says about the message that goes to the service.
        private var frame: RequestFrame {
            guard detour == nil else { return RequestFrame(headBytes: 0, framing: .none, isPersistent: true) }
            var frame = downstream.request
            frame.framing = bodyFraming
            return frame
        }

        private func send(to target: ServiceState.Target) {
            self.target = target
            origin = detour == nil ? .server : .proxy
            if let record { loop.observer?.beginAttempt(target, in: record) }
            let frame = frame
            // A middleware may have taken away what asks for it.
            let asksForUpgrade = frame.asksForUpgrade && request.asksForUpgrade
            upgradeProtocol = asksForUpgrade ? request.headers.first("upgrade") ?? [] : []
            let upstream = readRequest {
                target.prepare(
                    $0, loop, peerIP: forwardedPeer, framing: frame.framing, asksForUpgrade: asksForUpgrade)
            }
            self.upstream = upstream
            upstream.begin(self, framing: frame.framing)
            if detour == nil { downstream.requestWasForwarded() }
            if upstream.isConnected {
                sendCollected()
                if !requestIsFinished { downstream.upstreamDidConnect() }
            }
            upstream.flush()
        }

        /// Sends what there is of the body already.
        private func sendCollected() {
            guard let upstream, detour == nil else {
                upstream?.sendEnd()
                return
            }
            if collected.readableBytes > 0 { upstream.sendBody(collected) }
            if bodyIsWhole {
                upstream.sendEnd()
            } else if collected.readableBytes > 0 {
                bodyIsGone = true
                collected = ByteBuffer()
            }
        }

        func upstreamDidConnect() {
            sendCollected()
            if !requestIsFinished { downstream.upstreamDidConnect() }
        }

        var requestIsFinished: Bool { bodyIsWhole || detour != nil }

        func upstreamDidBecomeWritable() { downstream.upstreamDidBecomeWritable() }

        var requestIsHEAD: Bool { exchanged.isHEAD }
        var mayReplay: Bool { detour != nil || downstream.mayReplay }

        func replay(insteadOf dead: any RequestCarrier) {
            guard let target else { return }
            let upstream = target.pool.replacement()
            self.upstream = upstream
            upstream.beginAgain(self, insteadOf: dead)
        }

        func accepts(_ head: ResponseHead) -> Bool { !upgradeProtocol.isEmpty && head.switches(to: upgradeProtocol) }

        /// Middlewares have no part in what follows, and the two connections deal with each other; those that wait for the
        /// end learn of it from the one to the server.
        func becomeTunnel(_ connection: UpstreamConnection, _ bytes: ByteBuffer) {
            upstream = nil
            isTunnel = true
            let endings = endings
            self.endings = []
            connection.atEnd { for ending in endings { ending() } }
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
        /// - Parameter limit: In bytes; a longer body is reported as soon as it is known to be one. What has been taken in
        ///   of it is sent before the rest, if the request goes on.
        func collectBody(limit: Int, _ completion: @escaping (BodyCollection) -> Void) {
            if case .length(let count) = bodyFraming, count > limit {
                completion(.tooLarge)
            } else if bodyIsWhole {
                completion(collected.readableBytes > limit ? .tooLarge : .whole(collected))
            } else {
                collecting = (limit, completion)
                downstream.sendContinue()
                downstream.upstreamDidConnect()
            }
        }

        /// States the length of a body that has been taken in, whatever the client said about it.
        func stateBodyLength() {
            precondition(bodyIsWhole, "the length of a body is known at its end")
            bodyFraming = collected.readableBytes == 0 ? .none : .length(collected.readableBytes)
        }

        var isConnected: Bool {
            if collecting != nil { return true }
            return detour == nil && upstream?.isConnected ?? false
        }

        var hasRoom: Bool { upstream?.hasRoom ?? true }

        func sendBody(_ part: ByteBuffer) {
            record?.requestBytes += part.readableBytes
            if detour != nil {
                bodyIsGone = true
                return
            }
            if collecting == nil, let upstream, upstream.isConnected {
                bodyIsGone = true
                upstream.sendBody(part)
                return
            }
            // Of what has been read with the end of the collection more may follow before there is a server for it.
            collected.writeImmutableBuffer(part)
            guard let (limit, completion) = collecting, collected.readableBytes > limit else { return }
            collecting = nil
            completion(.tooLarge)
        }

        func sendEnd() {
            guard !bodyIsWhole else { return }
            bodyIsWhole = true
            if let (_, completion) = collecting {
                collecting = nil
                completion(.whole(collected))
            } else if detour == nil, let upstream, upstream.isConnected {
                upstream.sendEnd()
            }
        }

        func flush() { upstream?.flush() }

        // MARK: The answer

        var isWritable: Bool { downstream.isWritable }

        func receiveHead(_ frame: ResponseFrame, from origin: AnswerOrigin) {
            if frame.isInterim {
                if passesInterimAnswers { downstream.receiveHead(frame, from: origin) }
            } else if frame.switchesProtocols {
                for filter in filters.reversed() { filter.protocolsWillSwitch(self) }
                downstream.receiveHead(frame, from: origin)
            } else if filters.isEmpty, !downstream.requestIsHEAD, record.map(needsHead) != true {
                // Nobody looks at the head, and it goes on as it has come.
                hasAnswer = true
                responseHasBegun = true
                let (status, forbidsBody) = loop.responseHead.read { ($0.status, $0.forbidsBody) }
                answerHasNoBody = forbidsBody
                record?.attempt?.status = status
                record?.status = status
                downstream.receiveHead(frame, from: self.origin)
            } else {
                hasAnswer = true
                answerIsComposed = false
                let head = loop.responseHead.read { ForwardedResponse($0, frame) }
                if let record { noteOrigin(head, in: record) }
                pass(.head(head), from: filters.count)
            }
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

        func answerDidPause() { pause(from: filters.count) }

        /// Tells the filter in front of `place`, or the client, that nothing more of the answer is there for now.
        func pause(from place: Int) {
            guard !isOver else { return }
            if place == 0 {
                downstream.answerDidPause()
            } else {
                filters[place - 1].answerDidPause(of: self, at: place - 1)
            }
        }

        func clientDidBecomeWritable() { upstream?.clientDidBecomeWritable() }

        /// Passes a part of the answer to the filter in front of `place`, or to the client.
        func pass(_ part: AnswerPart, from place: Int) {
            guard !isOver else { return }
            guard place == 0 else {
                filters[place - 1].receive(part, of: self, at: place - 1)
                return
            }
            switch part {
            case .head(let head): begin(head)
            case .body(let bytes):
                if answerHasNoBody { return }
                record?.responseBytes += bytes.readableBytes
                downstream.receiveBody(bytes, 0..<bytes.readableBytes)
            case .end(let trailers):
                answerIsWhole = true
                end()
                downstream.receiveEnd(trailers: answerHasNoBody ? [] : trailers)
            }
        }

        /// The client gets no body whatever comes: its request or the status doesn't allow one.
        private var answerHasNoBody = false

        private func begin(_ head: ForwardedResponse) {
            var head = head
            if downstream.requestIsHEAD { head.adaptToHEAD() }
            answerHasNoBody = head.forbidsBody
            responseHasBegun = true
            if let record { noteDownstream(head, in: record) }
            downstream.receiveHead(loop.responseHead.value.refill(head), from: origin)
        }

        func upstreamDidFail(_ failure: UpstreamFailure) {
            requestWasWritten = upstream?.hasWrittenRequest ?? false
            upstream = nil
            if let discarding {
                self.discarding = nil
                discarding(false)
            } else if responseHasBegun {
                end()
                downstream.upstreamDidFail(failure)
            } else if hasAnswer {
                answerDidBreakOff(failure)
            } else {
                self.failure = failure
                let local = LocalAnswer(failure)
                if let record { noteFailure(local, in: record) }
                answer(local)
            }
        }

        /// Answers the request here; the answer passes the filters.
        func answer(_ answer: LocalAnswer) {
            let (head, body) = answer.response(isHEAD: downstream.requestIsHEAD)
            if downstream.requestIsHEAD { record?.responseBytes += answer.bodyBytes }
            self.answer(head, ByteBuffer(bytes: body))
        }

        /// Answers the request here.
        ///
        /// - Parameter place: The answer passes the filters in front of it; `nil` = all.
        func answer(_ head: ForwardedResponse, _ body: ByteBuffer, from place: Int? = nil) {
            guard !isOver else { return }
            dropUpstream()
            collecting = nil
            origin = .proxy
            answerIsComposed = true
            hasAnswer = true
            let place = place ?? filters.count
            pass(.head(head), from: place)
            if head.framing != .none, body.readableBytes > 0 { pass(.body(body), from: place) }
            pass(.end(trailers: []), from: place)
        }

        /// The client gets what filters have held back of the answer, or learns that it won't become whole.
        private func answerDidBreakOff(_ failure: UpstreamFailure) {
            for (place, filter) in filters.enumerated().reversed() { filter.answerDidBreakOff(of: self, at: place) }
            guard responseHasBegun else {
                breakOff()
                return
            }
            downstream.answerDidPause()
            end()
            downstream.upstreamDidFail(failure)
        }

        /// Says to the client that the answer, of which it has seen nothing, won't become whole.
        func breakOff() {
            filters = []
            answer(.internalError)
        }

        /// Lets an answer whose head a filter has taken go by, and calls `completion` at its end; the filter gives the
        /// other parts to `discard(_:)`.
        func discardAnswer(_ completion: @escaping (_ isWhole: Bool) -> Void) {
            discarding = completion
            discardedBytes = 0
        }

        /// Of an answer that is longer than what a new connection is worth the rest is not waited for.
        func discard(_ part: AnswerPart) {
            guard let completion = discarding else { return }
            switch part {
            case .head: break
            case .body(let bytes):
                discardedBytes += bytes.readableBytes
                guard discardedBytes > loop.limits.discardedBytes else { return }
                discarding = nil
                dropUpstream()
                // A filter behind this one may have more of the answer at hand, which must not be taken for the next one.
                let bound = NIOLoopBound((self, completion), eventLoop: loop.eventLoop)
                loop.eventLoop.execute { if !bound.value.0.isOver { bound.value.1(true) } }
            case .end:
                discarding = nil
                completion(true)
            }
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
            discarding = nil
            timer?.cancel()
            subRequest?.cancel()
            subRequest = nil
            endRecord()
            let endings = endings
            self.endings = []
            for ending in endings { ending() }
            exchanged.end(loop)
        }
    }
#endif
