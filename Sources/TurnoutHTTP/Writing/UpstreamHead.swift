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
    /// Header lines keep their order; names are spelled as Go spells them. What belongs to the client's connection is left
    /// out, and what frames the body is written anew, last. The query needs nothing more: its semicolons are settled in
    /// `Request.uri`.
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
        output.append(addingCapacity: capacity) { output in
            let bytes = request.bytes.span
            appendRequestLine(request, bytes, to: &output)
            appendHost(request, bytes, to: &output)
            appendHeaders(request, bytes, peerIP: peerIP.span, asksForUpgrade: asksForUpgrade, to: &output)
            appendFraming(framing, request, bytes, to: &output)
            output.appendLineBreak()
        }
    }

    /// At least as many bytes as the head takes.
    private func capacity(for request: Request, peerIP: [UInt8]) -> Int {
        let method = Int(request.method.count) + Int(request.uri.count)
        let host = self.host?.count ?? Int(request.authority.count)
        var lines = 0
        for field in request.headers { lines += Int(field.name.count) + Int(field.value.count) + 4 }
        // Blanks, slash and version of the request line, `Host: `, the framing, lines for X-Forwarded-For, Te and Trailer.
        return method + pathPrefix.count + host + lines + peerIP.count + Int(request.announcedTrailers.count) + 160
    }

    @inline(__always)
    @_lifetime(output: copy output)
    private func appendRequestLine(_ request: Request, _ bytes: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        output.append(request.method.range, of: bytes)
        output.append(0x20)
        var uri = request.uri.range
        if !pathPrefix.isEmpty {
            output.append(pathPrefix.indices, of: pathPrefix.span)
            let endsInSlash = pathPrefix[pathPrefix.count - 1] == 0x2F
            let startsWithSlash = !uri.isEmpty && bytes[uri.lowerBound] == 0x2F
            if endsInSlash && startsWithSlash { uri = uri.dropFirst() }
            if !endsInSlash && !startsWithSlash { output.append(0x2F) }
        }
        output.append(uri, of: bytes)
        output.append(" HTTP/1.1\r\n")
    }

    @inline(__always)
    @_lifetime(output: copy output)
    private func appendHost(_ request: Request, _ bytes: Span<UInt8>, to output: inout OutputSpan<UInt8>) {
        output.append("Host: ")
        if let host {
            output.append(host.indices, of: host.span)
        } else {
            output.append(request.authority.range, of: bytes)
        }
        output.appendLineBreak()
    }

    @inline(__always)
    @_lifetime(output: copy output)
    private func appendHeaders(
        _ request: Request, _ bytes: Span<UInt8>, peerIP: Span<UInt8>, asksForUpgrade: Bool,
        to output: inout OutputSpan<UInt8>
    ) {
        var addsForwardedFor = appendsForwardedFor && peerIP.count > 0
        var acceptsTrailers = false
        var seenUserAgent = false
        let nominations = request.headers.first { bytes.equalsIgnoringCase($0.name.range, "connection") }
        for field in request.headers {
            let (name, value) = (field.name.range, field.value.range)
            switch KnownHeader(name, of: bytes) {
            case .te?:
                bytes.forEachItem(of: value) { if bytes.equalsIgnoringCase($0, "trailers") { acceptsTrailers = true } }
                continue
            case .connection?, .upgrade?:
                if !asksForUpgrade { continue }
                if bytes.equalsIgnoringCase(name, "connection") {
                    output.append("Connection: Upgrade\r\n")
                    continue
                }
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
            if let nominations, lists(nominations, name, bytes) { continue }
            output.append(headerName: name, of: bytes)
            output.append(0x3A)
            output.append(0x20)
            output.append(value, of: bytes)
            if addsForwardedFor, case .forwardedFor? = KnownHeader(name, of: bytes) {
                output.append(", ")
                output.append(peerIP.indices, of: peerIP)
                addsForwardedFor = false
            }
            output.appendLineBreak()
        }
        if acceptsTrailers { output.append("Te: trailers\r\n") }
        if addsForwardedFor {
            output.append("X-Forwarded-For: ")
            output.append(peerIP.indices, of: peerIP)
            output.appendLineBreak()
        }
    }

    /// Whether a list of header names holds the name, as which `upgrade` doesn't count.
    private func lists(_ field: Request.Field, _ name: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        if bytes.equalsIgnoringCase(name, "upgrade") || bytes.equalsIgnoringCase(name, "connection") { return false }
        var isListed = false
        bytes.forEachItem(of: field.value.range) { if bytes.equalsIgnoringCase($0, name) { isListed = true } }
        return isListed
    }

    @inline(__always)
    @_lifetime(output: copy output)
    private func appendFraming(
        _ framing: BodyFraming, _ request: Request, _ bytes: Span<UInt8>, to output: inout OutputSpan<UInt8>
    ) {
        switch framing {
        case .length(let count):
            output.append("Content-Length: ")
            output.append(decimal: count)
            output.appendLineBreak()
        case .chunked:
            output.append("Transfer-Encoding: chunked\r\n")
            // Announced as the client did, though trailers of requests go no further than the proxy: so does Traefik.
            if request.announcedTrailers.count > 0 {
                output.append("Trailer: ")
                output.append(request.announcedTrailers.range, of: bytes)
                output.appendLineBreak()
            }
        case .none, .untilClose:
            let method = request.method.range
            // Methods that mean to send something say that it is nothing, as Go's client does.
            if bytes.spells(method, "POST") || bytes.spells(method, "PUT") || bytes.spells(method, "PATCH") {
                output.append("Content-Length: 0\r\n")
            }
        }
    }
}
