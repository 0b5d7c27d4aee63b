/// Why an upstream's response can't be passed on. The connection to the upstream is to be closed.
public enum ResponseFault: String, Error, Hashable, Sendable, CaseIterable {
    /// Not `HTTP/1.x`, a blank, three digits from 100, and nothing or a blank and a text.
    case malformedStatusLine = "malformed-status-line"
    /// A header line whose name is not of token characters, or without a colon.
    case malformedHeaderLine = "malformed-header-line"
    /// A control character in a value.
    case malformedHeaderValue = "malformed-header-value"
    /// A line break other than CR LF, unless the next line starts with a blank.
    case bareLineBreak = "bare-line-break"
    /// A Content-Length that is no number, or several that differ.
    case malformedContentLength = "malformed-content-length"
    /// A Transfer-Encoding other than a single `chunked`, or any in HTTP/1.0.
    case unsupportedTransferEncoding = "unsupported-transfer-encoding"
    case headTooLarge = "head-too-large"
    case tooManyHeaders = "too-many-headers"
}
