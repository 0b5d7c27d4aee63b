import Turnout
import TurnoutHTTP

/// Laws of an upstream's bytes, from the first one to the end of the first response.
///
/// Input: one byte that chooses the limit of the head (its top bit), whether HEAD is answered (the next one) and where
/// the bytes are cut; then the bytes as on the wire.
///
/// - The verdict on a head, and what is read of a body, do not depend on the portions in which they arrive.
/// - What goes to the client is one response with the same status and content, and is read by the same parser to its
///   last byte; its lines hold no line break, and one line at most frames the body.
/// - Sending it on once more changes nothing.
enum ResponseLaws {
    static func check(_ input: [UInt8]) throws(Violation) {
        let choice = input.first ?? 0
        let isHEAD = choice & 0x40 != 0
        let bytes = Array(input.dropFirst())
        let limit = choice & 0x80 == 0 ? 1 << 20 : 64
        var whole = ResponseHead()
        let verdict = read(bytes, isHEAD: isHEAD, limit: limit, into: &whole)
        for ends in PortionedReading.portions(of: bytes.count, seed: choice) {
            var head = ResponseHead()
            let other = PortionedReading.responseHead(
                bytes, ends: ends, isHEAD: isHEAD, maximumHeadBytes: limit, into: &head)
            try expect(other == verdict, "\(verdict), in portions \(other)")
            guard case .frame = verdict else { continue }
            try expect(head.bytes == whole.bytes && head.lines == whole.lines, "the head depends on the portions")
            try expect(head.status == whole.status && head.version == whole.version, "the line depends on the portions")
        }
        guard case .frame(let frame) = verdict else { return }
        try expect(frame.headBytes <= min(bytes.count, limit), "\(frame.headBytes) bytes of \(bytes.count)")
        try checkFrame(frame, whole, isHEAD: isHEAD)
        _ = try FramingLaws.checkBody(Array(bytes[frame.headBytes...]), frame.framing, seed: choice)
        for (version, closes) in [
            (HTTPVersion.http1(minor: 1), false), (.http1(minor: 1), true), (.http1(minor: 0), true),
        ] {
            try checkForwarding(whole, frame, isHEAD: isHEAD, version: version, closes: closes)
        }
    }

    private static func read(_ bytes: [UInt8], isHEAD: Bool, limit: Int, into head: inout ResponseHead)
        -> PortionedReading.Verdict<ResponseFrame, ResponseFault>
    {
        PortionedReading.responseHead(
            bytes, ends: [bytes.count], isHEAD: isHEAD, maximumHeadBytes: limit, into: &head)
    }

    private static func checkFrame(_ frame: ResponseFrame, _ head: ResponseHead, isHEAD: Bool) throws(Violation) {
        try expect(100...999 ~= head.status, "status \(head.status)")
        try expect(frame.isInterim == (head.status < 200 && head.status != 101), "\(head.status) interim or not")
        try expect(frame.switchesProtocols == (head.status == 101), "\(head.status) switches or not")
        if isHEAD || head.status < 200 || head.status == 204 || head.status == 304 {
            try expect(frame.framing == .none, "\(frame.framing) where no body may be")
        }
        try expect(
            frame.framing != .untilClose || !frame.isPersistent, "the connection outlasts a body that ends with it")
    }

    private static func checkForwarding(
        _ head: ResponseHead, _ frame: ResponseFrame, isHEAD: Bool, version: HTTPVersion, closes: Bool
    ) throws(Violation) {
        // What the proxy does with a body whose end it doesn't know.
        let framing = frame.framing == .untilClose && !closes ? .chunked : frame.framing
        let sent = forward(head, framing, version: version, closes: closes)
        var again = ResponseHead()
        let verdict = read(sent, isHEAD: isHEAD, limit: 1 << 26, into: &again)
        // A version that knows no chunks is not sent any by the proxy.
        if framing == .chunked && version == .http1(minor: 0) { return }
        guard case .frame(let forwarded) = verdict else {
            throw Violation(message: "the client refuses: \(verdict), \(String(decoding: sent, as: UTF8.self))")
        }
        try expect(forwarded.headBytes == sent.count, "the head ends at \(forwarded.headBytes) of \(sent.count)")
        try expect(again.status == head.status, "\(head.status) is sent as \(again.status)")
        try expect(forwarded.framing == framing, "\(framing) is sent as \(forwarded.framing)")
        try expect(again.lines.count <= head.lines.count + 3, "more lines than are added")
        let framingLines = again.lines.count { line in
            let name = String(decoding: again.bytes[line.name.range], as: UTF8.self).lowercased()
            return name == "content-length" || name == "transfer-encoding"
        }
        try expect(framingLines <= 1 || frame.isInterim, "\(framingLines) lines frame the body")
        if !frame.isInterim && !frame.switchesProtocols {
            try expect(forwarded.isPersistent == !closes, "closing is sent as staying, or the reverse")
        }
        try expect(forward(again, framing, version: version, closes: closes) == sent, "sent on once more it is another")
    }

    private static func forward(_ head: ResponseHead, _ framing: BodyFraming, version: HTTPVersion, closes: Bool)
        -> [UInt8]
    {
        var sent: [UInt8] = []
        let date = Array("Date: Wed, 25 Nov 2026 15:23:33 GMT\r\n".utf8)
        head.append(clientVersion: version, framing: framing, closes: closes, date: date, to: &sent)
        return sent
    }
}
