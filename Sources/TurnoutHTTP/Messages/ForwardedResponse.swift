import Turnout

/// The head of an answer that middlewares can read and change on its way to the client.
public struct ForwardedResponse: Hashable, Sendable {
    /// 200 to 999.
    public var status: Int
    /// Without what belongs to the server's connection, and without `Content-Length`.
    public var headers: HeaderFields
    /// Of the body; `untilClose` is `chunked` here.
    public var framing: BodyFraming
    /// The value of Content-Length in an answer to HEAD: what the body would have been.
    public var lengthOfAbsentBody: [UInt8]?
    /// It answers HEAD, or its status allows no body.
    public var forbidsBody: Bool

    /// What a server has answered.
    public init(_ head: borrowing ResponseHead, _ frame: ResponseFrame) {
        status = head.status
        framing = frame.framing == .untilClose ? .chunked : frame.framing
        lengthOfAbsentBody = head.lengthOfAbsentBody.map { Array(head.bytes[$0.place]) }
        forbidsBody = head.forbidsBody
        headers = HeaderFields(head) { line, bytes in !head.endsHere(line, bytes) }
    }

    /// An answer of the proxy's own.
    ///
    /// - Parameters:
    ///   - length: Of the body that follows.
    ///   - isHEAD: Whether it answers HEAD: then no body follows.
    public init(status: Int, headers: HeaderFields = HeaderFields(), length: Int, isHEAD: Bool = false) {
        self.status = status
        self.headers = headers
        forbidsBody = isHEAD || status == 204 || status == 304
        framing = length == 0 || forbidsBody ? .none : .length(length)
        // An answer without a body to HEAD doesn't state a length, as Go's server doesn't.
        lengthOfAbsentBody = isHEAD && length > 0 ? Array("\(length)".utf8) : nil
    }

    /// Makes this an answer to HEAD: what the body would have been is still said, as far as it is known.
    public mutating func adaptToHEAD() {
        if case .length(let count) = framing { lengthOfAbsentBody = Array("\(count)".utf8) }
        framing = .none
        forbidsBody = true
    }

    /// Gives it another status, which may allow a body where that of the server did not, or forbid it.
    public mutating func setStatus(_ status: Int) {
        self.status = status
        forbidsBody = status == 204 || status == 304
        if forbidsBody { framing = .none }
    }
}

extension ResponseHead {
    /// Whether a line says something about the server's connection, or frames the body.
    fileprivate func endsHere(_ line: RequestHead.Line, _ bytes: Span<UInt8>) -> Bool {
        switch KnownHeader(line.name.place, of: bytes) {
        case .connection?, .keepAlive?, .proxyConnection?, .proxyAuthenticate?, .proxyAuthorization?, .te?,
            .transferEncoding?, .upgrade?, .contentLength?:
            true
        case .trailer? where !isChunked: true
        default: nominatesHeaders && isNominated(line.name.place, bytes)
        }
    }

    /// Makes this the head of `response`.
    ///
    /// - Returns: What the head says about the message.
    public mutating func refill(_ response: ForwardedResponse) -> ResponseFrame {
        removeAll()
        status = response.status
        forbidsBody = response.forbidsBody
        isChunked = response.framing == .chunked
        isFiltered = true
        bytes.append(contentsOf: response.headers.bytes)
        for place in response.headers.places {
            lines.append(RequestHead.Line(name: place.name, value: place.value))
        }
        hasDate = response.headers.contains("date")
        lengthOfAbsentBody = response.lengthOfAbsentBody.map { append($0) }
        return ResponseFrame(headBytes: 0, framing: response.framing, isPersistent: true)
    }

    /// Adds a `Set-Cookie` line in front of those that there are.
    public mutating func insertCookie(_ value: [UInt8]) {
        let name = append(Array("set-cookie".utf8))
        let place = lines.firstIndex { line in
            bytes[line.name.place].elementsEqual("set-cookie".utf8) { $0 | 0x20 == $1 | 0x20 }
        }
        lines.insert(RequestHead.Line(name: name, value: append(value)), at: place ?? lines.endIndex)
    }

    private mutating func append(_ text: [UInt8]) -> Request.Slice {
        let start = bytes.count
        bytes.append(contentsOf: text)
        return Request.Slice(start..<bytes.count)
    }
}

extension HeaderFields {
    /// The lines of an answer that `isWanted` picks.
    init(_ head: borrowing ResponseHead, where isWanted: (RequestHead.Line, Span<UInt8>) -> Bool) {
        self.init()
        // The whole arena in one piece; names are made small where they stand.
        bytes = head.bytes
        places.reserveCapacity(head.lines.count + 4)
        let text = head.bytes.span
        for line in head.lines where isWanted(line, text) {
            for index in line.name.place where 0x41...0x5A ~= bytes[index] { bytes[index] |= 0x20 }
            places.append(Place(name: line.name, value: line.value))
        }
    }

    /// All lines of an answer.
    public init(_ head: borrowing ResponseHead) {
        self.init(head) { _, _ in true }
    }
}
