// From the path as written to the path that is routed and the path that is forwarded.
//
//     written     /a%2fb/%7Ejoe/./x%20y//
//     normalised  /a%2Fb/~joe/./x%20y//        escapes with one spelling
//     sanitised   /a%2Fb/~joe/x%20y/           segments with one spelling; this goes upstream
//     routing     /a%2Fb/~joe/x y/             what rules are compared with
//
// The first two steps never lengthen the text and are done in place in the arena; only the routing path and the
// re-encoding of an odd path (see `Request`) are written to its end. A plain path is scanned once and not copied.
extension Request {
    /// The path in the spelling that is forwarded, unless the policy cleans nothing.
    mutating func cleanPath(_ written: Range<Int>, policy: RequestPolicy) throws(RequestRefusal) -> Range<Int> {
        var hasEscapes = false
        var keepsSpelling = true
        for index in written {
            let byte = bytes[index]
            if ASCIISet.keptInPath.contains(byte) { continue }
            if byte == 0x25 {
                guard bytes.escapedByte(at: index, before: written.upperBound) != nil else {
                    throw RequestRefusal(.invalidEscape)
                }
                hasEscapes = true
            } else {
                if byte == 0x23 && policy.isCleaning { throw RequestRefusal(.fragment) }
                keepsSpelling = false
            }
        }
        var path = written
        if !keepsSpelling {
            path = appendReencodedPath(written)
        } else if hasEscapes && policy.isCleaning {
            path = normalisePath(written)
        }
        return policy.isCleaning && policy.sanitizesPath ? sanitisePath(path) : path
    }

    /// The decoded path with everything escaped that the encoder doesn't leave plain.
    private mutating func appendReencodedPath(_ written: Range<Int>) -> Range<Int> {
        let start = bytes.count
        var index = written.lowerBound
        while index < written.upperBound {
            var byte = bytes[index]
            if let value = bytes.escapedByte(at: index, before: written.upperBound) {
                byte = value
                index += 2
            }
            index += 1
            if ASCIISet.plainInReencodedPath.contains(byte) {
                bytes.append(byte)
            } else {
                bytes.appendEscape(of: byte)
            }
        }
        return start..<bytes.count
    }

    /// Escapes in capitals, none of unreserved characters (RFC 3986 §6.2.2).
    private mutating func normalisePath(_ path: Range<Int>) -> Range<Int> {
        var (read, write) = (path.lowerBound, path.lowerBound)
        while read < path.upperBound {
            guard let value = bytes.escapedByte(at: read, before: path.upperBound) else {
                bytes[write] = bytes[read]
                (read, write) = (read + 1, write + 1)
                continue
            }
            if ASCIISet.unreserved.contains(value) {
                bytes[write] = value
                write += 1
            } else {
                bytes[write] = 0x25
                bytes[write + 1] = (value >> 4).hexDigit
                bytes[write + 2] = (value & 15).hexDigit
                write += 3
            }
            read += 3
        }
        return path.lowerBound..<write
    }

    /// No dot segments, no repeated slashes. A slash at the end stays, a dot segment at the end leaves none (`/a/..` is
    /// `/`, `/a/b/..` is `/a`).
    private mutating func sanitisePath(_ path: Range<Int>) -> Range<Int> {
        guard let first = path.first else {
            bytes.append(0x2F)
            return bytes.count - 1..<bytes.count
        }
        guard bytes[first] == 0x2F, !isSanitised(path) else { return path }
        let endsWithSlash = bytes[path.upperBound - 1] == 0x2F
        var (read, write) = (path.lowerBound, path.lowerBound)
        while read < path.upperBound {
            if bytes[read] == 0x2F {
                read += 1
                continue
            }
            let end = bytes.firstIndex(of: 0x2F, in: read..<path.upperBound) ?? path.upperBound
            let isDot = bytes[read] == 0x2E && end - read == 1
            let isDotDot = end - read == 2 && bytes[read] == 0x2E && bytes[read + 1] == 0x2E
            if isDotDot {
                write = bytes.lastIndex(of: 0x2F, in: path.lowerBound..<write) ?? write
            } else if !isDot {
                // Before each segment at least one slash was read: there is room for this one.
                bytes[write] = 0x2F
                write += 1
                while read < end {
                    bytes[write] = bytes[read]
                    (read, write) = (read + 1, write + 1)
                }
            }
            read = end
        }
        if write == path.lowerBound || endsWithSlash {
            bytes[write] = 0x2F
            write += 1
        }
        return path.lowerBound..<write
    }

    /// A quick and careful answer: false for some clean paths, those with a segment that starts with a dot.
    private func isSanitised(_ path: Range<Int>) -> Bool {
        var previous: UInt8 = 0
        for index in path {
            let byte = bytes[index]
            if previous == 0x2F && (byte == 0x2F || byte == 0x2E) { return false }
            previous = byte
        }
        return true
    }

    /// The path that rules are compared with.
    ///
    /// Only escapes in capitals are recognised as reserved: without normalisation `%2f` is decoded where `%2F` is not.
    /// That is what Traefik's muxer does when it is used alone.
    mutating func routingPath(of path: Range<Int>) -> Range<Int> {
        guard bytes.firstIndex(of: 0x25, in: path) != nil else { return path }
        let start = bytes.count
        var index = path.lowerBound
        while index < path.upperBound {
            guard let value = bytes.escapedByte(at: index, before: path.upperBound) else {
                bytes.append(bytes[index])
                index += 1
                continue
            }
            let isCapital = bytes[index + 1] < 0x61 && bytes[index + 2] < 0x61
            if ASCIISet.reserved.contains(value) && isCapital {
                bytes.append(0x25)
                bytes.append(bytes[index + 1])
                bytes.append(bytes[index + 2])
            } else {
                bytes.append(value)
            }
            index += 3
        }
        return start..<bytes.count
    }

    /// Path and query as one text, in place if they still stand side by side. An empty query keeps its `?`.
    mutating func joinURI(path: Range<Int>, query: Range<Int>?) -> Range<Int> {
        if !path.isEmpty {
            guard let query else { return path }
            if path.upperBound + 1 == query.lowerBound, bytes[path.upperBound] == 0x3F {
                return path.lowerBound..<query.upperBound
            }
        }
        let start = bytes.count
        if path.isEmpty { bytes.append(0x2F) }
        for index in path { bytes.append(bytes[index]) }
        if let query {
            bytes.append(0x3F)
            for index in query { bytes.append(bytes[index]) }
        }
        return start..<bytes.count
    }
}
