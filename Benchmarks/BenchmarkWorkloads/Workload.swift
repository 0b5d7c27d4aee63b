import Turnout

/// A set of routers, and requests that come near them.
///
/// Workloads are made from seeds, so every run and every engine sees the same.
public struct Workload: Sendable {
    public struct Rule: Sendable {
        public var name: String
        public var text: String
        /// 0 = the length of the text.
        public var priority: Int
        /// A request made to satisfy this rule; a better-ranked one may still win it.
        public var witness: RequestText
    }

    public var name: String
    public var rules: [Rule] = []
    /// Requests that no rule takes; empty where some rule takes everything.
    public var misses: [RequestText] = []
    /// Whether the set was made to hurt.
    public var isAdversarial: Bool

    init(_ name: String, isAdversarial: Bool = true) {
        self.name = name
        self.isAdversarial = isAdversarial
    }

    mutating func add(_ text: String, name: String? = nil, priority: Int = 0, witness: RequestText) {
        rules.append(Rule(name: name ?? "r\(rules.count)", text: text, priority: priority, witness: witness))
    }

    /// The routers, each with its place in `rules` for payload.
    public var routers: [Router<Int>] {
        rules.indices.map { router($0) }
    }

    /// The router of one rule, with another text if given.
    public func router(_ index: Int, text: String? = nil) -> Router<Int> {
        let rule = rules[index]
        return Router(
            name: rule.name, rule: text ?? rule.text, priority: rule.priority, provider: "file", payload: index)
    }
}

/// A request as a client would send it.
public struct RequestText: Sendable {
    public var method = "GET"
    public var host: String
    public var target: String
    public var headers: [(String, String)] = []
    public var remote = "192.0.2.1:1234"

    public init(
        _ host: String, _ target: String, method: String = "GET", headers: [(String, String)] = [],
        remote: String = "192.0.2.1:1234"
    ) {
        self.method = method
        self.host = host
        self.target = target
        self.headers = headers
        self.remote = remote
    }

    /// The request as matchers see it, with the header lines that every browser adds.
    public func request() throws(RequestRefusal) -> Request {
        try Request(
            method: method, host: host, target: target,
            headers: [
                ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
                ("Accept", "*/*"), ("Accept-Encoding", "gzip, deflate, br"),
            ] + headers,
            remote: remote)
    }
}
