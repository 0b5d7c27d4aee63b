import TurnoutSyntax

/// A router as a configuration gives it: a rule, and what its owner wants back when it wins.
public struct Router<Payload: Sendable>: Sendable {
    /// The name, qualified (`api@file`) or not. Names decide ties, so they should be unique together with the provider.
    public var name: String
    /// The rule in Traefik's language.
    public var rule: String
    public var syntax: RuleSyntax
    /// Higher wins. 0 means "not set": the length of the rule in bytes.
    public var priority: Int
    /// The provider, for precedence among equal priorities; empty = what follows the `@` of the name.
    public var provider: String
    public var payload: Payload

    public init(
        name: String, rule: String, syntax: RuleSyntax = .v3, priority: Int = 0, provider: String = "",
        payload: Payload
    ) {
        self.name = name
        self.rule = rule
        self.syntax = syntax
        self.priority = priority
        self.provider = provider
        self.payload = payload
    }
}

extension Router where Payload == Void {
    public init(name: String, rule: String, syntax: RuleSyntax = .v3, priority: Int = 0, provider: String = "") {
        self.init(name: name, rule: rule, syntax: syntax, priority: priority, provider: provider, payload: ())
    }
}

/// A router of one table. Unchanged routers keep their number when a table is built from the previous one.
public struct RouterID: Hashable, Sendable {
    package let number: UInt32
    package init(number: UInt32) { self.number = number }
}

/// How a table is built.
public struct BuildOptions: Hashable, Sendable {
    /// What the rules speak of: HTTP requests or TCP connections.
    public var kind: RuleKind
    /// Providers whose routers win ties of equal priority, best first; others lose to them.
    public var providerPrecedence: [String]
    /// Bounds on rules; exceeding one is a diagnostic.
    public var ruleLimits: RuleLimits
    /// Bounds on compilation; exceeding one makes a part of the table slower.
    public var compilationLimits: CompilationLimits

    public init(
        kind: RuleKind = .http, providerPrecedence: [String] = BuildOptions.traefikPrecedence,
        ruleLimits: RuleLimits = RuleLimits(), compilationLimits: CompilationLimits = CompilationLimits()
    ) {
        self.kind = kind
        self.providerPrecedence = providerPrecedence
        self.ruleLimits = ruleLimits
        self.compilationLimits = compilationLimits
    }

    /// Traefik's default `providers.precedence`.
    public static let traefikPrecedence = [
        "kubernetesgateway", "kubernetescrd", "kubernetes", "kubernetesingressnginx", "swarm", "docker", "file",
        "redis", "knative", "consul", "consulcatalog", "nomad", "etcd", "ecs", "http", "zookeeper", "rest",
    ]
}
