import Turnout

/// The head of a request to an authentication server: what of it is the same for each request is built once.
public struct AuthenticationHead: Sendable {
    /// What becomes of `X-Forwarded-*` and `X-Real-Ip` that stand in the request already.
    public enum ForwardedHeaders: Sendable {
        /// `-For`, `-Proto`, `-Method`, `-Host` and `-Uri` are written anew, the others are passed on.
        case partlyReplaced
        /// None is passed on.
        case replaced
        /// They are passed on, and what is missing is added.
        case kept
    }

    /// What the proxy knows of a client.
    public struct Client {
        /// The address as text.
        var ip: [UInt8]
        var isTLS: Bool

        public init(ip: [UInt8], isTLS: Bool) {
            self.ip = ip
            self.isTLS = isTLS
        }
    }

    private let forwardedHeaders: ForwardedHeaders
    /// Empty = that of the request.
    private let method: [UInt8]
    /// What follows the method: the rest of the request line, and `Host`.
    private let start: [UInt8]
    /// The value of `Authorization` for requests that have none; empty = none.
    private let authorization: [UInt8]
    /// The names of headers that are passed on, in small letters; empty = all.
    private let passed: Set<[UInt8]>

    /// - Parameters:
    ///   - method: `nil` = that of the request.
    ///   - uri: Path and query.
    ///   - host: With port.
    ///   - passed: Names of headers; empty = all are passed on.
    public init(
        method: [UInt8]?, uri: [UInt8], host: [UInt8], authorization: [UInt8]? = nil, passed: [String] = [],
        forwardedHeaders: ForwardedHeaders
    ) {
        self.method = method ?? []
        self.forwardedHeaders = forwardedHeaders
        self.authorization = authorization ?? []
        start = [0x20] + uri + Array(" HTTP/1.1\r\nHost: ".utf8) + host + Array("\r\n".utf8)
        self.passed = Set(passed.map { Array(HeaderFields.lowercased($0).utf8) })
    }

    /// Appends the head, blank line included.
    ///
    /// - Parameter framing: Of the body that follows.
    /// - Complexity: O(n) for a head of n bytes; one reservation in `output`.
    public func append(
        _ request: borrowing Request, of client: borrowing Client, framing: BodyFraming, to output: inout [UInt8]
    ) {
        let bytes = request.bytes.span
        let room = output.makeRoom(capacity(for: request, client))
        var space = output.mutableSpan
        var writer = HeadWriter(space.mutableBytes, from: room)
        if method.isEmpty {
            writer.append(request.method.place, of: bytes)
        } else {
            writer.append(method.indices, of: method.span)
        }
        writer.append(start.indices, of: start.span)
        let seen = appendHeaders(of: request, bytes, to: &writer)
        if !authorization.isEmpty, !seen.contains(.authorization) {
            writer.append("Authorization: ")
            writer.append(authorization.indices, of: authorization.span)
            writer.appendLineBreak()
        }
        appendForwarded(request, bytes, client, seen, to: &writer)
        switch framing {
        case .length(let count):
            writer.append("Content-Length: ")
            writer.append(decimal: count)
            writer.appendLineBreak()
        case .chunked: writer.append("Transfer-Encoding: chunked\r\n")
        case .none, .untilClose:
            let word = method.isEmpty ? bytes.shortWord(request.method.place) : method.span.shortWord(method.indices)
            // Methods that mean to send something say that it is nothing, as Go's client does.
            if word == ShortWord.post || word == ShortWord.put || word == ShortWord.patch {
                writer.append("Content-Length: 0\r\n")
            }
        }
        writer.appendLineBreak()
        let end = writer.end
        output.removeLast(output.count - end)
    }

    /// An upper bound of the head's length: what is said of the request besides its headers lies in its arena once.
    private func capacity(for request: borrowing Request, _ client: borrowing Client) -> Int {
        let repeated = 2 * request.method.place.count + request.uri.place.count + 2 * request.authority.place.count
        return request.bytes.count + 4 * request.headers.count + repeated + method.count + start.count
            + authorization.count + client.ip.count + 256
    }

    /// Headers that have been passed on, and aren't added then.
    private struct Seen: OptionSet {
        let rawValue: UInt8
        static let authorization = Seen(rawValue: 1)
        static let proto = Seen(rawValue: 2)
        static let port = Seen(rawValue: 4)
        static let host = Seen(rawValue: 8)
        static let method = Seen(rawValue: 16)
        static let uri = Seen(rawValue: 32)
        static let userAgent = Seen(rawValue: 64)
    }

