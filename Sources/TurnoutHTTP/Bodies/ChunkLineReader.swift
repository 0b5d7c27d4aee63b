/// Reads the line in front of a chunk: its size and extensions, which are checked and dropped (RFC 9112 §7.1.1).
///
///     chunk-size *( ";" name [ "=" ( token / quoted-string ) ] ) CRLF
struct ChunkLineReader: Sendable {
    private enum State: Sendable {
        case size
        /// Behind the semicolon.
        case nameStart
        case name
        /// Behind the equals sign.
        case valueStart
        case token
        case quoted
        /// Behind a backslash in quotes.
        case escaped
        case afterQuotes
        case lineFeed
    }

    private var state = State.size
    private var size = 0
    private var digits = 0
    /// Bytes of the line read so far.
    private(set) var lineBytes = 0

    /// Reads on.
    ///
    /// - Returns: The size once the line is complete; `nil` when all bytes are consumed before.
    mutating func read(_ bytes: Span<UInt8>, from offset: inout Int, limit: Int) throws(BodyFault) -> Int? {
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            lineBytes += 1
            if lineBytes > limit { throw .chunkLineTooLong }
            if state == .lineFeed {
                guard byte == 0x0A else { throw .bareLineBreak }
                return size
            }
            if state == .size { try readSize(byte) } else { try readExtension(byte) }
        }
        return nil
    }

    private mutating func readSize(_ byte: UInt8) throws(BodyFault) {
        if let value = byte.hexDigitValue {
            digits += 1
            guard digits <= 16, size <= Int.max >> 4 else { throw .chunkTooLarge }
            size = size << 4 | Int(value)
            return
        }
        guard digits > 0 else { throw byte == 0x0A ? .bareLineBreak : .malformedChunkSize }
        switch byte {
        case 0x0D: state = .lineFeed
        case 0x3B: state = .nameStart
        case 0x0A: throw .bareLineBreak
        default: throw .malformedChunkSize
        }
    }

    private mutating func readExtension(_ byte: UInt8) throws(BodyFault) {
        switch state {
        case .quoted where byte == 0x22: state = .afterQuotes
        case .quoted where byte == 0x5C: state = .escaped
        case .quoted where byte.isIn(ByteClass.value): break
        case .escaped where byte.isIn(ByteClass.value): state = .quoted
        case .nameStart where byte.isIn(ByteClass.token): state = .name
        case .name where byte.isIn(ByteClass.token), .token where byte.isIn(ByteClass.token): break
        case .name where byte == 0x3D: state = .valueStart
        case .valueStart where byte == 0x22: state = .quoted
        case .valueStart where byte.isIn(ByteClass.token): state = .token
        case .name where byte == 0x3B, .token where byte == 0x3B, .afterQuotes where byte == 0x3B: state = .nameStart
        case .name where byte == 0x0D, .token where byte == 0x0D, .afterQuotes where byte == 0x0D: state = .lineFeed
        default: throw byte == 0x0A ? .bareLineBreak : .malformedChunkExtension
        }
    }
}
