#if Proxy
    import Turnout
    import TurnoutHTTP

    /// An answer that the proxy gives itself: composed once, but for what hangs on the request and the second. An object, as
    /// it is handed on as often as it is given.
    final class LocalAnswer: Sendable {
        /// The status line and the headers that come before `Date`, each with its line end.
        private let start: [UInt8]
        let status: Int
        private let headers: HeaderFields
        /// The line `Content-Length`.
        private let length: [UInt8]
        private let body: [UInt8]
        var bodyBytes: Int { body.count }

        /// - Parameter fields: What describes the body, and more; its length is added.
        init(status: Int, fields: HeaderFields, body: [UInt8]) {
            let reason = HTTPStatus.reason(for: status).map { "\($0)" } ?? "status code \(status)"
            self.status = status
            self.body = body
            headers = fields
            var start = Array("HTTP/1.1 \(status) \(reason)\r\n".utf8)
            fields.forEachLine { name, value in
                start += HeaderFields.canonical(Array(name)) + ": ".utf8 + value + "\r\n".utf8
            }
            self.start = start
            length = Array("Content-Length: \(body.count)\r\n".utf8)
        }

        /// - Parameter headers: What describes the body; its length is added.
        convenience init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
            var fields = HeaderFields()
            for header in headers { fields.append(HeaderFields.lowercased(header.name), header.value) }
            self.init(status: status, fields: fields, body: body)
        }

        /// - Parameter contentType: `nil` = none is stated.
        convenience init(status: Int, contentType: String? = nil, text: String) {
            self.init(status: status, headers: contentType.map { [("Content-Type", $0)] } ?? [], body: Array(text.utf8))
        }

        convenience init(_ failure: UpstreamFailure) {
            self.init(status: failure.status, text: "\(HTTPStatus.reason(for: failure.status) ?? "")")
        }

        /// Nobody is there any more to read it: for the log, and for clients that have only finished sending.
        static let clientClosedRequest = LocalAnswer(status: 499, text: "Client Closed Request")
        /// The underscore strategy refuses the request.
        static let underscoreHeader = plain(400, "Bad Request\n")
        /// No router takes the request.
        static let notFound = plain(404, "404 page not found\n")
        /// The connection is for hosts with other TLS options.
        static let misdirected = plain(421, "Misdirected Request\n")
        /// The service has no server that takes requests.
        static let noServer = plain(503, "no available server\n")

        /// What was to be sent can't be made whole any more.
        static let internalError = plain(500, "Internal Server Error\n")
        /// Neither a service nor its fallback takes requests.
        static let noService = plain(503, "Service Unavailable\n")
        /// The body can't be held for the fallback of a service.
        static let bodyTooLarge = plain(413, "Request body too large\n")

        /// What Go's server says in words; browsers are told to believe the content type.
        static func plain(_ status: Int, _ text: String) -> LocalAnswer {
            LocalAnswer(
                status: status,
                headers: [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")],
                body: Array(text.utf8))
        }

        /// Head and body as an answer that filters can change.
        func response(isHEAD: Bool) -> (head: ForwardedResponse, body: [UInt8]) {
            (ForwardedResponse(status: status, headers: headers, length: body.count, isHEAD: isHEAD), body)
        }

        private static let minorVersionIndex = 7
        private static let closeLine = Array("Connection: close\r\n".utf8)
        private static let keepAliveLine = Array("Connection: keep-alive\r\n".utf8)

        /// Appends head and body.
        ///
        /// - Parameter date: The whole line.
        func append(version: HTTPVersion, isHEAD: Bool, closes: Bool, date: [UInt8], to bytes: inout [UInt8]) {
            let isOld = version == .http1(minor: 0)
            let begin = bytes.count
            // Not by `append(contentsOf:)`, for which all loops would count references to these arrays in turn.
            bytes.append(copying: start)
            if isOld { bytes[begin + Self.minorVersionIndex] = UInt8(ascii: "0") }
            bytes.append(copying: date)
            bytes.append(copying: length)
            if closes && !isOld { bytes.append(copying: Self.closeLine) }
            if !closes && isOld { bytes.append(copying: Self.keepAliveLine) }
            bytes.append(0x0D)
            bytes.append(0x0A)
            if !isHEAD { bytes.append(copying: body) }
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
