/// Why the body of a message can't be read on. Where the message ends is unknown from here on.
public enum BodyFault: String, Error, Hashable, Sendable, CaseIterable {
    /// No hexadecimal digit where the size of a chunk is due, or something other than an extension or CR LF behind it.
    case malformedChunkSize = "malformed-chunk-size"
    /// More than sixteen digits, or a size beyond `Int.max`.
    case chunkTooLarge = "chunk-too-large"
    /// A chunk extension that isn't `;name`, `;name=token` or `;name="text"`.
    case malformedChunkExtension = "malformed-chunk-extension"
    /// A line of a chunk size with its extensions is longer than the limit.
    case chunkLineTooLong = "chunk-line-too-long"
    /// Chunks hold far more framing than content.
    case excessiveChunkFraming = "excessive-chunk-framing"
    /// The data of a chunk isn't followed by CR LF.
    case missingChunkEnd = "missing-chunk-end"
    /// A line break other than CR LF.
    case bareLineBreak = "bare-line-break"
    /// A trailer line that isn't `Name: value`.
    case malformedTrailer = "malformed-trailer"
    /// The trailers hold more bytes than the limit.
    case trailersTooLarge = "trailers-too-large"
}
