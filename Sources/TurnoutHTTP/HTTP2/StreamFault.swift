/// Why a message on an HTTP/2 stream is none: the stream is reset with `PROTOCOL_ERROR` (RFC 9113 §8.1.1), and nothing
/// is answered.
public enum StreamFault: String, Error, Hashable, Sendable {
    /// A name that is empty, holds a capital, or a character that no name may hold.
    case malformedName = "malformed-name"
    /// A control character in a value.
    case malformedValue = "malformed-value"
    /// A pseudo-header that there is not, or not in such a message.
    case unknownPseudoHeader = "unknown-pseudo-header"
    case repeatedPseudoHeader = "repeated-pseudo-header"
    /// A pseudo-header behind a header.
    case latePseudoHeader = "late-pseudo-header"
    /// One of `:method`, `:scheme`, `:path`, `:status` is missing or empty.
    case missingPseudoHeader = "missing-pseudo-header"
    /// A `:scheme` other than `http` and `https`.
    case unknownScheme = "unknown-scheme"
    /// A `:path` that doesn't begin with a slash and is no asterisk.
    case malformedPath = "malformed-path"
    /// CONNECT with `:scheme` or `:path`, or without `:authority`.
    case malformedConnect = "malformed-connect"
    /// A `:status` that is no number of three digits, or 101.
    case malformedStatus = "malformed-status"
    /// The body is longer or shorter than its Content-Length.
    case wrongLength = "wrong-length"
}
