#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    extension ClientConnection {
        // MARK: Answers of servers

        func receiveHead(_ frame: ResponseFrame, from origin: AnswerOrigin) {
            loop.scratch.removeAll(keepingCapacity: true)
            if frame.isInterim {
                if loop.responseHead.read({ $0.status }) == 100 { awaitsContinue = false }
                loop.responseHead.read { head in
                    head.append(clientVersion: version, framing: .none, closes: false, date: [], to: &loop.scratch)
                }
                output.compose(loop.scratch)
                return
            }
            responseHasBegun = true
            isOwnAnswer = origin == .proxy
            switch origin {
            case .server:
                // A body that hasn't been sent whole would have to be read before the next request.
                if !requestIsFinished || loop.isDraining { closesBehindAnswer = true }
            case .proxy: settleUnreadBody()
            }
            if let record { noteHead(frame, in: record) }
            answerFraming = frame.framing
            if frame.framing == .chunked || frame.framing == .untilClose {
                if version == .http1(minor: 0) {
                    answerFraming = .untilClose
                    closesBehindAnswer = true
                } else {
                    answerFraming = .chunked
                }
            }
            let date = loop.date.now()
            loop.responseHead.read { head in
                head.append(
                    clientVersion: version, framing: answerFraming, closes: closesBehindAnswer, date: date,
                    to: &loop.scratch)
            }
            output.compose(loop.scratch)
        }

        func receiveBody(_ bytes: ByteBuffer, _ range: Range<Int>) {
            record?.responseBytes += range.count
            if answerFraming == .chunked {
                loop.scratch.removeAll(keepingCapacity: true)
                ChunkFraming.appendSize(range.count, to: &loop.scratch)
                output.compose(loop.scratch)
            }
            output.write(bytes, range)
            if answerFraming == .chunked { output.compose("\r\n".utf8) }
        }

        func receiveEnd(trailers: [UInt8]) {
            if answerFraming == .chunked {
                loop.scratch.removeAll(keepingCapacity: true)
                ChunkFraming.appendLast(trailers: trailers, to: &loop.scratch)
                output.compose(loop.scratch)
            }
            output.flush()
            upstream = nil
            responseIsFinished = true
            if record != nil { endRecord(trailers: trailers) }
            if requestIsFinished {
                requestIsAnswered()
            } else if isOwnAnswer && !closesBehindAnswer {
                advance()
                resumeReading()
            } else {
                closeGracefully()
            }
        }

        func answerDidPause() {
            output.flush()
        }

        func upstreamDidFail(_ failure: UpstreamFailure) {
            upstream = nil
            guard phase == .body || phase == .answer else { return }
            guard !responseHasBegun else {
                // The client learns from the missing end that something is missing.
                close()
                return
            }
            answer(LocalAnswer(failure))
        }

        func becomeTunnel(_ connection: UpstreamConnection, _ bytes: ByteBuffer) {
            phase = .tunnel
            if let exchange = upstream as? Exchange { record = exchange.takeRecord() }
            record?.becomeTunnel()
            upstream = nil
            tunnelUpstream = connection
            connection.tunnelClient = self
            deadline = .distantFuture
            action = nil
            target = nil
            output.write(bytes)
            output.flush()
            if received.readableBytes > 0 {
                connection.output.write(received)
                connection.flush()
                received = ByteBuffer()
            }
            resumeReading()
        }

        func tunnel(_ bytes: ByteBuffer) {
            output.write(bytes)
            output.flush()
        }

        /// The server has sent all it will through the tunnel.
        func finishTunnel() {
            context?.whenWritten { context in context.close(mode: .output, promise: nil) }
        }

        /// The server is gone, having sent all it would: the client gets the rest of it.
        func closeWhenWritten() {
            tunnelUpstream = nil
            guard phase == .tunnel else {
                close()
                return
            }
            phase = .ending
            startIdleDeadline()
            context?.whenWritten { [self] _ in close() }
        }

        // MARK: Answers of our own

        /// Answers the current request; what remains of its body is read and dropped.
        func answer(_ answer: LocalAnswer) {
            upstream = nil
            settleUnreadBody()
            responseHasBegun = true
            responseIsFinished = true
            loop.scratch.removeAll(keepingCapacity: true)
            answer.append(
                version: version, isHEAD: request.isHEAD, closes: closesBehindAnswer, date: loop.date.now(),
                to: &loop.scratch)
            output.compose(loop.scratch)
            if record != nil { endRecord(with: answer) }
            if requestIsFinished {
                requestIsAnswered()
            } else if closesBehindAnswer {
                closeGracefully()
            } else {
                output.flush()
                advance()
                resumeReading()
            }
        }

        /// Decides whether what is left of the body will be read, to get to the next request.
        private func settleUnreadBody() {
            // It waits for a word that won't come: there is no telling where its next request would begin.
            if awaitsContinue { closesBehindAnswer = true }
            if case .length(let count) = request.framing, !requestIsFinished, count > loop.limits.discardedBytes {
                closesBehindAnswer = true
            }
        }

        /// Answers what is no request, and ends the connection.
        func refuse(_ refusal: RequestRefusal) {
            if refusal.leavesConnection, phase != .head {
                answer(refusal.reason == .underscoreHeader ? .underscoreHeader : LocalAnswer(status: refusal.status))
                return
            }
            responseHasBegun = true
            responseIsFinished = true
            loop.scratch.removeAll(keepingCapacity: true)
            appendRefusal(refusal, to: &loop.scratch)
            output.compose(loop.scratch)
            closeGracefully()
        }

        // MARK: After an answer

        func requestIsAnswered() {
            action = nil
            target = nil
            if closesBehindAnswer || loop.isDraining {
                closeGracefully()
                return
            }
            phase = .head
            startIdleDeadline()
            output.flush()
            advance()
            resumeReading()
        }

        /// Ends the connection when the socket has taken the last answer; until then the deadline of that answer holds.
        ///
        /// What the client may still be sending calls for more than a close, which would reset the connection under an
        /// answer that has not been read yet: only the output is closed, and the whole when the client has done so too or
        /// has had its time.
        func closeGracefully() {
            guard phase != .closed, phase != .ending, phase != .lingering else { return }
            upstream?.close()
            upstream = nil
            output.flush()
            let mayReceiveMore = !requestIsFinished || received.readableBytes > 0 || phase == .head
            phase = .ending
            received = ByteBuffer()
            context?.whenWritten { [self] _ in
                if mayReceiveMore { linger() } else { close() }
            }
        }

        private func linger() {
            guard phase == .ending else { return }
            phase = .lingering
            discardedBytes = 0
            deadline = .now() + loop.limits.lingering
            context?.close(mode: .output, promise: nil)
            resumeReading()
        }

        func linger(_ count: Int) {
            discardedBytes += count
            if discardedBytes > loop.limits.discardedBytes { close() }
        }
    }
#endif
