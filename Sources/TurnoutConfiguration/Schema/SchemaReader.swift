/// Checks the nodes of one document against a schema, as Traefik's loader does.
///
/// What comes out has keys as Traefik documents them, no members without a value, lists where lists belong, and values
/// that have their types. All faults are found, not just the first.
struct SchemaReader {
    /// Errors; with any, Traefik refuses the document.
    private(set) var problems: [ConfigurationProblem] = []
    /// Values of a type that Traefik makes do with.
    private(set) var warnings: [ConfigurationProblem] = []
    /// Keys that have no effect, each with the places where it stands.
    private(set) var ineffective = IneffectiveKeys()

    private let ignoresUnknownSections: Bool

    /// - Parameter ignoresUnknownSections: Whether unknown keys at the top are ignored, as Traefik does in files.
    init(ignoresUnknownSections: Bool = true) { self.ignoresUnknownSections = ignoresUnknownSections }

    /// Checks a whole document.
    mutating func read(document node: ConfigurationNode, _ structure: Structure) -> ConfigurationNode {
        guard case .mapping(let members) = node.content else { return ConfigurationNode(.mapping([]), at: node.place) }
        var known: [ConfigurationNode.Member] = []
        for member in members {
            if ignoresUnknownSections, structure.key(member.key) == nil {
                ineffective.add(.ignored, member.key, member.place)
            } else {
                known.append(member)
            }
        }
        return read(members: known, of: structure, path: "", at: node.place)
    }

    private mutating func read(
        members: [ConfigurationNode.Member], of structure: Structure, path: String, at place: ConfigurationPlace
    ) -> ConfigurationNode {
        var result: [ConfigurationNode.Member] = []
        result.reserveCapacity(members.count)
        for member in members {
            guard let key = structure.key(member.key) else {
                if member.value.content == .empty {
                    ineffective.add(.ignored, path + member.key, member.place)
                } else {
                    report(unknown: member, in: structure, path)
                }
                continue
            }
            if member.value.content == .empty { continue }
            let keyPath = path.isEmpty ? key.name : path + key.name
            switch key.support {
            case .supported, .meaningless: break
            case .inert: ineffective.add(.inert, keyPath, member.place)
            case .unsupported: ineffective.add(.unsupported, keyPath, member.place)
            case .deprecated(let advice): ineffective.add(.deprecated(advice), keyPath, member.place)
            case .removed(let advice):
                problems.append(
                    ConfigurationProblem(
                        .removedKey, "Traefik no longer has '\(keyPath)' and refuses it; \(advice)", at: member.place))
            }
            ineffective.isInside += key.support == .unsupported ? 1 : 0
            defer { ineffective.isInside -= key.support == .unsupported ? 1 : 0 }
            guard let value = read(member.value, key, keyPath) else { continue }
            if let index = result.firstIndex(where: { $0.key == key.name }) {
                // The same key in two spellings: the one that sorts last counts in Traefik.
                result[index].value = value
            } else {
                result.append(ConfigurationNode.Member(key.name, value, at: member.place))
            }
        }
        return ConfigurationNode(.mapping(result), at: place)
    }

