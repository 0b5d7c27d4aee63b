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
            context?.channel.setHalfClosure()
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
        func finishTunnel() { context?.close(mode: .output, promise: nil) }

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

        /// Closes the output, and the whole when the client has done so too or has had its time: closing at once would
        /// reset the connection under an answer that the client has not read yet.
        func closeGracefully() {
            guard phase != .closed, phase != .lingering else { return }
            upstream?.close()
            upstream = nil
            flush()
            guard !requestIsFinished || received.readableBytes > 0 || phase == .head else {
                close()
                return
            }
            phase = .lingering
            received = ByteBuffer()
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
