#if Proxy
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Puts the page of another service in the place of an answer with certain statuses; the status remains, or is
    /// rewritten.
    final class ErrorPages: SharedMiddleware {
        fileprivate let options: ErrorsOptions
        fileprivate let service: Service
        /// Names of the headers that a request for a page takes over; `nil` = all.
        private let passed: Set<[UInt8]>?

        init(_ options: ErrorsOptions, service: Service) {
            self.options = options
            self.service = service
            let names = options.errorRequestHeaders
            passed = names.isEmpty ? nil : Set(names.map { Array(HeaderFields.lowercased($0).utf8) })
        }

        func isUpToDate(_ services: inout ServiceInterning) -> Bool {
            services.service(options.service) === service
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            exchange.add(ErrorPageFilter(self))
            return .next
        }

        fileprivate func rewritten(_ status: Int) -> Int {
            options.statusRewrites.first { $0.statuses.contains(status) }?.status ?? status
        }

        /// - Returns: `nil` if the query makes no URL.
        fileprivate func request(for exchange: Exchange, status: Int, original: Int) -> ForwardedRequest? {
            let request = exchange.request
            let isTLS = exchange.downstream.isEncrypted
            var uri: [UInt8] = []
            if !options.query.isEmpty {
                var url = Array((isTLS ? "https://" : "http://").utf8) + request.host + request.path
                if let query = request.query, !query.isEmpty { url += [UInt8(ascii: "?")] + query }
                var query = options.query.hasPrefix("/") ? String(options.query.dropFirst()) : options.query
                query = "/" + query.replacing("{status}", with: "\(status)")
                query = query.replacing("{originalStatus}", with: "\(original)")
                query = query.replacing(
                    "{url}", with: String(decoding: PercentCode.encodeQueryValue(url), as: UTF8.self))
                uri = Array(query.utf8)
            }
            guard let page = URLReference(Array("http://".utf8) + request.host + uri) else { return nil }
            var headers = request.headers
            if let passed { headers.removeLines { name, _ in !passed.contains(Array(copying: name)) } }
            // A page is no other protocol.
            for name in ["connection", "upgrade"] { headers.remove(name) }
            // A blank would end the target of the request line.
            let target = page.requestURI.flatMap { $0 == 0x20 ? Array("%20".utf8) : [$0] }
            return ForwardedRequest(method: "GET", uri: target, host: request.host, headers: headers)
        }
    }

    /// Watches for the status of an answer.
    private final class ErrorPageFilter: AnswerFilter {
        private enum State {
            case watching, passing, discarding
            case paging(status: Int)
        }
        private let middleware: ErrorPages
        private var state = State.watching

        init(_ middleware: ErrorPages) { self.middleware = middleware }

        func receive(_ part: AnswerPart, of exchange: Exchange, at place: Int) {
            switch state {
            case .watching:
                guard case .head(let head) = part, middleware.options.status.contains(head.status) else {
                    state = .passing
                    exchange.pass(part, from: place)
                    return
                }
                state = .discarding
                exchange.discardAnswer { isWhole in
                    if isWhole {
                        self.fetch(exchange, insteadOf: head.status, at: place)
                    } else {
                        self.state = .passing
                        exchange.breakOff()
                    }
                }
            case .passing: exchange.pass(part, from: place)
            case .discarding: exchange.discard(part)
            case .paging(let status):
                guard case .head(var head) = part else {
                    exchange.pass(part, from: place)
                    return
                }
                head.setStatus(status)
                exchange.pass(.head(head), from: place)
            }
        }

        private func fetch(_ exchange: Exchange, insteadOf original: Int, at place: Int) {
            let status = middleware.rewritten(original)
            state = .paging(status: status)
            if let request = middleware.request(for: exchange, status: status, original: original) {
                exchange.redirect(request, to: middleware.service, from: place)
            } else {
                let text = HTTPStatus.reason(for: status).map { "\($0)" } ?? ""
                let isHEAD = exchange.downstream.requestIsHEAD
                let (head, body) = LocalAnswer.plain(status, "\(text)\n").response(isHEAD: isHEAD)
                exchange.answer(head, ByteBuffer(bytes: body), from: place)
            }
        }
    }
#endif
