#if Proxy
    import NIOCore
    import TurnoutHTTP

    /// Gives a client the cookie that brings it back.
    final class StickyCookieFilter: HeadFilter {
        private let line: [UInt8]

        /// - Parameter line: The value of `Set-Cookie`.
        init(_ line: [UInt8]) { self.line = line }

        /// It comes before what the server itself sets, and what services nearer to it have set.
        func change(_ head: inout ForwardedResponse, of exchange: Exchange) {
            head.headers.insertCookie(line)
        }

        func protocolsWillSwitch(_ exchange: Exchange) {
            exchange.loop.responseHead.value.insertCookie(line)
        }
    }
#endif
