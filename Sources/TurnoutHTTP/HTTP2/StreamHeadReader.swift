import Turnout

/// Makes the head of a request from the fields of an HTTP/2 stream (RFC 9113 §8.3).
///
///     var reader = StreamHeadReader()
///     head.removeAll()
///     for field in fields { try reader.add(name: field.name, value: field.value, to: &head) }
///     let request = try reader.finish(endsStream: endsStream, &head)
///
/// What it makes is what `RequestHeadParser` makes of the same request over HTTP/1.1, so that rules, middlewares and
/// servers see no difference: `:authority` is the host, and if there is one, `Host` is not looked at; the parts of a
/// split cookie are one line again; a blank in `:path`, which no request line could hold, is escaped.
///
/// Like Traefik, it resets the stream of what is no request, and answers 400 to one that has a header of HTTP/1.1's
/// connections. Stricter than Traefik: a `:path` must begin with a slash, so that it can't name another host.
public struct StreamHeadReader {
    private var hasMethod = false
    private var hasPath = false
    private var hasScheme = false
    private var authority: [UInt8]?
    private var hasHeader = false
    private var isConnect = false
    private var cookies: [UInt8] = []
    private var cookieCount = 0
    private var connectionHeader: ConnectionHeader?
    private var hosts = 0
    private var lines = 0

    /// A header that says something about a connection, which a stream is not.
    public enum ConnectionHeader: String, Hashable, Sendable {
        case connection = "Connection"
        case proxyConnection = "Proxy-Connection"
        case keepAlive = "Keep-Alive"
        case transferEncoding = "Transfer-Encoding"
        case upgrade = "Upgrade"
        /// With something other than `trailers`.
        case te = "TE"
    }

    /// What a head says.
    public struct Result: Hashable, Sendable {
        public var frame: RequestFrame
        /// If there is one, the request is answered with 400.
        public var connectionHeader: ConnectionHeader?
    }

    public init() {}

    /// Adds a field to the head.
    ///
    /// - Parameter head: Emptied before the first field.
    public mutating func add(name: Span<UInt8>, value: Span<UInt8>, to head: inout RequestHead) throws(StreamFault) {
        for index in value.indices where !value[index].isIn(ByteClass.value) { throw .malformedValue }
        if name.count > 0, name[0] == 0x3A {
            try addPseudoHeader(name, value, to: &head)
            return
        }
        guard name.isStreamHeaderName else { throw .malformedName }
        hasHeader = true
        lines += 1
        let place = name.indices
        switch KnownHeader(place, of: name) {
        case .host?:
            hosts += 1
            if hosts == 1, authority?.isEmpty ?? true { head.setHost(value) }
            return
        case .connection?: note(.connection)
        case .proxyConnection?: note(.proxyConnection)
        case .keepAlive?: note(.keepAlive)
        case .transferEncoding?: note(.transferEncoding)
        case .upgrade?: note(.upgrade)
        case .te?: if value.count > 0, !value.equals("trailers") { note(.te) }
        default: break
        }
        if name.equals("cookie") {
            addCookie(value)
        } else {
            head.addHeader(name: name, value: value)
        }
    }

    private mutating func note(_ header: ConnectionHeader) { connectionHeader = connectionHeader ?? header }

    /// The parts of a cookie that was split to be compressed better (RFC 9113 §8.2.3).
    private mutating func addCookie(_ value: Span<UInt8>) {
        if cookieCount > 0 { cookies.append(contentsOf: [0x3B, 0x20]) }
        cookieCount += 1
        cookies.append(copying: value)
    }

    private mutating func addPseudoHeader(
        _ name: Span<UInt8>, _ value: Span<UInt8>, to head: inout RequestHead
    ) throws(StreamFault) {
        if hasHeader { throw .latePseudoHeader }
        if name.equals(":method") {
            if hasMethod { throw .repeatedPseudoHeader }
            hasMethod = true
            if value.count == 0 { throw .missingPseudoHeader }
            isConnect = value.equals("CONNECT")
            head.setMethod(value)
        } else if name.equals(":path") {
            if hasPath { throw .repeatedPseudoHeader }
            hasPath = true
            if value.count == 0 { throw .missingPseudoHeader }
            guard value[0] == 0x2F || value.equals("*") else { throw .malformedPath }
            if value.indices.contains(where: { value[$0] == 0x20 }) {
                head.setTarget(value.bytes.flatMap { $0 == 0x20 ? [0x25, 0x32, 0x30] : [$0] })
            } else {
                head.setTarget(value)
            }
        } else if name.equals(":scheme") {
            if hasScheme { throw .repeatedPseudoHeader }
            hasScheme = true
            guard value.equals("http") || value.equals("https") else { throw .unknownScheme }
        } else if name.equals(":authority") {
            if authority != nil { throw .repeatedPseudoHeader }
            authority = value.bytes
        } else {
            throw .unknownPseudoHeader
        }
    }

    /// Completes the head.
    ///
    /// - Parameter endsStream: Whether no body follows.
    public mutating func finish(endsStream: Bool, _ head: inout RequestHead) throws(StreamFault) -> Result {
        guard hasMethod else { throw .missingPseudoHeader }
        if isConnect {
            guard !hasPath, !hasScheme, let authority, !authority.isEmpty else { throw .malformedConnect }
            head.setTarget(authority)
        } else if !hasPath || !hasScheme {
            throw .missingPseudoHeader
        }
        head.version = .http2
        if let authority, !authority.isEmpty { head.setHost(authority) }
        if cookieCount > 0 { head.addHeader(name: "cookie".utf8, value: cookies) }
        return Result(frame: frame(of: head, endsStream: endsStream), connectionHeader: connectionHeader)
    }

    /// Content-Length tells how a body is framed towards a server of HTTP/1.1; a stream ends by itself.
    private func frame(of head: RequestHead, endsStream: Bool) -> RequestFrame {
        var facts = HeadFacts()
        let bytes = head.bytes.span
        for line in head.lines { facts.note(name: line.name.place, value: line.value.place, of: bytes) }
        var framing = BodyFraming.none
        if !endsStream { framing = facts.contentLength.map { .length($0) } ?? .chunked }
        let method = bytes.shortWord(head.method.place)
        return RequestFrame(
            headBytes: 0, framing: framing, isPersistent: true, isHEAD: method == ShortWord.head,
            isIdempotent: facts.isIdempotent(method), expectsContinue: facts.expectsContinue && !endsStream)
    }

    /// Whether there are more lines than are read.
    public var isTooLong: Bool { lines > RequestHeadParser.maximumLines }
}

extension Span<UInt8> {
    /// Whether it is a token without capitals (RFC 9113 §8.2.1).
    var isStreamHeaderName: Bool {
        for index in indices where !self[index].isIn(ByteClass.token) || self[index] &- 0x41 < 26 { return false }
        return count > 0
    }

    func equals(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in
            for index in indices where self[index] != letters[index] { return false }
            return true
        }
    }

    /// A copy.
    var bytes: [UInt8] {
        var copy: [UInt8] = []
        copy.append(copying: self)
        return copy
    }
}
