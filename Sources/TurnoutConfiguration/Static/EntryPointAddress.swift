/// Where an entry point listens: `[host]:port[/tcp|/udp]`.
public struct EntryPointAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name, an IPv4 or an IPv6 address without brackets; empty = all addresses of this machine.
    public var host: String
    /// 0 = any that is free.
    public var port: Int
    public var isUDP: Bool

    public init(host: String = "", port: Int, isUDP: Bool = false) {
        self.host = host
        self.port = port
        self.isUDP = isUDP
    }

    /// Reads an address as Traefik does; `nil` if it is none. Without a port, the system chooses one.
    public init?(parsing text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        (host, port, isUDP) = ("", 0, false)
        if parts.count == 2 {
            switch parts[1].lowercased() {
            case "tcp": break
            case "udp": isUDP = true
            default: return nil
            }
        }
        if parts[0].isEmpty { return }
        guard let colon = parts[0].utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
        let number = parts[0][parts[0].utf8.index(after: colon)...]
        guard let port = number.isEmpty ? 0 : Int(number), (0...65_535).contains(port) else { return nil }
        self.port = port
        let host = parts[0][..<colon]
        if host.utf8.first == UInt8(ascii: "[") {
            guard host.utf8.last == UInt8(ascii: "]") else { return nil }
            self.host = String(host.dropFirst().dropLast())
        } else {
            guard !host.utf8.contains(UInt8(ascii: ":")) else { return nil }
            self.host = String(host)
        }
    }

    public var description: String {
        (host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host) + ":\(port)" + (isUDP ? "/udp" : "")
    }
}
