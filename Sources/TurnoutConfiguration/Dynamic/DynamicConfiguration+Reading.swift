#if Proxy
    import Foundation

    extension DynamicConfiguration {
        /// Reads files and directories (recursively, in the order of their names).
        ///
        /// A file that can't be read is a problem of its own, and stands in `rejectedFiles`; the others are read.
        public init(paths: [String]) {
            self.init(merging: paths.flatMap { DynamicFile.all($0) })
        }

        /// Reads what a file provider is told to read.
        public init(_ provider: FileProviderSettings) {
            self.init(paths: [provider.target.path])
        }
    }

    extension DynamicFile {
        /// The files that a path leads to: itself, or those of a directory.
        ///
        /// - Parameter read: Reads one file.
        static func all(
            _ path: String, reading read: (String) -> DynamicFile = { DynamicFile(path: $0) }
        ) -> [DynamicFile] {
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
                return [
                    DynamicFile(
                        path: path,
                        rejection: ConfigurationProblem(
                            .missingFile, "there is no such file or directory", at: ConfigurationPlace(file: path)))
                ]
            }
            guard isDirectory.boolValue else { return [read(path)] }
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
                return [
                    DynamicFile(
                        path: path,
                        rejection: ConfigurationProblem(
                            .unreadableFile, "the directory can't be read", at: ConfigurationPlace(file: path)))
                ]
            }
            // Traefik's order: by bytes, folders among files.
            return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.flatMap { name -> [DynamicFile] in
                let child = FilePath.join(path, name)
                // A link to a folder is none, as for Traefik: Kubernetes keeps the files themselves behind one.
                let type = try? FileManager.default.attributesOfItem(atPath: child)[.type] as? FileAttributeType
                if type == .typeDirectory { return all(child, reading: read) }
                return ["yml", "yaml", "toml"].contains(FilePath.suffix(of: name)) ? [read(child)] : []
            }
        }

        init(path: String) {
            guard let data = FileManager.default.contents(atPath: path) else {
                let place = ConfigurationPlace(file: path)
                self.init(
                    path: path, rejection: ConfigurationProblem(.unreadableFile, "the file can't be read", at: place))
                return
            }
            self.init(path: path, contents: data)
        }

        init(path: String, contents: Data) {
            do throws(ConfigurationProblem) {
                let document = try ConfigurationNode(contents: contents, file: path, refusesTemplates: true)
                self.init(path: path, document: document)
            } catch {
                self.init(path: path, rejection: error)
            }
        }
    }
#endif
