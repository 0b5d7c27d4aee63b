import Turnout

/// Finds and takes apart the head of an HTTP/1 response (RFC 9112).
///
/// As strict as `RequestHeadParser` where a response could be read as two, and lenient where upstreams are known to be
/// odd and nothing but the text of a value depends on it, as Traefik is:
///
/// - A line that starts with a blank continues the one before; what is between the two texts becomes blanks (RFC 9112
///   §5.2), also if the line break is a mere line feed.
/// - A header line with a blank in or behind its name is left out, unless the name is one that frames the body.
/// - The reason phrase may be missing together with the blank before it.
///
/// Content-Length beside `chunked`: the chunks count, the length is dropped, and the connection isn't used again.
public struct ResponseHeadParser: Sendable {
    /// A head with more header lines is a fault.
    public static var maximumLines: Int { RequestHeadParser.maximumLines }

    /// A longer head is a fault. No more than `RequestHead.capacityBytes`.
    public let maximumHeadBytes: Int
    private var progress = HeadProgress()

    /// - Parameter maximumHeadBytes: The longest head that is taken, its blank line included.
    public init(maximumHeadBytes: Int = 1 << 20) {
        self.maximumHeadBytes = max(0, min(maximumHeadBytes, RequestHead.capacityBytes))
    }

    /// Forgets an incomplete head. Implied by a complete one.
    public mutating func reset() { progress = HeadProgress() }

    /// Reads one head.
    ///
    /// - Parameters:
    ///   - bytes: All bytes that were received and not consumed, from the start of the head.
    ///   - requestIsHEAD: Whether the response answers HEAD, and has no body whatever its head says.
    ///   - head: Emptied first; holds nothing of use unless a frame is returned.
    /// - Returns: `nil` if the head is incomplete: call again with the same bytes and more behind them.
    /// - Complexity: O(n) for a head of n bytes, over all calls.
    public mutating func parse(_ bytes: Span<UInt8>, requestIsHEAD: Bool, into head: inout ResponseHead)
        throws(ResponseFault) -> ResponseFrame?
    {
        head.removeAll()
        let isTooLong = bytes.count > maximumHeadBytes
        let block = isTooLong ? bytes.extracting(first: maximumHeadBytes) : bytes
        do throws(ResponseFault) {
            guard progress.hasNewLine(in: block), var survey = try read(block, into: &head) else {
                if isTooLong { throw .headTooLarge }
                return nil
            }
            if progress.lineStart > 0 { survey = try readAgain(block, into: &head) }
            head.bytes.append(copying: block.extracting(first: survey.headBytes))
            if survey.hasFoldedLines {
                head.unfold()
                let unfolded = head.bytes
                head.removeAll()
                survey = try readAgain(unfolded.span, into: &head)
                head.bytes = unfolded
            }
            progress = HeadProgress()
            return try frame(survey, requestIsHEAD: requestIsHEAD, head: &head)
        } catch {
            progress = HeadProgress()
            head.removeAll()
            throw error
        }
    }

    /// What reading a complete head has found.
    private struct Survey {
        var headBytes: Int
        var facts: HeadFacts
        var hasFoldedLines: Bool
    }

    private mutating func readAgain(_ bytes: Span<UInt8>, into head: inout ResponseHead) throws(ResponseFault)
        -> Survey
    {
        progress = HeadProgress()
        head.removeAll()
        guard let survey = try read(bytes, into: &head) else { preconditionFailure("the head is complete") }
        return survey
    }

    /// Reads on at `progress.lineStart`. If that is not the start of the head, what is found is incomplete.
    private mutating func read(_ bytes: Span<UInt8>, into head: inout ResponseHead) throws(ResponseFault) -> Survey? {
        var position = progress.lineStart
        if position == 0 {
            guard let end = try StatusLine.read(bytes, into: &head) else {
                progress.searched = bytes.count
                return nil
            }
            position = end
        }
        var lines = progress.lines
        var facts = HeadFacts()
        var line = RequestHead.Line(name: .empty, value: .empty)
        var hasFoldedLines = false
        while true {
            switch HeaderLine.read(bytes, at: position) {
            case .field(let name, let value, let end):
                line.set(name: name, value: value)
                head.lines.append(line)
                facts.note(name: name, value: value, of: bytes)
                lines += 1
                position = end
            case .endOfHead(let end):
                return Survey(headBytes: end, facts: facts, hasFoldedLines: hasFoldedLines)
            case .incomplete:
                progress = HeadProgress(lineStart: position, searched: bytes.count, lines: lines)
                return nil
            case .malformed(let fault):
                guard let odd = try readOddLine(bytes, at: position, fault, isFirst: lines == 0) else {
                    // The byte behind the line feed decides, so the line feed is to be found again.
                    progress = HeadProgress(lineStart: position, searched: bytes.count - 1, lines: lines)
                    return nil
                }
                if odd.isFolded { hasFoldedLines = true }
                lines += 1
                position = odd.end
            }
            if lines > ResponseHeadParser.maximumLines { throw .tooManyHeaders }
        }
    }

