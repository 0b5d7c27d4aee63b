#if Proxy
    import Foundation
    import Turnout
    import TurnoutConfiguration

    /// Laws of configuration files, whatever they hold.
    ///
    /// Input: one byte whose two lowest bits choose YAML or TOML, and a dynamic or a static configuration; then the file.
    ///
    /// - The same bytes mean the same, with the same problems.
    /// - A file that is rejected gives no element, and says why; a configuration merged with itself is itself.
    /// - A problem names the file, and a place within it; what it says is one line.
    /// - Whatever was read can be resolved; a router that is served has a service that is, and an entry point.
    enum ConfigurationLaws {
        static func check(_ input: [UInt8]) throws(Violation) {
            let choice = input.first ?? 0
            let contents = Data(input.dropFirst())
            let file = choice & 1 == 0 ? "a.yml" : "a.toml"
            if choice & 2 == 0 {
                try checkDynamic(contents, file)
            } else {
                let configuration = StaticConfiguration.read(contents, file: file)
                let again = StaticConfiguration.read(contents, file: file)
                try expect(
                    configuration == again && configuration.problems == again.problems, "read twice, it is not the same"
                )
                try check(configuration.problems, of: contents, file)
            }
        }

        private static func checkDynamic(_ contents: Data, _ file: String) throws(Violation) {
            let configuration = DynamicConfiguration(files: [(file, contents)])
            let again = DynamicConfiguration(files: [(file, contents)])
            try expect(
                configuration == again && configuration.problems == again.problems, "read twice, it is not the same")
            try check(configuration.problems, of: contents, file)
            if !configuration.rejectedFiles.isEmpty {
                try expect(configuration.isEmpty, "a rejected file gives something")
                try expect(configuration.problems.contains { $0.severity == .error }, "it is rejected without a word")
            }
            let twice = DynamicConfiguration(files: [(file, contents), (file, contents)])
            try expect(
                configuration.routers == twice.routers && configuration.services == twice.services
                    && configuration.middlewares == twice.middlewares, "merged with itself, it is not itself")
            try checkResolution(configuration)
        }

        private static func checkResolution(_ configuration: DynamicConfiguration) throws(Violation) {
            let yaml = "entryPoints: {web: {address: ':80'}, websecure: {address: ':443', http: {tls: {}}}}\nping: {}\n"
            let settings = StaticConfiguration.read(Data(yaml.utf8), file: "traefik.yml")
            let resolved = ResolvedConfiguration(configuration, static: settings)
            for router in resolved.routers where router.status != .disabled {
                try expect(!router.bindings.isEmpty, "\(router.name) is served nowhere")
                let service = resolved.services[router.service]
                try expect(service != nil && service?.status != .disabled, "\(router.name) is served by nothing")
            }
            for service in resolved.services.values where service.status == .disabled {
                try expect(!service.problems.isEmpty, "\(service.name) is disabled without a word")
            }
        }

        private static func check(_ problems: [ConfigurationProblem], of contents: Data, _ file: String)
            throws(Violation)
        {
            let lines = contents.count { $0 == 0x0A || $0 == 0x0D } + 2
            for problem in problems {
                try expect(problem.place.file == file, "\(problem.place.file) is no file of these: \(problem.message)")
                try expect((0...lines).contains(problem.place.line), "line \(problem.place.line) of \(lines)")
                try expect(!problem.message.isEmpty, "a problem without words")
                try expect(
                    problem.message.utf8.allSatisfy { $0 >= 0x20 },
                    "a line break within \(problem.message.debugDescription)")
            }
        }
    }
#endif
