/// Writes texts one behind the other into room that was made for them, eight bytes at a time.
///
///     let start = output.makeRoom(capacity)
///     var room = output.mutableSpan
///     var writer = HeadWriter(room.mutableBytes, from: start)
///     writer.append("HTTP/1.1 ")
///     output.removeLast(output.count - writer.end)
///
/// Every store is checked to lie in the room, so that a capacity reckoned too small traps and overwrites nothing. Up to
/// eight bytes behind what is written may be changed; `makeRoom` reckons with them.
struct HeadWriter: ~Copyable, ~Escapable {
    private var room: MutableRawSpan
    /// Where the next text goes.
    private(set) var end: Int

    @inline(__always)
    @_lifetime(copy room)
    init(_ room: consuming MutableRawSpan, from end: Int) {
        self.room = room
        self.end = end
    }

    @inline(__always)
    @_lifetime(self: copy self)
    mutating func append(_ byte: UInt8) {
        room.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
        end += 1
    }

    @inline(__always)
    @_lifetime(self: copy self)
    mutating func append(_ range: Range<Int>, of bytes: Span<UInt8>) {
        var index = range.lowerBound
        let last = min(range.upperBound, bytes.count - 7)
        var place = end
        while index < last {
            store(bytes.word(at: index), at: place)
            index += 8
            place += 8
        }
        // At the end of the bytes no whole word can be read.
        while index < range.upperBound {
            room.storeBytes(of: bytes[index], toByteOffset: place, as: UInt8.self)
            index += 1
            place += 1
        }
        end += range.count
    }

    @inline(__always)
    @_lifetime(self: copy self)
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { letters in
            let letters = letters.span
            if letters.count < 8 {
                for index in letters.indices { append(letters[index]) }
                return
            }
            var index = 0
            while index < letters.count {
                // The last word ends with the text, and overlaps the one before.
                index = min(index, letters.count - 8)
                store(letters.word(at: index), at: end + index)
                index += 8
            }
            end += letters.count
        }
    }

    @inline(__always)
    @_lifetime(self: copy self)
    mutating func appendLineBreak() {
        room.storeBytes(of: UInt16(littleEndian: 0x0A0D), toByteOffset: end, as: UInt16.self)
        end += 2
    }

    /// `: `, between the name and the value of a header line.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func appendColon() {
        room.storeBytes(of: UInt16(littleEndian: 0x203A), toByteOffset: end, as: UInt16.self)
        end += 2
    }

    /// A number in decimal digits.
    ///
    /// - Precondition: the number is not negative.
    @_lifetime(self: copy self)
    mutating func append(decimal number: Int) {
        var digits = InlineArray<20, UInt8>(repeating: 0x30)
        var rest = UInt(number)
        var first = digits.count - 1
        while rest >= 10 {
            digits[first] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
            rest /= 10
            first -= 1
        }
        digits[first] = UInt8(truncatingIfNeeded: 0x30 + rest)
        for index in first..<digits.count { append(digits[index]) }
    }

    /// A header name in Go's canonical spelling, `X-Real-Ip`: the first letter and those behind a hyphen are capitals.
    /// The five of RFC 6455 are spelled as there, `Sec-WebSocket-Key`, since servers exist that compare them literally.
    ///
    /// - Precondition: the name consists of token characters.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func append(headerName name: Range<Int>, of bytes: Span<UInt8>) {
        let start = end
        var index = name.lowerBound
        let last = min(name.upperBound, bytes.count - 7)
        /// The top bit of the lowest byte is set if a word starts there.
        var startsWord: UInt64 = 0x80
        var place = end
        while index < last {
            let word = bytes.word(at: index)
            store(word.canonical(startsWord: startsWord), at: place)
            startsWord = word.bytesOfHyphens >> 56
            index += 8
            place += 8
        }
        while index < name.upperBound {
            let byte = UInt64(bytes[index])
            let spelled = UInt8(truncatingIfNeeded: byte.canonical(startsWord: startsWord))
            room.storeBytes(of: spelled, toByteOffset: place, as: UInt8.self)
            startsWord = byte.bytesOfHyphens
            index += 1
            place += 1
        }
        end += name.count
        if name.count >= 17, name.count <= 24, isWebSocketHeader(name, of: bytes) {
            room.storeBytes(of: 0x53, toByteOffset: start + 7, as: UInt8.self)
        }
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

    @inline(__always)
    @_lifetime(self: copy self)
    private mutating func store(_ word: UInt64, at place: Int) {
        room.storeBytes(of: word.littleEndian, toByteOffset: place, as: UInt64.self)
    }
}

extension [UInt8] {
    /// Appends room for so many bytes and a word that is written past them.
    ///
    /// - Returns: Where the room starts.
    @inline(__always)
    mutating func makeRoom(_ capacity: Int) -> Int {
        let start = count
        let room = capacity + 8
        append(addingCapacity: room) { $0.append(repeating: 0, count: room) }
        return start
    }
}

extension UInt64 {
    /// Eight token characters in canonical spelling.
    ///
    /// - Parameter startsWord: 0x80 if the first of them starts a word, else 0.
    @inline(__always)
    fileprivate func canonical(startsWord: UInt64) -> UInt64 {
        let letters = bytesOfLetters >> 2
        let starts = (bytesOfHyphens << 8 | startsWord) >> 2
        return (self | letters) & ~(letters & starts)
    }
}
