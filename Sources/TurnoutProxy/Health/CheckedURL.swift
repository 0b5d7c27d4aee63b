#if Proxy
    import TurnoutConfiguration

    /// Where a check goes: an absolute URL, as far as a request needs it.
    struct CheckedURL: Hashable, Sendable, CustomStringConvertible {
        /// `http` or `https`.
        var scheme: String
        /// A name, an IPv4 or an IPv6 address without brackets.
        var host: String
        /// `nil` = the scheme's own.
        var explicitPort: Int?
        /// Percent-encoded; may be empty.
        var path: String
        /// Without `?`; `nil` = there is none.
        var query: String?

        var port: Int { explicitPort ?? (scheme == "https" ? 443 : 80) }

        /// What a `Host` header holds.
        var authority: String {
            let name = host.contains(":") ? "[\(host)]" : host
            return explicitPort.map { "\(name):\($0)" } ?? name
        }

        /// What a request line holds.
        var uri: String { (path.isEmpty ? "/" : path) + (query.map { "?\($0)" } ?? "") }

        var description: String { "\(scheme)://\(authority)\(uri)" }

        /// - Returns: `nil` if it is no URL of a server.
        init?(_ text: String) {
            let url = ServerURL(text)
            guard url.fault == nil else { return nil }
            scheme = url.scheme == "https" ? "https" : "http"
            host = url.host
            explicitPort = url.explicitPort
            path = Self.escaped(url.path)
            query = Self.split(text).query
        }

        /// Resolves a reference as RFC 3986 §5.2 says: a whole URL, a path, or one that begins where this path ends.
        ///
        /// - Returns: `nil` if it is no reference to a server.
        func resolving(_ reference: String) -> CheckedURL? {
            if reference.hasPrefix("//") { return CheckedURL("\(scheme):\(reference)") }
            let (text, query) = Self.split(reference)
            let head = text.prefix { $0 != "/" }
            if head.contains(":") { return CheckedURL(reference) }
            guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }),
                ServerURL("http://a/\(text)").fault == nil
            else { return nil }
            var url = self
            if text.isEmpty {
                url.query = query ?? self.query
                return url
            }
            let start = text.hasPrefix("/") ? "" : path.lastIndex(of: "/").map { path[..<$0] + "/" } ?? "/"
            url.path = Self.withoutDots(start + Self.escaped(text))
            url.query = query
            return url
        }

        /// Parts at `?`; a fragment is left out.
        private static func split(_ text: String) -> (path: String, query: String?) {
            let text = text.prefix { $0 != "#" }
            guard let mark = text.firstIndex(of: "?") else { return (String(text), nil) }
            let query = text[text.index(after: mark)...]
            return (String(text[..<mark]), escaped(String(query)))
        }

        /// With codes for what a request line can't hold.
        private static func escaped(_ text: String) -> String {
            var result = ""
            for byte in text.utf8 {
                let isPlain = 0x21..<0x7F ~= byte && !"\"<>\\^`{|}".utf8.contains(byte)
                if isPlain {
                    result.unicodeScalars.append(Unicode.Scalar(byte))
                } else {
                    result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
                }
            }
            return result
        }

        /// RFC 3986 §5.2.4, for a path that begins with `/`.
        private static func withoutDots(_ path: String) -> String {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            var kept: [Substring] = []
            for part in parts {
                if part == ".." { _ = kept.popLast() } else if part != "." { kept.append(part) }
            }
            let endsInDirectory = parts.last == "." || parts.last == ".."
            return "/" + kept.joined(separator: "/") + (endsInDirectory && !kept.isEmpty ? "/" : "")
        }
    }
#endif
