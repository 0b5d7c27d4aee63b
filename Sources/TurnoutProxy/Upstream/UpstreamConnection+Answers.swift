#if Proxy
    import NIOCore
    import TurnoutHTTP

    // The answer of the server, on its way to the client.
    extension UpstreamConnection {
        /// Passes on what has been received: at most one flush, and one write unless the body is large.
        func relay() {
            guard let client else { return }
            var output = loop.takeOutput()
            defer { loop.reuse(output) }
            while state == .exchange {
                if body == nil {
                    let bytes = received
                    let frame: ResponseFrame?
                    do throws(ResponseFault) {
                        frame = try parser.parse(
                            bytes.readableBytesUInt8Span, requestIsHEAD: client.requestIsHEAD,
                            into: &loop.responseHead)
                    } catch {
                        fail(client, &output, .malformedAnswer)
                        return
                    }
                    guard let frame else { break }
                    received.moveReaderIndex(forwardBy: frame.headBytes)
                    if !begin(frame, client, &output) { return }
                    continue
                }
                if !relayBody(client, &output) { break }
            }
            compact()
            if output.readableBytes > 0 {
                client.write(output)
                client.flush()
            } else if client.hasUnflushed {
                client.flush()
            }
        }

        /// - Returns: Whether there is something left to do here.
        private func begin(_ frame: ResponseFrame, _ client: ClientConnection, _ output: inout ByteBuffer) -> Bool {
            if frame.switchesProtocols && !client.accepts(loop.responseHead) {
                fail(client, &output, .malformedAnswer)
                return false
            }
            loop.scratch.removeAll(keepingCapacity: true)
            clientFraming = client.appendResponseHead(frame, to: &loop.scratch)
            output.writeBytes(loop.scratch)
            if frame.isInterim { return true }
            deadline = .distantFuture
            response = frame
            if frame.switchesProtocols {
                becomeTunnel(client, &output)
                return false
            }
            body = BodyReader(frame.framing)
            return true
        }

        /// - Returns: Whether the answer has ended or more can be read from what is there.
        private func relayBody(_ client: ClientConnection, _ output: inout ByteBuffer) -> Bool {
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
                    fail(client, &output, .malformedAnswer)
                    return false
                }
                switch step {
                case .data(let range): pass(range, client, &output)
                case .needsMore:
                    received.moveReaderIndex(forwardBy: offset)
                    return false
                case .end:
                    received.moveReaderIndex(forwardBy: offset)
                    if clientFraming == .chunked {
                        loop.scratch.removeAll(keepingCapacity: true)
                        ChunkFraming.appendLast(trailers: body?.trailers ?? [], to: &loop.scratch)
                        output.writeBytes(loop.scratch)
                    }
                    client.write(output)
                    client.flush()
                    output.clear()
                    finish(client, leavesConnection: false)
                    return false
                }
            }
        }

        /// Adds a part of the body: small ones are copied, so that head and body are one write.
        private func pass(_ range: Range<Int>, _ client: ClientConnection, _ output: inout ByteBuffer) {
            if clientFraming == .chunked {
                loop.scratch.removeAll(keepingCapacity: true)
                ChunkFraming.appendSize(range.count, to: &loop.scratch)
                output.writeBytes(loop.scratch)
            }
            if range.count <= 8 << 10 {
                let start = received.readerIndex + range.lowerBound
                output.writeBytes(received.readableBytesView[start..<start + range.count])
            } else {
                if output.readableBytes > 0 {
                    client.write(output)
                    output = ByteBuffer()
                }
                if let part = received.getSlice(at: received.readerIndex + range.lowerBound, length: range.count) {
                    client.write(part)
                }
            }
            if clientFraming == .chunked { output.writeStaticString("\r\n") }
        }

        func finish(_ client: ClientConnection, leavesConnection: Bool) {
            if leavesConnection, clientFraming == .chunked {
                loop.scratch.removeAll(keepingCapacity: true)
                ChunkFraming.appendLast(trailers: [], to: &loop.scratch)
                client.write(ByteBuffer(bytes: loop.scratch))
                client.flush()
            }
            body = nil
            replay.removeAll(keepingCapacity: true)
            self.client = nil
            if !leavesConnection, response.isPersistent, client.requestIsFinished, received.readableBytes == 0 {
                state = .idle
                received = ByteBuffer()
                pool.put(self)
            } else {
                close()
            }
            client.responseDidFinish()
        }

        private func becomeTunnel(_ client: ClientConnection, _ output: inout ByteBuffer) {
            state = .tunnel
            replay = []
            if received.readableBytes > 0 { output.writeBuffer(&received) }
            received = ByteBuffer()
            client.write(output)
            output.clear()
            client.becomeTunnel()
        }

        private func fail(_ client: ClientConnection, _ output: inout ByteBuffer, _ failure: UpstreamFailure) {
            // What was passed before the fault is the client's.
            if client.responseHasBegun, output.readableBytes > 0 {
                client.write(output)
                client.flush()
            }
            output.clear()
            close()
            client.upstreamDidFail(failure)
        }

        /// Keeps no more of a receive buffer than what is still needed.
        private func compact() {
            if received.readableBytes == 0 {
                received = ByteBuffer()
            } else if received.readableBytes < received.capacity / 4 {
                received = ByteBuffer(buffer: received)
            }
        }
    }
#endif
