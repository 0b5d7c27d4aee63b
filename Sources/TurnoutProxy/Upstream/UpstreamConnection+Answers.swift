#if Proxy
    import NIOCore
    import TurnoutHTTP

    // The answer of the server, on its way to the client.
    extension UpstreamConnection {
        /// Passes on what has been received, as parts of one answer.
        func relay() {
            while state == .exchange, let client {
                if body == nil {
                    let bytes = received
                    let frame: ResponseFrame?
                    do throws(ResponseFault) {
                        frame = try parser.parse(
                            bytes.readableBytesUInt8Span, requestIsHEAD: client.requestIsHEAD,
                            into: &loop.responseHead.value)
                    } catch {
                        fail(client, .malformedAnswer)
                        return
                    }
                    guard let frame else { break }
                    received.moveReaderIndex(forwardBy: frame.headBytes)
                    if !begin(frame, client) { return }
                    continue
                }
                if !relayBody(client) { break }
            }
            compact()
            client?.answerDidPause()
        }

        /// - Returns: Whether there is something left to do here.
        private func begin(_ frame: ResponseFrame, _ client: any UpstreamClient) -> Bool {
            if frame.switchesProtocols && !client.accepts(loop.responseHead.value) {
                fail(client, .malformedAnswer)
                return false
            }
            client.receiveHead(frame, from: .server)
            guard state == .exchange else { return false }
            if frame.isInterim { return true }
            deadline = .distantFuture
            response = frame
            if frame.switchesProtocols {
                becomeTunnel(client)
                return false
            }
            if frame.framing == .none {
                finish(client, trailers: [], leavesConnection: false)
                return false
            }
            body = BodyReader(frame.framing)
            return true
        }

        /// - Returns: Whether the answer goes on and more of it can be read from what is there.
        private func relayBody(_ client: any UpstreamClient) -> Bool {
            let bytes = received
            var offset = 0
            while true {
                let step: BodyReader.Step
                do throws(BodyFault) {
                    guard let next = try body?.step(bytes.readableBytesUInt8Span, from: &offset) else {
                        return false
                    }
                    step = next
                } catch {
                    fail(client, .malformedAnswer)
                    return false
                }
                switch step {
                case .data(let range):
                    client.receiveBody(bytes, range)
                    // It may have had enough.
                    guard state == .exchange else { return false }
                case .needsMore:
                    received.moveReaderIndex(forwardBy: offset)
                    return false
                case .end:
                    received.moveReaderIndex(forwardBy: offset)
                    finish(client, trailers: body?.trailers ?? [], leavesConnection: false)
                    return false
                }
            }
        }

        func finish(_ client: any UpstreamClient, trailers: [UInt8], leavesConnection: Bool) {
            body = nil
            replay.removeAll(keepingCapacity: true)
            self.client = nil
            if !leavesConnection, response.isPersistent, client.requestIsFinished, received.readableBytes == 0 {
                state = .idle
                received = loop.noBytes
                pool.put(self)
            } else {
                close()
            }
            client.receiveEnd(trailers: trailers)
        }

        private func becomeTunnel(_ client: any UpstreamClient) {
            state = .tunnel
            replay = []
            let bytes = received
            received = ByteBuffer()
            self.client = nil
            client.becomeTunnel(self, bytes)
        }

        /// Ends the connection because of what the server has sent.
        private func fail(_ client: any UpstreamClient, _ failure: UpstreamFailure) {
            // What was passed before the fault is the client's.
            client.answerDidPause()
            close()
            client.upstreamDidFail(failure)
        }

        /// Keeps no more of a receive buffer than what is still needed.
        private func compact() {
            if received.readableBytes == 0 {
                received = loop.noBytes
            } else if received.readableBytes < received.capacity / 4 {
                received = ByteBuffer(buffer: received)
            }
        }
    }
#endif
