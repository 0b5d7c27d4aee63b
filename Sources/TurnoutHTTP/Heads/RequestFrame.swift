/// What a request head says about the message and the connection: all that is needed to read on behind it.
public struct RequestFrame: Hashable, Sendable {
    /// The head, its blank line included.
    public var headBytes: Int
    /// Never `untilClose`: a request ends before its connection does.
    public var framing: BodyFraming
    /// The client will send another request: HTTP/1.1 without `Connection: close`, HTTP/1.0 with `keep-alive`.
    public var isPersistent: Bool
    public var isHEAD: Bool
    /// Sending the request twice does no harm: GET, HEAD, OPTIONS, TRACE, or an `Idempotency-Key` (`X-Idempotency-Key`)
    /// says so. Whether its body could be sent twice is another question.
    public var isIdempotent: Bool
    /// The client holds the body back until it is told to go on. Never without a body, nor in HTTP/1.0.
    public var expectsContinue: Bool
    /// `Connection` lists `upgrade`, and `Upgrade` says to what.
    ///
    /// Not for `h2c`: what follows such a switch are requests that nobody would route. Not in HTTP/1.0, which knows no
    /// switch (RFC 9110 §7.8).
    public var asksForUpgrade: Bool

    public init(
        headBytes: Int, framing: BodyFraming, isPersistent: Bool, isHEAD: Bool = false, isIdempotent: Bool = false,
        expectsContinue: Bool = false, asksForUpgrade: Bool = false
    ) {
        self.headBytes = headBytes
        self.framing = framing
        self.isPersistent = isPersistent
        self.isHEAD = isHEAD
        self.isIdempotent = isIdempotent
        self.expectsContinue = expectsContinue
        self.asksForUpgrade = asksForUpgrade
    }
}
