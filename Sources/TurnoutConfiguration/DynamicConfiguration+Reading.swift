#if Proxy
    import Foundation

    extension DynamicConfiguration {
        /// Reads `http.routers` of files and directories (recursively, in the order of their names).
        ///
        /// A file that can't be read is a problem of its own; the others are read.
        public init(paths: [String]) {
            self.init()
            for path in paths { read(path) }
        }

        /// Reads what a static configuration file's `providers.file` names. A relative path is taken from the working directory
        /// or, if there is nothing there, from the file's own.
        public init(staticFile path: String) {
            self.init()
            guard let text = contents(of: path), let root = root(of: text, path) else { return }
            guard let provider = root.member("providers")?.member("file"),
                let target = (provider.member("directory") ?? provider.member("filename"))?.scalar
            else {
                let place = ConfigurationPlace(file: path, line: 0, column: 0)
                report(.error, "no providers.file.directory or providers.file.filename is set", place)
                return
            }
            let base = URL(fileURLWithPath: path).deletingLastPathComponent()
            let direct = target.hasPrefix("/") || FileManager.default.fileExists(atPath: target)
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
            // Traefik's order: by bytes, folders among files.
            for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
                let child = path.hasSuffix("/") ? path + name : path + "/" + name
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: child, isDirectory: &isFolder)
                if isFolder.boolValue || ["yml", "yaml", "toml"].contains(Self.suffix(of: name)) { read(child) }
            }
        }

        private mutating func readFile(_ path: String) {
            guard let text = contents(of: path) else { return }
            if let template = text.range(of: "{{") {
                let before = text[..<template.lowerBound].unicodeScalars
                let column = before.reversed().prefix { $0 != "\n" }.count + 1
                let line = before.count { $0 == "\n" } + 1
                report(
                    .error, "Go templates are not supported; write the file without '{{'",
                    ConfigurationPlace(file: path, line: line, column: column))
                return
            }
            if let root = root(of: text, path) { addRouters(of: root) }
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

        private mutating func root(of text: String, _ path: String) -> ConfigurationNode? {
            do throws(ConfigurationProblem) {
                return Self.suffix(of: path) == "toml"
                    ? try ConfigurationNode(toml: text, file: path) : try ConfigurationNode(yaml: text, file: path)
            } catch {
                report(error.severity, error.message, error.place)
                return nil
            }
        }

        private static func suffix(of path: String) -> String { (path as NSString).pathExtension.lowercased() }
    }
#endif
