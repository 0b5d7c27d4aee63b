/// Flags or variables of the environment, put together as the document that says the same.
struct FlagTree {
    /// What `--configFile` names.
    private(set) var configFile: String?
    /// The names of the other flags, as written.
    private(set) var names: [String] = []
    /// `nil` if nothing is set.
    var root: ConfigurationNode? { names.isEmpty ? nil : tree.node }

    private var tree = Branch()

    /// Reads flags as Traefik does: `--a.b=v`, `--a.b v`, or `--a.b` for `true`; one dash will do.
    init(arguments: [String]) throws(ConfigurationProblem) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let place = ConfigurationPlace(file: argument)
            guard argument.hasPrefix("-"), argument != "-" else {
                throw ConfigurationProblem(.invalidFlag, "'\(argument)' is no flag", at: place)
            }
            let body = argument.dropFirst(argument.hasPrefix("--") ? 2 : 1)
            let parts = body.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts.first ?? "")
            guard !name.isEmpty, !name.hasPrefix("-") else {
                throw ConfigurationProblem(.invalidFlag, "'\(argument)' is no flag", at: place)
            }
            var value = parts.count == 2 ? String(parts[1]) : nil
            if name.lowercased() == "configfile" {
                configFile = value ?? rest.popFirst()
                continue
            }
            let path = Self.path(name)
            if value == nil { value = Self.takesValue(argument) ? rest.popFirst() : "true" }
            guard let value else {
                throw ConfigurationProblem(.invalidFlag, "'\(argument)' needs a value", at: place)
            }
            names.append(argument)
            let isList = Structure.staticConfiguration.type(at: path).map(\.isList) ?? false
            tree.set(value, at: path[...], ConfigurationPlace(file: "--" + name), addsToList: isList)
        }
    }

    /// Reads `TRAEFIK_ENTRYPOINTS_WEB_ADDRESS` and the like; variables that begin no section of Traefik's are left alone.
    init(environment: [String: String]) {
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix("TRAEFIK_") {
            let path = name.dropFirst(8).lowercased().split(separator: "_").map(String.init)
            guard let section = path.first, Structure.staticConfiguration.key(section) != nil else { continue }
            names.append(name)
            tree.set(value, at: Self.indexed(path)[...], ConfigurationPlace(file: name), addsToList: false)
        }
    }

    /// Whether the argument after a flag is the flag's value.
    static func takesValue(_ flag: String) -> Bool {
        if flag.contains("=") { return false }
        switch Structure.staticConfiguration.type(at: path(String(flag.drop { $0 == "-" }))) {
        case .flag, .structure, .members: return false
        default: return true
        }
    }

    /// `a.b[0].c` as `a`, `b`, `[0]`, `c`.
    private static func path(_ name: String) -> [String] {
        name.split(separator: ".", omittingEmptySubsequences: false).flatMap { part -> [String] in
            guard let bracket = part.firstIndex(of: "["), part.hasSuffix("]") else { return [String(part)] }
            return [String(part[..<bracket]), String(part[bracket...])]
        }
    }

    private static func indexed(_ path: [String]) -> [String] {
        path.map { Int($0) == nil ? $0 : "[\($0)]" }
    }

    /// A value, or what stands under it.
    private struct Branch {
        var value: String?
        var place = ConfigurationPlace.none
        var children: [(name: String, branch: Branch)] = []

        mutating func set(
            _ value: String, at path: ArraySlice<String>, _ place: ConfigurationPlace, addsToList: Bool
        ) {
            if self.place == .none { self.place = place }
            guard let name = path.first else {
                self.value = addsToList ? self.value.map { "\($0),\(value)" } ?? value : value
                self.place = place
                return
            }
            let key = name.lowercased()
            let index = children.firstIndex { $0.name.lowercased() == key } ?? children.endIndex
            if index == children.endIndex { children.append((name, Branch())) }
            children[index].branch.set(value, at: path.dropFirst(), place, addsToList: addsToList)
        }

        var node: ConfigurationNode {
            guard !children.isEmpty else { return ConfigurationNode(.scalar(value ?? ""), at: place) }
            if children.allSatisfy({ $0.name.hasPrefix("[") }) {
                return ConfigurationNode(.list(children.map(\.branch.node)), at: place)
            }
            return ConfigurationNode(
                .mapping(children.map { ConfigurationNode.Member($0.name, $0.branch.node, at: $0.branch.place) }),
                at: place)
        }
    }
}

extension Structure {
    /// The type of what stands at a path of keys; `nil` if there is no such key.
    func type(at path: [String]) -> SchemaType? {
        var type = SchemaType.structure(self)
        for name in path {
            switch type {
            case .structure(let structure):
                guard let key = structure.key(name) else { return nil }
                type = key.type
            case .members(let structure), .structures(let structure): type = .structure(structure)
            case .textMembers, .integerMembers: type = .text
            case .any: return .any
            default: return nil
            }
        }
        return type
    }
}

extension SchemaType {
    var isList: Bool {
        switch self {
        case .texts, .integers, .numbers: true
        default: false
        }
    }
}
