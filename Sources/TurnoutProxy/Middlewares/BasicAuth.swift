#if Proxy
    import NIOCore
    import TurnoutConfiguration
    import TurnoutHTTP
    import TurnoutPasswords

    /// Lets requests pass that name a user and the user's password.
    final class BasicAuth: SharedMiddleware {
        private let verifier: PasswordVerifier
        private let challenge: LocalAnswer
        private let userHeader: String
        /// What the client says about it itself is taken away.
        private let identity: IdentityHeaders
        private let removesHeader: Bool

        init?(_ options: BasicAuthOptions) {
            guard let users = try? PasswordList(options.users.map { Array($0.utf8) }) else { return nil }
            verifier = PasswordVerifier(users)
            userHeader = options.userHeader
            identity = IdentityHeaders(names: userHeader.isEmpty ? [] : [userHeader], pattern: "")
            removesHeader = options.removesHeader
            challenge = LocalAnswer(
                status: 401,
                headers: [("Content-Type", "text/plain"), ("WWW-Authenticate", "Basic realm=\"\(options.realm)\"")],
                body: Array("401 Unauthorized\n".utf8))
        }

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            guard let credentials = Credentials(exchange.request.headers.first("authorization") ?? []) else {
                exchange.record?.username = []
                return .answer(challenge)
            }
            exchange.record?.username = credentials.user
            if let isRight = verifier.verify(credentials) { return step(isRight, credentials, exchange) }
            let waiting = NIOLoopBound(exchange, eventLoop: exchange.loop.eventLoop)
            verifier.verifyElsewhere(credentials) { [self] isRight in
                waiting.eventLoop.execute { [self] in
                    let exchange = waiting.value
                    switch step(isRight, credentials, exchange) {
                    case .answer(let answer): exchange.answer(answer)
                    case .next, .wait: exchange.resume()
                    }
                }
            }
            return .wait
        }

        private func step(_ isRight: Bool, _ credentials: Credentials, _ exchange: Exchange) -> MiddlewareStep {
            guard isRight else { return .answer(challenge) }
            if removesHeader { exchange.request.headers.remove("authorization") }
            if !userHeader.isEmpty {
                var said = HeaderFields()
                said.append(userHeader, credentials.user)
                identity.replace(in: &exchange.request.headers, by: said)
            }
            return .next
        }
    }

    /// A user and a password (RFC 7617).
    struct Credentials: Hashable, Sendable {
        var user: [UInt8]
        var password: [UInt8]

        /// - Parameter header: The value of `Authorization`.
        init?(_ header: [UInt8]) {
            let scheme = header.prefix(6).map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
            guard scheme.elementsEqual("basic ".utf8), let text = Self.decoded(header.dropFirst(6)),
                let colon = text.firstIndex(of: 0x3A)
            else { return nil }
            user = Array(text[..<colon])
            password = Array(text[(colon + 1)...])
        }

        /// Base64 with its padding (RFC 4648 §4).
        private static func decoded(_ text: some Collection<UInt8>) -> [UInt8]? {
            guard text.count.isMultiple(of: 4) else { return nil }
            var result: [UInt8] = []
            var (group, bits) = (UInt32(0), 0)
            var padding = 0
            for byte in text {
                if byte == 0x3D {
                    padding += 1
                    continue
                }
                guard padding == 0, let value = value(of: byte) else { return nil }
                group = group << 6 | UInt32(value)
                bits += 6
                if bits >= 8 {
                    bits -= 8
                    result.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
                }
            }
            return padding <= 2 ? result : nil
        }

        private static func value(of byte: UInt8) -> UInt8? {
            switch byte {
            case 0x41...0x5A: byte - 0x41
            case 0x61...0x7A: byte - 0x61 + 26
            case 0x30...0x39: byte - 0x30 + 52
            case 0x2B: 62
            case 0x2F: 63
            default: nil
            }
        }
    }
#endif
