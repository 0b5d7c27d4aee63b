#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The command line.
struct Options {
    var isSmoke = false
    var hasLeanScans = false
    var workload: String?
    var rules: Int?
    var jsonFile: String?
    var plotFile: String?

    static let help = """
        Measures Turnout against a linear scan and a dictionary by host, on rule sets ordinary and adversarial.

        usage: RoutingBenchmark [--smoke] [--workload NAME] [--rules N] [--requests N] [--lean-scans] [--json FILE] [--plot FILE.svg]

          --smoke          small sets and short runs: whether it works, not how fast
          --workload NAME  only the sets of this name (see --list)
          --rules N        only the sets of about N rules
          --requests N     how many requests the random mix has (512)
          --lean-scans     the scans written for speed alone instead of plainly
          --json FILE      write one object a line for each workload, engine and mix
          --plot FILE.svg  draw nanoseconds per match against the number of rules
          --list           name the sets

        """

    /// How often each match measurement is repeated.
    var repeats: Int { isSmoke ? 3 : 15 }
    /// How long one of them takes, roughly.
    var sampleNanoseconds: Int { isSmoke ? 1_000_000 : 12_000_000 }

    /// Requests of the random mix. Few enough for a second-level cache of 512 KB together with the table, since a request is
    /// matched right after it was read; with more, all engines wait for their requests first.
    var requests: Int?
    var randomRequests: Int { requests ?? (isSmoke ? 256 : 512) }

    func buildRepeats(rules: Int) -> Int { isSmoke ? 3 : rules > 10_000 ? 5 : 9 }

    /// - Returns: `nil` when the sets are to be listed.
    static func parse(_ arguments: some Sequence<String>) -> Options? {
        var options = Options()
        var rest = Array(arguments)[...]
        func value(of flag: String) -> String {
            guard let value = rest.popFirst() else { fail("\(flag) needs a value\n\n\(help)") }
            return value
        }
        func number(of flag: String) -> Int {
            guard let number = Int(value(of: flag)), number > 0 else { fail("\(flag) needs a number above 0") }
            return number
        }
        while let argument = rest.popFirst() {
            switch argument {
            case "--smoke": options.isSmoke = true
            case "--lean-scans": options.hasLeanScans = true
            case "--workload": options.workload = value(of: argument)
            case "--rules": options.rules = number(of: argument)
            case "--json": options.jsonFile = value(of: argument)
            case "--plot": options.plotFile = value(of: argument)
            case "--requests": options.requests = number(of: argument)
            case "--list": return nil
            case "--help", "-h":
                print(help, terminator: "")
                exit(0)
            default: fail("unknown argument '\(argument)'\n\n\(help)")
            }
        }
        return options
    }
}
