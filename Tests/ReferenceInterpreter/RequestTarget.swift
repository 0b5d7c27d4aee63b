/// The target of a request line, read and re-encoded as Go's `net/url` does.
struct RequestTarget {
    /// The authority of an absolute-form target; nil in origin form.
    var host: [UInt8]?
    /// Fully decoded.
    var path: [UInt8]
    /// The spelling received, when it is not the one that encoding `path` gives.
    var rawPath: [UInt8]?
    var query: [UInt8]
    /// A question mark with nothing behind it.
    var endsInQuestionMark = false

    /// Reads a target; nil when the server answers 400.
    static func parse(_ text: [UInt8], method: [UInt8]) -> RequestTarget? {
        guard !text.isEmpty, text.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        if text == Array("*".utf8) { return RequestTarget(host: nil, path: text, rawPath: nil, query: []) }
        var text = text
        if method == Array("CONNECT".utf8), text.first != 0x2F { text = Array("http://".utf8) + text }
        guard var rest = withoutScheme(text) else { return nil }
        let isAbsolute = rest.count < text.count
        var target = RequestTarget(host: nil, path: [], rawPath: nil, query: [])
        if let mark = rest.firstIndex(of: 0x3F) {
            target.query = Array(rest[(mark + 1)...])
            target.endsInQuestionMark = target.query.isEmpty
            rest = Array(rest[..<mark])
        }
        // An opaque target such as `mailto:a` is refused as well.
        guard rest.first == 0x2F else { return nil }
        if isAbsolute, rest.starts(with: [0x2F, 0x2F]) {
            let authority = rest.dropFirst(2).prefix { $0 != 0x2F }
            rest = Array(rest.dropFirst(2 + authority.count))
            guard let host = host(of: Array(authority)) else { return nil }
            target.host = host
        }
        guard target.setPath(rest) else { return nil }
        return target
    }

    /// The text behind `scheme:`, or all of it without one; nil when it starts with a colon.
    private static func withoutScheme(_ text: [UInt8]) -> [UInt8]? {
        for (index, byte) in text.enumerated() {
            switch byte {
            case 0x61...0x7A, 0x41...0x5A: continue
            case 0x30...0x39, 0x2B, 0x2D, 0x2E:
                if index == 0 { return text }
            case 0x3A: return index == 0 ? nil : Array(text[(index + 1)...])
            default: return text
            }
        }
        return text
    }

    private static func host(of authority: [UInt8]) -> [UInt8]? {
        let host = authority.lastIndex(of: 0x40).map { Array(authority[($0 + 1)...]) } ?? authority
        if host.first == 0x5B {
            guard let close = host.lastIndex(of: 0x5D), isPort(host[(close + 1)...]) else { return nil }
            // Brackets are for IPv6 alone; a zone follows an escaped percent sign.
            var address = String(decoding: host[1..<close], as: UTF8.self)
            if let zone = address.firstRange(of: "%25") { address = String(address[..<zone.lowerBound]) }
            guard address.contains(":"), NetworkAddress.parse(address) != nil else { return nil }
            return host
        } else if let colon = host.firstIndex(of: 0x3A) {
            guard isPort(host[colon...]) else { return nil }
        }
        let allowed = Set("!$&'()*+,-.:;=[]_~\"<>".utf8)
        guard host.allSatisfy({ isAlphanumeric($0) || allowed.contains($0) || $0 >= 0x80 }) else { return nil }
        return host
    }

    private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
        text.isEmpty || (text.first == 0x3A && text.dropFirst().allSatisfy { (0x30...0x39).contains($0) })
    }

    // MARK: Path

    /// Sets the path from its encoded spelling; false when an escape is broken.
    mutating func setPath(_ encoded: [UInt8]) -> Bool {
        guard let decoded = percentDecoded(encoded) else { return false }
        path = decoded
        rawPath = Self.encode(decoded) == encoded ? nil : encoded
        return true
    }

    /// The spelling received where it is well formed, else the path encoded anew.
    var escapedPath: [UInt8] {
        if let rawPath, rawPath.allSatisfy(Self.mayStandInPath), percentDecoded(rawPath) == path { return rawPath }
        return path == Array("*".utf8) ? path : Self.encode(path)
    }

    private static func mayStandInPath(_ byte: UInt8) -> Bool {
        !needsEscape(byte) || "!'()*[]%".utf8.contains(byte)
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        !isAlphanumeric(byte) && !"-_.~$&+,/:;=@".utf8.contains(byte)
    }

    private static func encode(_ path: [UInt8]) -> [UInt8] {
        path.flatMap { needsEscape($0) ? escape($0) : [$0] }
    }

    /// Upper-cases the digits of escapes, and decodes those of unreserved characters.
    mutating func normalize() {
        guard let raw = rawPath else { return }
        rawPath = mapEscapes(raw) { byte, _ in
            isAlphanumeric(byte) || "-._~".utf8.contains(byte) ? [byte] : escape(byte)
        }
    }

    /// Removes dot segments and empty segments.
    mutating func sanitize() {
        let escaped = escapedPath
        var segments: [ArraySlice<UInt8>] = []
        for segment in escaped.split(separator: 0x2F) {
            if segment.elementsEqual(".".utf8) { continue }
            if segment.elementsEqual("..".utf8) { _ = segments.popLast() } else { segments.append(segment) }
        }
        var clean = Array(segments.joined(separator: [0x2F]))
        if escaped.first == 0x2F || clean.isEmpty { clean.insert(0x2F, at: 0) }
        if escaped.last == 0x2F, clean.last != 0x2F { clean.append(0x2F) }
        _ = setPath(clean)
    }

    /// What rules see: every escape decoded but those of reserved characters and of the percent sign. An escape with
    /// small letters, which only a path that was not normalised still holds, is decoded in any case.
    var routingPath: [UInt8] {
        mapEscapes(escapedPath) { byte, spelling in
            ":/?#[]@!$&'()*+,;=%".utf8.contains(byte) && spelling == escape(byte) ? spelling : [byte]
        }
    }
}

func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}

private func escape(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
}

/// Replaces each escape by what `replace` makes of its byte and its spelling.
private func mapEscapes(_ text: [UInt8], _ replace: (UInt8, [UInt8]) -> [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
        if text[index] == 0x25, index + 2 < text.count, let high = digitValue(UInt32(text[index + 1])),
            let low = digitValue(UInt32(text[index + 2]))
        {
            let byte = UInt8(high * 16 + low)
            result += replace(byte, Array(text[index...(index + 2)]))
            index += 3
        } else {
            result.append(text[index])
            index += 1
        }
    }
    return result
}

/// Decodes all escapes; nil when one is broken.
func percentDecoded(_ text: [UInt8], plusIsBlank: Bool = false) -> [UInt8]? {
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
        if text[index] == 0x25 {
            guard index + 2 < text.count, let high = digitValue(UInt32(text[index + 1])),
                let low = digitValue(UInt32(text[index + 2]))
            else { return nil }
            result.append(UInt8(high * 16 + low))
            index += 3
        } else {
            result.append(plusIsBlank && text[index] == 0x2B ? 0x20 : text[index])
            index += 1
        }
    }
    return result
}
