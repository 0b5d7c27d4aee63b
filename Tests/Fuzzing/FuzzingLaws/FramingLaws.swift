import Turnout
import TurnoutHTTP

/// Laws of what surrounds content: chunked bodies, and the PROXY protocol in front of a connection.
///
/// Input: one byte that chooses the framing (its two top bits: chunks twice, a length, a PROXY header) and where the
/// bytes are cut; then the bytes.
///
/// - What is read of a body does not depend on the portions in which it arrives.
/// - A chunked body is complete if `PlainHTTP` says so, with the same content and length; its trailers are lines that
///   it has, in their order, without names that frame or route.
/// - What is written of it is read as it was.
/// - The verdict on a PROXY header doesn't change with bytes behind it, and none is longer than the bytes.
enum FramingLaws {
    static func check(_ input: [UInt8]) throws(Violation) {
        let choice = input.first ?? 0
        let bytes = Array(input.dropFirst())
        switch choice >> 6 {
        case 0, 1: _ = try checkBody(bytes, .chunked, seed: choice)
        case 2: _ = try checkBody(bytes, .length(Int(choice & 0x3F) + 1), seed: choice)
        default: try checkProxyHeader(bytes)
        }
    }

    /// - Returns: What is read of the body when it arrives at once.
    static func checkBody(_ bytes: [UInt8], _ framing: BodyFraming, seed: UInt8) throws(Violation)
        -> PortionedReading.Body
    {
        let whole = try PortionedReading.body(bytes, framing, ends: [bytes.count])
        for ends in PortionedReading.portions(of: bytes.count, seed: seed) {
            var other = try PortionedReading.body(bytes, framing, ends: ends)
            // What comes before a fault is handed out, how much depends on what arrived together.
            if case .fault = whole.ending { (other.content, other.consumed) = (whole.content, whole.consumed) }
            try expect(other == whole, "\(whole), in portions \(other)")
        }
        try expect(whole.content.count <= bytes.count, "more content than bytes")
        guard framing == .chunked else { return whole }
        let plain = PlainHTTP.chunkedBody(bytes)
        guard whole.ending == .end else {
            // Limits are not plain: no line of a small input reaches them.
            try expect(plain == nil || bytes.count >= 4096, "\(whole.ending), plainly \(String(describing: plain))")
            return whole
        }
        try expect(plain?.content == whole.content, "the content is plainly another one")
        try expect(plain?.bytes == whole.consumed, "the body plainly ends elsewhere")
        try checkTrailers(whole.trailers, of: plain?.trailerLines ?? [])
        let chunks = chunks(of: whole)
        let again = try PortionedReading.body(chunks, .chunked, ends: [chunks.count])
        try expect(again.content == whole.content && again.trailers == whole.trailers, "what is written differs")
        try expect(again.ending == .end && again.consumed == chunks.count, "what is written ends elsewhere")
        return whole
    }

    /// The body written in chunks of its own.
    static func chunks(of body: PortionedReading.Body) -> [UInt8] {
        var output: [UInt8] = []
        var rest = body.content[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(17)
            rest = rest.dropFirst(17)
            ChunkFraming.appendSize(chunk.count, to: &output)
            output += chunk
            ChunkFraming.appendEnd(to: &output)
        }
        ChunkFraming.appendLast(trailers: body.trailers, to: &output)
        return output
    }

    private static func checkTrailers(_ kept: [UInt8], of lines: [[UInt8]]) throws(Violation) {
        let forbidden = [
            "content-length", "transfer-encoding", "host", "trailer", "connection", "te", "upgrade", "x-real-ip",
            "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host",
        ]
        var rest = kept[...]
        for line in lines {
            let name = String(decoding: line.prefix { $0 != 0x3A }, as: UTF8.self).lowercased()
            let isKept = rest.starts(with: line + [0x0D, 0x0A])
            try expect(!isKept || !forbidden.contains(name.replacing("_", with: "-")), "\(name) is kept")
            if isKept { rest = rest.dropFirst(line.count + 2) }
        }
        try expect(rest.isEmpty, "trailers that aren't there, or in another order")
    }

    // MARK: PROXY protocol

    private static func checkProxyHeader(_ bytes: [UInt8]) throws(Violation) {
        let whole = parseProxyHeader(bytes[...])
        for count in 0...min(bytes.count, 300) {
            let verdict = parseProxyHeader(bytes.prefix(count))
            try expect(verdict == .incomplete || verdict == whole, "\(verdict) of \(count) bytes, then \(whole)")
        }
        guard case .frame(.header(let header)) = whole else { return }
        try expect(header.headerBytes <= bytes.count, "a header of \(header.headerBytes) bytes")
        try expect((header.source == nil) == (header.destination == nil), "one end without the other")
        for endpoint in [header.source, header.destination].compactMap(\.self) {
            try expect(PeerAddress(endpoint: endpoint.text) == endpoint.address, "\(endpoint.text) is another address")
        }
    }

    private static func parseProxyHeader(_ bytes: ArraySlice<UInt8>)
        -> PortionedReading.Verdict<ProxyProtocolParser.Result, ProxyProtocolFault>
    {
        do throws(ProxyProtocolFault) {
            return try ProxyProtocolParser().parse(bytes.span).map { .frame($0) } ?? .incomplete
        } catch {
            return .fault(error)
        }
    }
}
