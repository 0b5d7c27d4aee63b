import Turnout

/// What the header lines say about the connection and about the body, gathered while they are read.
struct HeadFacts {
    /// The number in Content-Length; `nil` if there is no such line.
    var contentLength: Int?
    /// A Content-Length that is no number of digits, or several that differ.
    var isLengthMalformed = false
    var transferEncodings = 0
    /// The last Transfer-Encoding line is `chunked` and nothing else.
    var isChunked = false
    /// Tokens of Connection.
    var closes = false
    var keepsAlive = false
    var listsUpgrade = false
    /// Connection names something else than the three above.
    var nominates = false
    /// The first Upgrade line, which is the one that is sent on, is not empty.
    var hasUpgrade = false
    private var seenUpgrade = false
    /// Upgrade lists `h2c`.
    var listsH2C = false
    var expectsContinue = false
    var hasIdempotencyKey = false
    var hasDate = false

    /// Whether a request of the method may be sent twice.
    ///
    /// - Parameter method: As a `ShortWord`.
    @inline(__always)
    func isIdempotent(_ method: UInt64) -> Bool {
        method == ShortWord.get || method == ShortWord.head || method == ShortWord.options || method == ShortWord.trace
            || hasIdempotencyKey
    }

    @inline(__always)
    mutating func note(name: Range<Int>, value: Range<Int>, of bytes: Span<UInt8>) {
        guard let header = KnownHeader(name, of: bytes) else { return }
        note(header, value, bytes)
    }

    @inline(never)
    private mutating func note(_ header: KnownHeader, _ value: Range<Int>, _ bytes: Span<UInt8>) {
        switch header {
        case .contentLength: noteLength(value, bytes)
        case .transferEncoding:
            transferEncodings += 1
            isChunked = bytes.equalsIgnoringCase(value, "chunked")
        case .connection: noteConnection(value, bytes)
        case .upgrade:
            var isH2C = false
            bytes.forEachItem(of: value) { if bytes.equalsIgnoringCase($0, "h2c") { isH2C = true } }
            if isH2C { listsH2C = true }
            if !seenUpgrade { hasUpgrade = !value.isEmpty }
            seenUpgrade = true
        case .expect:
            var found = false
            bytes.forEachItem(of: value) { if bytes.equalsIgnoringCase($0, "100-continue") { found = true } }
            if found { expectsContinue = true }
        case .idempotencyKey: hasIdempotencyKey = true
        case .date: hasDate = true
        default: break
        }
    }

    private mutating func noteLength(_ value: Range<Int>, _ bytes: Span<UInt8>) {
        guard let length = decimal(value, bytes), contentLength == nil || contentLength == length else {
            isLengthMalformed = true
            return
        }
        contentLength = length
    }

    /// Digits and nothing else, no larger than `Int.max`.
    private func decimal(_ value: Range<Int>, _ bytes: Span<UInt8>) -> Int? {
        guard !value.isEmpty else { return nil }
        var number = 0
        for index in value {
            guard bytes[index].isIn(ByteClass.digit) else { return nil }
            let (shifted, overflows) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflowsToo) = shifted.addingReportingOverflow(Int(bytes[index] &- 0x30))
            if overflows || overflowsToo { return nil }
            number = sum
        }
        return number
    }

    private mutating func noteConnection(_ value: Range<Int>, _ bytes: Span<UInt8>) {
        var (closes, keepsAlive, listsUpgrade, nominates) = (false, false, false, false)
        bytes.forEachItem(of: value) { item in
            if bytes.equalsIgnoringCase(item, "close") {
                closes = true
            } else if bytes.equalsIgnoringCase(item, "keep-alive") {
                keepsAlive = true
            } else if bytes.equalsIgnoringCase(item, "upgrade") {
                listsUpgrade = true
            } else if !item.isEmpty {
                nominates = true
            }
        }
        self.closes = self.closes || closes
        self.keepsAlive = self.keepsAlive || keepsAlive
        self.listsUpgrade = self.listsUpgrade || listsUpgrade
        self.nominates = self.nominates || nominates
    }
}
