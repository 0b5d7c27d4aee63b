import Testing
import TurnoutSyntax

@testable import Turnout

@Suite("requests")
struct RequestTests {
    func routed(_ target: String, _ policy: RequestPolicy = .entryPoint) throws -> String {
        let head = RequestHead(
            method: "GET".utf8, target: target.utf8, host: Array("h".utf8), remote: "192.0.2.1:1".utf8)
        let request = try Request(head, policy: policy)
        return String(decoding: request.text(request.path), as: UTF8.self)
    }

    func head(_ headers: [(String, String)], remote: String = "192.0.2.1:1", isTLS: Bool = false) -> RequestHead {
        RequestHead(
            method: "GET".utf8, target: "/".utf8, host: Array("a.com:81".utf8),
            headers: headers.map { (name: Array($0.0.utf8), value: Array($0.1.utf8)) }, remote: remote.utf8,
            isTLS: isTLS
        )
    }

    func lines(_ request: Request) -> [String] {
        request.headerLines.map { String(decoding: $0.name + [0x3A] + $0.value, as: UTF8.self) }.sorted()
    }

    @Test("the parts of a plain request are those of its texts")
    func plain() throws {
        let request = try Request(
            method: "PUT", host: "Example.COM:8080", target: "/shop?item=1&x", headers: [("X-A", " 1 ")],
            remote: "[2001:db8::1]:9"
        )
        #expect(request.text(request.method) == Array("PUT".utf8))
        #expect(request.text(request.host) == Array("example.com".utf8))
        #expect(request.text(request.rawHost) == Array("Example.COM".utf8))
        #expect(request.forwardedHost == Array("Example.COM:8080".utf8))
        #expect(
            request.normalizedTarget
                == NormalizedTarget(routingPath: Array("/shop".utf8), uri: Array("/shop?item=1&x".utf8)))
        #expect(request.queryPairs.map { request.text($0.name) } == [Array("item".utf8), Array("x".utf8)])
        #expect(request.queryPairs.map { request.text($0.value) } == [Array("1".utf8), []])
        #expect(request.peer == PeerAddress(isIPv4: false, value: 0x2001_0DB8 << 96 | 1))
        #expect(lines(request).contains("x-a:1"))
    }

    @Test("the muxer alone cleans nothing and takes small escapes for decodable")
    func muxerPath() throws {
        #expect(try routed("/a/../b//%2e", .muxer) == "/a/../b//.")
        #expect(try routed("/a%2Fb", .muxer) == "/a%2Fb")
        #expect(try routed("/a%2fb", .muxer) == "/a/b")
        #expect(try routed("/a%20b#c", .muxer) == "/a b%23c")
        #expect(try routed("http://x", .muxer) == "")
    }

    @Test("the muxer alone leaves headers, and a pair with a semicolon is none")
    func muxerRest() throws {
        let head = RequestHead(
            method: "a b".utf8, target: "/?a=1;b=2&c=3".utf8, host: nil,
            headers: [
                (name: Array("Connection".utf8), value: Array("X-A".utf8)),
                (name: Array("X-A".utf8), value: Array(" 1".utf8)), (name: Array("X A".utf8), value: []),
                (name: Array("X-Forwarded-Proto".utf8), value: Array("https".utf8)),
            ],
            remote: "192.0.2.1:1".utf8
        )
        let request = try Request(head, policy: .muxer)
        #expect(lines(request) == ["connection:X-A", "x-a: 1", "x-forwarded-proto:https"])
        #expect(request.queryPairs.map { request.text($0.name) } == [[0x63]])
        #expect(request.host.count == 0)
    }

    @Test("sanitising a second time changes nothing, and no segment is left to remove")
    func sanitising() throws {
        var random = SplitMix(seed: 7)
        let pieces = ["/", "/", ".", "..", "a", "b", "%2e", "%2F"]
        for _ in 0..<3_000 {
            let target = "/" + (0..<random.below(9)).map { _ in pieces[random.below(pieces.count)] }.joined()
            let once = try Request(host: "h", target: target)
            let uri = String(decoding: once.text(once.uri), as: UTF8.self)
            let twice = try Request(host: "h", target: uri)
            #expect(once.text(once.uri) == twice.text(twice.uri), "\(target)")
            #expect(once.text(once.path) == twice.text(twice.path), "\(target)")
            let segments = uri.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            #expect(
                !segments.contains(".") && !segments.contains("..") && !segments.dropLast().contains(""), "\(target)")
        }
    }

    @Test("10,000 pairs are a query, one more is none")
    func queryLimit() throws {
        let pairs = Array(repeating: "a", count: 10_000).joined(separator: "&")
        #expect(try Request(host: "h", target: "/?" + pairs).queryPairs.count == 10_000)
        #expect(try Request(host: "h", target: "/?" + pairs + "&a").queryPairs.isEmpty)
        #expect(try Request(host: "h", target: "/?" + pairs + ";a").queryPairs.isEmpty)
    }

    @Test("a head as large as any can be is kept, one byte more is refused whatever the policy says")
    func headCapacity() {
        var policy = RequestPolicy.entryPoint
        policy.maximumHeadBytes = .max
        var head = RequestHead()
        head.setTarget([UInt8](repeating: UInt8(ascii: "/"), count: RequestHead.capacityBytes - head.bytes.count))
        #expect(!head.isOverfull)
        head.addHeader(name: "b".utf8, value: "".utf8)
        #expect(head.isOverfull)
        #expect(throws: RequestRefusal(.headTooLarge)) { try Request(head, policy: policy) }
    }

    @Test("as many pairs of a query as the limit are seen, with one more none is")
    func queryPairLimit() throws {
        let table = RoutingTable([Router(name: "r", rule: "Query(`last`, `1`)")])
        let pairs = String(repeating: "a&", count: Request.maximumQueryPairs - 1)
        #expect(table.match(try Request(host: "h", target: "/?\(pairs)last=1")) != nil)
        #expect(table.match(try Request(host: "h", target: "/?\(pairs)a&last=1")) == nil)
    }

    @Test("a head of the permitted size is taken, one byte more is refused with 431")
    func headLimit() throws {
        var policy = RequestPolicy.entryPoint
        policy.maximumHeadBytes = 100
        var head = RequestHead()
        head.setMethod("GET".utf8)
        head.setHost("h".utf8)
        head.setTarget(("/" + String(repeating: "a", count: 95)).utf8)
        #expect(try Request(head, policy: policy).path.count == 96)
        head.addHeader(name: "b".utf8, value: "".utf8)
        #expect(throws: RequestRefusal(.headTooLarge)) { try Request(head, policy: policy) }
    }

    @Test("OPTIONS * is answered without routing")
    func serverOptions() {
        let refusal = #expect(throws: RequestRefusal.self) { try Request(method: "OPTIONS", host: "h", target: "*") }
        #expect(refusal?.status == 200)
    }

    @Test("CONNECT names an authority and routes as /")
    func connect() throws {
        let request = try Request(method: "CONNECT", host: "other", target: "A.com:443")
        #expect(request.text(request.host) == Array("a.com".utf8))
        #expect(request.text(request.path) == [0x2F])
    }

    @Test("a stranger's statements about the connection are replaced")
    func strangers() throws {
        let request = try Request(
            head([
                ("X-Forwarded-Proto", "https"), ("x_forwarded_for", "1.1.1.1"), ("X-Real_IP", "9.9.9.9"),
                ("X-Forwarded-Prefix", "/p"),
            ]))
        #expect(
            lines(request) == [
                "x-forwarded-host:a.com:81", "x-forwarded-port:81", "x-forwarded-proto:http", "x-real-ip:192.0.2.1",
            ]
        )
    }

    @Test("a trusted peer's statements stay, and only those in its range")
    func trustedPeers() throws {
        var policy = RequestPolicy.entryPoint
        policy.trustedPeers = [AddressRange(network: [10, 0, 0, 0], prefixLength: 8)]
        let headers = [("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-Proto", "wss"), ("X-Forwarded-For", "2.2.2.2")]
        let trusted = try Request(head(headers, remote: "10.1.2.3:4"), policy: policy)
        #expect(lines(trusted).contains("x-forwarded-for:1.1.1.1, 2.2.2.2"))
        #expect(lines(trusted).contains("x-forwarded-proto:wss"))
        let mapped = try Request(head(headers, remote: "[::ffff:10.1.2.3]:4"), policy: policy)
        #expect(lines(mapped).contains("x-forwarded-proto:wss"))
        let stranger = try Request(head(headers, remote: "11.1.2.3:4"), policy: policy)
        #expect(lines(stranger).contains("x-forwarded-proto:http"))
        #expect(!lines(stranger).contains { $0.hasPrefix("x-forwarded-for") })
    }

    @Test("a WebSocket handshake is ws, and wss on TLS")
    func webSockets() throws {
        let headers = [("Connection", "keep-alive, Upgrade"), ("Upgrade", "WebSocket"), ("Keep-Alive", "5")]
        let plain = lines(try Request(head(headers)))
        #expect(plain.contains("x-forwarded-proto:ws") && plain.contains("upgrade:WebSocket"))
        #expect(plain.contains("connection:Upgrade") && !plain.contains("keep-alive:5"))
        #expect(lines(try Request(head(headers, isTLS: true))).contains("x-forwarded-proto:wss"))
        #expect(lines(try Request(head([("Upgrade", "websocket")]))).contains("x-forwarded-proto:http"))
    }

    @Test("what a chunked body takes away does not move the lines behind it")
    func chunkedBehindTrailer() throws {
        let framing = [("Trailer", "X-T"), ("Content-Length", "3"), ("Transfer-Encoding", "chunked")]
        let closing = lines(try Request(head(framing + [("X-A", "1"), ("Connection", "X-A")])))
        #expect(!closing.contains { $0.hasPrefix("x-a") || $0.hasPrefix("trailer") || $0.hasPrefix("content-length") })
        let upgrade = lines(try Request(head(framing + [("Connection", "upgrade"), ("Upgrade", "websocket")])))
        #expect(upgrade.contains("x-forwarded-proto:ws"))
        var policy = RequestPolicy.entryPoint
        policy.trustsEveryPeer = true
        let managed = [("X-Forwarded-Proto", "https"), ("X-Real-Ip", ""), ("X-B", "2")]
        let trusted = lines(try Request(head(framing + managed), policy: policy))
        #expect(trusted.contains("x-forwarded-proto:https") && trusted.contains("x-real-ip:192.0.2.1"))
        #expect(trusted.contains("x-b:2"))
    }

    @Test("Connection takes away what it names, however many names there are, but no managed header")
    func nominated() throws {
        for count in [1, 8, 9, 400] {
            let names = (0..<count).map { "x-\($0)" }.joined(separator: ",")
            let headers =
                (0..<count).map { ("X-\($0)", "1") } + [("X-Stays", "1"), ("Connection", names + ", X-REAL-IP")]
            let left = lines(try Request(head(headers)))
            #expect(left.filter { $0.hasPrefix("x-") && $0.hasSuffix(":1") } == ["x-stays:1"])
            #expect(left.contains("x-real-ip:192.0.2.1"))
        }
    }

    @Test("a refilled request is the request built anew, and the arena stops growing")
    func refilling() throws {
        var random = SplitMix(seed: 11)
        let bytes = Array("/%2eaA.:;&=|+\u{0}\u{7F} é\"[]@?#*,-_x".utf8) + [0xFF, 0x80]
        func text(_ limit: Int) -> [UInt8] { (0..<random.below(limit)).map { _ in bytes[random.below(bytes.count)] } }
        var reused = Request()
        var answered = 0
        for round in 0..<20_000 {
            var head = RequestHead(
                method: round % 9 == 0 ? text(4) : Array("GET".utf8), target: [0x2F] + text(12), host: text(7),
                headers: [(name: Array("X-A".utf8), value: text(5)), (name: Array("connection".utf8), value: text(9))],
                remote: round % 2 == 0 ? text(9) : Array("1.2.3.4:5".utf8), isTLS: round % 3 == 0
            )
            if round % 5 == 0 { head.addHeader(name: text(6), value: text(6)) }
            if round % 7 == 0 { head.setTarget(text(12)) }
            let policy = round % 4 == 0 ? RequestPolicy.muxer : .entryPoint
            do {
                try reused.refill(head, policy: policy)
                let fresh = try Request(head, policy: policy)
                #expect(
                    reused.bytes == fresh.bytes && reused.headers == fresh.headers
                        && reused.queryPairs == fresh.queryPairs)
                #expect(reused.path == fresh.path && reused.host == fresh.host && reused.peer == fresh.peer)
                answered += 1
            } catch {
                #expect(reused.bytes.isEmpty && reused.headers.isEmpty && reused.path.count == 0)
            }
        }
        #expect(answered > 3_000, "most heads were refused: this proves little")
    }

    @Test("a path of 64 KiB is a path")
    func longPath() throws {
        let path = String(repeating: "/%41|..", count: 9_363)
        let request = try Request(host: "h", target: path)
        #expect(request.path.count > 0)
    }

    @Test("a TCP connection has a server name, protocols and a peer")
    func connections() {
        let request = Request.connection(serverName: " A.Com. ", protocols: ["h2", ""], remote: "1.2.3.4:5")
        #expect(request.text(request.host) == Array("a.com.".utf8))
        #expect(request.protocols.map(request.text) == [Array("h2".utf8), []])
        #expect(request.peer == PeerAddress(isIPv4: true, value: 0x0102_0304))
        #expect(Request.connection(serverName: nil, remote: "x").host.count == 0)
    }

    @Test("each character set holds the characters of its definition")
    func characterSets() {
        let alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        let sets: [(ASCIISet, String)] = [
            (.token, alphanumeric + "!#$%&'*+-.^_`|~"),
            (.unreserved, alphanumeric + "-._~"),
            (.reserved, ":/?#[]@!$&'()*+,;=%"),
            (.keptInPath, alphanumeric + "-._~$&+,/:;=@!'()*[]"),
            (.plainInReencodedPath, alphanumeric + "-._~$&+,/:;=@"),
            (.hostHeader, alphanumeric + "!$%&()*+,-.:;='[]_~"),
            (.authority, alphanumeric + "-._~!$&'()*+,;=:[]<>\""),
            (.userInformation, alphanumeric + "-._:~!$&'()*+,;=%@"),
        ]
        for (set, members) in sets {
            let expected = Set(members.utf8)
            for byte in UInt8.min...UInt8.max { #expect(set.contains(byte) == expected.contains(byte), "\(byte)") }
        }
    }
}

