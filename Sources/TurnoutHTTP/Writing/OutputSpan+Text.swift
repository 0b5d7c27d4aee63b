extension OutputSpan<UInt8> {
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func append(_ range: Range<Int>, of bytes: Span<UInt8>) {
        for index in range { append(bytes[index]) }
    }

    @inline(__always)
    @_lifetime(self: copy self)
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { letters in
            for letter in letters { append(letter) }
        }
    }

    @inline(__always)
    @_lifetime(self: copy self)
    mutating func appendLineBreak() {
        append(0x0D)
        append(0x0A)
    }

    /// A header name in Go's canonical spelling, `X-Real-Ip`: the first letter and those behind a hyphen are capitals. The
    /// five of RFC 6455 are spelled as there, `Sec-WebSocket-Key`, since servers exist that compare them literally.
    ///
    /// - Precondition: the name consists of token characters.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func append(headerName name: Range<Int>, of bytes: Span<UInt8>) {
        let start = count
        var startsWord = true
        for index in name {
            let byte = bytes[index]
            let isLetter = (byte | 0x20) &- 0x61 < 26
            append(isLetter ? (startsWord ? byte & 0xDF : byte | 0x20) : byte)
            startsWord = byte == 0x2D
        }
        if name.count >= 17, name.count <= 24, isWebSocketHeader(name, of: bytes) { self[start + 7] = 0x53 }
    }

    private func isWebSocketHeader(_ name: Range<Int>, of bytes: Span<UInt8>) -> Bool {
        switch name.count {
        case 17: bytes.equalsIgnoringCase(name, "sec-websocket-key")
        case 20: bytes.equalsIgnoringCase(name, "sec-websocket-accept")
        case 21: bytes.equalsIgnoringCase(name, "sec-websocket-version")
        case 22: bytes.equalsIgnoringCase(name, "sec-websocket-protocol")
        case 24: bytes.equalsIgnoringCase(name, "sec-websocket-extensions")
        default: false
        }
    }

    /// A number in decimal digits.
    @_lifetime(self: copy self)
    mutating func append(decimal number: Int) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(truncatingIfNeeded: 0x30 + number / divisor % 10))
            divisor /= 10
        }
    }
}
