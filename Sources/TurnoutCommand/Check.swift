#if Proxy
    import ArgumentParser
    import Turnout
    import TurnoutConfiguration
    import TurnoutSyntax

    extension TurnoutCommand {
        struct Check: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Report everything that is wrong with the routers of a configuration.",
                discussion: """
                    Files and rules are checked one by one, then the routers of each entry point against each other: \
                    routers that never get a request, rules that mean the same, ties that Traefik leaves to chance.

                    Exit codes: 0 nothing to report, 1 errors (with --strict: or warnings), 2 unusable arguments.
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
                for problem in configuration.problems {
                    if problem.severity == .error { errors += 1 } else { warnings += 1 }
                    print(json ? problem.json : problem.description)
                }
                for router in configuration.resolved.routers.map(\.router) where !router.rule.isEmpty {
                    for diagnostic in router.diagnostics() {
                        if diagnostic.diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
                        let place = router.place.description
                        print(json ? diagnostic.json(place: place) : diagnostic.text(place: place))
                    }
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
                    let routers = configuration.resolved.routers
                    let disabled = routers.count { $0.status == .disabled }
                    print("\(routers.count) routers (\(disabled) disabled), \(errors) errors, \(warnings) warnings")
                }
                if errors > 0 || (strict && warnings > 0) { throw ExitCode(1) }
            }
        }
    }
#endif
