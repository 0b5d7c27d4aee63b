import Testing
import Turnout
import TurnoutHTTP

@Suite("PROXY protocol")
struct ProxyProtocolTests {
    private static let signature: [UInt8] = [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
    ]

    @Test(
        "version 1 names both ends",
        arguments: [
            ("PROXY TCP4 192.0.2.1 198.51.100.2 1 65535", "192.0.2.1:1", "198.51.100.2:65535"),
            ("PROXY TCP4 255.255.255.255 0.0.0.0 0 80", "255.255.255.255:0", "0.0.0.0:80"),
            ("PROXY TCP6 2001:DB8:0:0:0:0:0:1 ::1 1234 443", "[2001:db8::1]:1234", "[::1]:443"),
            ("PROXY TCP6 1:0:0:2:0:0:0:3 1:2:3:4:5:6:7:8 1 2", "[1:0:0:2::3]:1", "[1:2:3:4:5:6:7:8]:2"),
            ("PROXY TCP6 :: 1:: 1 2", "[::]:1", "[1::]:2"),
            ("PROXY TCP6 ::ffff:192.0.2.1 0:1:0:1:0:1:0:1 1 2", "192.0.2.1:1", "[0:1:0:1:0:1:0:1]:2"),
        ]
    )
    func line(header: String, source: String, destination: String) throws {
        let bytes = lines("\(header)\nGET / HTTP/1.1\n")
        let found = try parsed(bytes)
        #expect(found?.headerBytes == header.utf8.count + 2)
        #expect(found.flatMap(\.source).map { text($0.text) } == source)
        #expect(found.flatMap(\.destination).map { text($0.text) } == destination)
        for count in 0..<header.utf8.count + 2 {
            #expect(try ProxyProtocolParser().parse(bytes.span.extracting(first: count)) == nil, "\(count) bytes")
        }
    }

    @Test("an unknown protocol names nobody", arguments: ["PROXY UNKNOWN", "PROXY UNKNOWN ff:: x 1 2 3"])
    func unknown(header: String) throws {
        let expected = ProxyProtocolHeader(headerBytes: header.utf8.count + 2)
        #expect(try parsed(lines("\(header)\n")) == expected)
    }

    @Test(
        "other bytes are the client's",
        arguments: ["GET / HTTP/1.1", "PROXX", "P\r", "\r\n\r\nx", "PROXY\t", "X", "\u{16}\u{3}"])
    func absent(start: String) throws {
        #expect(try ProxyProtocolParser().parse(Array(start.utf8).span) == .absent)
    }

    @Test(
        "a malformed line is refused",
        arguments: [
            "PROXY TCP4", "PROXY TCP4 192.0.2.1 192.0.2.2 1", "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 3",
            "PROXY TCP4  192.0.2.1 192.0.2.2 1 2", "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 ",
            "PROXY TCP5 1.1.1.1 1.1.1.1 1 2",
            "PROXY TCP4 ::1 ::1 1 2", "PROXY TCP6 1.1.1.1 1.1.1.1 1 2", "PROXY TCP4 1.1.1.256 1.1.1.1 1 2",
            "PROXY TCP4 01.1.1.1 1.1.1.1 1 2", "PROXY TCP4 1.1.1.1 1.1.1.1 65536 2", "PROXY TCP4 1.1.1.1 1.1.1.1 +1 2",
            "PROXY TCP4 1.1.1.1 1.1.1.1 01 2", "PROXY TCP4 1.1.1.1 1.1.1.1  2", "PROXY TCP6 ::1%lo ::1 1 2", "PROXY ",
            "PROXY unknown",
            "PROXY UNKNOWNX", "PROXY tcp4 1.1.1.1 1.1.1.1 1 2", "PROXY TCP4 1.1.1.1 1.1.1.1 1 x",
        ]
    )
    func malformed(header: String) {
        #expect(throws: ProxyProtocolFault.malformedLine) { try ProxyProtocolParser().parse(lines("\(header)\n").span) }
    }

