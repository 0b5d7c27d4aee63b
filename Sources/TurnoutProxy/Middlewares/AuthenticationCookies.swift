#if Proxy
    import TurnoutHTTP

    /// Puts cookies of an authentication server in the place of those of the service.
    final class AuthenticationCookies: HeadFilter {
        private let names: Set<[UInt8]>
        /// Values of Set-Cookie.
        private let cookies: [[UInt8]]

        /// - Parameter headers: Of the answer of the authentication server.
        init(named names: Set<[UInt8]>, from headers: HeaderFields) {
            self.names = names
            cookies = headers.all("set-cookie").filter { names.contains(Self.name(of: $0)) }
        }

        func change(_ head: inout ForwardedResponse, of exchange: Exchange) {
            head.headers.removeLines { name, value in
                Array(copying: name).elementsEqual("set-cookie".utf8)
                    && names.contains(Self.name(of: Array(copying: value)))
            }
            for cookie in cookies { head.headers.append("set-cookie", cookie) }
        }

        private static func name(of cookie: some Collection<UInt8>) -> [UInt8] {
            let name = cookie.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
            return Array(name.drop { $0 == 0x20 || $0 == 0x09 })
        }
    }
#endif
