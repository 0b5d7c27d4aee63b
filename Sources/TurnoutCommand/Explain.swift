#if Proxy
    import ArgumentParser
    import Turnout
    import TurnoutConfiguration

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
            @Option(help: "Only this entry point; by default each of the configuration.")
            var entrypoint: String?
            @Flag(help: "JSON, one object for each entry point.")
            var json = false

            func run() throws {
                let configuration = try sources.load()
                for problem in configuration.problems { StandardError.write(problem.description) }
                let parsed = try ParsedRequest(request, headers: header, from: from)
                let isUnusable = configuration.problems.contains { $0.severity == .error }
                if isUnusable && configuration.dynamic.routers.isEmpty { throw ExitCode(2) }
                if let entrypoint, configuration.static.entryPoint(entrypoint) == nil {
                    throw ValidationError("there is no entry point '\(entrypoint)'")
                }
                var isTaken = false
                for entryPoint in EntryPointTable.all(of: configuration.resolved)
                where entryPoint.isTLS == parsed.isTLS && (entrypoint == nil || entrypoint == entryPoint.name) {
                    let table = entryPoint.table
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
                    print("entry point \(entryPoint.title), \(table.ranking.count) routers")
                    print(explanation.text)
                    if let winner = explanation.winner {
                        let router = table[winner.router.id].payload
                        print("  --> \(router.router.value.place), service \(router.service)")
                    }
                }
                if !isTaken { throw ExitCode(1) }
            }
        }
    }
#endif
