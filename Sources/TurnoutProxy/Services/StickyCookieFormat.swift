#if Proxy
    import Crypto
    import NIOCore
    import TurnoutConfiguration

    /// The cookie by which a service knows to which of its servers, or services, a client belongs.
    public struct StickyCookieFormat: Hashable, Sendable {
        let name: String
        /// What follows the value in `Set-Cookie`.
        private let attributes: String

        /// - Parameter service: Qualified.
        init(_ cookie: StickyCookie, service: String) {
            name = cookie.name.isEmpty ? Self.defaultName(of: service) : Self.tokenised(cookie.name)
            var attributes = ""
            let path = cookie.path.unicodeScalars.filter { 0x20..<0x7F ~= $0.value && $0 != ";" }
            if !path.isEmpty { attributes += "; Path=\(String(String.UnicodeScalarView(path)))" }
            if let domain = Self.domain(cookie.domain) { attributes += "; Domain=\(domain)" }
            if cookie.maxAge != 0 { attributes += "; Max-Age=\(max(0, cookie.maxAge))" }
            if cookie.httpOnly { attributes += "; HttpOnly" }
            if cookie.secure { attributes += "; Secure" }
            switch cookie.sameSite.lowercased() {
            case "none": attributes += "; SameSite=None"
            case "lax": attributes += "; SameSite=Lax"
            case "strict": attributes += "; SameSite=Strict"
            default: break
            }
            self.attributes = attributes
        }

        /// The value of a `Set-Cookie` line.
        func line(value: String) -> String { "\(name)=\(value)\(attributes)" }

        /// `_` and the first five hexadecimal digits of a SHA-1.
        static func defaultName(of service: String) -> String {
            let hash = Insecure.SHA1.hash(data: Array("_TRAEFIK_BACKEND_\(service)".utf8))
            return "_" + hexadecimal(hash).prefix(5)
        }

        /// The value that stands for a server's URL, or a service's name: the first sixteen hexadecimal digits of a SHA-256.
        static func value(of target: String) -> String {
            String(hexadecimal(SHA256.hash(data: Array(target.utf8))).prefix(16))
        }

        /// What earlier releases of Traefik have set for a server; clients may still have it.
        static func formerValues(of target: String) -> [String] {
            let hash = String(fnv1(target), radix: 16)
            return [target, hash, String(fnv1(hash), radix: 16)]
        }

        private static func fnv1(_ text: String) -> UInt64 {
            text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 &* 0x100_0000_01B3) ^ UInt64($1) }
        }

        private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
            let digits = Array("0123456789abcdef".utf8)
            return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
        }

        /// With `_` for each character that a cookie's name can't hold (RFC 9110 §5.6.2).
        private static func tokenised(_ name: String) -> String {
            var result = String.UnicodeScalarView()
            for scalar in name.unicodeScalars {
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "!", "#", "$", "%", "&", "'", "*", "+", "-", ".", "^", "`", "|",
                    "~":
                    result.append(scalar)
                default: result.append("_")
                }
            }
            return String(result)
        }

        /// As browsers take it; `nil` if it is no host name and no IPv4 address, which Go then leaves out.
        private static func domain(_ text: String) -> String? {
            guard !text.isEmpty, text.utf8.count <= 255 else { return nil }
            let name = text.hasPrefix(".") ? text.dropFirst() : text[...]
            let labels = name.split(separator: ".", omittingEmptySubsequences: false)
            // One dot may end it.
            let isName = labels.enumerated().allSatisfy { index, label in
                label.isEmpty
                    ? index > 0 && index == labels.count - 1
                    : label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                        && label.unicodeScalars.allSatisfy {
                            "a"..."z" ~= $0 || "A"..."Z" ~= $0 || "0"..."9" ~= $0 || $0 == "-"
                        }
            }
            let hasLetter = name.unicodeScalars.contains { "a"..."z" ~= $0 || "A"..."Z" ~= $0 }
            let isAddress = !text.contains(":") && (try? SocketAddress(ipAddress: text, port: 0)) != nil
            return isName && hasLetter || isAddress ? String(name) : nil
        }
    }

    /// To which of a service's servers, or services, the values of cookies lead.
    struct StickySessions: Sendable {
        struct Match {
            var index: Int
            /// The client is to get the cookie anew: it has one of an earlier form.
            var isOutdated: Bool
        }

        let name: [UInt8]
        /// The values of `Set-Cookie` lines, by index.
        private let lines: [[UInt8]]
        private let current: [[UInt8]: Int]
        private let former: [[UInt8]: Int]

        /// - Parameter targets: The URLs of servers, or the names of services as written; `nil` = never chosen.
        init(_ format: StickyCookieFormat, targets: [String?]) {
            name = Array(format.name.utf8)
            var (current, former): ([[UInt8]: Int], [[UInt8]: Int]) = ([:], [:])
            lines = targets.enumerated().map { index, target in
                guard let target else { return [] }
                let value = StickyCookieFormat.value(of: target)
                current[Array(value.utf8)] = index
                for old in StickyCookieFormat.formerValues(of: target) { former[Array(old.utf8)] = index }
                return Array(format.line(value: value).utf8)
            }
            self.current = current
            self.former = former
        }

        func line(for index: Int) -> [UInt8] { lines[index] }

        func match(_ value: [UInt8]) -> Match? {
            if let index = current[value] { return Match(index: index, isOutdated: false) }
            return former[value].map { Match(index: $0, isOutdated: true) }
        }
    }
#endif
