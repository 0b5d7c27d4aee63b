import ReferenceInterpreter

/// What a request needs so that a leaf of a rule holds.
enum Wish {
    case host([UInt8])
    case path([UInt8])
    case method(String)
    case header(String, [UInt8])
    case query([UInt8], [UInt8])
    case remote(String)
    case alpn(String)
    case nothing
}

/// What a table is mostly made of.
enum Theme: String, CaseIterable {
    case mixed, tenants, overlappingRegexes, negation, headersAndQueries, addresses, hosts, deepNesting, ties, bytes,
        connections
}

/// Random rules, with the wishes of their leaves.
struct RuleGenerator {
    var random: SplitMix64
    let theme: Theme
    let kind: ConformCase.Kind
    let syntax: ConformCase.Syntax
    /// Larger tables draw from more names, so that not everything collides.
    let variety: Int

    // MARK: Rules

    mutating func rule() -> (text: String, wishes: [Wish]) {
        var wishes: [Wish] = []
        let text: String
        switch theme {
        case .tenants where kind == .http:
            let host = hostLiteral()
            wishes.append(.host(host))
            let rest = tree(depth: random.pick([0, 1]), isNegated: false, wishes: &wishes)
            text = "\(call("Host", [host])) && (\(rest))"
        case .negation: text = tree(depth: random.pick([1, 2, 3]), isNegated: random.chance(50), wishes: &wishes)
        case .deepNesting: text = nested(&wishes)
        case .ties: text = tree(depth: 0, isNegated: false, wishes: &wishes)
        default: text = tree(depth: random.pick([0, 1, 1, 2]), isNegated: false, wishes: &wishes)
        }
        return (text, wishes)
    }

    private mutating func tree(depth: Int, isNegated: Bool, wishes: inout [Wish]) -> String {
        let negations = theme == .negation ? 45 : 12
        if depth == 0 {
            let (text, wish) = leaf()
            if isNegated == (theme == .negation && random.chance(30)) { wishes.append(wish) }
            return random.chance(theme == .negation ? 40 : 8) ? "!\(text)" : text
        }
        if random.chance(negations) { return "!(\(tree(depth: depth - 1, isNegated: !isNegated, wishes: &wishes)))" }
        let isConjunction = random.chance(60)
        let parts = (0..<random.pick([2, 2, 3])).map { _ in
            let part = tree(depth: random.chance(70) ? depth - 1 : 0, isNegated: isNegated, wishes: &wishes)
            return isConjunction && part.contains("||") ? "(\(part))" : part
        }
        return parts.joined(
            separator: isConjunction
                ? random.pick([" && ", "&&", " &&\n  "]) : random.pick([" || ", "||", " /* or */ || "]))
    }

    /// 200 levels of parentheses and negations around and between few leaves.
    private mutating func nested(_ wishes: inout [Wish]) -> String {
        var text = tree(depth: 1, isNegated: false, wishes: &wishes)
        let levels = random.pick([20, 60, 200])
        let leaves = 6
        for level in 0..<levels {
            if random.chance(50) { text = "!(\(text))" } else { text = "(\(text))" }
            guard level % (levels / leaves) == 1 else { continue }
            let (leaf, wish) = leaf()
            wishes.append(wish)
            text = random.chance(50) ? "\(leaf) && (\(text))" : "(\(text)) || \(leaf)"
        }
        return text
    }

    // MARK: Leaves

    private enum LeafKind {
        case host, hostRegexp, path, prefix, pathRegexp, method, header, headerRegexp, query, queryRegexp, address
    }

    private mutating func leaf() -> (String, Wish) {
        if kind == .tcp { return tcpLeaf() }
        let kinds: [LeafKind] =
            switch theme {
            case .overlappingRegexes: [.pathRegexp, .pathRegexp, .pathRegexp, .hostRegexp, .headerRegexp, .queryRegexp]
            case .headersAndQueries: [.header, .header, .headerRegexp, .query, .query, .queryRegexp, .method]
            case .addresses: [.address, .address, .address, .method, .prefix]
            case .hosts: [.host, .host, .host, .hostRegexp]
            case .bytes: [.path, .prefix, .pathRegexp, .headerRegexp, .queryRegexp, .query]
            case .tenants: [.prefix, .prefix, .path, .pathRegexp, .header, .method]
            default:
                [
                    .host, .host, .hostRegexp, .path, .prefix, .prefix, .pathRegexp, .method, .header, .headerRegexp,
                    .query, .queryRegexp, .address,
                ]
            }
        return syntax == .v3 ? v3Leaf(random.pick(kinds)) : v2Leaf(random.pick(kinds))
    }