    @Test("a line ends in CR LF within 107 bytes")
    func lineEnd() throws {
        let parser = ProxyProtocolParser()
        #expect(throws: ProxyProtocolFault.malformedLine) {
            try parser.parse(Array("PROXY TCP4 1.1.1.1 1.1.1.1 1 2\n".utf8).span)
        }
        let start = "PROXY UNKNOWN "
        let most = start + String(repeating: "x", count: 105 - start.utf8.count)
        #expect(try parser.parse(lines("\(most)\n").span) == .header(ProxyProtocolHeader(headerBytes: 107)))
        #expect(try parser.parse(Array("\(most)x".utf8).span) == nil)
        #expect(throws: ProxyProtocolFault.lineTooLong) { try parser.parse(lines("\(most)x\n").span) }
        #expect(throws: ProxyProtocolFault.lineTooLong) { try parser.parse(Array("\(most)xx".utf8).span) }
    }

    // MARK: Version 2

    @Test("version 2 names both ends of IPv4, whatever follows them")
    func binaryIPv4() throws {
        let addresses: [UInt8] = [192, 0, 2, 1, 198, 51, 100, 2, 0x04, 0xD2, 0x01, 0xBB]
        for extensions in [[], [0x03, 0x00, 0x01, 0xFF], [UInt8](repeating: 0, count: 4084)] {
            let header = binary(command: 0x21, family: 0x11, addresses + extensions)
            let found = try parsed(header + Array("GET".utf8))
            #expect(found?.headerBytes == header.count)
            #expect(found.flatMap(\.source).map { text($0.text) } == "192.0.2.1:1234")
            #expect(found.flatMap(\.destination).map { text($0.text) } == "198.51.100.2:443")
            for count in [0, 1, 11, 12, 13, 15, 16, header.count - 1] {
                #expect(try ProxyProtocolParser().parse(header.span.extracting(first: count)) == nil, "\(count) bytes")
            }
        }
    }

    @Test("version 2 names both ends of IPv6")
    func binaryIPv6() throws {
        let source: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]
        let found = try parsed(binary(command: 0x21, family: 0x21, source + source + [0, 1, 0, 2]))
        #expect(found.flatMap(\.source).map { text($0.text) } == "[2001:db8::1]:1")
        #expect(found.flatMap(\.destination).map { text($0.text) } == "[2001:db8::1]:2")
    }

    @Test("a connection of the sender's own, or without ports, names nobody")
    func binaryLocal() throws {
        let addresses = [UInt8](repeating: 1, count: 12)
        let cases: [(UInt8, UInt8, [UInt8])] = [
            (0x20, 0x11, addresses), (0x20, 0x00, []), (0x21, 0x00, []),
            (0x21, 0x31, [UInt8](repeating: 0x61, count: 216)),
        ]
        for (command, family, payload) in cases {
            let header = binary(command: command, family: family, payload)
            #expect(try parsed(header) == ProxyProtocolHeader(headerBytes: header.count))
        }
    }

    @Test("other versions, commands and families are refused, and short or long headers")
    func binaryFaults() {
        let addresses = [UInt8](repeating: 1, count: 12)
        let cases: [(UInt8, UInt8, [UInt8], ProxyProtocolFault)] = [
            (0x11, 0x11, addresses, .unsupportedVersion), (0x31, 0x11, addresses, .unsupportedVersion),
            (0x22, 0x11, addresses, .unsupportedVersion), (0x21, 0x41, addresses, .malformedAddresses),
            (0x21, 0x11, Array(addresses.dropLast()), .malformedAddresses),
            (0x21, 0x21, addresses, .malformedAddresses),
            (0x21, 0x11, [UInt8](repeating: 0, count: 4097), .headerTooLong),
        ]
        for (command, family, payload, fault) in cases {
            #expect(throws: fault) {
                try ProxyProtocolParser().parse(self.binary(command: command, family: family, payload).span)
            }
        }
    }

    private func binary(command: UInt8, family: UInt8, _ payload: [UInt8]) -> [UInt8] {
        Self.signature + [command, family, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)] + payload
    }

    private func parsed(_ bytes: [UInt8]) throws -> ProxyProtocolHeader? {
        guard case .header(let header) = try ProxyProtocolParser().parse(bytes.span) else { return nil }
        return header
    }
}
