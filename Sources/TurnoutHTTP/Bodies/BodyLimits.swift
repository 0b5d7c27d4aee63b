/// Bounds of what may surround the content of a chunked body.
public struct BodyLimits: Hashable, Sendable {
    /// The longest line of a chunk size with its extensions, CR LF included.
    public var chunkLineBytes = 4096
    /// By how much the framing may outgrow an allowance of 16 bytes a chunk plus two for each byte of content. Go's
    /// server has the same bound, against messages that keep a proxy busy with extensions.
    public var excessFramingBytes = 16 << 10
    /// The longest trailer section, its blank line included.
    public var trailerBytes = 64 << 10

    public init() {}
}
