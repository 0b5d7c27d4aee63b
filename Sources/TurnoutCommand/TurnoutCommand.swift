#if Proxy
    import ArgumentParser

    struct TurnoutCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "turnout",
            abstract: "Traefik's routing rules, compiled.",
            subcommands: [Run.self, Explain.self, Check.self, Conform.self]
        )
    }

    extension TurnoutCommand {
        /// What the API calls this program's version: there has been no release yet.
        static let version = "unreleased"

        struct Conform: ParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Answer routing cases, to hold the engine against another implementation.",
                discussion: """
                    Reads one case per line (JSON) on standard input and writes one answer per line, in order, on \
                    standard output. A line that is no case gets an answer with the field 'error', and the exit code \
                    is 1 at the end.
                    """
            )

            func run() throws {
                throw ExitCode(ConformRun.run())
            }
        }
    }
#endif
