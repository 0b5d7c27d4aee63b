import Testing
import Turnout

@Suite("Address sets")
struct AddressSetTests {
    private func address(_ text: String) throws -> PeerAddress { try #require(PeerAddress(parsing: text.utf8)) }

    @Test("the first and the last address of a network are in it, their neighbours aren't")
    func bounds() throws {
        let set = try AddressSet(["10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "192.168.1.129/25"])
        for text in ["10.0.0.0", "10.255.255.255", "192.0.2.7", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"]
        {
            #expect(set.contains(try address(text)), "\(text)")
        }
        #expect(try set.contains(address("192.168.1.128")) && !set.contains(address("192.168.1.127")))
        for text in [
            "9.255.255.255", "11.0.0.0", "192.0.2.6", "192.0.2.8", "2001:db7:ffff::", "2001:db9::", "::10.0.0.0",
        ] {
            #expect(!set.contains(try address(text)), "\(text)")
        }
    }

    @Test("overlapping, adjacent and repeated networks are one range")
    func merging() throws {
        let set = try AddressSet(["10.1.0.0/16", "10.0.0.0/16", "10.0.5.0/24", "10.0.0.0/16"])
        #expect(try set == AddressSet(["10.0.0.0/15"]))
        #expect(try AddressSet(["0.0.0.0/1", "128.0.0.0/1"]) == AddressSet(["0.0.0.0/0"]))
        #expect(try AddressSet(["::/0", "8000::/1"]) == AddressSet(["::/0"]))
    }

    @Test("families are separate, and IPv4-mapped addresses are IPv4")
    func families() throws {
        let all = try AddressSet(["0.0.0.0/0"])
        #expect(try all.contains(address("255.255.255.255")) && !all.contains(address("::1")))
        #expect(all.contains(try address("::ffff:1.2.3.4")))
        #expect(try AddressSet(["::ffff:10.0.0.0/104"]).contains(address("10.1.2.3")))
        #expect(try !AddressSet(["::/0"]).contains(address("1.2.3.4")))
    }

    @Test("an endpoint is looked up without its port, and what is no address is in no set")
    func endpoints() throws {
        let set = try AddressSet(["0.0.0.0/0", "::/0"])
        for text in ["1.2.3.4", "1.2.3.4:80", "[::1]:80", "::1", "fe80::1%eth0"] {
            #expect(set.contains(endpoint: text.utf8), "\(text)")
        }
        for text in ["", "unknown", "1.2.3", "1.2.3.4.5", "01.2.3.4", " 1.2.3.4"] {
            #expect(!set.contains(endpoint: text.utf8), "\(text)")
        }
    }

    @Test(
        "the first invalid entry is named",
        arguments: ["", "10.0.0.0/33", "10.0.0", "::/129", "localhost", "10.0.0.0/8 ", "1.2.3.4/"])
    func invalid(text: String) {
        #expect(throws: AddressSet.InvalidEntry(index: 1, text: text)) { try AddressSet(["::1", text, "x"]) }
    }
}
