/// A request that is answered without any routing.
public struct RequestRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The HTTP status of the answer: 400, 417, 431, 501 or 505, and 200 for `OPTIONS *`, which is no error at all.
    public let status: Int
    public let reason: Reason

    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// `OPTIONS *` asks about the server, not about a resource.
        case serverOptions = "server-options"
        /// The request line is not three parts with one blank between each two.
        case malformedRequestLine = "malformed-request-line"
        /// A carriage return or a line feed that is not part of a CR LF.
        case bareLineBreak = "bare-line-break"
        case malformedMethod = "malformed-method"
        /// The version is not `HTTP/digit.digit`.
        case malformedVersion = "malformed-version"
        /// A well-formed version other than HTTP/1.x on an HTTP/1 connection.
        case unsupportedVersion = "unsupported-version"
        case emptyTarget = "empty-target"
        /// A control character or a blank in the target.
        case unprintableTarget = "unprintable-target"
        /// Neither `/path`, `scheme://authority/path` nor `*`.
        case malformedTarget = "malformed-target"
        /// `scheme:path` without a slash: it would be routed as `/` and forwarded as something else.
        case rootlessTarget = "rootless-target"
        /// A `%` in the path that two hexadecimal digits do not follow.
        case invalidEscape = "invalid-escape"
        /// A `#` in the path.
        case fragment
        /// The authority of an absolute-form or CONNECT target is not one.
        case malformedAuthority = "malformed-authority"
        case missingHost = "missing-host"
        case repeatedHost = "repeated-host"
        case malformedHost = "malformed-host"
        case malformedHeaderName = "malformed-header-name"
        /// A blank in a header name, or between it and the colon.
        case blankInHeaderName = "blank-in-header-name"
        /// A header line without a colon.
        case malformedHeaderLine = "malformed-header-line"
        /// A header line that starts with a blank, as if it continued the one before.
        case foldedHeader = "folded-header"
        /// A control character in a header value.
        case malformedHeaderValue = "malformed-header-value"
        /// A Content-Length that is no number, or several that differ.
        case malformedContentLength = "malformed-content-length"
        /// A Transfer-Encoding other than a single `chunked`.
        case unsupportedTransferEncoding = "unsupported-transfer-encoding"
        /// Transfer-Encoding in HTTP/1.0, which doesn't know it.
        case obsoleteTransferEncoding = "obsolete-transfer-encoding"
        /// Content-Length and Transfer-Encoding in one head.
        case contradictoryFraming = "contradictory-framing"
        /// An `Expect` header that asks for something other than `100-continue`.
        case unsupportedExpectation = "unsupported-expectation"
        /// The underscore strategy is `reject` and a header name holds one.
        case underscoreHeader = "underscore-header"
        /// The head holds more bytes than the policy allows.
        case headTooLarge = "head-too-large"
        /// The head holds more lines than are read.
        case tooManyHeaders = "too-many-headers"
    }

    package init(_ reason: Reason) {
        self.reason = reason
        self.status =
            switch reason {
            case .serverOptions: 200
            case .unsupportedExpectation: 417
            case .headTooLarge, .tooManyHeaders: 431
            case .unsupportedTransferEncoding: 501
            case .unsupportedVersion: 505
            default: 400
            }
    }

    public var description: String { "\(status) (\(reason.rawValue))" }
}
