import ReferenceInterpreter

/// Whole cases: a table of rules, and requests derived from the rules' own literals.
struct CaseGenerator {
    private var random: SplitMix64
    private let seed: UInt64
    private let theme: Theme

    init(seed: UInt64, theme: Theme) {
        // Themes must not share their choices, or together they would see no more than one alone.
        self.seed = theme.rawValue.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        self.theme = theme
        random = SplitMix64(seed: self.seed)
    }

    mutating func make(routers count: Int, requests requestCount: Int) -> ConformCase {
        let kind: ConformCase.Kind = theme == .connections || (theme == .negation && random.chance(20)) ? .tcp : .http
        let syntax: ConformCase.Syntax = random.chance(30) ? .v2 : .v3
        var rules = RuleGenerator(
            random: SplitMix64(seed: seed ^ 0x5DEE_CE66_D), theme: theme, kind: kind, syntax: syntax,
            variety: max(2, count / 3))
        var routers: [ConformRouter] = []
        var wishes: [[Wish]] = []
        for index in 0..<count {
            let rule = rules.rule()
            routers.append(
                ConformRouter(
                    name: "r\(index)", rule: rule.text, priority: priority(),
                    provider: theme == .ties || random.chance(10) ? random.pick(["file", "docker", "other"]) : nil))
            wishes.append(rule.wishes)
        }
        var result = ConformCase(
            id: "\(theme.rawValue)-\(seed)", kind: kind, syntax: syntax,
            pipeline: kind == .tcp || random.chance(80) ? .entrypoint : .muxer,
            sanitize: random.chance(85), precedence: random.pick([nil, ["docker", "file"], ["file"]]), routers: routers,
            requests: [])
        for _ in 0..<requestCount {
            var chosen = random.pick(wishes)
            if random.chance(25) { chosen += random.pick(wishes) }
            chosen.removeAll { _ in random.chance(8) }
            result.requests.append(kind == .tcp ? connection(chosen) : request(chosen, pipeline: result.pipeline))
        }
        return result
    }

    private mutating func priority() -> Int? {
        switch theme {
        case .ties: random.pick([1, 1, 2, nil])
        default: random.chance(25) ? random.pick([1, 10, 10, 30, -5, Int.min, 1 << 62]) : nil
        }
    }

    // MARK: Requests

    private mutating func request(_ wishes: [Wish], pipeline: ConformCase.Pipeline) -> ConformRequest {
        var request = ConformRequest()
        var host = Array(random.pick(Vocabulary.hosts).utf8)
        var path = Array(random.pick(Vocabulary.paths).utf8)
        var pairs: [(key: [UInt8], value: [UInt8])] = []
        for wish in wishes {
            switch wish {
            case .host(let wanted): host = wanted
            case .path(let wanted): path = wanted
            case .method(let wanted): request.method = wanted
            case .query(let key, let value): pairs.append((key, value))
            case .remote(let address): request.remote = remote(address)
            case .header(let name, let value): addHeader(name, value, isTrimmed: pipeline == .entrypoint, to: &request)
            case .alpn, .nothing: break
            }
        }
        setHost(host, of: &request)
        request.target = spelled(path.first == 0x2F ? path : [0x2F] + path)
        if random.chance(20) { request.target = mutated(request.target) }
        if random.chance(20) {
            pairs.append(
                (Array("q\(random.pick([0, 1, 2]))".utf8), random.pick([[], Array("1".utf8), Array("a".utf8)])))
        }
        if let query = query(pairs, pipeline: pipeline) { request.target += "?" + query }
        if random.chance(5) {
            request.headers += random.pick([
                [["Connection", "X-H1"]], [["X-Forwarded-Proto", "https"]],
                [["Connection", "Upgrade"], ["Upgrade", "websocket"]],
            ])
        }
        return request
    }

    private mutating func setHost(_ host: [UInt8], of request: inout ConformRequest) {
        var text = String(decoding: host.filter { $0 < 0x80 && $0 > 0x20 }, as: UTF8.self)
        if random.chance(20) {
            text = random.pick([
                text.uppercased(), text + ".", text + ":8080", "w." + text, "." + text, text + "..", "", "no.such",
                String(text.drop { $0 != "." }.dropFirst()),
            ])
        }
        if random.chance(4) {
            request.host = nil
            request.version = "HTTP/1.0"
        } else {
            request.host = text
        }
    }

