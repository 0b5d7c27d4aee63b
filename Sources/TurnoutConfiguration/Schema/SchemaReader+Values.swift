/// The types of values, as Traefik's loader checks them.
extension SchemaReader {
    mutating func scalar(
        _ node: ConfigurationNode, _ expected: String, _ isValid: (String) -> Bool
    ) -> ConfigurationNode? {
        switch node.content {
        case .scalar(let text):
            if isValid(text) { return node }
            report(.wrongType, "must be \(expected), not '\(text)'", node.place)
        case .list(let elements) where elements.allSatisfy({ $0.text != nil }):
            // Traefik's loader makes a text of it that no one has written and that nothing is named by.
            let text = "[\(elements.compactMap(\.text).joined(separator: ", "))]"
            if isValid(text) {
                warn(
                    .wrongType, "must be \(expected), not a list; it is taken as the text '\(text)'",
                    node.place)
                return ConfigurationNode(.scalar(text), at: node.place)
            }
            report(.wrongType, "must be \(expected), not a list", node.place)
        case .mapping(let members) where members.allSatisfy({ $0.value.isEmpty }) && isValid(""):
            return ConfigurationNode(.scalar(""), at: node.place)
        default: report(.wrongType, "must be \(expected), not \(node.kind)", node.place)
        }
        return nil
    }

    /// A text under a name of the user's choice.
    mutating func memberText(_ node: ConfigurationNode) -> ConfigurationNode? {
        guard case .mapping = node.content else { return scalar(node, "a text") { _ in true } }
        warn(.wrongType, "must be a text, not a mapping; it is taken as empty", node.place)
        return ConfigurationNode(.scalar(""), at: node.place)
    }

    /// A list of scalars, or one text with commas.
    mutating func list(
        _ node: ConfigurationNode, _ expected: String, _ isValid: (String) -> Bool
    ) -> ConfigurationNode? {
        var elements: [ConfigurationNode] = []
        switch node.content {
        case .scalar(let text):
            if text.isEmpty { return nil }
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                elements.append(ConfigurationNode(.scalar(GoSyntax.trimmed(part)), at: node.place))
            }
        case .list(let nodes):
            for element in nodes {
                guard case .scalar(let text) = element.content else {
                    report(.wrongType, "must hold \(expected) each, not \(element.kind)", element.place)
                    continue
                }
                elements.append(ConfigurationNode(.scalar(GoSyntax.trimmed(text[...])), at: element.place))
            }
        case .mapping(let members)
        where members.allSatisfy({ if case .scalar = $0.value.content { true } else { false } }):
            warn(.wrongType, "must be a list, not a mapping; it is ignored", node.place)
            return nil
        default:
            report(.wrongType, "must be a list, not \(node.kind)", node.place)
            return nil
        }
        for element in elements {
            if let text = element.text, !isValid(text) {
                report(.wrongType, "must hold \(expected) each, not '\(text)'", element.place)
            }
        }
        return ConfigurationNode(.list(elements), at: node.place)
    }

    mutating func structure(
        _ node: ConfigurationNode, _ key: Structure.Key, _ structure: Structure
    ) -> ConfigurationNode? {
        switch node.content {
        case .mapping(let members) where members.contains { !$0.value.isEmpty } || key.mayBeEmpty:
            return read(members: members, of: structure, at: node.place)
        case .scalar(let text) where key.mayBeEmpty:
            // `true` switches it on, anything else off.
            return text.isEmpty || text.lowercased() == "true"
                ? ConfigurationNode(.mapping([]), at: node.place) : nil
        case .list(let elements) where key.mayBeEmpty && elements.allSatisfy({ $0.text != nil }):
            warn(.wrongType, "must be a mapping, not a list", node.place)
            return elements.isEmpty ? ConfigurationNode(.mapping([]), at: node.place) : nil
        case .mapping, .empty: report(.emptyElement, "needs members", node.place)
        case .scalar, .date, .list: report(.wrongType, "must be a mapping, not \(node.kind)", node.place)
        }
        return nil
    }

    mutating func structures(
        _ node: ConfigurationNode, _ structure: Structure
    ) -> ConfigurationNode? {
        var nodes: [ConfigurationNode] = []
        switch node.content {
        case .list(let list): nodes = list
        case .mapping(let members):
            warn(.wrongType, "must be a list, not a mapping; its members are taken as the list", node.place)
            nodes = members.filter { !$0.value.isEmpty }.map { member in
                if case .scalar = member.value.content {
                    ConfigurationNode(.mapping([]), at: member.place)
                } else {
                    member.value
                }
            }
        case .date:
            report(.wrongType, "must be a list, not \(node.kind)", node.place)
            return nil
        case .scalar, .empty:
            warn(.wrongType, "must be a list, not \(node.kind); it is ignored", node.place)
            return nil
        }
        var elements: [ConfigurationNode] = []
        for element in nodes {
            switch element.content {
            case .mapping(let members):
                trail.append("[]")
                elements.append(read(members: members, of: structure, at: element.place))
                trail.removeLast()
            case .scalar:
                warn(.wrongType, "must hold mappings, not \(element.kind); it is ignored", element.place)
            case .list, .date, .empty:
                report(.wrongType, "must hold mappings, not \(element.kind)", element.place)
            }
        }
        return ConfigurationNode(.list(elements), at: node.place)
    }

    mutating func members(
        _ node: ConfigurationNode,
        _ read: (inout SchemaReader, ConfigurationNode) -> ConfigurationNode?
    ) -> ConfigurationNode? {
        let members: [ConfigurationNode.Member]
        switch node.content {
        case .mapping(let given): members = given
        case .list(let elements) where elements.contains { $0.text == nil }:
            warn(
                .wrongType, "must be a mapping, not a list; its elements are named '[0]', '[1]' and so on",
                node.place)
            members = elements.enumerated().filter { $1.text == nil }.map {
                ConfigurationNode.Member("[\($0)]", $1, at: $1.place)
            }
        case .scalar, .date, .list, .empty:
            report(.wrongType, "must be a mapping, not \(node.kind)", node.place)
            return nil
        }
        var result: [ConfigurationNode.Member] = []
        result.reserveCapacity(members.count)
        trail.append("*")
        for member in members where !member.value.isEmpty {
            if let value = read(&self, member.value) {
                result.append(ConfigurationNode.Member(member.key, value, at: member.place))
            }
        }
        trail.removeLast()
        guard !result.isEmpty || members.contains(where: { !$0.value.isEmpty }) else {
            report(.emptyElement, "needs members", node.place)
            return nil
        }
        return ConfigurationNode(.mapping(result), at: node.place)
    }

    /// A structure under a name of the user's choice, which may stand as text: it then has nothing but defaults.
    mutating func element(
        _ node: ConfigurationNode, _ structure: Structure
    ) -> ConfigurationNode? {
        switch node.content {
        case .mapping(let members): return read(members: members, of: structure, at: node.place)
        case .date:
            report(.wrongType, "must be a mapping, not \(node.kind)", node.place)
            return nil
        case .empty, .scalar, .list: return ConfigurationNode(.mapping([]), at: node.place)
        }
    }
}
