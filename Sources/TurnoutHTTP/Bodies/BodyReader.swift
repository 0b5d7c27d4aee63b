/// Reads the body of one message out of the bytes that arrive, whatever its framing.
///
///     while true {
///         switch try reader.step(bytes, from: &offset) {
///         case .data(let range): forward(bytes.extracting(range))
///         case .needsMore: return
///         case .end: finish(reader.trailers)
///         }
///     }
///
/// Strict where leniency lets two parties see two bodies (RFC 9112 §7.1): lines end in CR LF, sizes are hexadecimal
/// digits and nothing else, extensions keep to their grammar. Holds no content; of an unfinished line only what its
/// reading needs.
public struct BodyReader: Sendable {
    public enum Step: Hashable, Sendable {
        /// Content, never empty, in the bytes given.
        case data(Range<Int>)
        /// All bytes are consumed, and the message goes on.
        case needsMore
        /// The offset is right behind the message; the bytes from there on belong to the next one.
        case end
    }

    private enum State: Sendable {
        case finished
        /// Content that needs no framing around it.
        case plain(remaining: Int)
        case untilClose
        case chunkLine(ChunkLineReader)
        case chunkData(remaining: Int)
        /// `seenCR`: the carriage return behind the data is consumed.
        case chunkEnd(seenCR: Bool)
        case trailers
    }

    private var state: State
    private var trailerReader = TrailerReader()
    /// By how much framing has outgrown its allowance so far.
    private var excessBytes = 0
    private let limits: BodyLimits

    public init(_ framing: BodyFraming, limits: BodyLimits = BodyLimits()) {
        self.limits = limits
        switch framing {
        case .none: state = .finished
        case .length(let count):
            precondition(count >= 0, "a length is not negative")
            state = count == 0 ? .finished : .plain(remaining: count)
        case .chunked: state = .chunkLine(ChunkLineReader())
        case .untilClose: state = .untilClose
        }
    }

    /// Whether the message has ended. A body that ends with its connection never does here.
    public var isFinished: Bool {
        if case .finished = state { true } else { false }
    }

    /// The trailers as lines, `Name: value` CR LF each; empty before the message has ended.
    ///
    /// Names that frame or route a message (Content-Length, Transfer-Encoding, Host, Trailer, Connection and what else
    /// ends at this hop) and those that speak for the proxy (`X-Forwarded-*` and its like, `_` counting as `-`) are
    /// left out: nobody looks for them there.
    public var trailers: [UInt8] { isFinished ? trailerReader.kept : [] }

    /// Reads on at `offset`, and moves it behind what is consumed.
    ///
    /// - Throws: A fault, from which on the message can't be read.
    public mutating func step(_ bytes: Span<UInt8>, from offset: inout Int) throws(BodyFault) -> Step {
        while true {
            if case .finished = state { return .end }
            guard offset < bytes.count else { return .needsMore }
            switch state {
            case .finished: return .end
            case .untilClose: return .data(take(bytes.count, from: &offset, of: bytes))
            case .plain(let remaining):
                let range = take(remaining, from: &offset, of: bytes)
                state = range.count == remaining ? .finished : .plain(remaining: remaining - range.count)
                return .data(range)
            case .chunkLine(var line):
                let size = try line.read(bytes, from: &offset, limit: limits.chunkLineBytes)
                state = .chunkLine(line)
                if let size { try begin(chunkOf: size, lineBytes: line.lineBytes) }
            case .chunkData(let remaining):
                let range = take(remaining, from: &offset, of: bytes)
                state =
                    range.count == remaining ? .chunkEnd(seenCR: false) : .chunkData(remaining: remaining - range.count)
                return .data(range)
            case .chunkEnd(let seenCR):
                guard bytes[offset] == (seenCR ? 0x0A : 0x0D) else { throw .missingChunkEnd }
                offset += 1
                state = seenCR ? .chunkLine(ChunkLineReader()) : .chunkEnd(seenCR: true)
            case .trailers:
                if try trailerReader.read(bytes, from: &offset, limit: limits.trailerBytes) { state = .finished }
            }
        }
    }

    private mutating func begin(chunkOf size: Int, lineBytes: Int) throws(BodyFault) {
        guard size > 0 else {
            state = .trailers
            return
        }
        let allowance = size > limits.excessFramingBytes ? Int.max : 16 + 2 * size
        excessBytes = max(0, excessBytes + lineBytes + 2 - allowance)
        if excessBytes > limits.excessFramingBytes { throw .excessiveChunkFraming }
        state = .chunkData(remaining: size)
    }

    private func take(_ count: Int, from offset: inout Int, of bytes: Span<UInt8>) -> Range<Int> {
        let start = offset
        offset += min(count, bytes.count - start)
        return start..<offset
    }
}
