/// A request target taken apart (RFC 9112 §3.2), by the rules of Go's `net/url` that Traefik's users know.
///
/// Four forms: `/path?query`; `scheme://authority/path?query`, whose authority wins over the Host header; `*`; and for
/// CONNECT an authority alone. The members are ranges of the request's arena.
struct RequestTarget {
    /// The path as written; empty, `*`, or starting with `/`.
    var path: Range<Int>
    /// What follows the first `?`; `nil` if there is none.
    var query: Range<Int>?
    /// The authority without user information, escapes decoded; `nil` in origin form.
    var authority: Range<Int>?
    var isCONNECT = false
}

extension Request {
    /// - Parameter method: Decides, for a target that does not start with `/`, whether it is an authority.
    mutating func parseTarget(_ range: Range<Int>, method: Range<Int>, policy: RequestPolicy) throws(RequestRefusal)
        -> RequestTarget
    {
        for index in range where bytes[index].isASCIIControl || bytes[index] == 0x20 {
            throw RequestRefusal(.unprintableTarget)
        }
        let isCONNECT =
            bytes.spells(method, "CONNECT") && (range.isEmpty || bytes[range.lowerBound] != 0x2F)
        if isCONNECT {
            let (rest, query) = splitQuery(range)
            let slash = bytes.firstIndex(of: 0x2F, in: rest) ?? rest.upperBound
            let authority = try parseAuthority(rest.lowerBound..<slash, isStrictAboutColons: true)
            return RequestTarget(path: slash..<rest.upperBound, query: query, authority: authority, isCONNECT: true)
        }
        guard let first = range.first else { throw RequestRefusal(.emptyTarget) }
        if bytes[first] == 0x2F {
            let (path, query) = splitQuery(range)
            return RequestTarget(path: path, query: query)
        }
        if bytes[first] == 0x2A, range.count == 1 { return RequestTarget(path: range) }
        guard let colon = endOfScheme(range) else { throw RequestRefusal(.malformedTarget) }
        let (rest, query) = splitQuery(colon + 1..<range.upperBound)
        guard !rest.isEmpty, bytes[rest.lowerBound] == 0x2F else {
            // Without any text (`http:`) there is nothing that could be forwarded wrongly.
            guard !policy.isCleaning || rest.isEmpty else { throw RequestRefusal(.rootlessTarget) }
            return RequestTarget(path: rest.lowerBound..<rest.lowerBound, query: query)
        }
        guard rest.count >= 2, bytes[rest.lowerBound + 1] == 0x2F else {
            return RequestTarget(path: rest, query: query)
        }
        let start = rest.lowerBound + 2
        let slash = bytes.firstIndex(of: 0x2F, in: start..<rest.upperBound) ?? rest.upperBound
        let scheme = range.lowerBound..<colon
        let authority = try parseAuthority(
            start..<slash,
            isStrictAboutColons: bytes.equalsIgnoringCase(scheme, "http") || bytes.equalsIgnoringCase(scheme, "https")
        )
        return RequestTarget(path: slash..<rest.upperBound, query: query, authority: authority)
    }

    private func splitQuery(_ range: Range<Int>) -> (rest: Range<Int>, query: Range<Int>?) {
        guard let mark = bytes.firstIndex(of: 0x3F, in: range) else { return (range, nil) }
        return (range.lowerBound..<mark, mark + 1..<range.upperBound)
    }

    /// The colon behind `scheme`, a letter followed by letters, digits and `+-.`.
    private func endOfScheme(_ range: Range<Int>) -> Int? {
        for index in range {
            switch bytes[index] {
            case 0x3A: return index == range.lowerBound ? nil : index
            case let byte where byte.isASCIILetter: continue
            case let byte where byte.isASCIIDigit || byte == 0x2B || byte == 0x2D || byte == 0x2E:
                if index == range.lowerBound { return nil }
            default: return nil
            }
        }
        return nil
    }