    /// A value as its key takes it; `nil` if it is switched off or can't be used.
    private mutating func read(_ node: ConfigurationNode, _ key: SchemaKey, _ path: String) -> ConfigurationNode? {
        switch key.type {
        case .text: return scalar(node, path, "a text") { _ in true }
        case .flag: return scalar(node, path, "true or false") { GoSyntax.boolean($0) != nil }
        case .integer: return scalar(node, path, "a whole number") { Int($0) != nil }
        case .number: return scalar(node, path, "a number") { Double($0) != nil }
        case .duration:
            return scalar(node, path, "a duration such as 10s") { GoSyntax.duration($0, unit: .seconds(1)) != nil }
        case .texts: return list(node, path, "a text") { _ in true }
        case .integers: return list(node, path, "a whole number") { Int($0) != nil }
        case .numbers: return list(node, path, "a number") { Double($0) != nil }
        case .structure(let structure): return self.structure(node, key, structure, path)
        case .structures(let structure): return structures(node, structure, path)
        case .members(let structure):
            return members(node, path) { reader, value, path in
                reader.element(value, structure, path)
            }
        case .textMembers: return members(node, path) { $0.memberText($1, $2) }
        case .integerMembers: return members(node, path) { $0.scalar($1, $2, "a whole number") { Int($0) != nil } }
        case .anyMembers:
            return members(node, path) { reader, value, path in
                reader.refuseUnreadable(value, path)
                return value
            }
        case .any:
            refuseUnreadable(node, path)
            return node
        }
    }

    /// Even where nothing is known of a value, it can't be a date, or a list of lists.
    private mutating func refuseUnreadable(_ node: ConfigurationNode, _ path: String) {
        switch node.content {
        case .date: report(.wrongType, "'\(path)' is \(node.kind), which nothing takes; put it in quotes", node.place)
        case .list(let elements):
            for element in elements {
                switch element.content {
                case .list, .empty:
                    report(.wrongType, "'\(path)' can't hold \(element.kind) among its elements", element.place)
                case .scalar, .date, .mapping: refuseUnreadable(element, path)
                }
            }
        case .mapping(let members): for member in members { refuseUnreadable(member.value, path) }
        case .empty, .scalar: break
        }
    }

    // MARK: Values

    private mutating func scalar(
        _ node: ConfigurationNode, _ path: String, _ expected: String, _ isValid: (String) -> Bool
    ) -> ConfigurationNode? {
        switch node.content {
        case .scalar(let text):
            if isValid(text) { return node }
            report(.wrongType, "'\(path)' must be \(expected), not '\(text)'", node.place)
        case .list(let elements) where elements.allSatisfy({ $0.text != nil }):
            // Traefik's loader makes a text of it that no one has written and that nothing is named by.
            let text = "[\(elements.compactMap(\.text).joined(separator: ", "))]"
            if isValid(text) {
                warn(
                    .wrongType, "'\(path)' must be \(expected), not a list; it is taken as the text '\(text)'",
                    node.place)
                return ConfigurationNode(.scalar(text), at: node.place)
            }
            report(.wrongType, "'\(path)' must be \(expected), not a list", node.place)
        case .mapping(let members) where members.allSatisfy({ $0.value.content == .empty }) && isValid(""):
            return ConfigurationNode(.scalar(""), at: node.place)
        default: report(.wrongType, "'\(path)' must be \(expected), not \(node.kind)", node.place)
        }
        return nil
    }

    /// A text under a name of the user's choice.
    private mutating func memberText(_ node: ConfigurationNode, _ path: String) -> ConfigurationNode? {
        guard case .mapping = node.content else { return scalar(node, path, "a text") { _ in true } }
        warn(.wrongType, "'\(path)' must be a text, not a mapping; it is taken as empty", node.place)
        return ConfigurationNode(.scalar(""), at: node.place)
    }

