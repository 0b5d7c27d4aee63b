/// The command line.
struct Options {
    var isSmoke = false
    var workload: String?
    var rules: Int?
    var jsonFile: String?
    var plotFile: String?

    static let help = """
        Measures Turnout against a linear scan and a dictionary by host, on rule sets ordinary and adversarial.

        usage: RoutingBenchmark [--smoke] [--workload NAME] [--rules N] [--json FILE] [--plot FILE.svg]

          --smoke          small sets and short runs: whether it works, not how fast
          --workload NAME  only the sets of this name (see --list)
          --rules N        only the sets of about N rules
          --json FILE      write one object a line for each workload, engine and mix
          --plot FILE.svg  draw nanoseconds per match against the number of rules
          --list           name the sets

        """

    /// How often each match measurement is repeated.
    var repeats: Int { isSmoke ? 3 : 9 }
    /// How long one of them takes, roughly.
    var sampleNanoseconds: Int { isSmoke ? 1_000_000 : 12_000_000 }

    func buildRepeats(rules: Int) -> Int { isSmoke ? 3 : rules > 10_000 ? 5 : 9 }

    /// - Returns: `nil` when the sets are to be listed.
    static func parse(_ arguments: some Sequence<String>) -> Options? {
        var options = Options()
        var rest = Array(arguments)[...]
        func value(of flag: String) -> String {
            guard let value = rest.popFirst() else { fail("\(flag) needs a value\n\n\(help)") }
            return value
        }
        while let argument = rest.popFirst() {
            switch argument {
            case "--smoke": options.isSmoke = true
            case "--workload": options.workload = value(of: argument)
            case "--rules":
                guard let count = Int(value(of: argument)) else { fail("--rules needs a number") }
                options.rules = count
            case "--json": options.jsonFile = value(of: argument)
            case "--plot": options.plotFile = value(of: argument)
            case "--list": return nil
            default: fail("unknown argument '\(argument)'\n\n\(help)")
            }
        }
        return options
    }
}