@Suite("peer addresses")
struct PeerAddressTests {
    func parse(_ text: String) -> PeerAddress? { PeerAddress(parsing: Array(text.utf8)) }

    @Test("IPv4 is four numbers without leading zeros")
    func ipv4() {
        #expect(parse("0.0.0.0") == PeerAddress(isIPv4: true, value: 0))
        #expect(parse("255.254.253.1") == PeerAddress(isIPv4: true, value: 0xFFFE_FD01))
        for text in [
            "", ".", "1", "1.2.3", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4.", "1.2.3.4.5", "01.2.3.4", "1.2.3.00",
            "256.1.1.1", "1.2.3.4 ", " 1.2.3.4", "1.2.3.a", "1.2.3.-4",
        ] {
            #expect(parse(text) == nil, "\(text)")
        }
    }

    @Test("IPv6 is eight groups, one run of which may be left out")
    func ipv6() {
        #expect(parse("::") == PeerAddress(isIPv4: false, value: 0))
        #expect(parse("::1") == PeerAddress(isIPv4: false, value: 1))
        #expect(parse("1::") == PeerAddress(isIPv4: false, value: 1 << 112))
        #expect(
            parse("1:2:3:4:5:6:7:8") == PeerAddress(isIPv4: false, value: 0x0001_0002_0003_0004_0005_0006_0007_0008))
        #expect(
            parse("1:2:3:4:5:6:7::") == PeerAddress(isIPv4: false, value: 0x0001_0002_0003_0004_0005_0006_0007_0000))
        #expect(parse("::2:3:4:5:6:7:8") == PeerAddress(isIPv4: false, value: 0x0002_0003_0004_0005_0006_0007_0008))
        #expect(parse("FE80::aBcD") == PeerAddress(isIPv4: false, value: 0xFE80 << 112 | 0xABCD))
        #expect(parse("64:ff9b::1.2.3.4") == PeerAddress(isIPv4: false, value: 0x64_FF9B << 96 | 0x0102_0304))
        for text in [
            ":", ":::", "1", "1:", ":1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
            "1::2::3", "12345::", "g::", "[::1]", "::1 ", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "::1.2.3.4:5",
            "1.2.3.4::",
        ] {
            #expect(parse(text) == nil, "\(text)")
        }
    }

    @Test("mapped IPv6 is IPv4, and a zone is passed over")
    func mappedAndZoned() {
        #expect(parse("::ffff:1.2.3.4") == PeerAddress(isIPv4: true, value: 0x0102_0304))
        #expect(parse("::ffff:102:304") == PeerAddress(isIPv4: true, value: 0x0102_0304))
        #expect(parse("fe80::1%eth0") == parse("fe80::1"))
    }

    @Test("an endpoint loses its port, and is an address if it has none")
    func endpoints() {
        func endpoint(_ text: String) -> PeerAddress? { PeerAddress(endpoint: Array(text.utf8)) }
        #expect(endpoint("1.2.3.4:5") == parse("1.2.3.4"))
        #expect(endpoint("1.2.3.4") == parse("1.2.3.4"))
        #expect(endpoint("[::1]:5") == parse("::1"))
        #expect(endpoint("::1") == parse("::1"))
        #expect(endpoint("[fe80::1%eth0]:5") == parse("fe80::1"))
        for text in ["", ":", "[::1]", "a:1", "[1.2.3.4", "unix"] { #expect(endpoint(text) == nil, "\(text)") }
    }

    @Test("a network holds the addresses of its family that share its prefix")
    func networks() throws {
        let address = try #require(parse("10.1.2.3"))
        #expect(address.isContained(in: AddressRange(network: [10, 0, 0, 0], prefixLength: 8)))
        #expect(address.isContained(in: AddressRange(network: [0, 0, 0, 0], prefixLength: 0)))
        #expect(address.isContained(in: AddressRange(network: [10, 1, 2, 3], prefixLength: 32)))
        #expect(!address.isContained(in: AddressRange(network: [10, 1, 2, 2], prefixLength: 32)))
        #expect(!address.isContained(in: AddressRange(network: Array(repeating: 0, count: 16), prefixLength: 0)))
        let other = try #require(parse("2001:db8::1"))
        #expect(
            other.isContained(
                in: AddressRange(network: [0x20, 1, 0x0D, 0xB8] + Array(repeating: 0, count: 12), prefixLength: 32)))
        #expect(other.isContained(in: AddressRange(network: Array(repeating: 0, count: 16), prefixLength: 0)))
    }
}

/// A seeded generator (SplitMix64).
private struct SplitMix {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(limit))
    }
}
