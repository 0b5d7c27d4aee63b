import Turnout

/// What a PROXY protocol header says about the connection behind the one that it came over.
public struct ProxyProtocolHeader: Hashable, Sendable {
    /// An address and port of the original connection.
    public struct Endpoint: Hashable, Sendable {
        public var address: PeerAddress
        public var port: UInt16

        public init(address: PeerAddress, port: UInt16) {
            self.address = address
            self.port = port
        }

        /// `192.0.2.1:80` or `[2001:db8::1]:80`, as `RequestHead.setRemote(_:)` takes it.
        public var text: [UInt8] {
            let host = address.text
            return (address.isIPv4 ? host : [0x5B] + host + [0x5D]) + [0x3A] + Array(String(port).utf8)
        }
    }

    /// The header's bytes: what is behind them is the client's.
    public var headerBytes: Int
    /// The client; `nil` if the header says that the connection is the sender's own, or of a kind without ports.
    public var source: Endpoint?
    /// What the client connected to; `nil` together with `source`.
    public var destination: Endpoint?

    public init(headerBytes: Int, source: Endpoint? = nil, destination: Endpoint? = nil) {
        self.headerBytes = headerBytes
        self.source = source
        self.destination = destination
    }
}
