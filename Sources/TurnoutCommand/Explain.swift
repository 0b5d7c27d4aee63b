#if Proxy
    import ArgumentParser
    import Turnout
    import TurnoutConfiguration
    import TurnoutSyntax

    extension TurnoutCommand {
        struct Explain: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Say which router takes a request, and why.",
                discussion: """
                    Exit codes: 0 a router takes the request, 1 none does, 2 the request or the files can't be used.
                    """
            )

            @OptionGroup var sources: ConfigurationSources
            @Option(help: "The request: 'METHOD URL', for example 'GET https://example.com/api'.")
            var request: String
            @Option(name: .customShort("H"), help: "A header line, 'Name: value'; repeatable.")
            var header: [String] = []
            @Option(help: "The peer's address.")
            var from = "192.0.2.1"
            @Option(help: "Only this entry point; by default each that a router names.")
            var entrypoint: String?
            @Flag(help: "JSON, one object for each entry point.")
            var json = false

            func run() throws {
                let configuration = try sources.load()
                let parsed = try ParsedRequest(request, headers: header, from: from)
                let routers = configuration.routers.filter { $0.servesTLS == parsed.isTLS }
                var points = Set(routers.flatMap(\.entryPoints))
                if points.isEmpty || routers.contains(where: \.entryPoints.isEmpty) { points.insert("default") }
                var isTaken = false
                for point in points.sorted() where entrypoint == nil || entrypoint == point {
                    let table = RoutingTable(
                        routers.filter { $0.entryPoints.isEmpty || $0.entryPoints.contains(point) }.map {
                            Router(
                                name: $0.name, rule: $0.rule, syntax: $0.syntax, priority: $0.priority, payload: $0)
                        })
                    let request: Request
                    do throws(RequestRefusal) {
                        request = try Request(parsed.head)
                    } catch {
                        print("the request is answered with \(error) before any routing")
                        throw ExitCode(2)
                    }
                    let explanation = table.explain(request)
                    isTaken = isTaken || explanation.winner != nil
                    if json {
                        print(explanation.json)
                        continue
                    }
                    print("entry point \(point), \(parsed.isTLS ? "TLS" : "plain"), \(table.ranking.count) routers")
                    print(explanation.text)
                    if let winner = explanation.winner {
                        let router = table[winner.router.id].payload
                        print("  --> \(router.place), service \(router.service)")
                    }
                }
                if !isTaken { throw ExitCode(1) }
            }
        }

        struct Check: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Report everything that is wrong with the routers of a configuration.",
                discussion:
                    "Exit codes: 0 nothing to report, 1 errors (with --strict: or warnings), 2 unusable arguments."
            )

            @OptionGroup var sources: ConfigurationSources
            @Flag(help: "Warnings count as errors.")
            var strict = false
            @Flag(help: "JSON, one object a line.")
            var json = false

            func run() throws {
                let configuration = try sources.load(reportsProblems: false)
                var errors = 0
                var warnings = 0
                for problem in configuration.problems {
                    if problem.severity == .error { errors += 1 } else { warnings += 1 }
                    print(json ? problem.json : problem.description)
                }
                for router in configuration.routers {
                    for diagnostic in router.diagnostics() {
                        if diagnostic.diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
                        let place = router.place.description
                        print(json ? diagnostic.json(place: place) : diagnostic.text(place: place))
                    }
                }
                if !json { print("\(configuration.routers.count) routers, \(errors) errors, \(warnings) warnings") }
                if errors > 0 || (strict && warnings > 0) { throw ExitCode(1) }
            }
        }
    }

    /// Where a configuration comes from.
    struct ConfigurationSources: ParsableArguments {
        @Option(name: .customLong("configFile"), help: "A static configuration file; its providers.file is read.")
        var configFile: String?
        @Argument(help: "Dynamic configuration files and directories.")
        var paths: [String] = []

        func validate() throws {
            if configFile == nil && paths.isEmpty {
                throw ValidationError("name a file or a directory, or a static configuration with --configFile=FILE")
            }
        }

        func load(reportsProblems: Bool = true) throws -> DynamicConfiguration {
            let configuration =
                configFile.map { DynamicConfiguration(staticFile: $0) } ?? DynamicConfiguration(paths: paths)
            if reportsProblems { for problem in configuration.problems { StandardError.write(problem.description) } }
            if configuration.routers.isEmpty && !configuration.problems.isEmpty && reportsProblems { throw ExitCode(2) }
            return configuration
        }
    }
#endif
