#if Proxy
    import ArgumentParser
    import Turnout
    import TurnoutConfiguration
    import TurnoutSyntax

    extension TurnoutCommand {
        struct Check: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Report everything that is wrong with a configuration.",
                usage: """
                    turnout check [--strict] [--json] PATH…
                    turnout check [--strict] [--json] --configFile=FILE
                    turnout check [--strict] [--json] [Traefik's own flags] [PATH…]
                    """,
                discussion: """
                    PATH is a file or directory of dynamic configuration; without a static one, every entry point that \
                    its routers name is taken to exist. Without PATH, what providers.file names is checked.

                    Keys, values and references are checked first, then rules one by one, then the routers of each \
                    entry point against each other: routers that never get a request, rules that mean the same, ties \
                    that Traefik leaves to chance. What Traefik has and Turnout doesn't is named, each key once.

                    With --json, a line is a problem ('severity', 'id', 'message', 'place'), a diagnostic of a rule, \
                    or a router that isn't served ('router', 'status': 'disabled') or not everywhere ('warning').

                    Exit codes: 0 no error, 1 errors (with --strict: or warnings), 2 unusable arguments.
                    """
            )

            @OptionGroup var sources: ConfigurationSources
            @Flag(help: "Warnings count as errors.")
            var strict = false
            @Flag(help: "JSON, one object a line.")
            var json = false

            func run() throws {
                let configuration = try sources.load()
                var errors = 0
                var warnings = 0
                for problem in configuration.problems + configuration.problemsOfNamedFiles() {
                    if problem.severity == .error { errors += 1 } else { warnings += 1 }
                    print(json ? problem.json : problem.description)
                }
                var disabled = 0
                for router in configuration.resolved.routers {
                    let diagnostics = router.router.value.rule.isEmpty ? [] : router.router.value.diagnostics()
                    let place = router.router.value.place.description
                    for diagnostic in diagnostics {
                        if diagnostic.diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
                        print(json ? diagnostic.json(place: place) : diagnostic.text(place: place))
                    }
                    let isRefused = diagnostics.contains { $0.diagnostic.severity == .error }
                    let status = isRefused ? .disabled : router.status
                    if status == .disabled { disabled += 1 }
                    if json && status != .enabled { print(router.json(status: status)) }
                }
                let analysis = EntryPointAnalysis(configuration.resolved)
                for finding in analysis.findings {
                    warnings += 1
                    print(json ? finding.json : finding.text)
                }
                for (entryPoint, unexamined) in analysis.unexamined {
                    let members = [("entryPoint", JSONText.string(entryPoint)), ("unexamined", unexamined.json)]
                    print(json ? JSONText.object(members) : "entry point \(entryPoint): not examined: \(unexamined)")
                }
                if !json {
                    let routers = configuration.resolved.routers.count
                    let served = disabled == 0 ? "" : " (\(disabled) not served)"
                    print("\(routers) routers\(served), \(errors) errors, \(warnings) warnings")
                }
                if errors > 0 || (strict && warnings > 0) { throw ExitCode(1) }
            }
        }
    }
#endif
