/// Decodes UTF-8 where a byte that does not begin a valid sequence is one U+FFFD, as Go's `utf8.DecodeRune` does.
package struct UTF8Decoder<Bytes: Collection<UInt8>> {
    private let bytes: Bytes
    /// Where the next code point begins.
    package private(set) var index: Bytes.Index

    package init(_ bytes: Bytes) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The next code point, or `nil` at the end.
    package mutating func next() -> UInt32? {
        guard index != bytes.endIndex else { return nil }
        let lead = bytes[index]
        bytes.formIndex(after: &index)
        if lead < 0x80 { return UInt32(lead) }
        guard let form = UTF8Form(lead: lead) else { return replacementCharacter }
        var value = UInt32(lead) & form.leadMask
        var ahead = index
        for position in 0..<form.continuationCount {
            guard ahead != bytes.endIndex else { return replacementCharacter }
            let byte = bytes[ahead]
            let allowed = position == 0 ? form.second : 0x80...0xBF
            guard allowed.contains(byte) else { return replacementCharacter }
            value = value << 6 | UInt32(byte & 0x3F)
            bytes.formIndex(after: &ahead)
        }
        index = ahead
        return value
    }
}

/// U+FFFD, what an invalid byte counts as.
package let replacementCharacter: UInt32 = 0xFFFD

/// The shape of the sequences that a lead byte can begin (Unicode 15, table 3-7).
package struct UTF8Form: Hashable, Sendable {
    package let continuationCount: Int
    /// What the first continuation byte may be; the others are 0x80...0xBF.
    package let second: ClosedRange<UInt8>
    package let leadMask: UInt32

    package init?(lead: UInt8) {
        switch lead {
        case 0xC2...0xDF: (continuationCount, second, leadMask) = (1, 0x80...0xBF, 0x1F)
        case 0xE0: (continuationCount, second, leadMask) = (2, 0xA0...0xBF, 0x0F)
        case 0xED: (continuationCount, second, leadMask) = (2, 0x80...0x9F, 0x0F)
        case 0xE1...0xEF: (continuationCount, second, leadMask) = (2, 0x80...0xBF, 0x0F)
        case 0xF0: (continuationCount, second, leadMask) = (3, 0x90...0xBF, 0x07)
        case 0xF4: (continuationCount, second, leadMask) = (3, 0x80...0x8F, 0x07)
        case 0xF1...0xF3: (continuationCount, second, leadMask) = (3, 0x80...0xBF, 0x07)
        default: return nil
        }
    }
}
