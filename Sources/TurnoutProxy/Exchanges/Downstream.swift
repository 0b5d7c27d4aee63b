#if Proxy
    import Turnout
    import TurnoutHTTP

    /// Where a request came from that goes through an exchange, and where its answer goes.
    protocol Downstream: UpstreamClient {
        var entryPoint: EntryPointSettings { get }
        /// The client's address and port as text.
        var remote: [UInt8] { get }
        /// The client's address as text.
        var peerIP: [UInt8] { get }
        /// `nil` = plain.
        var encryption: ClientEncryption? { get }
        var isEncrypted: Bool { get }
        var version: HTTPVersion { get }
        /// What the head said about the message.
        var request: RequestFrame { get }

        /// The request is on its way to a server, which may tell a waiting client to send the body.
        func requestWasForwarded()
        /// Tells a client that waits for it to send the body.
        func sendContinue()
    }

    extension Downstream {
        /// What is added to `X-Forwarded-For`; empty = nothing.
        var forwardedPeer: [UInt8] { entryPoint.appendsForwardedFor ? peerIP : [] }
        var requestIsHEAD: Bool { request.isHEAD }
        var mayReplay: Bool { request.isIdempotent && request.framing == .none }
    }
#endif
