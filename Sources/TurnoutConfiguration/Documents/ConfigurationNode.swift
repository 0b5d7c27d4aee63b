/// A value of a configuration with its place, whatever the format.
public struct ConfigurationNode: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        /// A value that isn't there: YAML's `null`, or a key with nothing behind it.
        case empty
        /// Text, a number or a Boolean.
        case scalar(String)
        /// A date or a time without quotes, which nothing takes.
        case date(String)
        case list([ConfigurationNode])
        case mapping([Member])
    }

    public struct Member: Hashable, Sendable {
        public var key: String
        public var value: ConfigurationNode
        @NotCompared public var place: ConfigurationPlace

        public init(_ key: String, _ value: ConfigurationNode, at place: ConfigurationPlace) {
            self.key = key
            self.value = value
            self.place = place
        }
    }

    public var content: Content
    @NotCompared public var place: ConfigurationPlace

    public init(_ content: Content, at place: ConfigurationPlace) {
        self.content = content
        self.place = place
    }

    /// Whether there is no value.
    var isEmpty: Bool { if case .empty = content { true } else { false } }

    /// What the value is, for messages.
    var kind: String {
        switch content {
        case .empty: "nothing"
        case .scalar(let text): "'\(text)'"
        case .date(let text): "the date \(text)"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// Reading of a node that a schema has checked: keys are spelt as Traefik documents them, and values have their types.
extension ConfigurationNode {
    public var members: [Member] { if case .mapping(let members) = content { members } else { [] } }

    /// The elements of a list; of another node, none.
    public var elements: [ConfigurationNode] { if case .list(let elements) = content { elements } else { [] } }

    public var text: String? { if case .scalar(let text) = content { text } else { nil } }

    /// The member of this name, exactly spelt.
    public subscript(key: String) -> ConfigurationNode? {
        guard case .mapping(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }

    public func text(_ key: String) -> String? { self[key]?.text }
    public func flag(_ key: String) -> Bool? { text(key).flatMap(GoSyntax.boolean) }
    public func integer(_ key: String) -> Int? { text(key).flatMap { Int($0) } }
    public func duration(_ key: String) -> Duration? { text(key).flatMap { GoSyntax.duration($0, unit: .seconds(1)) } }
    /// The elements of a list of texts, without white space at their ends, as Traefik reads them.
    public func texts(_ key: String) -> [String] { self[key]?.elements.compactMap(\.text?.trimmingBlanks) ?? [] }
    /// The members of a mapping of texts.
    public func textMembers(_ key: String) -> [String: String] {
        Dictionary(self[key]?.members.map { ($0.key, $0.value.text ?? "") } ?? []) { $1 }
    }
}

extension String {
    /// Without white space at both ends, as Go's `strings.TrimSpace` counts it.
    var trimmingBlanks: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