    /// A list of scalars, or one text with commas.
    private mutating func list(
        _ node: ConfigurationNode, _ path: String, _ expected: String, _ isValid: (String) -> Bool
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
                    report(.wrongType, "'\(path)' must hold \(expected) each, not \(element.kind)", element.place)
                    continue
                }
                elements.append(ConfigurationNode(.scalar(GoSyntax.trimmed(text[...])), at: element.place))
            }
        case .mapping(let members)
        where members.allSatisfy({ if case .scalar = $0.value.content { true } else { false } }):
            warn(.wrongType, "'\(path)' must be a list, not a mapping; it is ignored", node.place)
            return nil
        default:
            report(.wrongType, "'\(path)' must be a list, not \(node.kind)", node.place)
            return nil
        }
        for element in elements {
            if let text = element.text, !isValid(text) {
                report(.wrongType, "'\(path)' must hold \(expected) each, not '\(text)'", element.place)
            }
        }
        return ConfigurationNode(.list(elements), at: node.place)
    }

    private mutating func structure(
        _ node: ConfigurationNode, _ key: SchemaKey, _ structure: Structure, _ path: String
    ) -> ConfigurationNode? {
        switch node.content {
        case .mapping(let members) where members.contains { $0.value.content != .empty } || key.mayBeEmpty:
            return read(members: members, of: structure, path: path + ".", at: node.place)
        case .scalar(let text) where key.mayBeEmpty:
            // `true` switches it on, anything else off.
            return text.isEmpty || text.lowercased() == "true"
                ? ConfigurationNode(.mapping([]), at: node.place) : nil
        case .list(let elements) where key.mayBeEmpty && elements.allSatisfy({ $0.text != nil }):
            warn(.wrongType, "'\(path)' must be a mapping, not a list", node.place)
            return elements.isEmpty ? ConfigurationNode(.mapping([]), at: node.place) : nil
        case .mapping, .empty: report(.emptyElement, "'\(path)' needs members", node.place)
        case .scalar, .date, .list: report(.wrongType, "'\(path)' must be a mapping, not \(node.kind)", node.place)
        }
        return nil
    }

    private mutating func structures(
        _ node: ConfigurationNode, _ structure: Structure, _ path: String
    ) -> ConfigurationNode? {
        var nodes: [ConfigurationNode] = []
        switch node.content {
        case .list(let list): nodes = list
        case .mapping(let members):
            warn(.wrongType, "'\(path)' must be a list, not a mapping; its members are taken as the list", node.place)
            nodes = members.filter { $0.value.content != .empty }.map { member in
                if case .scalar = member.value.content {
                    ConfigurationNode(.mapping([]), at: member.place)
                } else {
                    member.value
                }
            }
        case .date:
            report(.wrongType, "'\(path)' must be a list, not \(node.kind)", node.place)
            return nil
        case .scalar, .empty:
            warn(.wrongType, "'\(path)' must be a list, not \(node.kind); it is ignored", node.place)
            return nil
        }
        var elements: [ConfigurationNode] = []
        for element in nodes {
            switch element.content {
            case .mapping(let members):
                elements.append(read(members: members, of: structure, path: path + "[].", at: element.place))
            case .scalar:
                warn(.wrongType, "'\(path)' must hold mappings, not \(element.kind); it is ignored", element.place)
            case .list, .date, .empty:
                report(.wrongType, "'\(path)' must hold mappings, not \(element.kind)", element.place)
            }
        }
        return ConfigurationNode(.list(elements), at: node.place)
    }

    private mutating func members(
        _ node: ConfigurationNode, _ path: String,
        _ read: (inout SchemaReader, ConfigurationNode, String) -> ConfigurationNode?
    ) -> ConfigurationNode? {
        let members: [ConfigurationNode.Member]
        switch node.content {
        case .mapping(let given): members = given
        case .list(let elements) where elements.contains { $0.text == nil }:
            warn(
                .wrongType, "'\(path)' must be a mapping, not a list; its elements are named '[0]', '[1]' and so on",
                node.place)
            members = elements.enumerated().filter { $1.text == nil }.map {
                ConfigurationNode.Member("[\($0)]", $1, at: $1.place)
            }
        case .scalar, .date, .list, .empty:
            report(.wrongType, "'\(path)' must be a mapping, not \(node.kind)", node.place)
            return nil
        }
        var result: [ConfigurationNode.Member] = []
        result.reserveCapacity(members.count)
        for member in members where member.value.content != .empty {
            if let value = read(&self, member.value, path + ".*") {
                result.append(ConfigurationNode.Member(member.key, value, at: member.place))
            }
        }
        guard !result.isEmpty || members.contains(where: { $0.value.content != .empty }) else {
            report(.emptyElement, "'\(path)' needs members", node.place)
            return nil
        }
        return ConfigurationNode(.mapping(result), at: node.place)
    }

    /// A structure under a name of the user's choice, which may stand as text: it then has nothing but defaults.
    private mutating func element(
        _ node: ConfigurationNode, _ structure: Structure, _ path: String
    ) -> ConfigurationNode? {
        switch node.content {
        case .mapping(let members): return read(members: members, of: structure, path: path + ".", at: node.place)
        case .date:
            report(.wrongType, "'\(path)' must be a mapping, not \(node.kind)", node.place)
            return nil
        case .empty, .scalar, .list: return ConfigurationNode(.mapping([]), at: node.place)
        }
    }

    // MARK: Problems

    private mutating func report(_ id: ConfigurationProblem.ID, _ message: String, _ place: ConfigurationPlace) {
        problems.append(ConfigurationProblem(id, message, at: place))
    }

    private mutating func warn(_ id: ConfigurationProblem.ID, _ message: String, _ place: ConfigurationPlace) {
        warnings.append(ConfigurationProblem(id, severity: .warning, message, at: place))
    }

    private mutating func report(unknown member: ConfigurationNode.Member, in structure: Structure, _ path: String) {
        let names = structure.keys.filter { if case .removed = $0.support { false } else { true } }.map(\.name)
        let close = Spelling.closest(to: member.key, among: names).map { "; did you mean '\($0)'?" } ?? ""
        let parent = path.isEmpty ? "" : " in '\(path.dropLast())'"
        report(.unknownKey, "field not found: there is no '\(member.key)'\(parent)\(close)", member.place)
    }
}

