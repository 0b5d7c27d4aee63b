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
    /// `nil` = that of the request.
    private let method: [UInt8]?
    /// What follows the method: the rest of the request line, and `Host`.
    private let start: [UInt8]
    /// The value of `Authorization` for requests that have none.
    private let authorization: [UInt8]?
    /// The names of headers that are passed on, in small letters; `nil` = all.
    private let passed: Set<[UInt8]>?

    /// - Parameters:
    ///   - uri: Path and query.
    ///   - host: With port.
    ///   - passed: Names of headers; empty = all are passed on.
    public init(
        method: [UInt8]?, uri: [UInt8], host: [UInt8], authorization: [UInt8]? = nil, passed: [String] = [],
        forwardedHeaders: ForwardedHeaders
    ) {
        self.method = method
        self.forwardedHeaders = forwardedHeaders
        self.authorization = authorization
        start = [0x20] + uri + Array(" HTTP/1.1\r\nHost: ".utf8) + host + Array("\r\n".utf8)
        self.passed = passed.isEmpty ? nil : Set(passed.map { Array(HeaderFields.lowercased($0).utf8) })
    }

    /// Appends the head, blank line included.
    ///
    /// - Parameter framing: Of the body that follows.
    /// - Complexity: O(n) for a head of n bytes; one reservation in `output`.
    public func append(_ request: ForwardedRequest, of client: Client, framing: BodyFraming, to output: inout [UInt8]) {
        let method = self.method ?? request.method
        output.append(copying: method)
        output.append(copying: start)
        let room = output.makeRoom(request.headers.bytes.count + 4 * request.headers.places.count)
        var space = output.mutableSpan
        var writer = HeadWriter(space.mutableBytes, from: room)
        let seen = appendHeaders(of: request.headers, to: &writer)
        let end = writer.end
        output.removeLast(output.count - end)
        if let authorization, !seen.contains(.authorization) { output.append("Authorization: ", authorization) }
        appendForwarded(request, client, seen, to: &output)
        switch framing {
        case .length(let count): output.append("Content-Length: ", Array("\(count)".utf8))
        case .chunked: output.append(contentsOf: "Transfer-Encoding: chunked\r\n".utf8)
        case .none, .untilClose:
            // Methods that mean to send something say that it is nothing, as Go's client does.
            if Self.writingMethods.contains(method) {
                output.append(contentsOf: "Content-Length: 0\r\n".utf8)
            }
        }
        output.append(contentsOf: "\r\n".utf8)
    }

    private static let writingMethods = ["POST", "PUT", "PATCH"].map { Array($0.utf8) }

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
    private func appendHeaders(of fields: HeaderFields, to writer: inout HeadWriter) -> Seen {
        let bytes = fields.bytes.span
        var seen: Seen = []
        let nominations = fields.places.first { bytes.equalsIgnoringCase($0.name.place, "connection") }?.value.place
        for place in fields.places {
            let name = place.name.place
            switch KnownHeader(name, of: bytes) {
            case .connection?, .keepAlive?, .te?, .transferEncoding?, .upgrade?, .host?, .contentLength?, .trailer?:
                continue
            case .userAgent?:
                // One counts, the first, and that only if it says something.
                if !seen.insert(.userAgent).inserted || place.value.count == 0 { continue }
            default: break
            }
            if bytes.equalsIgnoringCase(name, "trailers") { continue }
            if let nominations, bytes.lists(nominations, name) { continue }
            let managed = ManagedHeader(name, of: fields.bytes)
            if let managed {
                switch (forwardedHeaders, managed) {
                case (.replaced, _), (.kept, .forwardedFor): continue
                case (.partlyReplaced, .forwardedFor), (.partlyReplaced, .proto), (.partlyReplaced, .method),
                    (.partlyReplaced, .host), (.partlyReplaced, .uri):
                    continue
                default: break
                }
            }
            if let passed, managed == nil || forwardedHeaders != .kept {
                if !passed.contains(Array(fields.bytes[name])) { continue }
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
            writer.append(place.value.place, of: bytes)
            writer.appendLineBreak()
        }
        return seen
    }

    private func appendForwarded(
        _ request: ForwardedRequest, _ client: Client, _ seen: Seen, to output: inout [UInt8]
    ) {
        output.append(contentsOf: "X-Forwarded-For: ".utf8)
        if forwardedHeaders == .kept {
            for value in request.headers.all("x-forwarded-for") {
                output.append(contentsOf: value)
                output.append(contentsOf: ", ".utf8)
            }
        }
        output.append(copying: client.ip)
        output.append(contentsOf: "\r\n".utf8)
        if !seen.contains(.proto) {
            output.append(
                contentsOf: client.isTLS ? "X-Forwarded-Proto: https\r\n".utf8 : "X-Forwarded-Proto: http\r\n".utf8)
        }
        if !seen.contains(.method) { output.append("X-Forwarded-Method: ", request.method) }
        if !seen.contains(.host) { output.append("X-Forwarded-Host: ", request.host) }
        if !seen.contains(.uri) {
            output.append(contentsOf: "X-Forwarded-Uri: ".utf8)
            request.appendURI(to: &output)
            output.append(contentsOf: "\r\n".utf8)
        }
        if forwardedHeaders != .partlyReplaced, !seen.contains(.port) {
            output.append("X-Forwarded-Port: ", port(of: request, client))
        }
    }

    /// That of the host, or of the scheme by which the client is said to have come.
    private func port(of request: ForwardedRequest, _ client: Client) -> [UInt8] {
        if let colon = request.host.lastIndex(of: UInt8(ascii: ":")), colon + 1 < request.host.count,
            request.host[(colon + 1)...].allSatisfy({ 0x30...0x39 ~= $0 })
        {
            return Array(request.host[(colon + 1)...])
        }
        let proto = forwardedHeaders == .kept ? request.headers.first("x-forwarded-proto") : nil
        let isSecure = proto.map { $0.elementsEqual("https".utf8) || $0.elementsEqual("wss".utf8) } ?? false
        return Array((isSecure || client.isTLS ? "443" : "80").utf8)
    }
}

extension [UInt8] {
    /// A header line.
    fileprivate mutating func append(_ name: StaticString, _ value: [UInt8]) {
        name.withUTF8Buffer { append(contentsOf: $0) }
        append(copying: value)
        append(0x0D)
        append(0x0A)
    }
}

extension Span<UInt8> {
    /// Whether a list holds the item, in letters of either case.
    fileprivate func lists(_ list: Range<Int>, _ item: Range<Int>) -> Bool {
        var isListed = false
        forEachItem(of: list) { if equalsIgnoringCase($0, item) { isListed = true } }
        return isListed
    }
}
