#if Proxy
    import Turnout
    import TurnoutConfiguration
    import TurnoutHTTP

    /// Sends the client to a URL that is made from the one that it has asked for. If it is the same, the request goes on.
    final class Redirect: SharedMiddleware {
        /// Which URL is looked at.
        private enum Reading {
            /// With the scheme that a proxy in front was asked by, and without a port that goes without saying.
            case forwarded
            /// As this proxy was asked.
            case own
        }

        private let reading: Reading
        private let expression: SubmatchExpression
        private let template: ReplacementTemplate
        private let isPermanent: Bool

        init?(_ options: RedirectSchemeOptions) {
            guard let expression = try? SubmatchExpression(Self.partsOfURL) else { return nil }
            let port = options.port.isEmpty ? "" : ":\(options.port)"
            self.expression = expression
            template = ReplacementTemplate("\(options.scheme)://${2}\(port)${4}", for: expression)
            (reading, isPermanent) = (.forwarded, options.isPermanent)
        }

        init?(_ options: RedirectRegexOptions) {
            guard let expression = try? SubmatchExpression(options.regex) else { return nil }
            self.expression = expression
            template = ReplacementTemplate(options.replacement, for: expression)
            (reading, isPermanent) = (.own, options.isPermanent)
        }

        /// Scheme, host, port and the rest.
        private static let partsOfURL = #"^(https?://)?(\[[\w:.]+\]|[\w._-]+)?(:\d+)?(.*)$"#

        func handle(_ exchange: Exchange) -> MiddlewareStep {
            let isEncrypted = exchange.downstream.isEncrypted
            let url =
                switch reading {
                case .forwarded: exchange.request.forwardedURL(isEncrypted: isEncrypted)
                case .own: Array("http\(isEncrypted ? "s" : "")://".utf8) + exchange.request.host + exchange.request.uri
                }
            do throws(SubmatchExpression.TextTooLong) {
                guard try expression.matches(url) else { return .next }
                let text = try expression.replacingAll(in: url, with: template)
                guard let location = URLReference(text) else { return .answer(Self.noURL) }
                guard text == url else { return .answer(redirection(exchange.request, to: location)) }
                exchange.request.path = location.escapedPath
                exchange.request.query = location.rawQuery
                exchange.request.scheme = location.scheme
                return .next
            } catch {
                // The URL is too long to be searched.
                return .answer(Self.noURL)
            }
        }

        /// What was made is no URL.
        private static let noURL = LocalAnswer(status: 502, text: "Bad Gateway")

        private func redirection(_ request: ForwardedRequest, to location: URLReference) -> LocalAnswer {
            // Clients make a GET of anything else at 301 and 302.
            let status =
                request.method.elementsEqual("GET".utf8) ? (isPermanent ? 301 : 302) : (isPermanent ? 308 : 307)
            var fields = HeaderFields()
            fields.append("location", location.text)
            return LocalAnswer(
                status: status, fields: fields,
                body: Array("\(HTTPStatus.reason(for: status) ?? "")".utf8))
        }
    }

    extension ForwardedRequest {
        /// The URL that a client has asked for, perhaps by way of another proxy.
        fileprivate func forwardedURL(isEncrypted: Bool) -> [UInt8] {
            var scheme = Array((isEncrypted ? "https" : "http").utf8)
            switch HeaderFields.lowercased(String(decoding: headers.first("x-forwarded-proto") ?? [], as: UTF8.self)) {
            case "http", "ws": scheme = Array("http".utf8)
            case "https", "wss": scheme = Array("https".utf8)
            default: break
            }
            var (name, port): ([UInt8], [UInt8]) = (host, [])
            if let parts = HostPort(splitting: host.indices, of: host) {
                (name, port) = (Array(host[parts.host]), [0x3A] + host[parts.port])
            }
            let isDefault =
                scheme == Array("http".utf8) && port == Array(":80".utf8)
                || scheme == Array("https".utf8) && port == Array(":443".utf8)
            return scheme + "://".utf8 + name + (isDefault ? [] : port) + uri
        }
    }
#endif
