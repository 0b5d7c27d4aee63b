import Turnout

/// A request that middlewares can read and change on its way to a server: a copy of what a `Request` says.
///
/// What frames the body is not part of it, nor is the routing path: it was routed already.
public struct ForwardedRequest: Hashable, Sendable {
    /// Letter case counts.
    public var method: [UInt8]
    /// Percent-encoded, as it goes to the server, where `/` stands for an empty one.
    public var path: [UInt8]
    /// Percent-encoded, without `?`; `nil` = there is not even a `?`.
    public var query: [UInt8]?
    /// What a `Host` header holds, with port; may be empty.
    public var host: [UInt8]
    /// Without `Host`. What belongs to the client's connection is still there, and is left out when it is written.
    public var headers: HeaderFields
    /// A redirection that led nowhere else has found this in front of its URL; empty = there was none.
    public var scheme: [UInt8] = []
    /// What follows a chunked body as trailers, as the client has announced.
    var announcedTrailers: [UInt8]

    public init(_ request: borrowing Request) {
        method = request.text(request.method)
        let uri = request.bytes[request.uri.range]
        let mark = uri.firstIndex(of: 0x3F)
        path = Array(uri[..<(mark ?? uri.endIndex)])
        query = mark.map { Array(uri[($0 + 1)...]) }
        host = request.text(request.authority)
        announcedTrailers = request.text(request.announcedTrailers)
        headers = HeaderFields(request)
    }

    /// A request of the proxy's own.
    ///
    /// - Parameter uri: Path and query.
    public init(method: String, uri: [UInt8], host: [UInt8], headers: HeaderFields = HeaderFields()) {
        self.method = Array(method.utf8)
        let mark = uri.firstIndex(of: 0x3F)
        path = mark.map { Array(uri[..<$0]) } ?? uri
        query = mark.map { Array(uri[($0 + 1)...]) }
        self.host = host
        self.headers = headers
        announcedTrailers = []
    }

    /// Whether its headers ask for another protocol.
    public var asksForUpgrade: Bool {
        guard let connection = headers.first("connection"), headers.first("upgrade")?.isEmpty == false else {
            return false
        }
        var isListed = false
        let bytes = connection.span
        bytes.forEachItem(of: 0..<bytes.count) { if bytes.equalsIgnoringCase($0, "upgrade") { isListed = true } }
        return isListed
    }

    /// Path and query as in a request line.
    public var uri: [UInt8] {
        var uri: [UInt8] = []
        uri.reserveCapacity(path.count + 2 + (query?.count ?? 0))
        appendURI(to: &uri)
        return uri
    }

    func appendURI(to bytes: inout [UInt8]) {
        if path.isEmpty { bytes.append(0x2F) } else { bytes.append(copying: path) }
        guard let query else { return }
        bytes.append(0x3F)
        bytes.append(copying: query)
    }
}

extension Request {
    /// Makes this the view of `message` as far as forwarding goes: matchers see nothing in it.
    public mutating func refill(forwarding message: ForwardedRequest) {
        removeAll()
        method = append(message.method)
        let uriStart = bytes.count
        message.appendURI(to: &bytes)
        uri = Slice(uriStart..<bytes.count)
        authority = append(message.host)
        announcedTrailers = append(message.announcedTrailers)
        let start = UInt32(bytes.count)
        bytes.append(copying: message.headers.bytes)
        for place in message.headers.places {
            var (name, value) = (place.name, place.value)
            name.offset += start
            value.offset += start
            headers.append(Field(nameHash: nameHash(of: name.range), name: name, value: value))
        }
    }

    private mutating func append(_ text: [UInt8]) -> Slice {
        let start = bytes.count
        bytes.append(copying: text)
        return Slice(start..<bytes.count)
    }
}

extension Request {
    /// Whether it has no more memory than is worth keeping for another request.
    package var isSmall: Bool { bytes.capacity <= 16 << 10 && headers.capacity <= 256 && queryPairs.capacity <= 256 }
}

extension Request: HeaderLines {
    /// - Complexity: O(n) for n lines.
    public mutating func removeLines(where isUnwanted: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Bool) {
        let bytes = bytes
        let text = bytes.span
        headers.removeAll { isUnwanted(text.extracting($0.name.range), text.extracting($0.value.range)) }
    }

    public mutating func append(name: Span<UInt8>, value: Span<UInt8>) {
        let start = bytes.count
        bytes.append(copying: name)
        let end = bytes.count
        bytes.append(copying: value)
        let (name, value) = (start..<end, end..<bytes.count)
        headers.append(Field(nameHash: nameHash(of: name), name: Slice(name), value: Slice(value)))
    }
}

extension HeaderFields {
    /// The lines of `request`.
    fileprivate init(_ request: borrowing Request) {
        self.init()
        // The whole arena in one piece, and room for what a few middlewares add.
        bytes.reserveCapacity(request.bytes.count + 64)
        bytes.append(copying: request.bytes)
        places.reserveCapacity(request.headers.count + 4)
        for field in request.headers { places.append(Place(name: field.name, value: field.value)) }
    }
}