    private mutating func v3Leaf(_ kind: LeafKind) -> (String, Wish) {
        switch kind {
        case .host:
            let host = hostLiteral()
            guard random.chance(30) else { return (call("Host", [host]), .host(host)) }
            let rest = Array(host.drop { $0 != 0x2E })
            let pattern = random.pick([[0x2A] + rest, [0x2A] + rest, [0x2A] + rest, [0x2A], Array("*.".utf8)])
            return (call("Host", [pattern]), .host(random.pick([Array("w".utf8), [], Array("a-b".utf8)]) + rest))
        case .hostRegexp:
            let (pattern, sample) = RegexGenerator.make(&random, depth: 1, isForHost: true)
            return (call("HostRegexp", [Array(pattern.utf8)]), .host(sample))
        case .path:
            let path = pathLiteral()
            return (call("Path", [path]), .path(path))
        case .prefix:
            let path = pathLiteral()
            return (call("PathPrefix", [path]), .path(path + random.pick([[], Array("/".utf8), Array("a".utf8)])))
        case .pathRegexp:
            let (pattern, sample) = RegexGenerator.make(&random, depth: 2, isForHost: false)
            return (call("PathRegexp", [Array(pattern.utf8)]), .path(sample))
        case .query:
            let (key, value) = (queryKey(), random.chance(20) ? [] : valueLiteral())
            return (call("Query", value.isEmpty ? [key] : [key, value]), .query(key, value))
        case .queryRegexp:
            let key = queryKey()
            let (pattern, sample) = RegexGenerator.make(&random, depth: 1, isForHost: false)
            return (call("QueryRegexp", [key, Array(pattern.utf8)]), .query(key, sample))
        case .method, .header, .headerRegexp, .address: return sharedLeaf(kind)
        }
    }

    private mutating func v2Leaf(_ kind: LeafKind) -> (String, Wish) {
        switch kind {
        case .host:
            let hosts = (0..<random.pick([1, 1, 2, 3])).map { _ in hostLiteral() }
            return (call(random.pick(["Host", "HostHeader"]), hosts), .host(random.pick(hosts)))
        case .hostRegexp:
            let (template, sample) = template(hostLiteral(), separator: 0x2E)
            return (call("HostRegexp", [template]), .host(sample))
        case .path, .prefix, .pathRegexp:
            let name = kind == .path ? "Path" : "PathPrefix"
            let (template, sample) = template(pathLiteral(), separator: 0x2F)
            return (call(name, random.chance(20) ? [template, pathLiteral()] : [template]), .path(sample))
        case .query:
            let (key, value) = (Array("q\(number(3))".utf8), random.pick([[], valueLiteral()]))
            return (call("Query", [key + [0x3D] + value]), .query(key, value))
        case .queryRegexp:
            let key = Array("q\(number(3))".utf8)
            return (call("Query", [key + Array("={x:[a-c]+}".utf8)]), .query(key, Array("ab".utf8)))
        case .method, .header, .headerRegexp, .address: return sharedLeaf(kind)
        }
    }

    private mutating func sharedLeaf(_ kind: LeafKind) -> (String, Wish) {
        switch kind {
        case .method:
            let method = random.pick(["GET", "POST", "PUT", "DELETE", "get", "HEAD"])
            return (call("Method", [Array(method.utf8)]), .method(random.pick([method, method.uppercased()])))
        case .header:
            let (name, value) = (headerName(), valueLiteral().filter { $0 >= 0x20 && $0 != 0x7F })
            guard !value.isEmpty else { return sharedLeaf(.address) }
            return (call(syntax == .v3 ? "Header" : "Headers", [Array(name.utf8), value]), .header(name, value))
        case .headerRegexp:
            let name = headerName()
            let (pattern, sample) = RegexGenerator.make(&random, depth: 1, isForHost: false)
            return (
                call(syntax == .v3 ? "HeaderRegexp" : "HeadersRegexp", [Array(name.utf8), Array(pattern.utf8)]),
                .header(name, sample)
            )
        default:
            let (range, address) = random.pick(Vocabulary.addresses(number(variety)))
            return (call("ClientIP", [Array(range.utf8)]), .remote(address))
        }
    }

    private mutating func tcpLeaf() -> (String, Wish) {
        switch random.pick([0, 0, 0, 1, 2, 3]) {
        case 1 where syntax == .v3:
            let (pattern, sample) = RegexGenerator.make(&random, depth: 1, isForHost: true)
            return (call("HostSNIRegexp", [Array(pattern.utf8)]), .host(sample))
        case 1:
            let (template, sample) = template(hostLiteral(), separator: 0x2E)
            return (call("HostSNIRegexp", [template]), .host(sample))
        case 2:
            let name = random.pick(["h2", "http/1.1", "mqtt"])
            return (call("ALPN", [Array(name.utf8)]), .alpn(name))
        case 3:
            let (range, address) = random.pick(Vocabulary.addresses(number(variety)))
            return (call("ClientIP", [Array(range.utf8)]), .remote(address))
        default:
            let host = hostLiteral()
            if random.chance(10) { return (call("HostSNI", [[0x2A]]), .nothing) }
            guard syntax == .v3, random.chance(30) else { return (call("HostSNI", [host]), .host(host)) }
            let rest = host.drop { $0 != 0x2E }
            return (call("HostSNI", [rest.count < 2 ? host : [0x2A] + rest]), .host([0x77] + rest))
        }
    }

    // MARK: Literals

