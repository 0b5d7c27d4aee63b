import Turnout

/// Reads the lines behind the last chunk, up to the blank one (RFC 9112 §7.1.2).
struct TrailerReader: Sendable {
    /// The lines that are passed on, each with its CR LF.
    private(set) var kept: [UInt8] = []
    private var line: [UInt8] = []
    private var sectionBytes = 0

    /// Reads on.
    ///
    /// - Returns: Whether the section is complete; if not, all bytes are consumed.
    mutating func read(_ bytes: Span<UInt8>, from offset: inout Int, limit: Int) throws(BodyFault) -> Bool {
        // Without trailers, and in one piece: nothing has to be kept.
        if sectionBytes == 0, limit >= 2, bytes.count - offset >= 2, bytes[offset] == 0x0D, bytes[offset + 1] == 0x0A {
            offset += 2
            return true
        }
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            sectionBytes += 1
            if sectionBytes > limit { throw .trailersTooLarge }
            line.append(byte)
            guard byte == 0x0A else { continue }
            if try endLine() { return true }
        }
        return false
    }

    /// Judges a whole line.
    ///
    /// - Returns: Whether it is the blank one.
    private mutating func endLine() throws(BodyFault) -> Bool {
        switch HeaderLine.read(line.span, at: 0) {
        case .endOfHead:
            line = []
            return true
        case .field(let name, _, _):
            if !TrailerReader.isForbidden(line[name].map(\.asciiLowercased)) { kept += line }
            line.removeAll(keepingCapacity: true)
            return false
        case .malformed(.bareLineBreak): throw .bareLineBreak
        case .malformed, .incomplete: throw .malformedTrailer
        }
    }

    /// Whether a name in small letters may not be sent as a trailer.
    static func isForbidden(_ name: [UInt8]) -> Bool {
        let bytes = name.span
        if Request.isManagedHeader(name) { return true }
        switch KnownHeader(0..<bytes.count, of: bytes) {
        case nil, .date, .expect, .idempotencyKey, .userAgent: return false
        default: return true
        }
    }
}
