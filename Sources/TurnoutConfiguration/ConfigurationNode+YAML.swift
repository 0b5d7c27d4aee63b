#if Proxy
    import Yams

    extension ConfigurationNode {
        /// The first document of a YAML text; `nil` when there is none.
        init?(yaml text: String, file: String) throws(ConfigurationProblem) {
            do {
                guard let root = try Yams.compose(yaml: text) else { return nil }
                self.init(root, file)
            } catch {
                throw Self.problem(error, file)
            }
        }

        private init(_ node: Node, _ file: String) {
            place = ConfigurationPlace(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
            switch node {
            case .scalar(let scalar): content = node.null == nil ? .scalar(scalar.string) : .empty
            case .sequence(let sequence): content = .list(sequence.map { ConfigurationNode($0, file) })
            case .mapping(let mapping): content = .mapping(Self.members(of: mapping, file))
            case .alias: content = .empty
            }
        }

        /// The members of a mapping, then those that it takes over by `<<` and doesn't set itself.
        private static func members(of mapping: Node.Mapping, _ file: String) -> [(String, ConfigurationNode)] {
            var members: [(String, ConfigurationNode)] = []
            var known: Set<String> = []
            func add(_ mapping: Node.Mapping) {
                for (key, value) in mapping {
                    guard let name = key.scalar?.string, name != "<<", known.insert(name).inserted else { continue }
                    members.append((name, ConfigurationNode(value, file)))
                }
                for (key, value) in mapping where key.scalar?.string == "<<" {
                    for source in value.sequence.map(Array.init) ?? [value] {
                        if let merged = source.mapping { add(merged) }
                    }
                }
            }
            add(mapping)
            return members
        }

        private static func problem(_ error: any Error, _ file: String) -> ConfigurationProblem {
            var place = ConfigurationPlace(file: file, line: 0, column: 0)
            var reason = "\(error)"
            if let error = error as? YamlError {
                switch error {
                case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                    .composer(_, let problem, let mark, _):
                    (place.line, place.column, reason) = (mark.line, mark.column, problem)
                case .duplicatedKeysInMapping(let keys, let context):
                    (place.line, place.column) = (context.mark.line, context.mark.column)
                    let names = keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
                    reason = "this mapping has keys more than once: \(names)"
                default: break
                }
            }
            return ConfigurationProblem(
                severity: .error, message: "the file is not valid YAML: \(reason)", place: place)
        }
    }
#endif
