#if Proxy
    import TurnoutConfiguration
    import TurnoutHTTP

    /// The request of a check, or one that an answer to it has led to.
    struct HealthRequest {
        /// Why a check can't be made.
        struct Fault: Error { var text: String }

        private static let maximumRedirects = 10

        private(set) var url: CheckedURL
        private var method: String
        /// What `Host` holds, if it is not what the URL says.
        private var hostname: String
        /// By names in small letters.
        private var headers: [String: String] = [:]
        private var redirects = 0

        init(_ check: HealthCheck, of server: String) throws(Fault) {
            guard var url = CheckedURL(server)?.resolving(check.path) else {
                throw Fault(text: "its check has the path '\(check.path)', which is none")
            }
            if !check.scheme.isEmpty {
                guard check.scheme == "http" || check.scheme == "https" else {
                    throw Fault(text: "its check has the scheme '\(check.scheme)'; there are http and https")
                }
                url.scheme = check.scheme
            }
            if check.port != 0 { url.explicitPort = check.port }
            guard 1...65_535 ~= url.port else { throw Fault(text: "its check has the port \(url.port), which is none") }
            self.url = url
            method = check.method.isEmpty ? "GET" : check.method
            guard method.utf8.allSatisfy(\.isTokenByte) else {
                throw Fault(text: "its check has the method '\(method)', which is none")
            }
            guard check.hostname.utf8.allSatisfy({ 0x21..<0x7F ~= $0 }) else {
                throw Fault(text: "its check has the hostname '\(check.hostname)', which is none")
            }
            hostname = check.hostname
            for (name, value) in check.headers {
                guard !name.isEmpty, name.utf8.allSatisfy(\.isTokenByte), value.utf8.allSatisfy(\.isValueByte) else {
                    throw Fault(text: "its check has the header '\(name)', which can't be sent as it is")
                }
                headers[HeaderFields.lowercased(name)] = value
            }
            // As with Traefik, this is what `hostname` is for.
            headers["host"] = nil
        }

        var message: ForwardedRequest {
            var headers = headers
            var fields = HeaderFields()
            // As Traefik asks, and in its order; the body of the answer is not read.
            fields.append("user-agent", headers.removeValue(forKey: "user-agent") ?? "Go-http-client/1.1")
            let isEncodingLeft = headers["accept-encoding"] == nil && headers["range"] == nil && method != "HEAD"
            for (name, value) in headers.sorted(by: { $0.key < $1.key }) { fields.append(name, value) }
            if isEncodingLeft { fields.append("accept-encoding", "gzip") }
            let host = hostname.isEmpty ? url.authority : hostname
            return ForwardedRequest(
                method: method, uri: Array(url.uri.utf8), host: Array(host.utf8), headers: fields)
        }

        /// The request that an answer redirects to, as Go's client makes it; `nil` if it doesn't redirect.
        ///
        /// - Parameters:
        ///   - status: Of the answer.
        ///   - place: What its `Location` holds, if there is one.
        func redirected(_ status: Int, to place: [UInt8]?) throws(Fault) -> HealthRequest? {
            guard [301, 302, 303, 307, 308].contains(status), let place, !place.isEmpty else { return nil }
            guard redirects + 1 < Self.maximumRedirects else {
                throw Fault(text: "its check was redirected \(Self.maximumRedirects) times")
            }
            let location = String(decoding: place, as: UTF8.self)
            guard let target = url.resolving(location) else {
                throw Fault(text: "its check was redirected to '\(location)', which is no URL")
            }
            var next = self
            next.redirects += 1
            next.url = target
            if status < 307, method != "HEAD" { next.method = "GET" }
            // A whole URL says its own host.
            if location.contains("://") || location.hasPrefix("//") { next.hostname = "" }
            if url.scheme == "http" || target.scheme == "https" { next.headers["referer"] = "\(url)" }
            return next
        }
    }

    extension UInt8 {
        /// What names of methods and headers are made of (RFC 9110 §5.6.2).
        fileprivate var isTokenByte: Bool {
            0x30...0x39 ~= self || 0x41...0x5A ~= self || 0x61...0x7A ~= self || "!#$%&'*+-.^_`|~".utf8.contains(self)
        }

        fileprivate var isValueByte: Bool { self >= 0x20 && self != 0x7F || self == 0x09 }
    }
#endif
