#if Proxy
    import TurnoutConfiguration

    /// What the API tells of: a configuration, and what came of it.
    public struct APIContents: Sendable {
        public var configuration: StaticConfiguration
        public var dynamic: DynamicConfiguration
        public var resolved: ResolvedConfiguration
        /// Why routers could not be compiled, by their qualified names.
        public var failures: [String: [String]] = [:]
        /// The URLs of servers that are down, by the qualified names of their services.
        var downServers: [String: Set<String>] = [:]
        /// Of this program.
        public var version: String

        public init(
            _ configuration: StaticConfiguration, _ dynamic: DynamicConfiguration, _ resolved: ResolvedConfiguration,
            version: String
        ) {
            self.configuration = configuration
            self.dynamic = dynamic
            self.resolved = resolved
            self.version = version
        }
    }

    /// An element of a list of the API.
    struct APIElement {
        var name: String
        var status: ResolvedConfiguration.Status
        /// What `rawdata` shows.
        var members: [(name: String, value: JSONValue)]
        /// What lists and single elements show besides.
        var ownMembers: [(name: String, value: JSONValue)]
        /// What a search looks into.
        var searched: [String]
        /// What it can be sorted by.
        var orders: [String: APIOrder]
        /// As a router names it; empty for others.
        var service = ""
        /// Of a router, qualified.
        var middlewares: [String] = []

        /// As the API shows it alone and in lists.
        var json: JSONValue { .object(members + ownMembers) }

        /// What follows `@`.
        static func provider(of name: String) -> String {
            name.utf8.lastIndex(of: UInt8(ascii: "@")).map { String(name[name.index(after: $0)...]) } ?? ""
        }
    }

    /// A key to sort by.
    enum APIOrder: Comparable {
        case number(Int)
        case text(String)

        static func < (left: APIOrder, right: APIOrder) -> Bool {
            switch (left, right) {
            case (.number(let left), .number(let right)): left < right
            case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
            case (.number, .text): true
            case (.text, .number): false
            }
        }
    }
#endif
