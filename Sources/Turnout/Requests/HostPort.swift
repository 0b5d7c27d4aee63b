/// `host:port` taken apart the way Go's `net.SplitHostPort` does, which is what Traefik's host, peer and port handling
/// stand on: the port is any text, brackets belong to the host's spelling and are removed, and a text with more colons
/// than one outside of brackets cannot be split.
package struct HostPort {
    package let host: Range<Int>
    package let port: Range<Int>

    package init?(splitting range: Range<Int>, of bytes: [UInt8]) {
        guard let colon = bytes.lastIndex(of: 0x3A, in: range) else { return nil }
        var opening = range.lowerBound
        var closing = range.lowerBound
        if bytes[range.lowerBound] == 0x5B {
            guard let end = bytes.firstIndex(of: 0x5D, in: range), end + 1 == colon else { return nil }
            host = (range.lowerBound + 1)..<end
            opening = range.lowerBound + 1
            closing = end + 1
        } else {
            host = range.lowerBound..<colon
            if bytes.firstIndex(of: 0x3A, in: host) != nil { return nil }
        }
        // A bracket elsewhere is a mistake, also behind the colon.
        if bytes.firstIndex(of: 0x5B, in: opening..<range.upperBound) != nil { return nil }
        if bytes.firstIndex(of: 0x5D, in: closing..<range.upperBound) != nil { return nil }
        port = (colon + 1)..<range.upperBound
    }
}
