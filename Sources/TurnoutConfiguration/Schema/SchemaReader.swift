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

    /// The keys that lead to what is being read.
    var trail: [String] = []
    /// How many unsupported keys are among them; below one, nothing more is said of keys without effect.
    private var unsupportedDepth = 0
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
        return read(members: known, of: structure, at: node.place)
    }

    mutating func read(
        members: [ConfigurationNode.Member], of structure: Structure, at place: ConfigurationPlace
    ) -> ConfigurationNode {
        var result: [ConfigurationNode.Member] = []
        result.reserveCapacity(members.count)
        for member in members {
            guard let key = structure.key(member.key) else {
                if member.value.isEmpty {
                    noteIneffective(.ignored, path(to: member.key), member.place)
                } else {
                    report(unknown: member, in: structure)
                }
                continue
            }
            if member.value.isEmpty { continue }
            trail.append(key.name)
            defer { trail.removeLast() }
            note(key, member.place)
            unsupportedDepth += key.support == .unsupported ? 1 : 0
            defer { unsupportedDepth -= key.support == .unsupported ? 1 : 0 }
            guard let value = read(member.value, key) else { continue }
            if let index = result.firstIndex(where: { $0.key == key.name }) {
                // The same key in two spellings: the one that sorts last counts in Traefik.
                result[index].value = value
            } else {
                result.append(ConfigurationNode.Member(key.name, value, at: member.place))
            }
        }
        return ConfigurationNode(.mapping(result), at: place)
    }

    /// Notes a key that doesn't do what it says.
    private mutating func note(_ key: Structure.Key, _ place: ConfigurationPlace) {
        switch key.support {
        case .supported, .meaningless: break
        case .inert: noteIneffective(.inert, path(), place)
        case .unsupported: noteIneffective(.unsupported, path(), place)
        case .deprecated(let advice): noteIneffective(.deprecated(advice), path(), place)
        case .removed(let advice):
            report(.removedKey, "is refused by Traefik, which no longer has it; \(advice)", place)
        }
    }

    private mutating func noteIneffective(
        _ reason: IneffectiveKeys.Reason, _ path: String, _ place: ConfigurationPlace
    ) {
        if unsupportedDepth == 0 { ineffective.add(reason, path, place) }
    }

    /// A value as its key takes it; `nil` if it is switched off or can't be used.
    private mutating func read(_ node: ConfigurationNode, _ key: Structure.Key) -> ConfigurationNode? {
        switch key.type {
        case .text: return scalar(node, "a text") { _ in true }
        case .flag: return scalar(node, "true or false") { GoSyntax.boolean($0) != nil }
        case .integer: return scalar(node, "a whole number") { Int($0) != nil }
        case .number: return scalar(node, "a number") { Double($0) != nil }
        case .duration:
            return scalar(node, "a duration such as 10s") { GoSyntax.duration($0, unit: .seconds(1)) != nil }
        case .texts: return list(node, "a text") { _ in true }
        case .integers: return list(node, "a whole number") { Int($0) != nil }
        case .numbers: return list(node, "a number") { Double($0) != nil }
        case .structure(let structure): return self.structure(node, key, structure)
        case .structures(let structure): return structures(node, structure)
        case .members(let structure):
            return members(node) { $0.element($1, structure) }
        case .textMembers: return members(node) { $0.memberText($1) }
        case .integerMembers: return members(node) { $0.scalar($1, "a whole number") { Int($0) != nil } }
        case .anyMembers:
            return members(node) { reader, value in
                reader.refuseUnreadable(value)
                return value
            }
        case .any:
            refuseUnreadable(node)
            return node
        }
    }

    /// Even where nothing is known of a value, it can't be a date, or a list of lists.
    private mutating func refuseUnreadable(_ node: ConfigurationNode) {
        switch node.content {
        case .date: report(.wrongType, "is \(node.kind), which nothing takes; put it in quotes", node.place)
        case .list(let elements):
            for element in elements {
                switch element.content {
                case .list, .empty:
                    report(.wrongType, "can't hold \(element.kind) among its elements", element.place)
                case .scalar, .date, .mapping: refuseUnreadable(element)
                }
            }
        case .mapping(let members): for member in members { refuseUnreadable(member.value) }
        case .empty, .scalar: break
        }
    }

    // MARK: Problems

    /// `http.routers.*.rule`
    private func path(to key: String? = nil) -> String {
        var path = ""
        for part in trail + [key].compactMap(\.self) {
            if !path.isEmpty && part != "[]" { path += "." }
            path += part
        }
        return path
    }

    /// - Parameter message: What is wrong with what stands at the present path, which is put before it.
    mutating func report(_ id: ConfigurationProblem.ID, _ message: String, _ place: ConfigurationPlace) {
        problems.append(ConfigurationProblem(id, "'\(path())' \(message)", at: place))
    }

    /// - Parameter message: As for `report`.
    mutating func warn(_ id: ConfigurationProblem.ID, _ message: String, _ place: ConfigurationPlace) {
        warnings.append(ConfigurationProblem(id, severity: .warning, "'\(path())' \(message)", at: place))
    }

    private mutating func report(unknown member: ConfigurationNode.Member, in structure: Structure) {
        let names = structure.keys.filter { if case .removed = $0.support { false } else { true } }.map(\.name)
        let close = Spelling.closest(to: member.key, among: names).map { "; did you mean '\($0)'?" } ?? ""
        let parent = trail.isEmpty ? "" : " in '\(path())'"
        problems.append(
            ConfigurationProblem(
                .unknownKey, "field not found: there is no '\(member.key)'\(parent)\(close)", at: member.place))
    }
}
