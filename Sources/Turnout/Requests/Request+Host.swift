extension Request {
    /// The canonical host: without port and brackets, trimmed, lower-cased. A copy at the end of the arena is made only
    /// if there are capitals or bytes beyond ASCII.
    mutating func canonicalHost(of authority: Range<Int>, split: HostPort?) -> Range<Int> {
        var host = split?.host ?? authority
        // A text in brackets loses them without a port, too, if there is a colon in it: `[::1]`, but not `[a]`.
        if split == nil, authority.count >= 2,
            bytes[authority.lowerBound] == 0x5B, bytes[authority.upperBound - 1] == 0x5D,
            bytes.firstIndex(of: 0x3A, in: authority) != nil
        {
            host = authority.lowerBound + 1..<authority.upperBound - 1
        }
        return lowercaseTrimmed(host)
    }

    /// Trims Unicode white space and lower-cases, each scalar by its simple mapping. If there is any byte beyond ASCII,
    /// bytes that are not UTF-8 become U+FFFD one by one (Go's `strings.ToLower`).
    mutating func lowercaseTrimmed(_ text: Range<Int>) -> Range<Int> {
        var isASCII = true
        var hasCapitals = false
        for index in text {
            let byte = bytes[index]
            if byte >= 0x80 { isASCII = false }
            if byte.asciiLowercased != byte { hasCapitals = true }
        }
        guard isASCII else { return lowercaseTrimmedUnicode(text) }
        var (lower, upper) = (text.lowerBound, text.upperBound)
        while lower < upper, bytes[lower].isASCIISpace { lower += 1 }
        while lower < upper, bytes[upper - 1].isASCIISpace { upper -= 1 }
        guard hasCapitals else { return lower..<upper }
        let start = bytes.count
        for index in lower..<upper { bytes.append(bytes[index].asciiLowercased) }
        return start..<bytes.count
    }

    private mutating func lowercaseTrimmedUnicode(_ text: Range<Int>) -> Range<Int> {
        var scalars: [Unicode.Scalar?] = []
        var index = text.lowerBound
        while index < text.upperBound {
            let (scalar, width) = bytes.scalar(at: index, before: text.upperBound)
            scalars.append(scalar)
            index += width
        }
        var trimmed = scalars[...]
        while let first = trimmed.first, first?.properties.isWhitespace == true { trimmed.removeFirst() }
        while let last = trimmed.last, last?.properties.isWhitespace == true { trimmed.removeLast() }
        let start = bytes.count
        for scalar in trimmed {
            for byte in String(scalar?.simpleLowercase ?? "\u{FFFD}").utf8 { bytes.append(byte) }
        }
        return start..<bytes.count
    }
}

extension UInt8 {
    fileprivate var isASCIISpace: Bool { self == 0x20 || self &- 0x09 < 5 }
}

extension Unicode.Scalar {
    /// The one scalar that this one's small form is. The full mapping is longer for one scalar only, U+0130.
    var simpleLowercase: Unicode.Scalar {
        if self == "\u{130}" { return "i" }
        let mapped = properties.lowercaseMapping.unicodeScalars
        return mapped.count == 1 ? mapped.first ?? self : self
    }
}

extension [UInt8] {
    /// The UTF-8 sequence at `index`; for a byte that starts none, `nil` and the width 1.
    func scalar(at index: Int, before end: Int) -> (Unicode.Scalar?, width: Int) {
        let first = self[index]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let width = first &- 0xC2 < 0x1E ? 2 : first & 0xF0 == 0xE0 ? 3 : first &- 0xF0 < 5 ? 4 : 1
        guard width > 1, index + width <= end else { return (nil, 1) }
        var value = UInt32(first) & (0xFF >> UInt32(width + 1))
        for offset in 1..<width {
            let byte = self[index + offset]
            guard byte & 0xC0 == 0x80 else { return (nil, 1) }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        let smallest: UInt32 = width == 2 ? 0x80 : width == 3 ? 0x800 : 0x1_0000
        guard value >= smallest, let scalar = Unicode.Scalar(value) else { return (nil, 1) }
        return (scalar, width)
    }
}