    @_lifetime(writer: copy writer)
    private func appendHeaders(
        of request: borrowing Request, _ bytes: Span<UInt8>, to writer: inout HeadWriter
    ) -> Seen {
        var seen: Seen = []
        let nominations = request.nominations(bytes)
        for field in request.headers {
            let name = field.name.place
            switch KnownHeader(name, of: bytes) {
            case .connection?, .keepAlive?, .te?, .transferEncoding?, .upgrade?, .host?, .contentLength?, .trailer?:
                continue
            case .userAgent?:
                // One counts, the first, and that only if it says something.
                if !seen.insert(.userAgent).inserted || field.value.count == 0 { continue }
            default: break
            }
            if bytes.equalsIgnoringCase(name, "trailers") { continue }
            if let nominations, bytes.lists(nominations, name) { continue }
            let managed = ManagedHeader(name, of: bytes)
            if let managed {
                switch (forwardedHeaders, managed) {
                case (.replaced, _), (.kept, .forwardedFor): continue
                case (.partlyReplaced, .forwardedFor), (.partlyReplaced, .proto), (.partlyReplaced, .method),
                    (.partlyReplaced, .host), (.partlyReplaced, .uri):
                    continue
                default: break
                }
            }
            if !passed.isEmpty, managed == nil || forwardedHeaders != .kept {
                if !passed.contains(Array(request.bytes[name])) { continue }
            }
            switch managed {
            case .proto: seen.insert(.proto)
            case .port: seen.insert(.port)
            case .host: seen.insert(.host)
            case .method: seen.insert(.method)
            case .uri: seen.insert(.uri)
            case nil: if bytes.equalsIgnoringCase(name, "authorization") { seen.insert(.authorization) }
            default: break
            }
            writer.append(headerName: name, of: bytes)
            writer.appendColon()
            writer.append(field.value.place, of: bytes)
            writer.appendLineBreak()
        }
        return seen
    }

    @_lifetime(writer: copy writer)
    private func appendForwarded(
        _ request: borrowing Request, _ bytes: Span<UInt8>, _ client: borrowing Client, _ seen: Seen,
        to writer: inout HeadWriter
    ) {
        writer.append("X-Forwarded-For: ")
        if forwardedHeaders == .kept {
            for field in request.headers where bytes.equalsIgnoringCase(field.name.place, "x-forwarded-for") {
                writer.append(field.value.place, of: bytes)
                writer.append(", ")
            }
        }
        writer.append(client.ip.indices, of: client.ip.span)
        writer.appendLineBreak()
        if !seen.contains(.proto) {
            writer.append(client.isTLS ? "X-Forwarded-Proto: https\r\n" : "X-Forwarded-Proto: http\r\n")
        }
        if !seen.contains(.method) {
            writer.append("X-Forwarded-Method: ")
            writer.append(request.method.place, of: bytes)
            writer.appendLineBreak()
        }
        if !seen.contains(.host) {
            writer.append("X-Forwarded-Host: ")
            writer.append(request.authority.place, of: bytes)
            writer.appendLineBreak()
        }
        if !seen.contains(.uri) {
            writer.append("X-Forwarded-Uri: ")
            let uri = request.uri.place
            if uri.isEmpty || bytes[uri.lowerBound] == 0x3F { writer.append(0x2F) }
            writer.append(uri, of: bytes)
            writer.appendLineBreak()
        }
        if forwardedHeaders != .partlyReplaced, !seen.contains(.port) {
            writer.append("X-Forwarded-Port: ")
            appendPort(of: request, bytes, client, to: &writer)
            writer.appendLineBreak()
        }
    }

    /// That of the host, or of the scheme by which the client is said to have come.
    @_lifetime(writer: copy writer)
    private func appendPort(
        of request: borrowing Request, _ bytes: Span<UInt8>, _ client: borrowing Client, to writer: inout HeadWriter
    ) {
        let host = request.authority.place
        var start = host.upperBound
        while start > host.lowerBound, 0x30...0x39 ~= bytes[start - 1] { start -= 1 }
        if start < host.upperBound, start > host.lowerBound, bytes[start - 1] == UInt8(ascii: ":") {
            writer.append(start..<host.upperBound, of: bytes)
            return
        }
        var isSecure = client.isTLS
        if forwardedHeaders == .kept,
            let proto = request.headers.first(where: { bytes.equalsIgnoringCase($0.name.place, "x-forwarded-proto") })
        {
            let text = request.bytes[proto.value.range]
            if text.elementsEqual("https".utf8) || text.elementsEqual("wss".utf8) { isSecure = true }
        }
        writer.append(isSecure ? "443" : "80")
    }
}
