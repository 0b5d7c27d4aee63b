/// What a response head says about the message and the connection.
public struct ResponseFrame: Hashable, Sendable {
    /// The head, its blank line included.
    public var headBytes: Int
    public var framing: BodyFraming
    /// The upstream will take another request on this connection once the body has been read.
    public var isPersistent: Bool
    /// 1xx but for 101: another head follows.
    public var isInterim: Bool
    /// 101: what follows is no HTTP. Whether it was asked for is up to the caller.
    public var switchesProtocols: Bool

    public init(
        headBytes: Int, framing: BodyFraming, isPersistent: Bool, isInterim: Bool = false,
        switchesProtocols: Bool = false
    ) {
        self.headBytes = headBytes
        self.framing = framing
        self.isPersistent = isPersistent
        self.isInterim = isInterim
        self.switchesProtocols = switchesProtocols
    }
}
