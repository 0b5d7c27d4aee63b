#if Proxy
    import Yams

    extension ConfigurationDocument {
        /// The first document of a YAML text.
        ///
        /// Yams is kept from resolving types, for which it would try regular expressions on every key, and from looking for
        /// the encoding in the environment.
        init(yaml text: String, file: String) throws(ConfigurationProblem) {
            if text.hasPrefix("%YAML"), !text.hasPrefix("%YAML 1.1") {
                throw ConfigurationProblem(
                    .invalidYAML, "the file is not valid YAML: Traefik reads YAML 1.1 only; remove this line",
                    at: ConfigurationPlace(file: file, line: 1, column: 1))
            }
            do {
                let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
                guard let node = try parser.nextRoot() else { return }
                var reader = YAMLReader(file: file, nodesLeft: 10 * text.utf8.count + 1_000)
                root = reader.read(node)
                if let fault = reader.fault { throw fault }
                if reader.nodesLeft < 0 {
                    throw ConfigurationProblem(
                        .invalidYAML, "the file is not valid YAML: its aliases make it too large",
                        at: ConfigurationPlace(file: file))
                }
                readRest(parser, file)
            } catch let problem as ConfigurationProblem {
                throw problem
            } catch {
                throw Self.problem(error, file)
            }
        }

        /// Warns of what follows the first document. A first key that is indented further than the second makes two of one.
        private mutating func readRest(_ parser: Parser, _ file: String) {
            do {
                guard let next = try parser.nextRoot() else { return }
                let place = ConfigurationPlace(file: file, line: next.mark?.line ?? 0, column: next.mark?.column ?? 0)
                warnings.append(
                    ConfigurationProblem(
                        .ignoredContent, severity: .warning,
                        "only the first document of a file is read; what begins here is ignored", at: place))
            } catch {
                let place = Self.problem(error, file).place
                warnings.append(
                    ConfigurationProblem(
                        .ignoredContent, severity: .warning,
                        "what begins here is ignored: it is indented less than what stands before it", at: place))
            }
        }

        /// Line and column, from 1, of a byte.
        private static func position(of offset: Int, in text: String) -> (line: Int, column: Int) {
            let before = text.utf8.prefix(offset)
            let line = before.count { $0 == UInt8(ascii: "\n") } + 1
            let start = before.lastIndex(of: UInt8(ascii: "\n")).map { before.index(after: $0) } ?? before.startIndex
            return (line, Substring(before[start...]).unicodeScalars.count + 1)
        }

        private static func problem(_ error: any Error, _ file: String) -> ConfigurationProblem {
            var place = ConfigurationPlace(file: file)
            var reason = "\(error)"
            if let error = error as? YamlError {
                switch error {
                case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                    .composer(_, let problem, let mark, _):
                    (place.line, place.column, reason) = (mark.line, mark.column, problem)
                case .reader(let problem, let offset, let value, let yaml):
                    if let offset { (place.line, place.column) = Self.position(of: offset, in: yaml) }
                    reason = "\(problem) (\(String(value, radix: 16, uppercase: true)) in hexadecimal)"
                case .duplicatedKeysInMapping(let keys, let context):
                    (place.line, place.column) = (context.mark.line, context.mark.column)
                    let names = keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
                    reason = "this mapping has keys more than once: \(names)"
                default: break
                }
            }
            return ConfigurationProblem(.invalidYAML, "the file is not valid YAML: \(reason)", at: place)
        }
    }

    /// Turns the nodes of Yams into nodes of a configuration.
    private struct YAMLReader {
        let file: String
        /// Aliases make a small text into a large tree; this bounds it.
        var nodesLeft: Int
        /// The first value that can't be read.
        var fault: ConfigurationProblem?

        mutating func read(_ node: Node) -> ConfigurationNode {
            nodesLeft -= 1
            guard nodesLeft >= 0 else { return ConfigurationNode(.empty, at: place(node)) }
            switch node {
            case .scalar(let scalar): return ConfigurationNode(content(scalar), at: place(node))
            case .sequence(let sequence):
                return ConfigurationNode(.list(sequence.map { read($0) }), at: place(node))
            case .mapping(let mapping):
                var members: [ConfigurationNode.Member] = []
                members.reserveCapacity(mapping.count)
                add(mapping, to: &members, isMerged: false)
                return ConfigurationNode(.mapping(members), at: place(node))
            case .alias: return ConfigurationNode(.empty, at: place(node))
            }
        }

        /// The members of a mapping, then those that it takes over by `<<` and doesn't set itself.
        private mutating func add(
            _ mapping: Node.Mapping, to members: inout [ConfigurationNode.Member], isMerged: Bool
        ) {
            var merges: [Node] = []
            for (key, value) in mapping {
                guard case .scalar(let scalar) = key else {
                    fail("a key must be a text, not a list or a mapping", key)
                    continue
                }
                if scalar.string == "<<", scalar.style == .plain {
                    merges.append(value)
                } else if !isMerged || !members.contains(where: { $0.key == scalar.string }) {
                    members.append(ConfigurationNode.Member(scalar.string, read(value), at: place(key)))
                }
            }
            for value in merges {
                for source in value.sequence.map(Array.init) ?? [value] {
                    guard let merged = source.mapping else {
                        fail("what is merged in by '<<' must be a mapping or a list of them", value)
                        continue
                    }
                    add(merged, to: &members, isMerged: true)
                }
            }
        }

        private mutating func fail(_ message: String, _ node: Node) {
            fault = fault ?? ConfigurationProblem(.wrongType, message, at: place(node))
        }

        private func place(_ node: Node) -> ConfigurationPlace {
            ConfigurationPlace(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
        }

        private func content(_ scalar: Node.Scalar) -> ConfigurationNode.Content {
            guard scalar.style == .plain || scalar.style == .any else { return .scalar(scalar.string) }
            switch PlainScalar(scalar.string) {
            case .null: return isTyped(scalar) ? .scalar(scalar.string) : .empty
            case .text(let text): return .scalar(text != scalar.string && isTyped(scalar) ? scalar.string : text)
            case .date: return isTyped(scalar) ? .scalar(scalar.string) : .date(scalar.string)
            }
        }

        /// Whether a tag says that the scalar is none of YAML's own types but text.
        private func isTyped(_ scalar: Node.Scalar) -> Bool {
            let tag = scalar.tag
            return tag != Tag(.implicit)
                && ![Tag(.int), Tag(.float), Tag(.bool), Tag(.null), Tag(.timestamp)].contains(tag)
        }
    }
#endif
