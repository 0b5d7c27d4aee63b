#if !Proxy
    import Foundation

    /// The command as it is without the trait `Proxy`: no packages, so no configuration files and no flags.
    enum PlainCommand {
        static func run(_ arguments: [String]) -> Never {
            switch arguments {
            case ["conform"]: exit(ConformRun.run())
            case ["--help"], ["-h"], ["help"]:
                print(usage)
                exit(0)
            default:
                StandardError.write(usage)
                exit(2)
            }
        }

        private static let usage = """
            usage: turnout conform < CASES > ANSWERS

            Answers routing cases (one JSON object a line), to hold the engine against another implementation.
            This build has the trait 'Proxy' switched off; what reads configuration files is missing.
            """
    }
#endif
