#if Proxy
    import Testing
    import Turnout
    import TurnoutHTTP

    /// Whatever is accepted here, llhttp must accept too, and must see the same message end at the same byte: two
    /// proxies that disagree on that are how requests are smuggled. What llhttp takes and we refuse is no matter. What
    /// is sent on must be read by llhttp as it is meant.
    @Suite("The parsers and llhttp")
    struct LLHTTPDifferentialTests {
        @Test("agree on requests, as received and as forwarded", arguments: 0..<UInt64(40))
        func requests(batch: UInt64) {
            var accepted = 0
            for seed in batch * 100..<(batch + 1) * 100 {
                var mutator = MessageMutator(seed: seed)
                let bytes = mutator.request()
                var head = RequestHead()
                guard case .frame(let frame) = readRequest(bytes, into: &head), let request = try? Request(head) else {
                    continue
                }
                let body = readBody(Array(bytes[frame.headBytes...]), frame.framing)
                guard body.ending == .end else { continue }
                let method = text(head.bytes[head.method.range])
                let target = text(head.bytes[head.target.range])
                // Unknown methods, and what it takes for a fragment beyond ASCII, are refused by it on either side of
                // us.
                if !Self.methods.contains(method) || target.contains("#") && !target.utf8.allSatisfy({ $0 < 0x80 }) {
                    continue
                }
                accepted += 1
                let raw = Array(bytes[..<(frame.headBytes + body.consumed)])
                if !isKnownDifference(head, raw, frame) {
                    // A message that ends a connection is followed by nothing.
                    let next = frame.isPersistent ? "GET /next" : nil
                    let oracle = LLHTTP(requests: raw + (frame.isPersistent ? Self.nextRequest : []))
                    let start = "\(method) \(target)"
                    compare(oracle, start: start, body.content, next: next, seed, raw)
                }
                let sent = forward(request, frame, body)
                let start = "\(method) \(text(request.normalizedTarget.uri))"
                compare(
                    LLHTTP(requests: sent + Self.nextRequest), start: start, body.content, next: "GET /next", seed, sent
                )
            }
            #expect(accepted >= 10, "too few to prove anything")
        }

        @Test("agree on responses, as received and as forwarded", arguments: 0..<UInt64(40))
        func responses(batch: UInt64) {
            var accepted = 0
            for seed in batch * 100..<(batch + 1) * 100 {
                var mutator = MessageMutator(seed: seed &+ 1_000_000)
                let isHEAD = mutator.below(8) == 0
                let bytes = mutator.response()
                var head = ResponseHead()
                guard case .frame(let frame) = readResponse(bytes, requestIsHEAD: isHEAD, into: &head),
                    frame.framing != .untilClose, !frame.isInterim, !frame.switchesProtocols
                else { continue }
                let body = readBody(Array(bytes[frame.headBytes...]), frame.framing)
                guard body.ending == .end else { continue }
                accepted += 1
                let raw = Array(bytes[..<(frame.headBytes + body.consumed)])
                if !isKnownDifference(head, raw, frame) {
                    let next = frame.isPersistent ? "204" : nil
                    let oracle = LLHTTP(
                        responses: raw + (frame.isPersistent ? Self.nextResponse : []), toHEAD: isHEAD)
                    compare(oracle, start: "\(head.status)", body.content, next: next, seed, raw)
                }
                let sent = forward(head, frame, body)
                let oracle = LLHTTP(responses: sent + Self.nextResponse, toHEAD: isHEAD)
                compare(oracle, start: "\(head.status)", body.content, next: "204", seed, sent)
            }
            #expect(accepted >= 10, "too few to prove anything")
        }

        private static let nextRequest = lines("GET /next HTTP/1.1\nHost: n\n\n")
        private static let nextResponse = lines("HTTP/1.1 204 No Content\n\n")

        private func compare(
            _ oracle: LLHTTP, start: String, _ content: [UInt8], next: String?, _ seed: UInt64, _ bytes: [UInt8]
        ) {
            let place = "seed \(seed): \(text(bytes).debugDescription)"
            guard let message = oracle.messages.first, oracle.error == nil else {
                Issue.record("llhttp refuses (\(oracle.error ?? "no head")), \(place)")
                return
            }
            #expect(message.start == start, "\(place)")
            #expect(message.content == content, "\(place)")
            #expect(message.isComplete, "\(place)")
            #expect(oracle.messages.dropFirst().map(\.start) == (next.map { [$0] } ?? []), "\(place)")
        }

        // MARK: Sending on

        private func forward(_ request: Request, _ frame: RequestFrame, _ body: BodyVerdict) -> [UInt8] {
            var output: [UInt8] = []
            UpstreamHead().append(
                request, peerIP: Array("192.0.2.1".utf8), framing: frame.framing, asksForUpgrade: false, to: &output)
            append(body, frame.framing, to: &output)
            return output
        }

        private func forward(_ head: ResponseHead, _ frame: ResponseFrame, _ body: BodyVerdict) -> [UInt8] {
            var output: [UInt8] = []
            head.append(
                clientVersion: .http1(minor: 1), framing: frame.framing, closes: false, date: Array("Date: x\r\n".utf8),
                to: &output)
            append(body, frame.framing, to: &output)
            return output
        }

        private func append(_ body: BodyVerdict, _ framing: BodyFraming, to output: inout [UInt8]) {
            guard framing == .chunked else {
                output += body.content
                return
            }
            if !body.content.isEmpty {
                ChunkFraming.appendSize(body.content.count, to: &output)
                output += body.content
                ChunkFraming.appendEnd(to: &output)
            }
            ChunkFraming.appendLast(trailers: body.trailers, to: &output)
        }

        // MARK: Where llhttp is known to be the stricter one, or wrong

        /// Other methods it knows none.
        private static let methods: Set = [
            "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "COPY", "LOCK", "MOVE", "SEARCH",
            "LINK",
        ]

        private func isKnownDifference(_ head: RequestHead, _ raw: [UInt8], _ frame: RequestFrame) -> Bool {
            let names = head.lines.map { text(head.bytes[$0.name.range]).lowercased() }
            let target = text(head.bytes[head.target.range])
            // HTTP/1.2 and later; `http:/path`; bytes beyond ASCII (which are escaped upstream), a quote in an
            // authority; equal lengths.
            return head.version != .http1(minor: 0) && head.version != .http1(minor: 1)
                || !target.hasPrefix("/") && (!target.hasPrefix("http://") || target.contains("\""))
                || !target.utf8.allSatisfy { $0 < 0x80 }
                || names.count { $0 == "content-length" } > 1
                || hasTrailingTab(raw[..<frame.headBytes])
                || hasFramingTrailer(raw[frame.headBytes...])
        }

        private func isKnownDifference(_ head: ResponseHead, _ raw: [UInt8], _ frame: ResponseFrame) -> Bool {
            let fields = head.headerLines.map { (name: text($0.name).lowercased(), value: $0.value) }
            let lineFeeds = raw[..<frame.headBytes].count { $0 == 0x0A }
            // Folded lines and lines with a blank in the name; a length beside chunks; equal lengths; HTTP/1.2 and
            // later.
            return lineFeeds != head.lines.count + 2 || head.bytes != Array(raw[..<frame.headBytes])
                || fields.contains { $0.name == "transfer-encoding" } && fields.contains { $0.name == "content-length" }
                || fields.count { $0.name == "content-length" } > 1
                || head.version != .http1(minor: 0) && head.version != .http1(minor: 1)
                || hasTrailingTab(raw[..<frame.headBytes])
                || hasFramingTrailer(raw[frame.headBytes...])
        }

        /// A tab behind `chunked`, `keep-alive` or a length makes it another text there.
        private func hasTrailingTab(_ head: ArraySlice<UInt8>) -> Bool { text(head).contains("\t\r\n") }

        /// There such a trailer counts.
        private func hasFramingTrailer(_ body: ArraySlice<UInt8>) -> Bool {
            let body = text(body).lowercased()
            return ["content-length", "transfer-encoding", "connection"].contains { body.contains($0) }
        }
    }
#endif
