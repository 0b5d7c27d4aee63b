import ReferenceInterpreter
import TurnoutSyntax

/// Routers and requests out of a small vocabulary and the input's own bytes, chosen byte by byte, so that most requests come near a rule.
struct RoutingChoices {
    private var reader: ChoiceReader
    let kind: ConformCase.Kind
    let syntax: ConformCase.Syntax
    let pipeline: ConformCase.Pipeline
    /// Literals of the input's own bytes, for requests to repeat.
    private var literals: [[UInt8]] = [Array("q".utf8)]

    init(_ input: [UInt8]) {
        reader = ChoiceReader(input)
        let choice = reader.byte()
        kind = choice & 3 == 3 ? .tcp : .http
        syntax = choice & 4 == 0 ? .v3 : .v2
        pipeline = choice & 8 == 0 ? .entrypoint : .muxer
    }

    /// A number below `bound`.
    mutating func number(below bound: Int) -> Int { reader.number(below: bound) }

    private static let hosts = ["a.com", "b.com", "x.a.com", "y.a.com", "a.com.", "b.org", "com"]
    private static let paths = ["/", "/a", "/a/b", "/a/b/c", "/ab", "/b", "/a/", "/a b", "/é", "/a%2Fb"]
    private static let values = ["1", "2", "12", "a", ""]
    private static let expressions = [
        "^1", "2$", "a", "^/a", "b$", "/[a-c]/", "^/.b?", "\\ba\\b", "^[^/]*$", "(?i)A", "^.+$", "(a|b)*c", "é|\\PL",
        "[^a]{2}", "$^", "\\B",
    ]
    private static let templates = ["{s:[a-b]+}", "{t}", "a", "{r:.*}", "{n:[0-9]+}.com", "a/{x:b|c}"]

    // MARK: Routers

    mutating func routers() -> [ConformRouter] {
        (0...reader.number(below: 12)).map { router($0) }
    }

    mutating func router(_ number: Int) -> ConformRouter {
        let choice = reader.byte()
        return ConformRouter(
            name: "r\(number)", rule: rule(depth: 2), priority: [nil, nil, 1, 2, 30][Int(choice & 0x1F) % 5],
            provider: [nil, "file", "docker"][Int(choice >> 5) % 3])
    }

    private mutating func rule(depth: Int) -> String {
        let choice = reader.byte()
        let negation = choice >> 5 == 7 ? "!" : ""
        guard depth > 0, choice & 0x1F > 8 else { return negation + call() }
        let operands = (0...Int(choice & 1) + 1).map { _ in rule(depth: depth - 1) }
        return negation + "(" + operands.joined(separator: choice & 0x1F < 22 ? " && " : " || ") + ")"
    }

    private func call(_ name: String, _ arguments: [UInt8]...) -> String {
        "\(name)(\(arguments.map { RulePrinter.literal($0) }.joined(separator: ", ")))"
    }

    private mutating func call() -> String {
        kind == .tcp ? connectionCall() : requestCall()
    }

    private mutating func connectionCall() -> String {
        switch reader.number(below: 8) {
        case 0, 1, 2: return call("HostSNI", literal(Self.hosts))
        case 3: return call("HostSNI", word(syntax == .v3 ? ["*.a.com", "*.com", "*"] : ["*"]))
        case 4: return call("HostSNIRegexp", literal(syntax == .v3 ? Self.expressions : Self.templates))
        case 5, 6: return call("ALPN", literal(Self.values))
        default: return call("ClientIP", network())
        }
    }

    private mutating func requestCall() -> String {
        switch (reader.number(below: 18), syntax) {
        case (0...2, _): return call("Host", literal(Self.hosts))
        case (3, .v3): return call("Host", word(["*.a.com", "*.com", "*"]))
        case (4...5, .v3): return call("HostRegexp", literal(Self.expressions))
        case (3...5, _): return call("HostRegexp", literal(Self.templates))
        case (6...7, _): return call("Path", path())
        case (8...9, _): return call("PathPrefix", path())
        case (10...11, .v3): return call("PathRegexp", literal(Self.expressions))
        case (10, _): return call("Path", Array("/".utf8) + literal(Self.templates))
        case (11, _): return call("PathPrefix", Array("/".utf8) + literal(Self.templates))
        case (12, _): return call("Method", word(["GET", "POST", "PUT"]))
        case (13, .v3): return call("Header", word(["X-A", "X-B", "Upgrade"]), literal(Self.values))
        case (13, _): return call("Headers", word(["X-A", "X-B", "Upgrade"]), literal(Self.values))
        case (14, .v3): return call("HeaderRegexp", word(["X-A", "X-B"]), literal(Self.expressions))
        case (14, _): return call("HeadersRegexp", word(["X-A", "X-B"]), literal(Self.expressions))
        case (15, .v3): return call("Query", word(["q", "r"]), literal(Self.values))
        case (16, .v3): return call("QueryRegexp", word(["q", "r"]), literal(Self.expressions))
        case (15...16, _): return call("Query", word(["q=", "r=", "q"]) + literal(Self.values + Self.templates))
        default: return call("ClientIP", network())
        }
    }

    private mutating func word(_ choices: [String]) -> [UInt8] { Array(reader.pick(choices).utf8) }

    private mutating func network() -> [UInt8] {
        word(["10.0.0.0/8", "10.1.0.0/16", "192.0.2.1", "2001:db8::/32", "::/0", "0.0.0.0/0", "::ffff:10.0.0.0/104"])
    }

    /// A word of the vocabulary, or the input's own bytes.
    private mutating func literal(_ choices: [String]) -> [UInt8] {
        let choice = reader.number(below: choices.count + 2)
        if choice < choices.count { return Array(choices[choice].utf8) }
        if choice == choices.count { return reader.pick(literals) }
        literals.append(reader.bytes(limit: 12))
        return literals[literals.count - 1]
    }

    private mutating func path() -> [UInt8] {
        let path = literal(Self.paths)
        return path.first == 0x2F ? path : [0x2F] + path
    }

    // MARK: Requests

    mutating func request() -> ConformRequest {
        var request = ConformRequest()
        request.remote = reader.pick([
            "10.1.2.3:1", "10.2.0.1:1", "192.0.2.1:1", "[2001:db8::1]:1", "-", "[::ffff:10.1.0.1]:1",
        ])
        let host = literal(Self.hosts + ["", "A.com:80", "z.x.a.com"])
        if kind == .tcp {
            request.serverName = Self.text(host)
            request.protocols = (0..<reader.number(below: 3)).map { _ in Self.text(literal(Self.values)) }
            return request
        }
        request.method = reader.pick(["GET", "POST", "PATCH"])
        // The oracle takes only what an HTTP server lets through.
        request.host = Self.text(host.filter { $0 > 0x20 && $0 < 0x7F && !"\"/<>?@\\^`{|}#".utf8.contains($0) })
        request.target = Self.escaped(path())
        let pairs = (0..<reader.number(below: 3)).map { _ in
            Self.escaped(literal(["q", "r"])) + "=" + Self.escaped(literal(Self.values))
        }
        if !pairs.isEmpty { request.target += "?" + pairs.joined(separator: "&") }
        request.headers = (0..<reader.number(below: 3)).map { _ in
            [
                reader.pick(["X-A", "X-B", "Upgrade"]),
                Self.text(literal(Self.values).filter { $0 > 0x20 && $0 != 0x7F }),
            ]
        }
        return request
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func escaped(_ bytes: [UInt8]) -> String {
        var text = ""
        for byte in bytes {
            if byte > 0x20 && byte < 0x7F && !"%?#&=+;".utf8.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
