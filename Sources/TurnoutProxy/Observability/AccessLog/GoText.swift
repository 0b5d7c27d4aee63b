#if Proxy
    /// Texts and numbers as Go writes them, appended to bytes.
    extension [UInt8] {
        mutating func append(decimal value: Int) {
            guard value >= 10 else {
                if value < 0 {
                    append(contentsOf: "\(value)".utf8)
                } else {
                    append(0x30 &+ UInt8(truncatingIfNeeded: value))
                }
                return
            }
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
                var start = digits.count
                var rest = value
                while rest > 0 {
                    start -= 1
                    digits[start] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
                append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
            }
        }

        /// Two digits.
        mutating func append(twoDigits value: Int) {
            append(0x30 &+ UInt8(truncatingIfNeeded: value / 10))
            append(0x30 &+ UInt8(truncatingIfNeeded: value % 10))
        }

        mutating func append(text: StaticString) {
            text.withUTF8Buffer { append(contentsOf: $0) }
        }

        /// A JSON string as `encoding/json` writes it: what HTML reads as its own is escaped, what is no UTF-8 becomes
        /// U+FFFD.
        mutating func append(json text: some Collection<UInt8>) {
            append(0x22)
            if text.allSatisfy(Self.isPlain) {
                append(contentsOf: text)
            } else {
                for scalar in String(decoding: text, as: UTF8.self).unicodeScalars { append(json: scalar) }
            }
            append(0x22)
        }

        private static func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x22, 0x26, 0x3C, 0x3E, 0x5C: false
            case 0x20..<0x80: true
            default: false
            }
        }

        private mutating func append(json scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x22: append(text: "\\\"")
            case 0x5C: append(text: "\\\\")
            case 0x08: append(text: "\\b")
            case 0x09: append(text: "\\t")
            case 0x0A: append(text: "\\n")
            case 0x0C: append(text: "\\f")
            case 0x0D: append(text: "\\r")
            case 0x26, 0x3C, 0x3E, 0..<0x20, 0x2028, 0x2029:
                append(text: "\\u")
                for shift in [12, 8, 4, 0] {
                    append(contentsOf: String(scalar.value >> UInt32(shift) & 15, radix: 16).utf8)
                }
            default: append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            }
        }

        /// A text in quotes as `strconv.Quote` writes it, but that all characters beyond ASCII stay.
        mutating func append(quoted text: some Collection<UInt8>) {
            append(0x22)
            let start = count
            append(contentsOf: text)
            if !isPlain(from: start) {
                removeSubrange(start...)
                for byte in text { append(quoted: byte) }
            }
            append(0x22)
        }

        /// Whether nothing from there on needs an escape in quotes.
        private func isPlain(from start: Int) -> Bool {
            withUnsafeBufferPointer { bytes in
                var isPlain = true
                for byte in bytes[start...] {
                    isPlain = isPlain && byte &- 0x20 < 0x5F && byte != 0x22 && byte != 0x5C
                }
                return isPlain
            }
        }

        private mutating func append(quoted byte: UInt8) {
            switch byte {
            case 0x22: append(text: "\\\"")
            case 0x5C: append(text: "\\\\")
            case 0x09: append(text: "\\t")
            case 0x0A: append(text: "\\n")
            case 0x0D: append(text: "\\r")
            case 0..<0x20, 0x7F:
                append(text: "\\x")
                append(contentsOf: String(byte >> 4, radix: 16).utf8)
                append(contentsOf: String(byte & 15, radix: 16).utf8)
            default: append(byte)
            }
        }

        /// A header's name, `Like-This`.
        mutating func append(canonicalName name: some Collection<UInt8>) {
            var startsWord = true
            for byte in name {
                append(
                    startsWord && 0x61...0x7A ~= byte
                        ? byte & 0xDF : !startsWord && 0x41...0x5A ~= byte ? byte | 0x20 : byte)
                startsWord = byte == 0x2D
            }
        }
    }
#endif
