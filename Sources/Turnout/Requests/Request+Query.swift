extension Request {
    /// A query with more pairs than this is taken to hold none.
    static var maximumQueryPairs: Int { 10_000 }

    /// The query in the spelling that is forwarded: `;` becomes the separator `&` or the data `%3B`.
    mutating func cleanQuery(_ written: Range<Int>, policy: RequestPolicy) -> Range<Int> {
        guard policy.isCleaning, bytes.firstIndex(of: 0x3B, in: written) != nil else { return written }
        guard policy.encodesQuerySemicolons else {
            for index in written where bytes[index] == 0x3B { bytes[index] = 0x26 }
            return written
        }
        let start = bytes.count
        for index in written {
            if bytes[index] == 0x3B {
                bytes.appendEscape(of: 0x3B)
            } else {
                bytes.append(bytes[index])
            }
        }
        return start..<bytes.count
    }

    /// Fills `queryPairs`. A pair with an invalid escape is left out, and so is one with a `;` that no step before has
    /// given a meaning.
    mutating func parseQueryPairs(_ query: Range<Int>) {
        var separators = 0
        for index in query where bytes[index] == 0x26 { separators += 1 }
        guard separators < Request.maximumQueryPairs else { return }
        var start = query.lowerBound
        while start < query.upperBound {
            let end = bytes.firstIndex(of: 0x26, in: start..<query.upperBound) ?? query.upperBound
            if start < end { appendQueryPair(start..<end) }
            start = end + 1
        }
    }

    private mutating func appendQueryPair(_ pair: Range<Int>) {
        guard bytes.firstIndex(of: 0x3B, in: pair) == nil else { return }
        let equalSign = bytes.firstIndex(of: 0x3D, in: pair)
        guard let key = decodeQueryText(pair.lowerBound..<(equalSign ?? pair.upperBound)) else { return }
        let written = equalSign.map { $0 + 1..<pair.upperBound } ?? pair.upperBound..<pair.upperBound
        guard let value = decodeQueryText(written) else { return }
        queryPairs.append(
            Field(nameHash: nameHash(of: key), name: Slice(key), value: Slice(value))
        )
    }

    private mutating func decodeQueryText(_ text: Range<Int>) -> Range<Int>? {
        var isPlain = true
        for index in text {
            if bytes[index] == 0x25 {
                guard bytes.escapedByte(at: index, before: text.upperBound) != nil else { return nil }
                isPlain = false
            } else if bytes[index] == 0x2B {
                isPlain = false
            }
        }
        if isPlain { return text }
        let start = bytes.count
        appendDecoding(text, plusIsBlank: true)
        return start..<bytes.count
    }

    package func nameHash(of name: Range<Int>) -> UInt32 {
        var hash = Request.nameHash(EmptyCollection())
        for index in name { hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193 }
        return hash
    }
}
