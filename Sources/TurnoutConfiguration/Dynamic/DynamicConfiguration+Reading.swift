#if Proxy
    import Foundation

    extension DynamicConfiguration {
        /// Reads files and directories (recursively, in the order of their names).
        ///
        /// A file that can't be read is a problem of its own, and stands in `rejectedFiles`; the others are read.
        public init(paths: [String]) {
            self.init(
                merging: paths.flatMap { path in
                    var memory = FileMemory()
                    return memory.read(path).files
                })
        }

        /// Decodes files that have been read: contents by path.
        package init(files: [(path: String, contents: Data)]) {
            self.init(merging: files.map { Shared(DynamicFile(path: $0.path, contents: $0.contents)) })
        }
    }

    extension DynamicFile {
        /// - Parameter contents: `nil` if it can't be read.
        init(path: String, contents: Data?) {
            do throws(ConfigurationProblem) {
                guard let contents else {
                    throw ConfigurationProblem(
                        .unreadableFile, "the file can't be read", at: ConfigurationPlace(file: path))
                }
                let document = try ConfigurationDocument(contents: contents, file: path, refusesTemplates: true)
                self.init(path: path, document: document.root)
                configuration.problems = document.warnings + configuration.problems
            } catch {
                self.init(path: path, rejection: error)
            }
        }
    }
#endif
