#if Proxy
    import NIOCore
    import TurnoutHTTP

    /// Packs one answer, and says that it depends on `Accept-Encoding`.
    ///
    ///     head ──► plain
    ///       └────► undecided ──► measured ──► packed
    ///                   └──────────────────────┘
    ///
    /// Whether there is a body at all shows with its first part, so the head waits for that. Of a body whose length the
    /// server has said, the head waits on until it is known whether the packed one is short, since a short one gets its
    /// length; what is held back until then is 2 KiB, or what comes in a tenth of a second. Of other bodies every part
    /// that comes is passed on at once.
    final class CompressFilter: AnswerFilter {
        /// Up to this size Go's server says the length of a body that it hadn't been told.
        private static let shortBytes = 2048
        /// In this time Traefik passes on what it has of a body of known length.
        private static let flushInterval = TimeAmount.milliseconds(100)

        private enum State {
            /// There is no head yet.
            case beginning
            /// It goes on as it is.
            case plain
            /// The head waits for the first part of the body.
            case undecided(ForwardedResponse)
            /// The head waits for the length.
            case measured(ForwardedResponse)
            case packed
        }

        private let packs: Bool
        private let mediaTypes: MediaTypeFilter
        private let minimumBytes: Int

        private var state = State.beginning
        private var encoder: GzipEncoder?
        private var hasEnding = false
        /// Packed and not passed on.
        private var output = ByteBuffer()
        /// Something was given to the encoder since it was last flushed.
        private var isDirty = false
        /// The server has said how long the body is: there is no need to pass on each part at once.
        private var hasLength = false
        private var timer: Scheduled<Void>?

        init(packs: Bool, mediaTypes: MediaTypeFilter, minimumBytes: Int) {
            self.packs = packs
            self.mediaTypes = mediaTypes
            self.minimumBytes = minimumBytes
        }

        func receive(_ part: AnswerPart, of exchange: Exchange, at place: Int) {
            switch part {
            case .head(let head): begin(head, exchange, place)
            case .body(let bytes): pack(bytes, exchange, place)
            case .end(let trailers): finish(trailers, exchange, place)
            }
        }

        // MARK: Heads

        private func begin(_ head: ForwardedResponse, _ exchange: Exchange, _ place: Int) {
            giveBack(to: exchange.loop)
            var head = head
            let isUnwanted = head.headers.contains("no-gzip-compression")
            head.headers.remove("no-gzip-compression")
            head.addVary()
            guard packs, !isUnwanted, mayPack(head), let encoder = exchange.loop.gzipEncoders.take() else {
                state = .plain
                exchange.pass(.head(head), from: place)
                return
            }
            self.encoder = encoder
            endWith(exchange)
            if case .length = head.framing { hasLength = true } else { hasLength = false }
            state = .undecided(head)
            // Browsers tell their pages that an event stream is open when its head is there.
            if head.headers.first("content-type")?.starts(with: "text/event-stream".utf8) ?? false, !hasLength {
                passHead(head, as: .chunked, exchange, place)
            }
        }

        private func mayPack(_ head: ForwardedResponse) -> Bool {
            if head.forbidsBody || head.framing == .none { return false }
            if case .length(let count) = head.framing, count < minimumBytes { return false }
            let isEmpty = { (name: String) in head.headers.first(name)?.isEmpty ?? true }
            guard isEmpty("content-encoding"), isEmpty("content-range") else { return false }
            // One without a type is looked at when its body begins.
            return head.headers.first("content-type").map { mediaTypes.allowsResponse(contentType: $0) } ?? true
        }

        private func passHead(
            _ head: ForwardedResponse, as framing: BodyFraming, _ exchange: Exchange, _ place: Int
        ) {
            var head = head
            head.framing = framing
            head.headers.set("content-encoding", to: "gzip")
            head.headers.remove("accept-ranges")
            state = .packed
            exchange.pass(.head(head), from: place)
        }

        // MARK: Bodies

        private func pack(_ bytes: ByteBuffer, _ exchange: Exchange, _ place: Int) {
            guard let encoder else {
                exchange.pass(.body(bytes), from: place)
                return
            }
            if bytes.readableBytes == 0 { return }
            if case .undecided(let head) = state, !allows(head, bytes) {
                state = .plain
                giveBack(to: exchange.loop)
                exchange.pass(.head(head), from: place)
                exchange.pass(.body(bytes), from: place)
                return
            }
            encoder.encode(bytes, flush: .none, to: &output)
            isDirty = true
            switch state {
            case .undecided(let head) where hasLength: state = .measured(head)
            case .undecided(let head): passHead(head, as: .chunked, exchange, place)
            default: break
            }
            if case .measured(let head) = state {
                guard output.readableBytes > Self.shortBytes else { return }
                passHead(head, as: .chunked, exchange, place)
            }
            passOutput(exchange, place)
        }

        /// Whether a body that begins so may be packed, if nobody has stated its type.
        private func allows(_ head: ForwardedResponse, _ bytes: ByteBuffer) -> Bool {
            if head.headers.contains("content-type") { return true }
            let start = Array(bytes.readableBytesView.prefix(SniffedType.guessedBytes))
            return mediaTypes.allowsResponse(contentType: Array(SniffedType.guess(start).utf8))
        }

        private func finish(_ trailers: [UInt8], _ exchange: Exchange, _ place: Int) {
            switch state {
            case .undecided(var head):
                // There was no body. Without the chunks there is no place for trailers.
                if trailers.isEmpty { head.framing = .none }
                exchange.pass(.head(head), from: place)
            case .measured(let head):
                encoder?.encode(ByteBuffer(), flush: .end, to: &output)
                let count = output.readableBytes
                passHead(head, as: count > Self.shortBytes ? .chunked : .length(count), exchange, place)
            case .packed: encoder?.encode(ByteBuffer(), flush: .end, to: &output)
            case .beginning, .plain: break
            }
            passOutput(exchange, place)
            giveBack(to: exchange.loop)
            exchange.pass(.end(trailers: trailers), from: place)
        }

        private func passOutput(_ exchange: Exchange, _ place: Int) {
            guard output.readableBytes > 0 else { return }
            let part = output
            output = ByteBuffer()
            exchange.pass(.body(part), from: place)
        }

        // MARK: Pauses

        func answerDidPause(of exchange: Exchange, at place: Int) {
            if hasLength, isDirty { flushLater(exchange, place) } else { flush(exchange, place) }
            exchange.pause(from: place)
        }

        private func flushLater(_ exchange: Exchange, _ place: Int) {
            guard timer == nil, encoder != nil else { return }
            let eventLoop = exchange.loop.eventLoop
            let bound = NIOLoopBound((self, exchange), eventLoop: eventLoop)
            timer = eventLoop.scheduleTask(in: Self.flushInterval) {
                let (filter, exchange) = bound.value
                filter.timer = nil
                filter.flush(exchange, place)
                exchange.pause(from: place)
            }
        }

        private func flush(_ exchange: Exchange, _ place: Int) {
            guard isDirty, let encoder else { return }
            isDirty = false
            encoder.encode(ByteBuffer(), flush: .all, to: &output)
            if case .measured(let head) = state { passHead(head, as: .chunked, exchange, place) }
            passOutput(exchange, place)
        }

        // MARK: Ends

        func answerDidBreakOff(of exchange: Exchange, at place: Int) {
            if case .undecided(let head) = state {
                state = .plain
                exchange.pass(.head(head), from: place)
            } else {
                flush(exchange, place)
            }
        }

        private func endWith(_ exchange: Exchange) {
            if hasEnding { return }
            hasEnding = true
            exchange.atEnd { [loop = exchange.loop] in self.giveBack(to: loop) }
        }

        private func giveBack(to loop: LoopState) {
            timer?.cancel()
            timer = nil
            output = ByteBuffer()
            isDirty = false
            if let encoder { loop.gzipEncoders.giveBack(encoder) }
            encoder = nil
        }
    }

    extension ForwardedResponse {
        /// Says that another client may get another answer, in front of what the server says of the kind.
        fileprivate mutating func addVary() {
            let others = headers.all("vary")
            headers.remove("vary")
            headers.append("vary", "Accept-Encoding")
            for other in others { headers.append("vary", other) }
        }
    }
#endif
