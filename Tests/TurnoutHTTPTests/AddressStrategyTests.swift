import Testing
import Turnout
import TurnoutHTTP

@Suite("Address strategies")
struct AddressStrategyTests {
    private func address(
        _ strategy: AddressStrategy, peer: String = "192.0.2.1", forwardedFor: String? = nil
    ) throws -> String {
        let peer = try #require(PeerAddress(parsing: peer.utf8))
        return String(
            decoding: strategy.address(peer: peer, forwardedFor: forwardedFor.map { Array($0.utf8) }), as: UTF8.self)
    }

    @Test("the peer counts where neither a depth nor a list is set, whatever was forwarded")
    func peer() throws {
        let strategy = try AddressStrategy()
        #expect(try address(strategy, forwardedFor: "10.0.0.1") == "192.0.2.1")
        #expect(try address(strategy, peer: "2001:DB8::0:1") == "2001:db8::1")
    }

    @Test("a depth counts from the right, and finds nothing beyond the left end")
    func depth() throws {
        let list = "10.0.0.1, 10.0.0.2 ,,  2001:db8::1"
        let expected = ["2001:db8::1", "", "10.0.0.2", "10.0.0.1", "", ""]
        for (index, text) in expected.enumerated() {
            #expect(try address(AddressStrategy(depth: index + 1), forwardedFor: list) == text)
        }
        #expect(try address(AddressStrategy(depth: 1)) == "")
        #expect(try address(AddressStrategy(depth: 2, excludedIPs: ["0.0.0.0/0"]), forwardedFor: "a,b") == "a")
    }

    @Test("a list takes the first from the right that isn't in it, empty ones passed over")
    func excluded() throws {
        let strategy = try AddressStrategy(excludedIPs: ["10.0.0.0/8", "2001:db8::1"])
        #expect(try address(strategy, forwardedFor: "1.2.3.4, 5.6.7.8, 10.0.0.1, , 2001:db8:0::1,") == "5.6.7.8")
        #expect(try address(strategy, forwardedFor: "10.0.0.1,10.0.0.2") == "")
        #expect(try address(strategy, forwardedFor: "1.2.3.4, unknown, 10.0.0.2") == "unknown")
        #expect(try address(strategy, forwardedFor: "1.2.3.4, 10.0.0.2:80") == "10.0.0.2:80")
        #expect(try address(strategy) == "")
    }

    @Test("with a subnet an IPv6 address becomes the first of it; what isn't IPv6 stays")
    func subnet() throws {
        let strategy = try AddressStrategy(ipv6Subnet: 64)
        #expect(try address(strategy, peer: "2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::")
        #expect(try address(strategy) == "192.0.2.1")
        let second = try AddressStrategy(depth: 2, ipv6Subnet: 48)
        #expect(try address(second, forwardedFor: "2001:db8:1:2::6%eth0, x") == "2001:db8:1::")
        #expect(try address(second, forwardedFor: "10.0.0.1, x") == "10.0.0.1")
        #expect(try address(second, forwardedFor: "unknown, x") == "unknown")
        #expect(try address(AddressStrategy(ipv6Subnet: 128), peer: "2001:db8::1") == "2001:db8::1")
    }

    @Test("options out of range are refused where they count")
    func invalidOptions() throws {
        #expect(throws: AddressStrategy.InvalidOptions.ipv6Subnet(0)) { try AddressStrategy(ipv6Subnet: 0) }
        #expect(throws: AddressStrategy.InvalidOptions.ipv6Subnet(129)) {
            try AddressStrategy(depth: 1, ipv6Subnet: 129)
        }
        #expect(throws: AddressStrategy.InvalidOptions.excludedIPs(.init(index: 0, text: "x"))) {
            try AddressStrategy(excludedIPs: ["x"])
        }
        #expect(try AddressStrategy(depth: 1, excludedIPs: ["x"]) == AddressStrategy(depth: 1))
        #expect(try AddressStrategy(excludedIPs: ["::1"], ipv6Subnet: 0) == AddressStrategy(excludedIPs: ["::1"]))
    }
}
