extension Request {
    /// The request of a head.
    ///
    /// - Throws: A `RequestRefusal` if the request is answered without routing.
    public init(_ head: RequestHead, policy: RequestPolicy = .entryPoint) throws(RequestRefusal) {
        self.init()
        try refill(head, policy: policy)
    }

    /// A request from texts, as a plaintext HTTP/1.1 entry point with default settings would see it.
    ///
    ///     let request = try Request(method: "GET", host: "example.com", target: "/shop?item=1")
    ///
    /// - Parameters:
    ///   - method: As received; letter case counts.
    ///   - host: The Host header; `nil` if there is none, which HTTP/1.1 forbids.
    ///   - target: The request target as in the request line, percent-encoded.
    ///   - headers: Header lines in order, without Host.
    ///   - remote: The peer, `192.0.2.1:1234` or `[2001:db8::1]:1234`.
    /// - Throws: A `RequestRefusal` if the request is answered without routing.
    public init(
        method: String = "GET",
        host: String?,
        target: String,
        headers: [(String, String)] = [],
        remote: String = "192.0.2.1:1234"
    ) throws(RequestRefusal) {
        try self.init(
            RequestHead(
                method: method.utf8,
                target: target.utf8,
                host: host.map { Array($0.utf8) },
                headers: headers.map { (name: Array($0.0.utf8), value: Array($0.1.utf8)) },
                remote: remote.utf8
            )
        )
    }

    /// Replaces the whole content, keeping the memory: once the arena has grown, a plain head (no escapes that need
    /// decoding, no bytes beyond ASCII in the host) allocates nothing.
    ///
    /// After a throw the content is that of no request, and safe to match or refill.
    ///
    /// - Throws: A `RequestRefusal` if the request is answered without routing.
    /// - Complexity: O(n) for a head of n bytes, but for a sort of the names in `Connection`.
    public mutating func refill(_ head: RequestHead, policy: RequestPolicy = .entryPoint) throws(RequestRefusal) {
        removeAll()
        guard !head.isOverfull, head.bytes.count <= min(policy.maximumHeadBytes, RequestHead.capacityBytes) else {
            throw RequestRefusal(.headTooLarge)
        }
        do throws(RequestRefusal) {
            try fill(head, policy: policy)
        } catch {
            removeAll()
            throw error
        }
    }

