import Turnout
import TurnoutHTTP

/// Laws of a client's bytes, from the first one to the end of the first message.
///
/// Input: one byte that chooses the limit of the head (its top bit) and where the bytes are cut; then the bytes as on
/// the wire.
///
/// - The verdict on a head, and what is read of a body, do not depend on the portions in which they arrive.
/// - A head is complete, incomplete or refused as `PlainHTTP` says, and so is a chunked body.
/// - What goes upstream is one message with the same method, the forwarded target and the same content, and is read by
///   the same parser to its last byte; its lines hold no line break, and one line at most frames the body.
enum MessageLaws {
    static func check(_ input: [UInt8]) throws(Violation) {
        let choice = input.first ?? 0
        let bytes = Array(input.dropFirst())
        let limit = choice & 0x80 == 0 ? 1 << 20 : 64
        var whole = RequestHead()
        let verdict = PortionedReading.requestHead(bytes, ends: [bytes.count], maximumHeadBytes: limit, into: &whole)
        for ends in PortionedReading.portions(of: bytes.count, seed: choice) {
            var head = RequestHead()
            let other = PortionedReading.requestHead(bytes, ends: ends, maximumHeadBytes: limit, into: &head)
            try expect(other == verdict, "\(verdict), in portions \(other)")
            guard case .frame = verdict else { continue }
            try expect(head.bytes == whole.bytes && head.lines == whole.lines, "the head depends on the portions")
            try expect(head.method == whole.method && head.target == whole.target, "the line depends on the portions")
        }
        if limit > bytes.count { try compare(verdict, with: PlainHTTP.requestHead(bytes)) }
        guard case .frame(let frame) = verdict else { return }
        try expect(frame.headBytes <= min(bytes.count, limit), "\(frame.headBytes) bytes of \(bytes.count)")

        let body = Array(bytes[frame.headBytes...])
        let read = try FramingLaws.checkBody(body, frame.framing, seed: choice)
        whole.setRemote(Array("192.0.2.1:1".utf8))
        guard let request = try? Request(whole) else { return }
        try checkForwarding(request, frame, read)
    }

    private static func compare(
        _ verdict: PortionedReading.Verdict<RequestFrame, RequestRefusal.Reason>, with plain: PlainHTTP.Head
    ) throws(Violation) {
        switch verdict {
        case .incomplete: try expect(plain == .incomplete, "incomplete, plainly \(plain)")
        // Not plainly so: more lines than are read.
        case .fault(let reason):
            try expect(plain == .refused || reason == .tooManyHeaders, "\(reason), plainly \(plain)")
        case .frame(let frame):
            try expect(
                plain == .complete(bytes: frame.headBytes, framing: frame.framing), "\(frame), plainly \(plain)")
        }
    }

    private static func checkForwarding(_ request: Request, _ frame: RequestFrame, _ body: PortionedReading.Body)
        throws(Violation)
    {
        let server = UpstreamHead()
        var sent: [UInt8] = []
        server.append(
            request, peerIP: Array("192.0.2.1".utf8), framing: frame.framing, asksForUpgrade: frame.asksForUpgrade,
            to: &sent)
        var head = RequestHead()
        let count = sent.count
        let verdict = PortionedReading.requestHead(sent, ends: [count], maximumHeadBytes: 1 << 26, into: &head)
        guard case .frame(let forwarded) = verdict else {
            throw Violation(message: "upstream refuses: \(verdict), \(String(decoding: sent, as: UTF8.self))")
        }
        try expect(forwarded.headBytes == count, "the head upstream ends at \(forwarded.headBytes) of \(count)")
        try expect(forwarded.framing == frame.framing, "\(frame.framing) goes upstream as \(forwarded.framing)")
        try expect(forwarded.isPersistent, "the head upstream closes the connection")
        try expect(forwarded.asksForUpgrade == frame.asksForUpgrade, "an upgrade is lost or made up")
        let (method, target) = (Array(head.bytes[head.method.range]), Array(head.bytes[head.target.range]))
        try expect(method == request.text(request.method), "the method is another one upstream")
        try expect(target == request.text(request.uri), "the target is another one upstream")
        let framingLines = head.lines.count { line in
            let name = String(decoding: head.bytes[line.name.range], as: UTF8.self).lowercased()
            return name == "content-length" || name == "transfer-encoding"
        }
        try expect(framingLines <= 1, "\(framingLines) lines frame the body")
        let hosts = head.lines.count { head.bytes[$0.name.range].elementsEqual("Host".utf8) }
        try expect(hosts == 1, "\(hosts) Host lines")

        guard frame.framing == .chunked, body.ending == .end else { return }
        let chunks = FramingLaws.chunks(of: body)
        let again = try PortionedReading.body(chunks, .chunked, ends: [chunks.count])
        try expect(again.ending == .end && again.consumed == chunks.count, "the chunks upstream end elsewhere")
        try expect(
            again.content == body.content && again.trailers == body.trailers, "the content is another one upstream")
    }
}
