import TurnoutSyntax

/// One router of `http.routers`, as a file gives it.
public struct ConfiguredRouter: Hashable, Sendable {
    /// Qualified with the provider: `api@file`.
    public var name: String
    public var rule: String
    /// `nil` = the static configuration's default.
    public var ruleSyntax: RuleSyntax?
    /// 0 = the length of the rule.
    public var priority = 0
    /// The entry points named; empty = the default ones.
    public var entryPoints: [String] = []
    /// As written; `reference` completes them.
    public var middlewares: [String] = []
    /// As written; empty = none.
    public var service = ""
    /// `nil` = the router serves plain HTTP.
    public var tls: Shared<RouterTLS>?
    /// What is noted of its requests; `nil` = what its entry points say.
    public var observability: Shared<Observability>?
    /// Whether the router hangs on others (`parentRefs`).
    public var hasParents = false
    /// Where the rule stands, or the router if it has none.
    @NotCompared public var place: ConfigurationPlace

    public init(name: String, rule: String, at place: ConfigurationPlace = .none) {
        self.name = name
        self.rule = rule
        self.place = place
    }

    public var servesTLS: Bool { tls != nil }
    public var syntax: RuleSyntax { ruleSyntax ?? .v3 }
}

/// `tls` of a router, or of an entry point for all its routers.
public struct RouterTLS: Hashable, Sendable {
    public struct Domain: Hashable, Sendable {
        public var main: String
        public var sans: [String]

        public init(main: String, sans: [String] = []) {
            self.main = main
            self.sans = sans
        }
    }

    /// As written; empty = `default`.
    public var options = ""
    public var certResolver = ""
    public var domains: [Domain] = []

    public init() {}
}
