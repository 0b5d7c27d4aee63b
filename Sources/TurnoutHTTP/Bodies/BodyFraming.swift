/// What ends the body of a message (RFC 9112 §6.3).
public enum BodyFraming: Hashable, Sendable {
    /// There is no body.
    case none
    /// So many bytes follow the head; never 0, which is `none`.
    case length(Int)
    /// Chunks, then trailers.
    case chunked
    /// The end of the connection; responses only.
    case untilClose
}
