#if Proxy
    import NIOCore
    import NIOHPACK
    import NIOHTTP2

    /// Who uses a stream.
    protocol HTTP2StreamOwner: AnyObject {
        /// Fields arrived on a stream that is open already: an answer, or trailers.
        func receiveFields(_ fields: HPACKHeaders, endsStream: Bool)
        /// A part of a body arrived. It counts against the windows until `HTTP2Stream.consume` says that it is gone.
        func receiveData(_ bytes: ByteBuffer, endsStream: Bool)
        /// The stream takes more.
        func streamDidBecomeWritable()
        /// The peer has reset the stream, or the connection is no more.
        func streamDidClose(_ code: HTTP2ErrorCode)
        /// Looks at the stream's deadlines.
        func passDeadlines(_ now: NIODeadline)
    }

    /// One stream of an `HTTP2Link`: what is to be sent on it and has to wait, and what its windows are.
    ///
    /// Its user is to write no more while `isWritable` is false; what it writes nevertheless waits here.
    final class HTTP2Stream {
        enum Ending {
            case none
            case plain
            case trailers(HPACKHeaders)
        }

        let id: HTTP2StreamID
        private let link: HTTP2Link
        /// `nil` when the stream is over.
        var owner: (any HTTP2StreamOwner)?

        /// How much the peer takes.
        var sendWindow: Int
        private var pending = ByteBuffer()
        private var ending = Ending.none
        /// The rest of what the peer sends is not wanted.
        private var resetsBehindEnd = false
        private(set) var isLocallyClosed = false
        /// NIO's handler drops parts of a body that have not been flushed when a stream is reset.
        private var hasUnflushed = false
        var isRemotelyClosed = false

        /// How much the peer may still send; `nil` = it has not sent anything.
        var receiveWindow: Int?
        /// Received and not consumed.
        var heldBytes = 0

        init(_ id: HTTP2StreamID, link: HTTP2Link, sendWindow: Int) {
            self.id = id
            self.link = link
            self.sendWindow = sendWindow
        }

        /// All that was written is on its way, and more can be.
        var isWritable: Bool { pending.readableBytes == 0 && link.isWritable }
        var hasPending: Bool { pending.readableBytes > 0 }

        // MARK: Sending

        func send(_ fields: HPACKHeaders, endsStream: Bool = false) {
            guard !isLocallyClosed else { return }
            link.write(id, .headers(.init(headers: fields, endStream: endsStream)))
            if endsStream { didEnd() }
        }

        /// Sends a part of a body. What is small waits for more, or for `push`.
        func send(_ part: ByteBuffer) {
            guard !isLocallyClosed else { return }
            if pending.readableBytes == 0 { pending = part } else { pending.writeImmutableBuffer(part) }
            if pending.readableBytes >= HTTP2Link.frameBytes { push() }
        }

        /// Ends what is sent, behind all that waits.
        ///
        /// - Parameter resets: Whether the peer is told not to send the rest of its own.
        func end(_ ending: Ending = .plain, resets: Bool = false) {
            guard !isLocallyClosed else { return }
            self.ending = ending
            resetsBehindEnd = resets
            push()
        }

        /// Sends what waits, as far as the windows let it.
        func push() { push(limit: .max) }

        /// - Parameter limit: In bytes.
        /// - Returns: Whether anything was sent.
        @discardableResult
        func push(limit: Int) -> Bool {
            guard !isLocallyClosed else { return false }
            let hadPending = hasPending
            let count = min(pending.readableBytes, sendWindow, link.sendWindow, limit)
            if count > 0, link.isWritable, let part = pending.readSlice(length: count) {
                sendWindow -= count
                link.sendWindow -= count
                hasUnflushed = true
                let isLast = pending.readableBytes == 0
                if isLast { pending = ByteBuffer() }
                if isLast, case .plain = ending {
                    link.write(id, .data(.init(data: .byteBuffer(part), endStream: true)))
                    didEnd()
                    return true
                }
                link.write(id, .data(.init(data: .byteBuffer(part))))
            }
            guard pending.readableBytes == 0 else { return count > 0 }
            switch ending {
            case .none: break
            case .plain:
                link.write(id, .data(.init(data: .byteBuffer(ByteBuffer()), endStream: true)))
                didEnd()
            case .trailers(let fields):
                link.write(id, .headers(.init(headers: fields, endStream: true)))
                didEnd()
            }
            if hadPending, isWritable { owner?.streamDidBecomeWritable() }
            return count > 0
        }

        private func didEnd() {
            isLocallyClosed = true
            if isRemotelyClosed {
                link.remove(self)
            } else if resetsBehindEnd {
                reset(.noError)
            }
        }

        /// Ends the stream at once, in both directions; its owner is not told.
        func reset(_ code: HTTP2ErrorCode) {
            owner = nil
            isLocallyClosed = true
            pending = ByteBuffer()
            consumeAll()
            guard link.remove(self) else { return }
            if hasUnflushed { link.flush() }
            link.write(id, .rstStream(code))
            if code == .protocolError { link.noteFault() }
        }

        // MARK: Receiving

        /// Says that so much of what was received is held no longer: the peer may send as much again.
        func consume(_ count: Int) {
            let count = min(count, heldBytes)
            heldBytes -= count
            link.consume(count, of: self)
        }

        /// Nobody wants what is held.
        func consumeAll() { consume(heldBytes) }

        func flush() { link.flushLater() }
    }
#endif
