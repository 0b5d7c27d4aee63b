import Turnout

extension ResponseHead {
    /// Calls `body` with the name, in small letters, and the value of each header of the head as it goes to an HTTP/2
    /// client; `:status` is not among them.
    ///
    /// The same are left out as over HTTP/1.1. Content-Length is there if it is known, although the end of a stream needs
    /// none. Text that is not UTF-8 is repaired.
    ///
    /// - Parameters:
    ///   - framing: Of the body.
    ///   - date: The value of `Date`, for a head without one.
    public func forEachField(framing: BodyFraming, date: String, _ body: (_ name: String, _ value: String) -> Void) {
        let bytes = self.bytes.span
        for line in lines {
            let name = line.name.place
            switch KnownHeader(name, of: bytes) {
            // As Go's server does, other than over HTTP/1.1.
            case .contentLength? where status == 304: break
            case .connection?, .keepAlive?, .proxyConnection?, .proxyAuthenticate?, .proxyAuthorization?, .te?,
                .transferEncoding?, .upgrade?, .contentLength?:
                continue
            case .trailer? where !isChunked: continue
            default: break
            }
            if nominatesHeaders, isNominated(name, bytes) { continue }
            body(text(name, lowercased: true), text(line.value.place))
        }
        if status < 200 { return }
        if !hasDate { body("date", date) }
        if let lengthOfAbsentBody { body("content-length", text(lengthOfAbsentBody.place)) }
        if forbidsBody { return }
        switch framing {
        case .none: body("content-length", "0")
        case .length(let count): body("content-length", "\(count)")
        case .chunked, .untilClose: break
        }
    }

    private func text(_ place: Range<Int>, lowercased: Bool = false) -> String {
        String(unsafeUninitializedCapacity: place.count) { buffer in
            for (offset, index) in place.enumerated() {
                buffer[offset] = lowercased ? bytes[index].asciiLowercased : bytes[index]
            }
            return place.count
        }
    }

    // MARK: Answers of HTTP/2 servers

    /// Adds a field of an answer that came over HTTP/2, `:status` among them.
    ///
    /// - Throws: A fault of the message, which resets the stream.
    public mutating func addField(name: Span<UInt8>, value: Span<UInt8>) throws(StreamFault) {
        for index in value.indices where !value[index].isIn(ByteClass.value) { throw .malformedValue }
        if name.count > 0, name[0] == 0x3A {
            guard name.equals(":status") else { throw .unknownPseudoHeader }
            if status != 0 { throw .repeatedPseudoHeader }
            if !lines.isEmpty { throw .latePseudoHeader }
            guard value.count == 3, value.indices.allSatisfy({ value[$0].isIn(ByteClass.digit) }) else {
                throw .malformedStatus
            }
            status = value.indices.reduce(0) { $0 * 10 + Int(value[$1] &- 0x30) }
            if status < 100 || status == 101 { throw .malformedStatus }
            return
        }
        guard name.isStreamHeaderName else { throw .malformedName }
        lines.append(RequestHead.Line(name: append(name), value: append(value)))
    }

    private mutating func append(_ text: Span<UInt8>) -> Request.Slice {
        let start = bytes.count
        bytes.append(copying: text)
        return Request.Slice(start..<bytes.count)
    }

    /// Completes a head whose fields have been added.
    ///
    /// - Parameters:
    ///   - endsStream: Whether no body follows.
    ///   - requestIsHEAD: Whether the answer has no body, whatever it says.
    public mutating func finishFields(endsStream: Bool, requestIsHEAD: Bool) throws(StreamFault) -> ResponseFrame {
        guard status != 0 else { throw .missingPseudoHeader }
        let (facts, length) = survey()
        if facts.isLengthMalformed { throw .wrongLength }
        hasDate = facts.hasDate
        nominatesHeaders = facts.nominates
        forbidsBody = requestIsHEAD || status < 200 || status == 204 || status == 304
        if requestIsHEAD, status != 304, status != 204, status >= 200 { lengthOfAbsentBody = length }
        var framing = BodyFraming.none
        if !forbidsBody && !endsStream {
            framing = facts.contentLength.map { $0 == 0 ? .none : .length($0) } ?? .chunked
        }
        isChunked = framing == .chunked
        return ResponseFrame(headBytes: 0, framing: framing, isPersistent: true, isInterim: status < 200)
    }
    private func survey() -> (facts: HeadFacts, length: Request.Slice?) {
        var facts = HeadFacts()
        let text = bytes.span
        var length: Request.Slice?
        for line in lines {
            facts.note(name: line.name.place, value: line.value.place, of: text)
            if case .contentLength? = KnownHeader(line.name.place, of: text) { length = length ?? line.value }
        }
        return (facts, length)
    }
}

extension ResponseHead {
    /// How many header lines there are.
    public var lineCount: Int { lines.count }
}
