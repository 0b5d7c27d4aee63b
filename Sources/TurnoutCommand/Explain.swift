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
                var isTaken = false
                for point in routers.entryPoints.sorted() where entrypoint == nil || entrypoint == point {
                    let table = RoutingTable(configured: routers.serving(point))
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
