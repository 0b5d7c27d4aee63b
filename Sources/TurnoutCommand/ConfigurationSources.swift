#if Proxy
    import ArgumentParser
    import Foundation
    import TurnoutConfiguration
    import TurnoutProxy

    /// Where a configuration comes from.
    struct ConfigurationSources: ParsableArguments {
        @Option(
            name: .customLong("configFile"),
            help: "A static configuration file: its entry points are used, and its providers.file is read.")
        var configFile: String?
        @Argument(
            parsing: .allUnrecognized,
            help: ArgumentHelp(
                "Dynamic configuration files and directories, or flags of Traefik's static configuration.",
                valueName: "paths"))
        var rest: [String] = []

        func load() throws -> LoadedConfiguration {
            let split = StaticConfiguration.split(arguments: rest)
            let flags = configFile.map { ["--configFile=" + $0] + split.flags } ?? split.flags
            if flags.isEmpty && split.paths.isEmpty {
                throw ValidationError("name a file or a directory, or a static configuration with --configFile=FILE")
            }
            if flags.isEmpty {
                let dynamic = DynamicConfiguration(paths: split.paths)
                return LoadedConfiguration(static: StaticConfiguration(servingAllOf: dynamic), dynamic: dynamic)
            }
            var (configuration, source) = StaticConfiguration.read(
                arguments: flags, environment: ProcessInfo.processInfo.environment, searchDirectories: [])
            if source == .flags, let error = configuration.problems.first(where: { $0.severity == .error }) {
                throw ValidationError(error.message)
            }
            if !split.paths.isEmpty { return LoadedConfiguration(static: configuration, paths: split.paths) }
            if let provider = configuration.fileProvider {
                return LoadedConfiguration(static: configuration, paths: [provider.target.path])
            }
            if !configuration.problems.contains(where: { $0.severity == .error }) {
                let file = configFile ?? "--" + "providers.file"
                configuration.problems.append(
                    ConfigurationProblem(
                        .noProvider, severity: .warning,
                        "neither providers.file.directory nor providers.file.filename is set: there are no routers",
                        at: ConfigurationPlace(file: file)))
            }
            return LoadedConfiguration(static: configuration, dynamic: DynamicConfiguration())
        }
    }

    /// A static and a dynamic configuration, and what they come to together.
    struct LoadedConfiguration {
        let `static`: StaticConfiguration
        let dynamic: DynamicConfiguration
        let resolved: ResolvedConfiguration

        init(static: StaticConfiguration, dynamic: DynamicConfiguration) {
            self.static = `static`
            self.dynamic = dynamic
            resolved = ResolvedConfiguration(dynamic, static: `static`)
        }

        init(static: StaticConfiguration, paths: [String]) {
            self.init(static: `static`, dynamic: DynamicConfiguration(paths: paths))
        }

        /// Of the files, then of what is in them.
        var problems: [ConfigurationProblem] { `static`.problems + dynamic.problems + resolved.problems }

        /// Of the files that they name: certificates, keys and authorities, which are read now.
        func problemsOfNamedFiles() -> [ConfigurationProblem] {
            RoutingConfiguration(resolved, entryPoints: `static`.entryPoints.map(\.name), loops: 1).problems
        }
    }

    extension StaticConfiguration {
        /// For dynamic configuration files alone: every entry point that a router names is there, and is a default one; if
        /// none is named, there is one called `default`.
        init(servingAllOf dynamic: DynamicConfiguration) {
            self.init()
            var names = Set(dynamic.routers.flatMap(\.entryPoints))
            if names.isEmpty { names.insert("default") }
            entryPoints = names.sorted().map { name in
                var point = EntryPoint(name: name, address: EntryPointAddress(port: 80))
                point.isDefault = true
                return point
            }
        }
    }
#endif