    /// Checks `user@host:port` and returns the host and port, decoded.
    private mutating func parseAuthority(_ range: Range<Int>, isStrictAboutColons: Bool) throws(RequestRefusal)
        -> Range<Int>
    {
        var host = range
        if let at = bytes.lastIndex(of: 0x40, in: range) {
            host = at + 1..<range.upperBound
            for index in range.lowerBound..<at {
                let byte = bytes[index]
                guard ASCIISet.userInformation.contains(byte),
                    byte != 0x25 || bytes.escapedByte(at: index, before: at) != nil
                else { throw RequestRefusal(.malformedAuthority) }
            }
        }
        guard let decoded = decodeAuthority(host, isStrictAboutColons: isStrictAboutColons) else {
            throw RequestRefusal(.malformedAuthority)
        }
        return decoded
    }

    private mutating func decodeAuthority(_ host: Range<Int>, isStrictAboutColons: Bool) -> Range<Int>? {
        guard let bracket = bytes.lastIndex(of: 0x5B, in: host) else {
            let colon =
                isStrictAboutColons ? bytes.firstIndex(of: 0x3A, in: host) : bytes.lastIndex(of: 0x3A, in: host)
            if let colon, !isOptionalPort(colon..<host.upperBound) { return nil }
            return decodeAuthorityPart(host, allowingZone: false)
        }
        guard bracket == host.lowerBound, let end = bytes.lastIndex(of: 0x5D, in: host),
            isOptionalPort(end + 1..<host.upperBound)
        else { return nil }
        // A zone starts with an escaped `%` and may hold escapes of what could be written plainly (RFC 6874).
        let inner = bracket + 1..<end
        let zone = inner.first { $0 + 2 < end && bytes[$0] == 0x25 && bytes[$0 + 1] == 0x32 && bytes[$0 + 2] == 0x35 }
        let start = bytes.count
        bytes.append(0x5B)
        guard let address = decodeAuthorityPart(inner.lowerBound..<(zone ?? end), allowingZone: false, appending: true)
        else { return nil }
        if let zone, decodeAuthorityPart(zone..<end, allowingZone: true, appending: true) == nil { return nil }
        let text = address.lowerBound..<bytes.count
        guard bytes.firstIndex(of: 0x3A, in: address) != nil, PeerAddress(parsing: text, of: bytes) != nil,
            bytes[bytes.count - 1] != 0x25
        else { return nil }
        for index in end..<host.upperBound { bytes.append(bytes[index]) }
        return start..<bytes.count
    }

    /// Checks the characters and decodes the escapes, which may only stand for bytes beyond ASCII, `%`, and in a zone
    /// for what could be written plainly. The result is a copy at the end of the arena if anything was decoded or if
    /// `appending`.
    private mutating func decodeAuthorityPart(
        _ range: Range<Int>, allowingZone: Bool, appending: Bool = false
    ) -> Range<Int>? {
        var hasEscapes = false
        for index in range {
            let byte = bytes[index]
            if byte == 0x25 {
                guard let value = bytes.escapedByte(at: index, before: range.upperBound) else { return nil }
                let isZoneByte = allowingZone && (value == 0x20 || isAuthorityCharacter(value))
                guard value >= 0x80 && !allowingZone || value == 0x25 || isZoneByte else { return nil }
                hasEscapes = true
            } else if byte < 0x80 && !ASCIISet.authority.contains(byte) {
                return nil
            }
        }
        guard hasEscapes || appending else { return range }
        let start = bytes.count
        appendDecoding(range)
        return start..<bytes.count
    }

    private func isAuthorityCharacter(_ byte: UInt8) -> Bool { ASCIISet.authority.contains(byte) }

    private func isOptionalPort(_ range: Range<Int>) -> Bool {
        guard let first = range.first else { return true }
        return bytes[first] == 0x3A && range.dropFirst().allSatisfy { bytes[$0].isASCIIDigit }
    }

    /// Appends the text with every well-formed escape decoded.
    mutating func appendDecoding(_ range: Range<Int>, plusIsBlank: Bool = false) {
        var index = range.lowerBound
        while index < range.upperBound {
            if let value = bytes.escapedByte(at: index, before: range.upperBound) {
                bytes.append(value)
                index += 3
            } else {
                let byte = bytes[index]
                bytes.append(plusIsBlank && byte == 0x2B ? 0x20 : byte)
                index += 1
            }
        }
    }
}

extension [UInt8] {
    /// Whether the range spells `word`, byte for byte.
    func spells(_ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { zip($0, range).allSatisfy { $0 == self[$1] } }
    }
}
