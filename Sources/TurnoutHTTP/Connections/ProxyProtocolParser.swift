import Turnout

/// Reads the header of the PROXY protocol, versions 1 and 2, with which a proxy in front says who the client is.
///
/// Source: "The PROXY protocol, versions 1 & 2", Willy Tarreau, §2. Extensions (TLVs) and checksums are passed over.
public struct ProxyProtocolParser: Sendable {
    public enum Result: Hashable, Sendable {
        /// The bytes are no such header; all are the client's.
        case absent
        case header(ProxyProtocolHeader)
    }

    /// The longest header of version 1, CR LF included (§2.1).
    public static var maximumLineBytes: Int { 107 }
    /// What a version 2 header may hold behind its first 16 bytes.
    public static var maximumPayloadBytes: Int { 4096 }

    /// CR LF CR LF NUL CR LF Q U I T LF
    private static let signature: InlineArray<12, UInt8> = [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
    ]
    private static let prefix: InlineArray<6, UInt8> = [0x50, 0x52, 0x4F, 0x58, 0x59, 0x20]

    public init() {}

    /// Looks at the start of a connection.
    ///
    /// - Parameter bytes: All bytes received so far.
    /// - Returns: `nil` if more bytes are needed.
    public func parse(_ bytes: Span<UInt8>) throws(ProxyProtocolFault) -> Result? {
        guard bytes.count > 0 else { return nil }
        if bytes[0] == 0x0D {
            for index in 0..<min(12, bytes.count) where bytes[index] != ProxyProtocolParser.signature[index] {
                return .absent
            }
            return try parseBinary(bytes)
        }
        for index in 0..<min(6, bytes.count) where bytes[index] != ProxyProtocolParser.prefix[index] {
            return .absent
        }
        return try parseLine(bytes)
    }

    // MARK: Version 1

    private func parseLine(_ bytes: Span<UInt8>) throws(ProxyProtocolFault) -> Result? {
        let limit = ProxyProtocolParser.maximumLineBytes
        let block = bytes.count > limit ? bytes.extracting(first: limit) : bytes
        guard let lineFeed = block.firstIndex(of: 0x0A, from: 0) else {
            if block.count == limit { throw .lineTooLong }
            return nil
        }
        guard lineFeed >= 7, block[lineFeed - 1] == 0x0D else { throw .malformedLine }
        let words = (6..<lineFeed - 1).map { block[$0] }.split(separator: 0x20, omittingEmptySubsequences: false)
        let protocolName = words.first.map { String(decoding: $0, as: UTF8.self) }
        if protocolName == "UNKNOWN" { return .header(ProxyProtocolHeader(headerBytes: lineFeed + 1)) }
        guard words.count == 5, protocolName == "TCP4" || protocolName == "TCP6" else { throw .malformedLine }
        let hasColons = protocolName == "TCP6"
        return .header(
            ProxyProtocolHeader(
                headerBytes: lineFeed + 1,
                source: try endpoint(words[1], words[3], hasColons: hasColons),
                destination: try endpoint(words[2], words[4], hasColons: hasColons)
            )
        )
    }

    private func endpoint(_ address: ArraySlice<UInt8>, _ port: ArraySlice<UInt8>, hasColons: Bool)
        throws(ProxyProtocolFault) -> ProxyProtocolHeader.Endpoint
    {
        guard address.contains(0x3A) == hasColons, !address.contains(0x25),
            let address = PeerAddress(parsing: address),
            !port.isEmpty, port.count <= 5, port.allSatisfy({ $0.isIn(ByteClass.digit) }),
            port.count == 1 || port.first != 0x30,
            let number = UInt16(String(decoding: port, as: UTF8.self))
        else { throw .malformedLine }
        return ProxyProtocolHeader.Endpoint(address: address, port: number)
    }

    // MARK: Version 2

    private func parseBinary(_ bytes: Span<UInt8>) throws(ProxyProtocolFault) -> Result? {
        guard bytes.count >= 13 else { return nil }
        let command = bytes[12]
        guard command == 0x20 || command == 0x21 else { throw .unsupportedVersion }
        guard bytes.count >= 16 else { return nil }
        let payloadBytes = Int(bytes[14]) << 8 | Int(bytes[15])
        guard payloadBytes <= ProxyProtocolParser.maximumPayloadBytes else { throw .headerTooLong }
        guard bytes.count >= 16 + payloadBytes else { return nil }
        var header = ProxyProtocolHeader(headerBytes: 16 + payloadBytes)
        // LOCAL: a health check by the sender itself.
        if command == 0x20 { return .header(header) }
        let addressBytes: Int
        switch bytes[13] >> 4 {
        case 1: addressBytes = 4
        case 2: addressBytes = 16
        // No address, or one of a Unix socket.
        case 0, 3: return .header(header)
        default: throw .malformedAddresses
        }
        guard payloadBytes >= 2 * addressBytes + 4 else { throw .malformedAddresses }
        let ports = 16 + 2 * addressBytes
        header.source = endpoint(bytes, address: 16, count: addressBytes, port: ports)
        header.destination = endpoint(bytes, address: 16 + addressBytes, count: addressBytes, port: ports + 2)
        return .header(header)
    }

    private func endpoint(_ bytes: Span<UInt8>, address: Int, count: Int, port: Int) -> ProxyProtocolHeader.Endpoint {
        var value: UInt128 = 0
        for index in address..<address + count { value = value << 8 | UInt128(bytes[index]) }
        return ProxyProtocolHeader.Endpoint(
            address: count == 4 ? PeerAddress(isIPv4: true, value: value) : PeerAddress(ipv6: value),
            port: UInt16(bytes[port]) << 8 | UInt16(bytes[port + 1])
        )
    }
}
