#if Proxy
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Asks the server of a `ForwardAuth` about the requests of one event loop.
    ///
    /// A request that waits for its answer holds its exchange, this and the definition, and nothing of a generation.
    final class ForwardAuthHandler: RequestHandler {
        private static let timeout = TimeAmount.seconds(30)

        private let definition: ForwardAuth
        /// `nil` = there is no server that could be asked.
        private let pool: UpstreamPool?

        init(_ definition: ForwardAuth, _ loop: LoopState) {
            self.definition = definition
            pool = definition.server.map { loop.pool(for: $0.endpoint) }
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            guard let pool else { return .answer(LocalAnswer(status: 500)) }
            guard definition.options.forwardBody else {
                ask(pool, about: exchange, SubRequest.Content())
                return .wait
            }
            exchange.collectBody(limit: definition.maximumBodyBytes) { collected in
                switch collected {
                case .tooLarge: exchange.answer(LocalAnswer(status: 401))
                case .whole(let body):
                    let framing = exchange.bodyFraming
                    self.ask(pool, about: exchange, SubRequest.Content(framing: framing, body: body))
                }
            }
            return .wait
        }

        private func ask(_ pool: UpstreamPool, about exchange: Exchange, _ content: SubRequest.Content) {
            let loop = exchange.loop
            var content = content
            if definition.options.preserveRequestMethod {
                content.isHEAD = exchange.requestIsHEAD
                content.isIdempotent = exchange.downstream.request.isIdempotent
            }
            loop.scratch.removeAll(keepingCapacity: true)
            let client = AuthenticationHead.Client(
                ip: exchange.downstream.peerIP, isTLS: exchange.downstream.isEncrypted)
            exchange.readRequest { request in
                definition.head.read { $0.append(request, of: client, framing: content.framing, to: &loop.scratch) }
            }
            let request = SubRequest(
                content, to: pool, loop: loop, maximumAnswerBytes: definition.maximumAnswerBytes, timeout: Self.timeout
            ) { result in
                exchange.subRequest = nil
                self.conclude(result, exchange)
            }
            exchange.subRequest = request
            request.start()
        }

        private func conclude(_ result: Result<SubRequest, SubRequest.Failure>, _ exchange: Exchange) {
            switch result {
            case .success(let answer): conclude(answer, exchange)
            case .failure(.answerTooLarge): exchange.answer(LocalAnswer(status: 401))
            case .failure: exchange.answer(LocalAnswer(status: 500))
            }
        }

        private func conclude(_ answer: SubRequest, _ exchange: Exchange) {
            if !definition.userHeader.isEmpty, let user = answer.head.read({ $0.first(definition.userHeader) }) {
                exchange.record?.username = user
            }
            switch answer.status {
            case 200...299:
                answer.head.read { head in definition.identity.read { exchange.setIdentity($0, by: head) } }
                if answer.head.read({ $0.contains("set-cookie") }) {
                    let headers = answer.head.read { HeaderFields($0) }
                    exchange.add(AuthenticationCookies(named: definition.cookies, from: headers))
                }
                exchange.resume()
            case 401 where !definition.options.authSigninURL.isEmpty: signIn(exchange)
            default: refuse(answer, exchange)
            }
        }

        private func signIn(_ exchange: Exchange) {
            let location = Redirection.location(
                Array(definition.options.authSigninURL.utf8), from: exchange.request.path)
            var headers = HeaderFields()
            headers.append("location", location)
            let isHEAD = exchange.downstream.requestIsHEAD
            exchange.answer(
                ForwardedResponse(status: 302, headers: headers, length: 0, isHEAD: isHEAD), ByteBuffer())
        }

        /// Passes an answer on that is no permission.
        private func refuse(_ answer: SubRequest, _ exchange: Exchange) {
            var headers = answer.head.read { HeaderFields($0) }
            for name in [
                "connection", "keep-alive", "te", "trailers", "transfer-encoding", "upgrade", "content-length",
            ] {
                headers.remove(name)
            }
            // Go's client takes it out of a chunked answer, to list what follows the body.
            if answer.framing == .chunked { headers.remove("trailer") }
            if let text = headers.first("location"), !text.isEmpty {
                guard let location = location(text) else {
                    exchange.answer(LocalAnswer(status: 500))
                    return
                }
                headers.set("location", to: location)
            }
            let count = answer.body.readableBytes
            var head = ForwardedResponse(status: answer.status, headers: headers, length: count)
            // Go's server states the length of what fits its buffer, and of what says so itself.
            if case .length = answer.framing {} else if count > Self.lengthIsStatedUpTo { head.framing = .chunked }
            if exchange.downstream.requestIsHEAD { head.adaptToHEAD() }
            exchange.answer(head, answer.body)
        }

        private static let lengthIsStatedUpTo = 2048

        private func location(_ text: [UInt8]) -> [UInt8]? {
            guard let url = URLReference(text), let base = definition.server?.url else { return nil }
            return definition.options.preserveLocationHeader ? url.text : url.resolved(at: base).text
        }
    }
#endif
