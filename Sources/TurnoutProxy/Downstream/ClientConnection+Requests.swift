#if Proxy
    import NIOCore
    import Turnout
    import TurnoutHTTP

    extension ClientConnection {
        // MARK: Heads

        /// - Returns: Whether there was a whole head and reading can go on behind it.
        func readHead() -> Bool {
            if beginsHandshake {
                startHandshake()
                return received.readableBytes > 0
            }
            if requestCount == 0, let isHTTP2 = beginsHTTP2 {
                isInsideHead = true
                if isHTTP2 { becomeHTTP2() }
                return false
            }
            if mayPrecedeWithBlankLine, !skipBlankLine() { return false }
            if isInsideHead, NIODeadline.now() > deadline {
                deadlineDidPass()
                return false
            }
            let bytes = received
            let frame: RequestFrame?
            do throws(RequestRefusal) {
                frame = try parser.parse(bytes.readableBytesUInt8Span, into: &loop.requestHead.value)
            } catch {
                refuse(error)
                return false
            }
            guard let frame else {
                // The first head has had its deadline since the connection was accepted.
                if requestCount > 0, !isInsideHead { startReadDeadline() }
                isInsideHead = true
                return false
            }
            received.moveReaderIndex(forwardBy: frame.headBytes)
            begin(frame)
            return phase == .body || phase == .head
        }

        /// Passes over an empty line in front of a request: some old clients end the body of a POST with one that its
        /// length doesn't count (RFC 9112 §2.2).
        ///
        /// - Returns: Whether there is something behind it.
        private func skipBlankLine() -> Bool {
            let index = received.readerIndex
            guard received.getInteger(at: index, as: UInt8.self) == 0x0D else {
                mayPrecedeWithBlankLine = false
                return true
            }
            guard received.readableBytes >= 2 else { return false }
            mayPrecedeWithBlankLine = false
            if received.getInteger(at: index + 1, as: UInt8.self) == 0x0A { received.moveReaderIndex(forwardBy: 2) }
            return received.readableBytes > 0
        }

        private func begin(_ frame: RequestFrame) {
            if requestCount > 0, !isInsideHead { startReadDeadline() }
            isInsideHead = false
            requestCount += 1
            request = frame
            version = loop.requestHead.read { $0.version }
            requestIsFinished = frame.framing == .none
            if !requestIsFinished { body = BodyReader(frame.framing) }
            responseHasBegun = false
            responseIsFinished = false
            awaitsContinue = frame.expectsContinue && !requestIsFinished
            continueDeadline = .distantFuture
            hasReadBody = false
            discardedBytes = 0
            closesBehindAnswer = !frame.isPersistent || endsWithThisRequest
            phase = requestIsFinished ? .answer : .body
            if requestIsFinished { startWriteDeadline() }

            loop.requestHead.value.setRemote(remote)
            loop.requestHead.value.isTLS = isEncrypted
            mayPrecedeWithBlankLine = loop.requestHead.read { $0.isPOST }
            switch loop.route(at: entryPoint, encryption) {
            case .refusal(let refusal): refuse(refusal)
            case .connect:
                closesBehindAnswer = true
                answer(LocalAnswer(status: 501))
            case .notFound:
                observe(nil)
                answer(.notFound)
            case .answer(let local, let action):
                observe(action)
                answer(local)
            case .action(let action): perform(action)
            }
        }

        // MARK: Forwarding

        func forward(to target: ServiceState.Target) {
            upgradeProtocol = request.asksForUpgrade ? loop.request.value.headerValue("upgrade") : []
            _ = begin(at: target, asksForUpgrade: request.asksForUpgrade)
            flushUpstreamLater()
        }

        func upstreamDidConnect() {
            if requestIsFinished { upstream?.sendEnd() }
            advance()
            resumeReading()
        }

        // MARK: Bodies

        /// - Returns: Whether the body has ended.
        func readBody() -> Bool {
            if let upstream, !upstream.isConnected { return false }
            awaitsContinue = false
            hasReadBody = true
            let bytes = received
            var offset = 0
            while true {
                let step: BodyReader.Step
                do throws(BodyFault) {
                    step = try body.step(bytes.readableBytesUInt8Span, from: &offset)
                } catch {
                    bodyIsMalformed()
                    return false
                }
                switch step {
                case .data(let range): pass(range)
                case .needsMore:
                    received.moveReaderIndex(forwardBy: offset)
                    return false
                case .end:
                    received.moveReaderIndex(forwardBy: offset)
                    bodyDidEnd()
                    return true
                }
                if phase != .body { return false }
            }
        }

        private func pass(_ range: Range<Int>) {
            record?.requestBytes += range.count
            guard let upstream else {
                discardedBytes += range.count
                if discardedBytes > loop.limits.discardedBytes { close() }
                return
            }
            guard let part = received.getSlice(at: received.readerIndex + range.lowerBound, length: range.count) else {
                return
            }
            upstream.sendBody(part)
            flushUpstreamLater()
        }

        private func bodyDidEnd() {
            requestIsFinished = true
            phase = .answer
            startWriteDeadline()
            if let upstream {
                // It may answer at once.
                upstream.sendEnd()
                flushUpstreamLater()
            } else if responseIsFinished {
                requestIsAnswered()
            }
        }

        /// Broken chunks: the server must not take for whole what it has got of them.
        private func bodyIsMalformed() {
            upstream?.close()
            upstream = nil
            closesBehindAnswer = true
            if responseHasBegun { close() } else { answer(LocalAnswer(status: 400, text: "400 Bad Request")) }
        }

        // MARK: Deadlines

        private func startReadDeadline() {
            deadline = entryPoint.readTimeout.map { .now() + $0 } ?? .distantFuture
        }

        private func startWriteDeadline() {
            deadline = entryPoint.writeTimeout.map { .now() + $0 } ?? .distantFuture
        }

        func deadlineDidPass() {
            deadline = .distantFuture
            switch phase {
            case .body where !responseHasBegun && upstream != nil:
                upstream?.close()
                closesBehindAnswer = true
                // Traefik's words: a body that stops is its client's fault, one that never begins looks like a slow server.
                answer(hasReadBody ? .clientClosedRequest : LocalAnswer(.timeout))
                close()
            case .head where isInsideHead && requestCount > 0: refuse(RequestRefusal(.malformedTarget))
            default: close()
            }
        }

        /// The client waits for a word before it sends its body, and the server has not given it in a second.
        func passContinueDeadline(_ now: NIODeadline) {
            if continueDeadline <= now { sendContinue() }
        }

        func sendContinue() {
            guard awaitsContinue, phase == .body, !responseHasBegun else { return }
            awaitsContinue = false
            output.compose("HTTP/1.1 100 Continue\r\n\r\n".utf8)
            output.flush()
        }

        // MARK: Half-closed clients

        /// The client has sent all it will. What is not whole by now never will be; who waits for an answer is taken to
        /// have gone away, as a server can't tell the two apart, and Traefik does so too.
        func inputDidEnd() {
            switch phase {
            case .tunnel: tunnelUpstream?.finishTunnel()
            case .ending: break
            case .head where isInsideHead: refuse(RequestRefusal(.malformedTarget))
            case .body where !responseHasBegun && upstream != nil:
                upstream?.close()
                closesBehindAnswer = true
                answer(request.framing == .chunked ? LocalAnswer(.malformedAnswer) : .clientClosedRequest)
                close()
            case .answer where !responseHasBegun:
                upstream?.close()
                closesBehindAnswer = true
                answer(.clientClosedRequest)
                close()
            default: close()
            }
        }

        /// Whether a server's 101 switches to what this client asked for.
        func accepts(_ head: ResponseHead) -> Bool {
            !upgradeProtocol.isEmpty && head.switches(to: upgradeProtocol)
        }

        func startIdleDeadline() {
            deadline = entryPoint.idleTimeout.map { .now() + $0 } ?? .distantFuture
        }
    }
#endif
