/// Where a redirection leads, as Go's server says it in `Location`.
public enum Redirection {
    /// - Parameters:
    ///   - target: A URL; one without scheme and host is made relative to the request's path, and its dot segments go.
    ///   - path: Of the request, percent-encoded.
    public static func location(_ target: [UInt8], from path: [UInt8]) -> [UInt8] {
        var location = target
        if let url = URLReference(target), url.scheme.isEmpty, url.host.isEmpty {
            let slash = UInt8(ascii: "/")
            let base = PercentCode.decode(path) ?? path
            if target.first != slash { location = base.prefix((base.lastIndex(of: slash) ?? -1) + 1) + target }
            let mark = location.firstIndex(of: UInt8(ascii: "?")) ?? location.endIndex
            var clean = cleaned(location[..<mark])
            if location[..<mark].last == slash, clean.last != slash { clean.append(slash) }
            location = clean + location[mark...]
        }
        return PercentCode.encode(location) { $0 < 0x80 }
    }

    /// Without dot segments and repeated or final slashes.
    private static func cleaned(_ path: ArraySlice<UInt8>) -> [UInt8] {
        var kept: [ArraySlice<UInt8>] = []
        for segment in path.split(separator: UInt8(ascii: "/")) where !segment.elementsEqual(".".utf8) {
            if segment.elementsEqual("..".utf8) { _ = kept.popLast() } else { kept.append(segment) }
        }
        return [UInt8(ascii: "/")] + kept.joined(separator: [UInt8(ascii: "/")])
    }
}