/// Keys that have no effect, and where they stand: each is told once, not for each router.
struct IneffectiveKeys: Hashable, Sendable {
    enum Reason: Hashable, Sendable {
        case unsupported
        case deprecated(String)
        case inert
        case ignored
    }

    struct Entry: Hashable, Sendable {
        var reason: Reason
        var path: String
        var places: [ConfigurationPlace]
    }

    private(set) var entries: [Entry] = []
    /// How many unsupported keys surround the present one; within one, nothing more is said.
    var isInside = 0

    mutating func add(_ reason: Reason, _ path: String, _ place: ConfigurationPlace) {
        if isInside > 0 { return }
        add(Entry(reason: reason, path: path, places: [place]))
    }

    mutating func add(_ other: IneffectiveKeys) {
        for entry in other.entries { add(entry) }
    }

    private mutating func add(_ entry: Entry) {
        if let index = entries.firstIndex(where: { $0.path == entry.path && $0.reason == entry.reason }) {
            entries[index].places += entry.places
        } else {
            entries.append(entry)
        }
    }

    /// One warning for each key.
    var problems: [ConfigurationProblem] {
        entries.map { entry in
            let more = entry.places.count - 1
            let others = more == 0 ? "" : more == 1 ? " (and at one more place)" : " (and at \(more) more places)"
            let place = entry.places[0]
            switch entry.reason {
            case .unsupported:
                return ConfigurationProblem(
                    .unsupportedKey, severity: .warning,
                    "'\(entry.path)' is Traefik's and not supported by Turnout: it has no effect\(others)", at: place)
            case .deprecated(let advice):
                return ConfigurationProblem(
                    .deprecatedKey, severity: .warning,
                    "'\(entry.path)' has no effect in Traefik 3; \(advice)\(others)",
                    at: place)
            case .inert:
                return ConfigurationProblem(
                    .ignoredKey, severity: .warning, "'\(entry.path)' has no effect in a file\(others)", at: place)
            case .ignored:
                return ConfigurationProblem(
                    .ignoredKey, severity: .warning, "there is no '\(entry.path)'; it is ignored\(others)", at: place)
            }
        }
    }
}
