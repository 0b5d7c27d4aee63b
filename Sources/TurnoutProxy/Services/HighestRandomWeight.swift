#if Proxy
    #if canImport(Darwin)
        import Darwin
    #elseif canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// Rendezvous hashing: each client has an order of its own of the servers, and gets the first that is up. Who loses a
    /// server spreads over the others; nobody else moves.
    enum HighestRandomWeight {
        /// How high a server stands with a client: as Traefik computes it, so that both send a client to the same one.
        ///
        /// - Parameters:
        ///   - client: Its address as text.
        ///   - name: The server's URL, or the service's name as written.
        static func score(client: [UInt8], name: String, weight: Int) -> Double {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in client { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            return Double(weight) / -log(Double(hash) * 0x1p-64)
        }
    }
#endif
