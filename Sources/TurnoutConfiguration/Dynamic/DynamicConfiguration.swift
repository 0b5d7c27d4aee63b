/// The elements of a set of dynamic configuration files, before references are resolved.
///
/// Two are equal when they mean the same, wherever their elements stand and whatever was wrong with them on the way.
public struct DynamicConfiguration: Hashable, Sendable {
    public var routers: [Shared<ConfiguredRouter>] = []
    public var services: [Shared<ConfiguredService>] = []
    public var middlewares: [ConfiguredMiddleware] = []
    public var serversTransports: [ConfiguredServersTransport] = []
    public var tls = TLSConfiguration()
    /// `tcp` and `udp` as they stand; Turnout serves neither.
    public var tcp: ConfigurationNode?
    public var udp: ConfigurationNode?
    /// In the order of the files.
    @NotCompared public var problems: [ConfigurationProblem] = []
    /// Files that could not be used. A provider then keeps the configuration that it has.
    @NotCompared public var rejectedFiles: [String] = []

    public init() {}

    /// Whether there is nothing in it.
    public var isEmpty: Bool { self == DynamicConfiguration() }
}

/// One middleware of `http.middlewares`.
public struct ConfiguredMiddleware: Hashable, Sendable {
    /// Qualified: `auth@file`.
    public var name: String
    /// Traefik's names for what it is: `stripPrefix`. Exactly one, or it can't be used.
    public var kinds: [String]
    /// What stands under the kind, checked against the schema.
    public var node: ConfigurationNode
    @NotCompared public var place: ConfigurationPlace

    public init(name: String, kinds: [String], node: ConfigurationNode, at place: ConfigurationPlace = .none) {
        self.name = name
        self.kinds = kinds
        self.node = node
        self.place = place
    }

    /// Empty if it has none or several.
    public var kind: String { kinds.count == 1 ? kinds[0] : "" }
}

/// One of `http.serversTransports`.
public struct ConfiguredServersTransport: Hashable, Sendable {
    /// Qualified: `internal@file`.
    public var name: String
    public var transport: ServersTransport
    @NotCompared public var place: ConfigurationPlace

    public init(name: String, transport: ServersTransport, at place: ConfigurationPlace = .none) {
        self.name = name
        self.transport = transport
        self.place = place
    }
}
