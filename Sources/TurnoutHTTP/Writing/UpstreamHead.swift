import Turnout

/// The parts of an upstream request that its server decides, and not the request: built once for each server.
public struct UpstreamHead: Hashable, Sendable {
    /// The value of `Host`; `nil` passes the client's on.
    public var host: [UInt8]?
    /// The path of the server's URL, percent-encoded, in front of the request's; usually empty.
    public var pathPrefix: [UInt8]
    /// Whether the peer's address is added to `X-Forwarded-For`.
    public var appendsForwardedFor: Bool

    public init(host: [UInt8]? = nil, pathPrefix: [UInt8] = [], appendsForwardedFor: Bool = true) {
        self.host = host
        self.pathPrefix = pathPrefix
        self.appendsForwardedFor = appendsForwardedFor
    }

    /// Appends the head of the request as it goes upstream, blank line included.
    ///
    /// Header lines keep their order; names are spelled as Go spells them. What belongs to the client's connection is
    /// left out, and what frames the body is written anew, last. The query needs nothing more: its semicolons are
    /// settled in `Request.uri`.
    ///
    /// - Parameters:
    ///   - peerIP: The client's address as text, without port; empty if there is none to add.
    ///   - framing: Of the body that follows; never `untilClose`.
    ///   - asksForUpgrade: `RequestFrame.asksForUpgrade`: lets `Connection: Upgrade` and `Upgrade` pass.
    /// - Complexity: O(n) for a head of n bytes; one reservation in `output`, and no other allocation.
    public func append(
        _ request: Request, peerIP: [UInt8], framing: BodyFraming, asksForUpgrade: Bool, to output: inout [UInt8]
    ) {
        precondition(framing != .untilClose, "a request ends before its connection does")
        let capacity = self.capacity(for: request, peerIP: peerIP)
        let start = output.makeRoom(capacity)
        var room = output.mutableSpan
        var writer = HeadWriter(room.mutableBytes, from: start)
        let bytes = request.bytes.span
        appendRequestLine(request, bytes, to: &writer)
        appendHost(request, bytes, to: &writer)
        appendHeaders(request, bytes, peerIP: peerIP.span, asksForUpgrade: asksForUpgrade, to: &writer)
        appendFraming(framing, request, bytes, to: &writer)
        writer.appendLineBreak()
        let end = writer.end
        output.removeLast(output.count - end)
    }

    /// At least as many bytes as the head takes.
    private func capacity(for request: Request, peerIP: [UInt8]) -> Int {
        let method = Int(request.method.count) + Int(request.uri.count)
        let host = self.host?.count ?? Int(request.authority.count)
        var lines = 0
        for field in request.headers { lines += Int(field.name.count) + Int(field.value.count) + 4 }
        // Blanks, slash and version of the request line, `Host: `, the framing, lines for X-Forwarded-For, Te and
        // Trailer.
        return method + pathPrefix.count + host + lines + peerIP.count + Int(request.announcedTrailers.count) + 160
    }

    @inline(__always)
    @_lifetime(writer: copy writer)
    private func appendRequestLine(_ request: Request, _ bytes: Span<UInt8>, to writer: inout HeadWriter) {
        writer.append(request.method.place, of: bytes)
        writer.append(0x20)
        var uri = request.uri.place
        if !pathPrefix.isEmpty {
            writer.append(pathPrefix.indices, of: pathPrefix.span)
            let endsInSlash = pathPrefix[pathPrefix.count - 1] == 0x2F
            let startsWithSlash = !uri.isEmpty && bytes[uri.lowerBound] == 0x2F
            if endsInSlash && startsWithSlash { uri = uri.dropFirst() }
            if !endsInSlash && !startsWithSlash { writer.append(0x2F) }
        }
        writer.append(uri, of: bytes)
        writer.append(" HTTP/1.1\r\n")
    }

    @inline(__always)
    @_lifetime(writer: copy writer)
    private func appendHost(_ request: Request, _ bytes: Span<UInt8>, to writer: inout HeadWriter) {
        writer.append("Host: ")
        if let host {
            writer.append(host.indices, of: host.span)
        } else {
            writer.append(request.authority.place, of: bytes)
        }
        writer.appendLineBreak()
    }

