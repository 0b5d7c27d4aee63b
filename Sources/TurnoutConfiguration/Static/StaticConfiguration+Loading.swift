#if Proxy
    import Foundation

    extension StaticConfiguration {
        /// Finds and reads the static configuration: a file, else flags, else the environment. Only the first of these that
        /// is there counts, as in Traefik.
        ///
        /// - Parameters:
        ///   - arguments: What follows `turnout run`: `--configFile=traefik.yml`, `--entryPoints.web.address=:80`.
        ///   - environment: `TRAEFIK_ENTRYPOINTS_WEB_ADDRESS` and the like; `HOME` and `XDG_CONFIG_HOME` are heeded.
        ///   - searchDirectories: Where `traefik.toml`, `.yaml` or `.yml` is looked for if no file is named; by default
        ///     Traefik's own places.
        /// - Throws: The first error, if there is any: nothing is started then. `read` gives them all.
        public static func load(
            arguments: [String], environment: [String: String], searchDirectories: [String]? = nil
        ) throws(ConfigurationProblem) -> (configuration: StaticConfiguration, source: StaticConfigurationSource) {
            let result = read(arguments: arguments, environment: environment, searchDirectories: searchDirectories)
            if let error = result.configuration.problems.first(where: { $0.severity == .error }) { throw error }
            return result
        }

        /// As `load`, but errors are left among the problems.
        public static func read(
            arguments: [String], environment: [String: String], searchDirectories: [String]? = nil
        ) -> (configuration: StaticConfiguration, source: StaticConfigurationSource) {
            let flags: FlagTree
            do throws(ConfigurationProblem) {
                flags = try FlagTree(arguments: arguments)
            } catch {
                return (StaticConfiguration(failure: error), .flags)
            }
            let directories = searchDirectories ?? defaultSearchDirectories(environment)
            if let path = flags.configFile ?? searched(directories) {
                var configuration = read(file: path)
                if let flag = flags.names.first {
                    configuration.problems.append(
                        ConfigurationProblem(
                            .ignoredFlags, severity: .warning,
                            "flags don't count beside a configuration file: '\(flag)' is ignored",
                            at: ConfigurationPlace(file: path)))
                }
                return (configuration, .file(path))
            }
            if let root = flags.root {
                return (StaticConfiguration(document: root, ignoresUnknownSections: false), .flags)
            }
            if let root = FlagTree(environment: environment).root {
                return (StaticConfiguration(document: root), .environment)
            }
            return (StaticConfiguration(document: nil), .none)
        }

        /// Reads one file; what is wrong with it is among the problems.
        public static func read(file path: String) -> StaticConfiguration {
            guard let contents = FileManager.default.contents(atPath: path) else {
                let isThere = FileManager.default.fileExists(atPath: path)
                return StaticConfiguration(
                    failure: ConfigurationProblem(
                        isThere ? .unreadableFile : .missingFile,
                        isThere ? "the file can't be read" : "there is no such file or directory",
                        at: ConfigurationPlace(file: path)))
            }
            return read(contents, file: path)
        }

        /// Decodes a file that has been read.
        package static func read(_ contents: Data, file path: String) -> StaticConfiguration {
            do throws(ConfigurationProblem) {
                let document = try ConfigurationDocument(contents: contents, file: path, refusesTemplates: false)
                guard let root = document.root else {
                    throw ConfigurationProblem(
                        .emptyConfiguration, "there is no configuration in the file", at: ConfigurationPlace(file: path)
                    )
                }
                var configuration = StaticConfiguration(document: root)
                configuration.problems += document.warnings
                configuration.fileProvider?.target.complete(beside: path)
                return configuration
            } catch {
                return StaticConfiguration(failure: error)
            }
        }

        /// Separates the flags among arguments, with their values, from what are no flags: paths.
        public static func split(arguments: [String]) -> (flags: [String], paths: [String]) {
            var (flags, paths): ([String], [String]) = ([], [])
            var rest = arguments[...]
            while let argument = rest.popFirst() {
                guard argument.hasPrefix("-") else {
                    paths.append(argument)
                    continue
                }
                flags.append(argument)
                if FlagTree.takesValue(argument), let value = rest.popFirst() { flags.append(value) }
            }
            return (flags, paths)
        }

        private init(failure: ConfigurationProblem) {
            self.init(document: nil)
            problems.append(failure)
            isDecoded = false
        }

        private static func defaultSearchDirectories(_ environment: [String: String]) -> [String] {
            var directories = ["/etc/traefik"]
            if let path = environment["XDG_CONFIG_HOME"], !path.isEmpty { directories.append(path) }
            if let path = environment["HOME"], !path.isEmpty { directories.append(FilePath.join(path, ".config")) }
            return directories + ["."]
        }

        private static func searched(_ directories: [String]) -> String? {
            for directory in directories {
                for suffix in ["toml", "yaml", "yml"] {
                    let path = FilePath.join(directory, "traefik." + suffix)
                    if FileManager.default.fileExists(atPath: path) { return path }
                }
            }
            return nil
        }
    }

    extension FileProviderSettings.Target {
        /// Takes a relative path that leads nowhere from the working directory as one from where a file is.
        fileprivate mutating func complete(beside file: String) {
            guard !path.hasPrefix("/"), !FileManager.default.fileExists(atPath: path) else { return }
            let other = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent(path).path
            guard FileManager.default.fileExists(atPath: other) else { return }
            self = if case .file = self { .file(other) } else { .directory(other) }
        }
    }
#endif