    /// - Parameter isTrimmed: whether blanks around the value are known to fall off.
    private mutating func addHeader(_ name: String, _ value: [UInt8], isTrimmed: Bool, to request: inout ConformRequest)
    {
        guard name != "Host" else { return }
        // A header of a case is text; other bytes are for paths and queries.
        var text = String(decoding: value.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
        if !isTrimmed { text.removeAll { $0 == " " } }
        if random.chance(25) { request.headers.append([name, random.pick(["1", "zz", "", "a"])]) }
        request.headers.append([
            random.pick([name, name, name.lowercased(), name.uppercased()]),
            random.chance(12) ? "\(isTrimmed ? " " : "")\(text)x" : text,
        ])
        if random.chance(25) { request.headers.append([name.lowercased(), random.pick(["2", "a", "v1"])]) }
    }

    private mutating func connection(_ wishes: [Wish]) -> ConformRequest {
        var request = ConformRequest()
        request.serverName = random.pick(Vocabulary.hosts)
        for wish in wishes {
            switch wish {
            case .host(let name):
                // Clients may not send a trailing dot, so most of the time none is left.
                let isDotted = name.last == 0x2E && random.chance(70)
                request.serverName = String(decoding: isDotted ? name.dropLast() : name[...], as: UTF8.self)
            case .remote(let address): request.remote = remote(address)
            case .alpn(let name): request.protocols.append(name)
            default: break
            }
        }
        if random.chance(20) {
            request.serverName = random.pick([
                request.serverName.uppercased(), request.serverName + ".", "w." + request.serverName, "", "no.such",
            ])
        }
        if random.chance(20) { request.protocols.append(random.pick(["h2", "mqtt", "none"])) }
        return request
    }

    private mutating func remote(_ address: String) -> String {
        if random.chance(4) { return random.pick(["x", "@", "", address]) }
        if address.contains(":") { return "[\(address)]:443" }
        return random.chance(12) ? "[::ffff:\(address)]:1" : "\(address):80"
    }

    // MARK: Spelling

    private mutating func query(_ pairs: [(key: [UInt8], value: [UInt8])], pipeline: ConformCase.Pipeline) -> String? {
        var parts = pairs.map { pair in
            pair.value.isEmpty && random.chance(50)
                ? escaped(pair.key, keeping: "")
                : "\(escaped(pair.key, keeping: ""))=\(escaped(pair.value, keeping: "/"))"
        }
        if random.chance(15) { parts.append(random.pick(["q1", "q1=", "%zz=1", "q0=%", "=x", "q2=a+b", "q1=1&q1=2"])) }
        if let again = parts.first, random.chance(15) { parts.append(again) }
        guard !parts.isEmpty else { return nil }
        parts.shuffle(using: &random)
        // What a semicolon means without the entry point is not settled.
        return parts.joined(separator: pipeline == .entrypoint && random.chance(15) ? ";" : "&")
    }

    /// A target with this routing path.
    private mutating func spelled(_ path: [UInt8]) -> String {
        var text = ""
        for (index, byte) in path.enumerated() {
            let isKeptEscape =
                byte == 0x25 && path.count > index + 2
                && ["2F", "25", "3B"].contains(String(decoding: path[(index + 1)...(index + 2)], as: UTF8.self))
            text += isKeptEscape ? "%" : escaped([byte], keeping: "/:;~!$&'()*+,=@-._")
        }
        return text
    }

    private mutating func escaped(_ bytes: [UInt8], keeping kept: String) -> String {
        var text = ""
        for byte in bytes {
            let character = Character(Unicode.Scalar(byte))
            let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || kept.contains(character))
            if isPlain, !random.chance(2) || byte == 0x2F {
                text.append(character)
            } else {
                let digits = String(byte, radix: 16, uppercase: random.chance(80))
                text += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return text
    }

    private mutating func mutated(_ target: String) -> String {
        random.pick([
            target + random.pick(["/", "a", "/..", "/.", "//", "%2F", "%ff", "|", "%00", "\u{E9}"]), "/" + target,
            "/zz/.." + target, "/%2e" + target, String(target.dropLast()).isEmpty ? "/" : String(target.dropLast()),
            target.replacing("/", with: "//"), target.replacing("a", with: "%61"), target + "/%2E%2E/b",
            target.replacing("b", with: "%C3%A9"), "/..%2F" + target.dropFirst() + "|",
        ])
    }
}
