#if Proxy
    import Turnout
    import TurnoutHTTP

    /// An answer that the proxy gives itself.
    struct LocalAnswer {
        var status: Int
        /// `nil` = none is stated.
        var contentType: String?
        /// Whether browsers are told to believe the content type.
        var isNotToBeSniffed = false
        var body: [UInt8] = []

        init(status: Int, contentType: String? = nil, text: String = "") {
            self.status = status
            self.contentType = contentType
            body = Array(text.utf8)
        }

        init(_ failure: UpstreamFailure) {
            self.init(status: failure.status, text: "\(HTTPStatus.reason(for: failure.status) ?? "")")
        }

        /// Nobody is there any more to read it: for the log, and for clients that have only finished sending.
        static let clientClosedRequest = LocalAnswer(status: 499, text: "Client Closed Request")
        /// The underscore strategy refuses the request.
        static let underscoreHeader = plain(400, "Bad Request\n")
        /// No router takes the request.
        static let notFound = plain(404, "404 page not found\n")
        /// The service has no server that takes requests.
        static let noServer = plain(503, "no available server\n")

        private static func plain(_ status: Int, _ text: String) -> LocalAnswer {
            var answer = LocalAnswer(status: status, contentType: "text/plain; charset=utf-8", text: text)
            answer.isNotToBeSniffed = true
            return answer
        }

        /// Appends head and body.
        func append(version: HTTPVersion, isHEAD: Bool, closes: Bool, date: [UInt8], to bytes: inout [UInt8]) {
            func line(_ text: String) {
                bytes.append(contentsOf: text.utf8)
                bytes.append(contentsOf: "\r\n".utf8)
            }
            let isOld = version == .http1(minor: 0)
            line(
                "HTTP/1.\(isOld ? 0 : 1) \(status) \(HTTPStatus.reason(for: status).map { "\($0)" } ?? "status code \(status)")"
            )
            if let contentType { line("Content-Type: \(contentType)") }
            if isNotToBeSniffed { line("X-Content-Type-Options: nosniff") }
            bytes.append(contentsOf: date)
            line("Content-Length: \(body.count)")
            if closes && !isOld { line("Connection: close") }
            if !closes && isOld { line("Connection: keep-alive") }
            line("")
            if !isHEAD { bytes.append(contentsOf: body) }
        }
    }

    extension RequestRefusal {
        /// The request is understood and its end is known; only its content is refused.
        var leavesConnection: Bool {
            switch reason {
            case .serverOptions, .fragment, .underscoreHeader: true
            default: false
            }
        }
    }
#endif