    private mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    private mutating func hostLiteral() -> [UInt8] {
        let base = random.pick(Vocabulary.hosts)
        let host = random.chance(60) ? "t\(number(variety)).\(base)" : base
        return Array((random.chance(12) ? host + "." : random.chance(8) ? host.uppercased() : host).utf8)
    }

    private mutating func pathLiteral() -> [UInt8] {
        if theme == .bytes || random.chance(8) {
            return [0x2F] + (0..<random.pick([1, 2, 3])).flatMap { _ in random.pick(Vocabulary.oddities) }
        }
        let path = random.pick(Vocabulary.paths)
        return Array((random.chance(50) ? "\(path)/p\(number(variety))" : path).utf8)
    }

    private mutating func valueLiteral() -> [UInt8] {
        if theme == .bytes, random.chance(50) { return random.pick(Vocabulary.oddities) }
        return Array(random.pick(["1", "a", "A", "a, b", "v\(number(variety))", "x y", "é"]).utf8)
    }

    private mutating func queryKey() -> [UInt8] {
        random.chance(5) ? Array("a b".utf8) : Array("q\(number(4))".utf8)
    }

    private mutating func headerName() -> String {
        random.chance(10)
            ? random.pick(["x-lower", "X_Under", "X-Forwarded-Proto", "Host", "Upgrade"]) : "X-H\(number(4))"
    }

    private mutating func template(_ text: [UInt8], separator: UInt8) -> (template: [UInt8], sample: [UInt8]) {
        var parts = text.split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
        let clean = parts.allSatisfy { !$0.contains(0x7B) && !$0.contains(0x7D) }
        guard clean, random.chance(70) else {
            return (text.filter { $0 != 0x7B && $0 != 0x7D }, text.filter { $0 != 0x7B && $0 != 0x7D })
        }
        let index = separator == 0x2F ? Int.random(in: 1..<parts.count, using: &random) : number(parts.count)
        let (group, sample) = random.pick([
            ("{x}", "abc"), ("{n:[0-9]+}", "42"), ("{n:[a-c]{2,3}}", "abc"), ("{v:a|b}", "b"), ("{r:.*}", "q"),
            ("{a}-{b}", "1-2"), ("{w:(?i)Ab}", "aB"), ("{n:(a|b)*c?}", "abc"),
        ])
        var samples = parts
        parts[index] = Array(group.utf8)
        samples[index] = Array(sample.utf8)
        return (Array(parts.joined(separator: [separator])), Array(samples.joined(separator: [separator])))
    }

    // MARK: Spelling

    private mutating func call(_ name: String, _ arguments: [[UInt8]]) -> String {
        let spelled = random.chance(92) ? name : random.pick([name.lowercased(), name.uppercased()])
        return "\(spelled)(\(arguments.map { quoted($0) }.joined(separator: random.pick([",", ", "]))))"
    }

    private mutating func quoted(_ value: [UInt8]) -> String {
        let isPlain = value.allSatisfy { $0 != 0x60 && $0 != 0x0D && $0 != 0 }
        if isPlain, random.chance(88), let text = String(validating: value, as: UTF8.self) { return "`\(text)`" }
        var text = "\""
        for byte in value {
            if (0x20..<0x7F).contains(byte), byte != 0x22, byte != 0x5C {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16)
                text += "\\x" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return text + "\""
    }
}

/// Literals that rules are made of.
enum Vocabulary {
    static let hosts = [
        "example.com", "www.example.com", "a.b.example.com", "api.example.org", "localhost", "a_b.test",
        "xn--bcher-kva.example", "x.y", "10.1.2.3", "a",
    ]
    static let paths = [
        "", "/api", "/api/v1", "/apiary", "/a", "/A", "/a/b", "/a;b", "/u/~joe", "/x:y", "/foo bar", "/a%2Fb", "/a%25b",
        "/é", "/{x}", "/a|b",
    ].map { $0.isEmpty ? "/" : $0 }
    /// Bytes that a percent-encoded path may bring in.
    static let oddities: [[UInt8]] = [
        [0x80], [0xFF], [0xC3, 0xA9], [0xC3], [0xE6, 0x97], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0xEF, 0xBF, 0xBD], [0x00], [0x0A], [0x20], Array("a".utf8), Array("b".utf8), Array("%2F".utf8),
        Array("日".utf8), [0xC0, 0xAF],
    ]

    static func addresses(_ number: Int) -> [(range: String, member: String)] {
        let low = number % 250
        return [
            ("10.\(low).0.0/16", "10.\(low).3.4"), ("10.\(low).1.9/24", "10.\(low).1.200"),
            ("192.0.2.\(low)", "192.0.2.\(low)"), ("0.0.0.0/0", "203.0.113.9"), ("::/0", "2001:db8::\(low)"),
            ("2001:db8:\(low)::/48", "2001:db8:\(low)::1"), ("::ffff:10.\(low).0.0/112", "10.\(low).9.9"),
            ("::1", "::1"), ("fe80::/10", "fe80::1%eth0"), ("10.0.0.0/7", "11.\(low).0.1"),
            ("2001:db8::\(low)/127", "2001:db8::\(low)"),
        ]
    }
}
