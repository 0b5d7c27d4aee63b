/// What stands around the content of a chunked body (RFC 9112 §7.1).
///
///     ChunkFraming.appendSize(content.count, to: &output)
///     output.append(contentsOf: content)
///     ChunkFraming.appendEnd(to: &output)
public enum ChunkFraming {
    /// Appends the line in front of a chunk.
    ///
    /// - Precondition: `count` is above 0: a chunk of size 0 ends the body.
    public static func appendSize(_ count: Int, to output: inout [UInt8]) {
        precondition(count > 0, "a chunk of no bytes ends the body")
        output.append(addingCapacity: 18) { output in
            var shift = (Int.bitWidth - 1 - count.leadingZeroBitCount) & ~3
            while shift >= 0 {
                let digit = UInt8(truncatingIfNeeded: count >> shift) & 0xF
                output.append(digit < 10 ? digit &+ 0x30 : digit &+ 0x57)
                shift -= 4
            }
            output.append(0x0D)
            output.append(0x0A)
        }
    }

    /// Appends the line break behind the content of a chunk.
    public static func appendEnd(to output: inout [UInt8]) {
        output.append(0x0D)
        output.append(0x0A)
    }

    /// Appends the end of the body.
    ///
    /// - Parameter trailers: Lines, CR LF each, as `BodyReader.trailers` gives them.
    public static func appendLast(trailers: [UInt8] = [], to output: inout [UInt8]) {
        output.append(contentsOf: [0x30, 0x0D, 0x0A])
        if !trailers.isEmpty { output.append(contentsOf: trailers) }
        output.append(contentsOf: [0x0D, 0x0A])
    }
}
