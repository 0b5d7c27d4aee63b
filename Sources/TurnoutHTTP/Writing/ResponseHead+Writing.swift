import Turnout

extension ResponseHead {
    /// Appends the head as it goes to the client, blank line included.
    ///
    /// The reason phrase is the standard one. Header lines keep their order; names are spelled as Go spells them. What
    /// belongs to the upstream's connection, or is named by its `Connection`, is left out, and what frames the body is
    /// written anew, last. An interim head (1xx) passes with all its other lines, as in Traefik; 101 with
    /// `Connection: Upgrade`.
    ///
    /// - Parameters:
    ///   - clientVersion: Of the request.
    ///   - framing: Of the body as the client gets it; not heeded if there can't be one. `untilClose` asks for
    ///     `closes`.
    ///   - closes: Whether the connection to the client ends with this response.
    ///   - date: A whole `Date: …` line with CR LF, for a head without one.
    /// - Complexity: O(n) for a head of n bytes, times the names in `Connection`; one reservation in `output`.
    public func append(
        clientVersion: HTTPVersion, framing: BodyFraming, closes: Bool, date: [UInt8], to output: inout [UInt8]
    ) {
        precondition(framing != .untilClose || closes, "a body that ends with the connection needs its end")
        let isHTTP10 = clientVersion == .http1(minor: 0)
        // A line grows by two bytes at most, if there was no blank behind its colon; then the lines that are written
        // anew.
        let capacity = HeadWriter.statusLineBytes + bytes.count + lines.count * 2 + date.count + 128
        let start = output.makeRoom(capacity)
        var room = output.mutableSpan
        var writer = HeadWriter(room.mutableBytes, from: start)
        let bytes = self.bytes.span
        writer.appendStatusLine(status, isHTTP10: isHTTP10)
        if isInterim {
            appendInterim(bytes, to: &writer)
        } else if status == 101 {
            appendSwitch(bytes, to: &writer)
        } else {
            appendLines(bytes, framing: framing, to: &writer)
            if !hasDate { writer.append(date.indices, of: date.span) }
            appendFraming(framing, bytes, to: &writer)
            // The default of each version goes without saying.
            if closes && !isHTTP10 { writer.append("Connection: close\r\n") }
            if !closes && isHTTP10 { writer.append("Connection: keep-alive\r\n") }
        }
        writer.appendLineBreak()
        let end = writer.end
        output.removeLast(output.count - end)
    }

    @inline(__always)
    @_lifetime(writer: copy writer)
    private func appendLines(_ bytes: Span<UInt8>, framing: BodyFraming, to writer: inout HeadWriter) {
        for line in lines {
            let name = line.name.place
            switch KnownHeader(name, of: bytes) {
            case .connection?, .transferEncoding?, .contentLength?: continue
            case .keepAlive?, .proxyConnection?, .proxyAuthenticate?, .proxyAuthorization?, .te?, .upgrade?:
                if !isFiltered { continue }
            // Announces what follows the last chunk.
            case .trailer? where isChunked ? framing != .chunked : !isFiltered: continue
            default: break
            }
            if nominatesHeaders, isNominated(name, bytes) { continue }
            writer.append(line, of: bytes)
        }
    }

    @_lifetime(writer: copy writer)
    private func appendInterim(_ bytes: Span<UInt8>, to writer: inout HeadWriter) {
        for line in lines {
            // There is no body that they could frame.
            let header = KnownHeader(line.name.place, of: bytes)
            if header != .contentLength && header != .transferEncoding { writer.append(line, of: bytes) }
        }
    }

    @inline(__always)
    @_lifetime(writer: copy writer)
    private func appendSwitch(_ bytes: Span<UInt8>, to writer: inout HeadWriter) {
        for line in lines {
            switch KnownHeader(line.name.place, of: bytes) {
            case .connection?, .keepAlive?, .proxyConnection?, .proxyAuthenticate?, .proxyAuthorization?, .te?,
                .transferEncoding?, .contentLength?, .trailer?:
                continue
            default: writer.append(line, of: bytes)
            }
        }
        writer.append("Connection: Upgrade\r\n")
    }

    @inline(__always)
    @_lifetime(writer: copy writer)
    private func appendFraming(_ framing: BodyFraming, _ bytes: Span<UInt8>, to writer: inout HeadWriter) {
        if let lengthOfAbsentBody {
            writer.append("Content-Length: ")
            writer.append(lengthOfAbsentBody.place, of: bytes)
            writer.appendLineBreak()
        }
        if forbidsBody { return }
        switch framing {
        case .none: writer.append("Content-Length: 0\r\n")
        case .length(let count):
            writer.append("Content-Length: ")
            writer.append(decimal: count)
            writer.appendLineBreak()
        case .chunked: writer.append("Transfer-Encoding: chunked\r\n")
        case .untilClose: break
        }
    }

    /// Whether a Connection line names the header, and it may be taken away: not those that belong to the end-to-end
    /// message whatever anybody says.
    func isNominated(_ name: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        var isNamed = false
        for line in lines {
            guard case .connection? = KnownHeader(line.name.place, of: bytes) else { continue }
            bytes.forEachItem(of: line.value.place) { item in
                if bytes.equalsIgnoringCase(item, name) { isNamed = true }
            }
        }
        return isNamed
    }
}

extension HeadWriter {
    @inline(__always)
    @_lifetime(self: copy self)
    fileprivate mutating func append(_ line: RequestHead.Line, of bytes: Span<UInt8>) {
        append(headerName: line.name.place, of: bytes)
        appendColon()
        append(line.value.place, of: bytes)
        appendLineBreak()
    }
}