    /// Forgets everything, and keeps the memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        headers.removeAll(keepingCapacity: true)
        queryPairs.removeAll(keepingCapacity: true)
        protocols.removeAll(keepingCapacity: true)
        (host, rawHost, path, method, authority, uri) = (.empty, .empty, .empty, .empty, .empty, .empty)
        announcedTrailers = .empty
        peer = nil
    }

    private mutating func fill(_ head: RequestHead, policy: RequestPolicy) throws(RequestRefusal) {
        // The arena starts as a copy of the head's, so that the head's ranges hold here too and plain texts need no copying.
        bytes.append(contentsOf: head.bytes)
        method = head.method
        let remote = HostPort(splitting: head.remote.range, of: bytes)
        peer = PeerAddress(parsing: remote?.host ?? head.remote.range, of: bytes)
        if policy.isCleaning {
            guard method.count > 0, method.range.allSatisfy({ ASCIISet.token.contains(bytes[$0]) }) else {
                throw RequestRefusal(.malformedMethod)
            }
        }

        let target = try parseTarget(head.target.range, method: head.method.range, policy: policy)
        let isTrusted = policy.isCleaning && policy.trusts(peer)
        let survey = try readHeaders(head.lines, policy: policy, isTrusted: isTrusted)
        if policy.isCleaning {
            if survey.isLengthMalformed { throw RequestRefusal(.malformedContentLength) }
            // HTTP/1.0 knows no Transfer-Encoding, and ignores it.
            if head.version.requiresHostHeader,
                survey.transferEncodings > 1 || survey.transferEncodings == 1 && !survey.isChunked
            {
                throw RequestRefusal(.unsupportedTransferEncoding)
            }
        }
        let named = try readHost(head, target: target, survey: survey, policy: policy)
        // Go's server of HTTP/2 passes on what it doesn't know.
        if head.version != .http2, let expectation = survey.expectation, !isSatisfiable(expectation) {
            throw RequestRefusal(.unsupportedExpectation)
        }
        if policy.isCleaning && bytes.spells(method.range, "OPTIONS") && bytes.spells(head.target.range, "*") {
            throw RequestRefusal(.serverOptions)
        }
        // Refused last: a server that can't read a request at all ends the connection with it.
        if survey.hasRefusedName { throw RequestRefusal(.underscoreHeader) }

        let written = try cleanPath(target.path, policy: policy)
        let query = target.query.map { cleanQuery($0, policy: policy) }
        uri = Slice(joinURI(path: written, query: query))
        path = Slice(routingPath(of: written))
        if let query { parseQueryPairs(query) }

        if policy.isCleaning {
            completeHeaders(survey)
            setManagedHeaders(survey, remote: remote, named: named, isTLS: head.isTLS, policy.managedTexts)
            // The survey's places hold up to here.
            if survey.isChunked && head.version.requiresHostHeader { removeFramingHeaders() }
            removeConnectionHeaders(survey, policy: policy)
        }
        padArena()
    }

    /// - Returns: The authority, if it can be split.
    private mutating func readHost(
        _ head: RequestHead, target: RequestTarget, survey: HeaderSurvey, policy: RequestPolicy
    ) throws(RequestRefusal) -> HostPort? {
        let lines = survey.hostLines + (head.host == nil ? 0 : 1)
        var value = head.host?.range ?? survey.hostValue ?? 0..<0
        if policy.isCleaning {
            value = bytes.trimmingBlanks(value)
            if lines > 1 { throw RequestRefusal(.repeatedHost) }
            if lines == 0 && head.version.requiresHostHeader && !target.isCONNECT { throw RequestRefusal(.missingHost) }
            for index in value where !ASCIISet.hostHeader.contains(bytes[index]) {
                throw RequestRefusal(.malformedHost)
            }
        }
        if let named = target.authority, !named.isEmpty { value = named }
        authority = Slice(value)
        let split = HostPort(splitting: value, of: bytes)
        rawHost = Slice(split?.host ?? value)
        host = Slice(canonicalHost(of: value, split: split))
        return split
    }

    /// Whether an Expect header is empty or asks for `100-continue`, among other things perhaps.
    private func isSatisfiable(_ expectation: Range<Int>) -> Bool {
        if expectation.isEmpty { return true }
        var start = expectation.lowerBound
        while start < expectation.upperBound {
            var end = start
            while end < expectation.upperBound, !bytes[end].isBlankOrTab, bytes[end] != 0x2C { end += 1 }
            if bytes.equalsIgnoringCase(start..<end, "100-continue") { return true }
            start = end + 1
        }
        return false
    }

    /// What Go's HTTP server makes of the headers before anyone sees them.
    private mutating func completeHeaders(_ survey: HeaderSurvey) {
        if survey.asksForNoCache && !survey.hasCacheControl {
            let start = bytes.count
            for byte in "cache-control".utf8 { bytes.append(byte) }
            let end = bytes.count
            for byte in "no-cache".utf8 { bytes.append(byte) }
            headers.append(
                Field(nameHash: nameHash(of: start..<end), name: Slice(start..<end), value: Slice(end..<bytes.count))
            )
        }
    }

    /// A chunked body frames itself, and its trailers are not passed on.
    private mutating func removeFramingHeaders() {
        let arena = bytes
        announcedTrailers = headers.first { arena.spells($0.name.range, "trailer") }?.value ?? .empty
        headers.removeAll {
            arena.spells($0.name.range, "content-length") || arena.spells($0.name.range, "trailer")
        }
    }
}

/// The two texts that the path cleaning ends in.
public struct NormalizedTarget: Hashable, Sendable {
    /// What path matchers are compared with. May hold any byte.
    public let routingPath: [UInt8]
    /// Path and query as sent upstream.
    public let uri: [UInt8]
}

extension Request {
    public var normalizedTarget: NormalizedTarget { NormalizedTarget(routingPath: text(path), uri: text(uri)) }

    /// The header lines that rules see and that are forwarded, names in small letters. Not among them: Host, and what
    /// frames the body.
    public var headerLines: [(name: [UInt8], value: [UInt8])] {
        headers.map { (name: text($0.name), value: text($0.value)) }
    }

    /// The host as received, with port.
    public var forwardedHost: [UInt8] { text(authority) }

    /// Whether `forwardedHost` is ASCII. What a Host header holds must be; the authority of an absolute-form target may
    /// hold other bytes, escaped or plain.
    package var namesHostInASCII: Bool {
        let bytes = bytes.span
        for index in authority.range where bytes[index] >= 0x80 { return false }
        return true
    }
}
