#if Proxy
    import Foundation
    import NIOCore
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Asks an authentication server about each request, and lets those go on that it answers with 2xx.
    ///
    /// What is the same for all requests is worked out once: the start of the head, the names that are looked for. A
    /// request that waits for its answer holds its exchange and nothing of a generation.
    final class ForwardAuth: Middleware {
        private static let timeout = TimeAmount.seconds(30)

        private let options: ForwardAuthOptions
        /// `nil` = the address can't be used, and no request goes on.
        private let server: (endpoint: Endpoint, url: URLReference)?
        private let head: AuthenticationHead
        private let maximumAnswerBytes: Int
        private let identity: IdentityHeaders
        private let cookies: Set<[UInt8]>
        /// In small letters; empty = none.
        private let userHeader: String

        init(_ options: ForwardAuthOptions, encryption: ServerEncryption?) {
            self.options = options
            let address = options.address
            var url = URLReference(Array(address.text.utf8))
            if address.fault != nil { url = nil }
            server = url.map { url in
                var transport = Transport()
                transport.encryption = encryption
                return (Endpoint(host: address.host, port: address.port, transport: Shared(transport)), url.withoutUser)
            }
            head = AuthenticationHead(
                method: options.preserveRequestMethod ? nil : Array("GET".utf8), uri: url?.requestURI ?? [],
                host: Array(address.authority.utf8), authorization: url?.basicAuthorization,
                passed: options.authRequestHeaders,
                forwardedHeaders: options.trustForwardHeader.map { $0 ? .kept : .replaced } ?? .partlyReplaced)
            maximumAnswerBytes = options.maxResponseBodySize.map { $0 < 0 ? .max : $0 } ?? .max
            identity = IdentityHeaders(
                names: options.authResponseHeaders, pattern: options.authResponseHeadersRegex)
            userHeader = HeaderFields.lowercased(options.headerField)
            cookies = Set(options.addAuthCookiesToResponse.map { Array($0.utf8) })
        }

        var endpoints: [Endpoint] { server.map { [$0.endpoint] } ?? [] }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            guard server != nil else { return .answer(LocalAnswer(status: 500)) }
            guard options.forwardBody else {
                ask(about: exchange, SubRequest.Content())
                return .wait
            }
            exchange.collectBody(limit: options.maxBodySize < 0 ? .max : options.maxBodySize) { collected in
                switch collected {
                case .tooLarge: exchange.answer(LocalAnswer(status: 401))
                case .whole(let body):
                    let framing = exchange.bodyFraming
                    self.ask(about: exchange, SubRequest.Content(framing: framing, body: body))
                }
            }
            return .wait
        }

        /// - Precondition: There is a server.
        private func ask(about exchange: Exchange, _ content: SubRequest.Content) {
            let loop = exchange.loop
            var content = content
            if options.preserveRequestMethod {
                content.isHEAD = exchange.requestIsHEAD
                content.isIdempotent = exchange.downstream.request.isIdempotent
            }
            loop.scratch.removeAll(keepingCapacity: true)
            let client = AuthenticationHead.Client(
                ip: exchange.downstream.peerIP, isTLS: exchange.downstream.encryption != nil)
            exchange.requestInPlace.read { head.append($0, of: client, framing: content.framing, to: &loop.scratch) }
            let request = SubRequest(
                content, to: loop.pool(of: self, for: server!.endpoint), loop: loop,
                maximumAnswerBytes: maximumAnswerBytes,
                timeout: Self.timeout
            ) { result in
                exchange.subRequest = nil
                self.conclude(result, exchange)
            }
            exchange.subRequest = request
            request.start()
        }

        private func conclude(_ result: Result<SubRequest.Answer, SubRequest.Failure>, _ exchange: Exchange) {
            if case .success(let answer) = result, !userHeader.isEmpty, let user = answer.headers.first(userHeader) {
                exchange.record?.username = user
            }
            switch result {
            case .success(let answer) where 200...299 ~= answer.status:
                identity.replace(in: &exchange.request.headers, by: answer.headers)
                if answer.headers.contains("set-cookie") {
                    exchange.add(AuthenticationCookies(named: cookies, from: answer.headers))
                }
                exchange.resume()
            case .success(let answer) where answer.status == 401 && !options.authSigninURL.isEmpty:
                signIn(exchange)
            case .success(let answer): refuse(answer, exchange)
            case .failure(.answerTooLarge): exchange.answer(LocalAnswer(status: 401))
            case .failure: exchange.answer(LocalAnswer(status: 500))
            }
        }

        private func signIn(_ exchange: Exchange) {
            let location = Redirection.location(Array(options.authSigninURL.utf8), from: exchange.request.path)
            var headers = HeaderFields()
            headers.append("location", location)
            let isHEAD = exchange.downstream.requestIsHEAD
            exchange.answer(
                ForwardedResponse(status: 302, headers: headers, length: 0, isHEAD: isHEAD), ByteBuffer())
        }

        /// Passes an answer on that is no permission.
        private func refuse(_ answer: SubRequest.Answer, _ exchange: Exchange) {
            var headers = answer.headers
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
            guard let url = URLReference(text), let base = server?.url else { return nil }
            return options.preserveLocationHeader ? url.text : url.resolved(at: base).text
        }
    }

    extension URLReference {
        /// What stands before the host asks for basic authentication.
        fileprivate var basicAuthorization: [UInt8]? {
            credentials.map { Array("Basic \(Data($0).base64EncodedString())".utf8) }
        }
    }
#endif