    @inline(__always)
    @_lifetime(writer: copy writer)
    private func appendHeaders(
        _ request: Request, _ bytes: Span<UInt8>, peerIP: Span<UInt8>, asksForUpgrade: Bool,
        to writer: inout HeadWriter
    ) {
        var addsForwardedFor = appendsForwardedFor && peerIP.count > 0
        var acceptsTrailers = false
        var seenUserAgent = false
        let nominations = request.nominations(bytes)
        for field in request.headers {
            let (name, value) = (field.name.place, field.value.place)
            let header = KnownHeader(name, of: bytes)
            switch header {
            case .te?:
                bytes.forEachItem(of: value) { if bytes.equalsIgnoringCase($0, "trailers") { acceptsTrailers = true } }
                continue
            case .connection?:
                if asksForUpgrade { writer.append("Connection: Upgrade\r\n") }
                continue
            case .upgrade?:
                if !asksForUpgrade { continue }
            case .keepAlive?, .proxyConnection?, .proxyAuthenticate?, .proxyAuthorization?, .transferEncoding?,
                .contentLength?, .host?, .trailer?, .http2Settings?:
                continue
            case .userAgent?:
                // One counts, the first, and that only if it says something.
                if seenUserAgent || value.isEmpty {
                    seenUserAgent = true
                    continue
                }
                seenUserAgent = true
            default: break
            }
            // What an entry point keeps for its rules and middlewares goes no further.
            if let nominations, header != .upgrade, bytes.lists(nominations, name) { continue }
            writer.append(headerName: name, of: bytes)
            writer.appendColon()
            writer.append(value, of: bytes)
            if addsForwardedFor, header == .forwardedFor {
                writer.append(", ")
                writer.append(peerIP.indices, of: peerIP)
                addsForwardedFor = false
            }
            writer.appendLineBreak()
        }
        if acceptsTrailers { writer.append("Te: trailers\r\n") }
        if addsForwardedFor {
            writer.append("X-Forwarded-For: ")
            writer.append(peerIP.indices, of: peerIP)
            writer.appendLineBreak()
        }
    }

    @inline(__always)
    @_lifetime(writer: copy writer)
    private func appendFraming(
        _ framing: BodyFraming, _ request: Request, _ bytes: Span<UInt8>, to writer: inout HeadWriter
    ) {
        switch framing {
        case .length(let count):
            writer.append("Content-Length: ")
            writer.append(decimal: count)
            writer.appendLineBreak()
        case .chunked:
            writer.append("Transfer-Encoding: chunked\r\n")
            // Announced as the client did, though trailers of requests go no further than the proxy: so does Traefik.
            if request.announcedTrailers.count > 0 {
                writer.append("Trailer: ")
                writer.append(request.announcedTrailers.place, of: bytes)
                writer.appendLineBreak()
            }
        case .none, .untilClose:
            let method = bytes.shortWord(request.method.place)
            // Methods that mean to send something say that it is nothing, as Go's client does.
            if method == ShortWord.post || method == ShortWord.put || method == ShortWord.patch {
                writer.append("Content-Length: 0\r\n")
            }
        }
    }
}

extension Request {
    /// The value of the Connection line, if there is one.
    @inline(__always)
    func nominations(_ bytes: Span<UInt8>) -> Range<Int>? {
        for field in headers where field.nameHash == Self.connectionHash {
            if bytes.equalsIgnoringCase(field.name.place, "connection") { return field.value.place }
        }
        return nil
    }

    /// `Request.nameHash` of `connection`.
    static var connectionHash: UInt32 { 0x38B9_9ED9 }
}

extension Span<UInt8> {
    /// Whether a list of header names holds the name, in letters of either case.
    func lists(_ names: Range<Int>, _ name: Range<Int>) -> Bool {
        var isListed = false
        forEachItem(of: names) { if equalsIgnoringCase($0, name) { isListed = true } }
        return isListed
    }
}
