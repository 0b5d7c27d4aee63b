extension ConfiguredMiddleware {
    /// What Traefik's API shows of it: its options, with defaults, under its kind. Secrets are `xxxx`.
    package var json: [(name: String, value: JSONValue)] {
        guard kinds.count == 1, case .structure(let structure)? = Structure.middleware.key(kind)?.type else {
            return kinds.map { ($0, .object([])) }
        }
        var options = structure.json(of: node)
        for (name, value) in Self.defaults[kind] ?? [] where !options.contains(where: { $0.name == name }) {
            options.append((name, value))
        }
        return [(kind, .object(options))]
    }

    /// Options that have a value of their own where nothing is said.
    private static let defaults: [String: [(name: String, value: JSONValue)]] = [
        "circuitBreaker": [
            ("checkPeriod", .text("100ms")), ("fallbackDuration", .text("10s")), ("recoveryDuration", .text("10s")),
            ("responseCode", .number(503)),
        ],
        "compress": [("encodings", .texts(["gzip", "br", "zstd"]))],
        "forwardAuth": [("maxBodySize", .number(-1))],
        "rateLimit": [("period", .text("1s")), ("burst", .number(1))],
        "retry": [("maxRequestBodyBytes", .number(2 << 20))],
    ]
}

extension Structure {
    /// A node that was checked against this, as JSON: in the order of this structure, what is empty left out.
    func json(of node: ConfigurationNode) -> [(name: String, value: JSONValue)] {
        var members: [(name: String, value: JSONValue)] = []
        for key in keys {
            guard let value = node[key.name] else { continue }
            members.add(key.name, key.json(of: value))
        }
        return members
    }
}

extension Structure.Key {
    private static let secret = JSONValue.text("xxxx")

    /// Whose values nobody but the servers should know.
    private static let secretLists: Set = ["users"]
    private static let secretTexts: Set = ["password", "token", "secret"]

    fileprivate func json(of node: ConfigurationNode) -> JSONValue? {
        switch type {
        case .text:
            let text = node.text ?? ""
            // A file's name is no secret, what stands in such a file is.
            if Self.secretTexts.contains(name) || text.contains("PRIVATE KEY-----") { return Self.secret }
            return .text(text)
        case .texts where Self.secretLists.contains(name): return .list(node.elements.map { _ in Self.secret })
        case .texts: return .texts(node.elements.compactMap(\.text))
        case .flag: return .flag(node.text.flatMap(GoSyntax.boolean) ?? false)
        case .integer: return .number(node.text.flatMap { Int($0) } ?? 0)
        case .number: return .real(node.text.flatMap(Double.init) ?? 0)
        case .duration:
            return node.text.flatMap { GoSyntax.duration($0, unit: .seconds(1)) }.map {
                .text($0 == .zero ? "" : GoSyntax.text(of: $0))
            }
        case .integers: return .list(node.elements.map { .number($0.text.flatMap { Int($0) } ?? 0) })
        case .numbers: return .list(node.elements.map { .real($0.text.flatMap(Double.init) ?? 0) })
        case .structure(let structure): return .object(structure.json(of: node))
        case .structures(let structure): return .list(node.elements.map { .object(structure.json(of: $0)) })
        case .members(let structure):
            return named(node) { .object(structure.json(of: $0)) }
        case .textMembers: return named(node) { .text($0.text ?? "") }
        case .integerMembers: return named(node) { .number($0.text.flatMap { Int($0) } ?? 0) }
        // What it holds is not known, so neither is what of it is secret.
        case .anyMembers, .any: return nil
        }
    }

    /// In the order of names.
    private func named(_ node: ConfigurationNode, _ json: (ConfigurationNode) -> JSONValue) -> JSONValue? {
        guard !node.members.isEmpty else { return nil }
        return .object(node.members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
    }
}
