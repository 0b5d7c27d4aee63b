#if Proxy
    import Foundation
    import TurnoutSyntax
    import Yams

    extension DynamicConfiguration {
        /// Reads `http.routers` of files and directories (recursively, in the order of their names).
        ///
        /// A file that can't be read is a problem of its own; the others are read.
        public init(paths: [String]) {
            self.init()
            for path in paths { read(path) }
        }

        /// Reads what a static configuration file's `providers.file` names.
        public init(staticFile path: String) {
            self.init()
            let place = ConfigurationPlace(file: path, line: 0, column: 0)
            guard let text = contents(of: path), let root = compose(text, path) else { return }
            guard let provider = root.member("providers")?.member("file"),
                let target = (provider.member("directory") ?? provider.member("filename"))?.string
            else {
                report(.error, "no providers.file.directory or providers.file.filename is set", place)
                return
            }
            let base = URL(fileURLWithPath: path).deletingLastPathComponent()
            let direct = FileManager.default.fileExists(atPath: target)
            read(direct ? target : base.appendingPathComponent(target).path)
        }

        private mutating func read(_ path: String) {
            var isDirectory: ObjCBool = false
            let place = ConfigurationPlace(file: path, line: 0, column: 0)
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
                report(.error, "there is no such file or directory", place)
                return
            }
            guard isDirectory.boolValue else {
                readFile(path)
                return
            }
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
                report(.error, "the directory can't be read", place)
                return
            }
            for name in names.sorted() {
                let child = path + "/" + name
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: child, isDirectory: &isFolder)
                if isFolder.boolValue || ["yml", "yaml", "toml"].contains((name as NSString).pathExtension) {
                    read(child)
                }
            }
        }

        private mutating func readFile(_ path: String) {
            guard let text = contents(of: path) else { return }
            if text.contains("{{") {
                let line = text.prefix(while: { $0 != "{" }).filter { $0 == "\n" }.count + 1
                report(
                    .error, "Go templates are not supported; write the file without '{{'",
                    ConfigurationPlace(file: path, line: line, column: 1))
                return
            }
            if path.hasSuffix(".toml") {
                readTOML(text, path)
                return
            }
            guard let root = compose(text, path), let routers = root.member("http")?.member("routers") else { return }
            guard let mapping = routers.mapping else {
                report(.error, "http.routers must be a mapping of names to routers", routers.place(path))
                return
            }
            for (key, value) in mapping { addRouter(key.string ?? "", value, path) }
        }

        private mutating func addRouter(_ name: String, _ node: Node, _ path: String) {
            guard let rule = node.member("rule"), let text = rule.string, !text.isEmpty else {
                report(.error, "the router '\(name)' has no rule", node.place(path))
                return
            }
            let points = node.member("entryPoints")
            let named =
                points?.sequence?.compactMap(\.string) ?? points?.string?.split(separator: ",").map(String.init) ?? []
            add(
                ConfiguredRouter(
                    name: name.contains("@") ? name : name + "@file", rule: text,
                    syntax: node.member("ruleSyntax")?.string == "v2" ? .v2 : .v3,
                    priority: node.member("priority").flatMap { $0.string.flatMap { Int($0) } } ?? 0,
                    entryPoints: named.map { $0.trimmingCharacters(in: .whitespaces) },
                    service: node.member("service")?.string ?? "", servesTLS: node.member("tls") != nil,
                    place: rule.place(path)))
        }

        private mutating func contents(of path: String) -> String? {
            guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
            else {
                report(
                    .error, "the file can't be read as UTF-8 text", ConfigurationPlace(file: path, line: 0, column: 0))
                return nil
            }
            return text
        }

        private mutating func compose(_ text: String, _ path: String) -> Node? {
            do {
                return try Yams.compose(yaml: text)
            } catch let error as YamlError {
                var place = ConfigurationPlace(file: path, line: 0, column: 0)
                switch error {
                case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
                    place.line = mark.line
                    place.column = mark.column
                default: break
                }
                report(.error, "the file is not valid YAML: \(error)", place)
            } catch {
                report(
                    .error, "the file is not valid YAML: \(error)", ConfigurationPlace(file: path, line: 0, column: 0))
            }
            return nil
        }
    }

    extension Node {
        /// The member with this name in any case, as Traefik decodes keys.
        func member(_ name: String) -> Node? {
            mapping?.first { $0.key.string?.lowercased() == name.lowercased() }?.value
        }

        func place(_ file: String) -> ConfigurationPlace {
            ConfigurationPlace(file: file, line: mark?.line ?? 0, column: mark?.column ?? 0)
        }
    }
#endif
