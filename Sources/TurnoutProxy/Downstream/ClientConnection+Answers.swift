#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    extension ClientConnection {
        // MARK: Answers of servers

        /// Appends the head of a server's answer as this client is to see it.
        ///
        /// - Returns: How the body has to be framed.
        func appendResponseHead(_ frame: ResponseFrame, to bytes: inout [UInt8]) -> BodyFraming {
            if frame.isInterim {
                if loop.responseHead.status == 100 { awaitsContinue = false }
                loop.responseHead.append(
                    clientVersion: version, framing: .none, closes: false, date: [], to: &bytes)
                return .none
            }
            responseHasBegun = true
            // A body that hasn't been sent whole would have to be read before the next request.
            if !requestIsFinished || loop.isDraining { closesBehindAnswer = true }
            var framing = frame.framing
            if framing == .chunked || framing == .untilClose {
                if version == .http1(minor: 0) {
                    framing = .untilClose
                    closesBehindAnswer = true
                } else {
                    framing = .chunked
                }
            }
            loop.responseHead.append(
                clientVersion: version, framing: framing, closes: closesBehindAnswer,
                date: loop.date.now(), to: &bytes)
            return framing
        }

        func responseDidFinish() {
            upstream = nil
            responseIsFinished = true
            if requestIsFinished { requestIsAnswered() } else { closeGracefully() }
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

        /// Server and client have agreed on another protocol.
        func becomeTunnel() {
            phase = .tunnel
            deadline = .distantFuture
            action = nil
            target = nil
            flush()
            if received.readableBytes > 0 {
                upstream?.write(received)
                upstream?.flush()
                received = ByteBuffer()
            }
            resumeReading()
        }

        func tunnel(_ bytes: ByteBuffer) {
            write(bytes)
            flush()
        }

        /// The server has sent all it will through the tunnel.
        func finishTunnel() {
            context?.whenWritten { context in context.close(mode: .output, promise: nil) }
        }

        /// The server is gone, having sent all it would: the client gets the rest of it.
        func closeWhenWritten() {
            upstream = nil
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
            // It waits for a word that won't come: there is no telling where its next request would begin.
            if awaitsContinue { closesBehindAnswer = true }
            if case .length(let count) = request.framing, !requestIsFinished, count > loop.limits.discardedBytes {
                closesBehindAnswer = true
            }
            responseHasBegun = true
            responseIsFinished = true
            loop.scratch.removeAll(keepingCapacity: true)
            answer.append(
                version: version, isHEAD: request.isHEAD, closes: closesBehindAnswer, date: loop.date.now(),
                to: &loop.scratch)
            write(loop.scratch)
            if requestIsFinished {
                requestIsAnswered()
            } else if closesBehindAnswer {
                closeGracefully()
            } else {
                flush()
                advance()
                resumeReading()
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
            write(loop.scratch)
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
            if hasUnflushed { flush() }
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
            flush()
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
