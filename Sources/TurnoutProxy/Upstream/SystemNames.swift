#if Proxy
    import NIOCore

    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// What the system makes of a name: its hosts file, DNS, and whatever else it is set up to ask.
    enum SystemNames {
        /// No address is known, for a reason of `getaddrinfo`.
        struct UnknownName: Error {
            var host: String
            /// One of the `EAI_` numbers.
            var code: CInt
        }

        /// Blocks until there is an answer.
        @Sendable
        static func lookUp(host: String, port: Int) throws -> [SocketAddress] {
            var hints = addrinfo()
            #if canImport(Glibc)
                hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
            #else
                hints.ai_socktype = SOCK_STREAM
            #endif
            var first: UnsafeMutablePointer<addrinfo>?
            let code = getaddrinfo(host, String(port), &hints, &first)
            guard code == 0 else { throw UnknownName(host: host, code: code) }
            defer { freeaddrinfo(first) }
            var addresses: [SocketAddress] = []
            var next = first
            while let entry = next?.pointee {
                // SAFETY: getaddrinfo says that the address is of the family that it names.
                switch entry.ai_family {
                case AF_INET:
                    entry.ai_addr.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                        addresses.append(SocketAddress($0.pointee, host: host))
                    }
                case AF_INET6:
                    entry.ai_addr.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                        addresses.append(SocketAddress($0.pointee, host: host))
                    }
                default: break
                }
                next = entry.ai_next
            }
            return addresses
        }
    }
#endif