    /// Reads a line that is passed over, or to be read once more when it is unfolded.
    ///
    /// - Returns: Where the next line starts; `nil` if the line is incomplete.
    private func readOddLine(_ bytes: Span<UInt8>, at start: Int, _ fault: HeaderLine.Fault, isFirst: Bool)
        throws(ResponseFault) -> (end: Int, isFolded: Bool)?
    {
        switch fault {
        case .folded where !isFirst:
            guard let end = try endOfText(bytes, from: start) else { return nil }
            return (end, true)
        case .bareLineBreak(let index, isInValue: true) where bytes[index] == 0x0A:
            guard let end = try endOfText(bytes, from: index) else { return nil }
            return (end, true)
        case .name(let index) where index > start && bytes[index].isBlankOrTab:
            var colon = index
            while bytes[colon].isIn(ByteClass.token) || bytes[colon].isBlankOrTab { colon += 1 }
            guard bytes[colon] == 0x3A else { throw .malformedHeaderLine }
            let name = bytes.trimmingBlanks(start..<colon)
            if let header = KnownHeader(name, of: bytes), header == .contentLength || header == .transferEncoding {
                throw .malformedHeaderLine
            }
            guard let end = try endOfText(bytes, from: colon + 1) else { return nil }
            // A line that continues this one would be taken to continue the one before.
            if end == bytes.count { return nil }
            if bytes[end].isBlankOrTab { throw .malformedHeaderLine }
            return (end, false)
        case .name, .missingColon: throw .malformedHeaderLine
        case .value: throw .malformedHeaderValue
        case .folded, .bareLineBreak: throw .bareLineBreak
        }
    }

    /// Where the line that goes on at `start` ends: behind CR LF, or behind a line feed before a blank.
    private func endOfText(_ bytes: Span<UInt8>, from start: Int) throws(ResponseFault) -> Int? {
        let index = bytes.endOfValue(from: start)
        guard index + 1 < bytes.count else { return nil }
        if bytes[index] == 0x0D, bytes[index + 1] == 0x0A { return index + 2 }
        if bytes[index] == 0x0A, bytes[index + 1].isBlankOrTab { return index + 1 }
        throw bytes[index] == 0x0D || bytes[index] == 0x0A ? .bareLineBreak : .malformedHeaderValue
    }

    private func frame(_ survey: Survey, requestIsHEAD: Bool, head: inout ResponseHead) throws(ResponseFault)
        -> ResponseFrame
    {
        let facts = survey.facts
        let isHTTP10 = head.version == .http1(minor: 0)
        if facts.isLengthMalformed { throw .malformedContentLength }
        if facts.transferEncodings > 0 && (isHTTP10 || facts.transferEncodings > 1 || !facts.isChunked) {
            throw .unsupportedTransferEncoding
        }
        head.hasDate = facts.hasDate
        head.nominatesHeaders = facts.nominates
        head.forbidsBody = requestIsHEAD || head.status < 200 || head.status == 204 || head.status == 304
        var isPersistent = isHTTP10 ? facts.keepsAlive && !facts.closes : !facts.closes
        var framing = BodyFraming.none
        if head.forbidsBody {
            // With 304 it is left out, as Go's server does.
            if requestIsHEAD, head.status != 304, head.status != 204, head.status >= 200 {
                head.lengthOfAbsentBody = head.lengthText
            }
        } else if facts.transferEncodings > 0 {
            framing = .chunked
        } else if let length = facts.contentLength {
            framing = length == 0 ? .none : .length(length)
        } else {
            framing = .untilClose
        }
        head.isChunked = framing == .chunked
        if framing == .untilClose || facts.contentLength != nil && facts.transferEncodings > 0 { isPersistent = false }
        return ResponseFrame(
            headBytes: survey.headBytes,
            framing: framing,
            isPersistent: isPersistent,
            isInterim: head.isInterim,
            switchesProtocols: head.status == 101
        )
    }
}

extension ResponseHead {
    /// Turns the line break before a line that starts with a blank into blanks.
    fileprivate mutating func unfold() {
        for index in bytes.indices.dropLast() where bytes[index] == 0x0A && bytes[index + 1].isBlankOrTab {
            bytes[index] = 0x20
            if bytes[index - 1] == 0x0D { bytes[index - 1] = 0x20 }
        }
    }

    /// The value of Content-Length.
    fileprivate var lengthText: Request.Slice? {
        let text = bytes.span
        for line in lines {
            if case .contentLength? = KnownHeader(line.name.place, of: text) { return line.value }
        }
        return nil
    }
}
