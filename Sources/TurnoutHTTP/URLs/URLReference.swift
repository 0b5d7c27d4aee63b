/// An absolute or relative URL, taken apart and spelled as Go's `net/url` does: what Traefik makes of a `Location`.
public struct URLReference: Hashable, Sendable {
    /// In small letters; empty = relative.
    public private(set) var scheme: [UInt8] = []
    /// What follows the scheme where no slash does: `mailto:someone`.
    public private(set) var opaque: [UInt8] = []
    /// What stands before `@`.
    public private(set) var user: [UInt8]?
    /// With port.
    public private(set) var host: [UInt8] = []
    /// As written; `escapedPath` is valid.
    private var path: [UInt8] = []
    /// A `?` with nothing behind it.
    private var hasEmptyQuery = false
    private var query: [UInt8] = []
    private var fragment: [UInt8] = []

    /// - Returns: `nil` for what Go refuses to parse.
    public init?(_ text: [UInt8]) {
        if text.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return nil }
        var rest = text[...]
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            fragment = Array(rest[(hash + 1)...])
            rest = rest[..<hash]
        }
        guard let schemeEnd = Self.schemeEnd(rest) else { return nil }
        if schemeEnd > rest.startIndex {
            scheme = rest[..<schemeEnd].map { Self.isLetter($0) ? $0 | 0x20 : $0 }
            rest = rest[(schemeEnd + 1)...]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = Array(rest[(mark + 1)...])
            hasEmptyQuery = query.isEmpty
            rest = rest[..<mark]
        }
        if rest.first != UInt8(ascii: "/") {
            if !scheme.isEmpty {
                opaque = Array(rest)
                return
            }
            if rest.prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: ":")) { return nil }
        } else if rest.starts(with: "//".utf8), !scheme.isEmpty || !rest.starts(with: "///".utf8) {
            let authority = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
            rest = rest[authority.endIndex...]
            guard parse(authority: authority) else { return nil }
        }
        path = Array(rest)
        if PercentCode.decode(path) == nil || PercentCode.decode(fragment) == nil { return nil }
    }

    /// Where the colon behind a scheme is; the start if there is none, `nil` if it is missing.
    private static func schemeEnd(_ text: ArraySlice<UInt8>) -> Int? {
        for (index, byte) in zip(text.indices, text) {
            if isLetter(byte) { continue }
            if 0x30...0x39 ~= byte || "+-.".utf8.contains(byte) {
                if index == text.startIndex { break }
                continue
            }
            if byte == UInt8(ascii: ":") { return index == text.startIndex ? nil : index }
            break
        }
        return text.startIndex
    }

    private mutating func parse(authority: ArraySlice<UInt8>) -> Bool {
        var host = authority
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
            let user = authority[..<at]
            if PercentCode.decode(Array(user)) == nil || !user.allSatisfy(Self.isUserByte) { return false }
            self.user = Array(user)
            host = authority[(at + 1)...]
        }
        self.host = Array(host)
        var port = host[host.endIndex...]
        if host.first == UInt8(ascii: "[") {
            guard let end = host.lastIndex(of: UInt8(ascii: "]")) else { return false }
            port = host[(end + 1)...]
        } else if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            port = host[colon...]
        }
        guard port.isEmpty || port.first == UInt8(ascii: ":") else { return false }
        return port.dropFirst().allSatisfy { 0x30...0x39 ~= $0 }
            && !host.contains { " \\^`{|}%".utf8.contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }

    private static func isUserByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || 0x30...0x39 ~= byte || "-._:~!$&'()*+,;=%@".utf8.contains(byte)
    }

    /// What this means when it is read at `base` (RFC 3986 §5.2).
    public func resolved(at base: URLReference) -> URLReference {
        var result = self
        if scheme.isEmpty { result.scheme = base.scheme }
        if !scheme.isEmpty || !host.isEmpty || user != nil {
            result.path = Self.merge([], escapedPath)
            return result
        }
        if path.isEmpty && !hasEmptyQuery && query.isEmpty {
            result.query = base.query
            if fragment.isEmpty { result.fragment = base.fragment }
        }
        result.host = base.host
        result.user = base.user
        result.path = Self.merge(base.escapedPath, escapedPath)
        return result
    }

    /// A path relative to another one, without dot segments.
    private static func merge(_ base: [UInt8], _ path: [UInt8]) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        var full = path
        if path.isEmpty {
            full = base
        } else if path.first != slash {
            full = base.prefix((base.lastIndex(of: slash) ?? -1) + 1) + path
        }
        if full.isEmpty { return [] }
        var kept: [ArraySlice<UInt8>] = []
        let segments = full.split(separator: slash, omittingEmptySubsequences: false)
        for (number, segment) in segments.enumerated() {
            // What stands before the first slash is no segment.
            if number == 0, segment.isEmpty { continue }
            if segment.elementsEqual(".".utf8) { continue }
            if segment.elementsEqual("..".utf8) {
                _ = kept.popLast()
            } else {
                kept.append(segment)
            }
        }
        if let last = segments.last, last.elementsEqual(".".utf8) || last.elementsEqual("..".utf8) { kept.append([]) }
        return [slash] + kept.joined(separator: [slash])
    }

    /// As written where that is valid, else spelled anew.
    public var escapedPath: [UInt8] {
        if path.allSatisfy({ PercentCode.isValidInPath($0) }) { return path }
        return PercentCode.encode(PercentCode.decode(path) ?? path) { PercentCode.isPlainInPath($0) }
    }

    private var escapedFragment: [UInt8] {
        if fragment.allSatisfy({ PercentCode.isValidInPath($0) || $0 == UInt8(ascii: "?") }) { return fragment }
        return PercentCode.encode(PercentCode.decode(fragment) ?? fragment) {
            PercentCode.isPlainInPath($0) || "?!()*".utf8.contains($0)
        }
    }

    /// Without what stands before the host.
    public var withoutUser: URLReference {
        var url = self
        url.user = nil
        return url
    }

    /// Name and password as one text, `name:password`; `nil` if there is neither.
    public var credentials: [UInt8]? {
        guard let user else { return nil }
        let colon = user.firstIndex(of: UInt8(ascii: ":")) ?? user.endIndex
        let password = Array(user[colon...].dropFirst())
        return (PercentCode.decode(Array(user[..<colon])) ?? []) + [UInt8(ascii: ":")]
            + (PercentCode.decode(password) ?? [])
    }

    /// Path and query, as in a request line.
    public var requestURI: [UInt8] {
        let path = escapedPath
        return (path.isEmpty ? [UInt8(ascii: "/")] : path) + queryText
    }

    /// What follows `?`; `nil` = there is not even that.
    public var rawQuery: [UInt8]? { hasEmptyQuery || !query.isEmpty ? query : nil }

    private var queryText: [UInt8] { hasEmptyQuery || !query.isEmpty ? [UInt8(ascii: "?")] + query : [] }

    /// The whole, as Go spells it.
    public var text: [UInt8] {
        var result: [UInt8] = []
        if !scheme.isEmpty { result += scheme + [UInt8(ascii: ":")] }
        let path = escapedPath
        if !opaque.isEmpty {
            result += opaque
        } else {
            if !host.isEmpty || user != nil { result += "//".utf8 }
            if let user { result += user + [UInt8(ascii: "@")] }
            result += PercentCode.encode(host) { $0 < 0x80 }
            if !host.isEmpty, let first = path.first, first != UInt8(ascii: "/") { result.append(UInt8(ascii: "/")) }
            result += path
        }
        result += queryText
        if !fragment.isEmpty { result += [UInt8(ascii: "#")] + escapedFragment }
        return result
    }
}
