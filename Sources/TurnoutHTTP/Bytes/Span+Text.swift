extension Span<UInt8> {
    /// The range without blanks and tabs at both ends.
    @inline(__always)
    func trimmingBlanks(_ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, self[lower].isBlankOrTab { lower += 1 }
        while lower < upper, self[upper - 1].isBlankOrTab { upper -= 1 }
        return lower..<upper
    }

    /// Whether the range spells `word` (small letters), capitals counting as small.
    func equalsIgnoringCase(_ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in
            var index = range.lowerBound
            for letter in letters {
                if self[index].asciiLowercased != letter { return false }
                index += 1
            }
            return true
        }
    }

    func equalsIgnoringCase(_ range: Range<Int>, _ other: Range<Int>) -> Bool {
        guard range.count == other.count else { return false }
        for offset in 0..<range.count {
            let (left, right) = (self[range.lowerBound + offset], self[other.lowerBound + offset])
            if left.asciiLowercased != right.asciiLowercased { return false }
        }
        return true
    }

    /// Whether it is `name`, which is in small letters, capitals counting as small.
    package func equalsIgnoringCase(_ name: Span<UInt8>) -> Bool {
        guard count == name.count else { return false }
        for index in indices {
            if self[index].asciiLowercased != name[index] { return false }
        }
        return true
    }

    /// The comma-separated items of a value, blanks around them trimmed; empty ones too.
    func forEachItem(of list: Range<Int>, _ body: (Range<Int>) -> Void) {
        var start = list.lowerBound
        var index = start
        while index < list.upperBound {
            if self[index] == 0x2C {
                body(trimmingBlanks(start..<index))
                start = index + 1
            }
            index += 1
        }
        body(trimmingBlanks(start..<list.upperBound))
    }
}

extension [UInt8] {
    /// Appends all bytes; the loop compiles to vector moves.
    @inline(__always)
    mutating func append(copying bytes: Span<UInt8>) {
        append(addingCapacity: bytes.count) { output in
            for index in bytes.indices { output.append(bytes[index]) }
        }
    }

    package init(copying bytes: Span<UInt8>) {
        self = []
        append(copying: bytes)
    }

    /// Appends all bytes, without a reference to them.
    package mutating func append(copying bytes: [UInt8]) { append(copying: bytes.span) }
}
