import Turnout

/// Finds and takes apart the head of an HTTP/1 request (RFC 9112).
///
///     guard let frame = try parser.parse(bytes, into: &head) else { return /* wait for more bytes */ }
///     head.setRemote(peer)
///     try request.refill(head, policy: policy)
///
/// What is refused here is what leaves in doubt where a head, a line or a body ends; the texts themselves are judged by
/// `Request.refill(_:policy:)`. Stricter than Traefik, knowingly: a line ends in CR LF and nowhere else; no line is
/// continued by the next; Content-Length beside Transfer-Encoding, and Transfer-Encoding in HTTP/1.0, are refused; the
/// parts of the request line are separated by one blank each; no empty line precedes it.
///
/// A line is judged once its line feed has arrived, so the verdict does not depend on how the bytes are portioned.
/// Usual heads are read in one pass; nothing is allocated once the arena of the head has grown.
public struct RequestHeadParser: Sendable {
    /// A head with more header lines is refused with 431, so that what is done per line stays bounded. Traefik has no
    /// such limit; browsers send about 20.
    public static var maximumLines: Int { 1000 }

    /// A longer head is refused with 431. No more than `RequestHead.capacityBytes`.
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
    ///   - head: Emptied first, then filled but for its peer and `isTLS`; holds nothing of use unless a frame is
    ///     returned. It may be shared by many parsers.
    /// - Returns: `nil` if the head is incomplete: call again with the same bytes and more behind them.
    /// - Throws: The refusal that answers the request. The connection is to be closed, for nobody knows where the next
    ///   request starts.
    /// - Complexity: O(n) for a head of n bytes, over all calls.
    public mutating func parse(_ bytes: Span<UInt8>, into head: inout RequestHead) throws(RequestRefusal)
        -> RequestFrame?
    {
        head.removeAll()
        let isTooLong = bytes.count > maximumHeadBytes
        let block = isTooLong ? bytes.extracting(first: maximumHeadBytes) : bytes
        do throws(RequestRefusal) {
            guard progress.hasNewLine(in: block), var frame = try read(block, into: &head) else {
                if isTooLong { throw RequestRefusal(.headTooLarge) }
                return nil
            }
            if progress.lineStart > 0 {
                progress = HeadProgress()
                head.removeAll()
                guard let whole = try read(block, into: &head) else { preconditionFailure("the head is complete") }
                frame = whole
            }
            progress = HeadProgress()
            head.bytes.append(copying: block.extracting(first: frame.headBytes))
            return frame
        } catch {
            progress = HeadProgress()
            head.removeAll()
            throw error
        }
    }

    /// Reads on at `progress.lineStart`. If that is not the start of the head, what is filled in is incomplete.
    private mutating func read(_ bytes: Span<UInt8>, into head: inout RequestHead) throws(RequestRefusal)
        -> RequestFrame?
    {
        var position = progress.lineStart
        if position == 0 {
            guard let end = try RequestLine.read(bytes, into: &head) else {
                progress.searched = bytes.count
                return nil
            }
            position = end
        }
        var lines = progress.lines
        var facts = HeadFacts()
        var line = RequestHead.Line(name: .empty, value: .empty)
        while true {
            switch HeaderLine.read(bytes, at: position) {
            case .field(let name, let value, let end):
                lines += 1
                if lines > RequestHeadParser.maximumLines { throw RequestRefusal(.tooManyHeaders) }
                line.set(name: name, value: value)
                head.lines.append(line)
                facts.note(name: name, value: value, of: bytes)
                position = end
            case .endOfHead(let end):
                // What was only resumed is read again, and judged then.
                if progress.lineStart > 0 { return RequestFrame(headBytes: end, framing: .none, isPersistent: false) }
                return try frame(of: head, facts: facts, headBytes: end, bytes: bytes)
            case .incomplete:
                progress = HeadProgress(lineStart: position, searched: bytes.count, lines: lines)
                return nil
            case .malformed(let fault):
                throw RequestRefusal(fault.refusalReason(bytes))
            }
        }
    }

    private func frame(of head: RequestHead, facts: HeadFacts, headBytes: Int, bytes: Span<UInt8>)
        throws(RequestRefusal) -> RequestFrame
    {
        let isHTTP10 = head.version == .http1(minor: 0)
        let method = bytes.shortWord(head.method.place)
        if facts.isLengthMalformed { throw RequestRefusal(.malformedContentLength) }
        var framing = BodyFraming.none
        if facts.transferEncodings > 0 {
            if isHTTP10 { throw RequestRefusal(.obsoleteTransferEncoding) }
            if facts.transferEncodings > 1 || !facts.isChunked { throw RequestRefusal(.unsupportedTransferEncoding) }
            if facts.contentLength != nil { throw RequestRefusal(.contradictoryFraming) }
            framing = .chunked
        } else if let length = facts.contentLength, length > 0 {
            framing = .length(length)
        }
        return RequestFrame(
            headBytes: headBytes,
            framing: framing,
            isPersistent: isHTTP10 ? facts.keepsAlive && !facts.closes : !facts.closes,
            isHEAD: method == ShortWord.head,
            isIdempotent: facts.isIdempotent(method),
            expectsContinue: facts.expectsContinue && !isHTTP10 && framing != .none,
            asksForUpgrade: facts.listsUpgrade && facts.hasUpgrade && !facts.listsH2C && !isHTTP10
        )
    }
}

extension HeaderLine.Fault {
    fileprivate func refusalReason(_ bytes: Span<UInt8>) -> RequestRefusal.Reason {
        switch self {
        case .name(let index) where bytes[index].isBlankOrTab: .blankInHeaderName
        case .name: .malformedHeaderName
        case .missingColon: .malformedHeaderLine
        case .value: .malformedHeaderValue
        case .folded: .foldedHeader
        case .bareLineBreak: .bareLineBreak
        }
    }
}
