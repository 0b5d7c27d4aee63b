/// A value of a configuration file with its place, whatever the format.
struct ConfigurationNode {
    enum Content {
        /// A value that isn't there: YAML's `null`, or a key with nothing behind it.
        case empty
        /// Text, a number or a Boolean, as written.
        case scalar(String)
        case list([ConfigurationNode])
        case mapping([(key: String, value: ConfigurationNode)])
    }

    var content: Content
    var place: ConfigurationPlace

    var mapping: [(key: String, value: ConfigurationNode)]? {
        if case .mapping(let members) = content { members } else { nil }
    }

    var scalar: String? {
        if case .scalar(let text) = content { text } else { nil }
    }

    /// The member with this name in any case, as Traefik decodes keys; `nil` too for one that is empty.
    func member(_ name: String) -> ConfigurationNode? {
        guard let value = mapping?.first(where: { $0.key.lowercased() == name.lowercased() })?.value else { return nil }
        if case .empty = value.content { return nil }
        return value
    }

    /// What the value is, for messages.
    var kind: String {
        switch content {
        case .empty: "nothing"
        case .scalar(let text): "'\(text)'"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
