import BenchmarkWorkloads
import Turnout
import TurnoutSyntax

/// Everything measured of one workload.
struct WorkloadResult {
    struct Match {
        var mix: Mix
        var engine: String
        var nanoseconds: Samples
        var allocationsPerMatch: Double?
    }

    var name: String
    var isAdversarial: Bool
    var rules: Int
    var statistics: TableStatistics
    var build: BuildMeasurement
    var matches: [Match] = []
    /// Requests on which all three engines were compared.
    var provenRequests: Int

    /// The samples of one engine; those of others, and of other sizes, that were taken in the same turn have the same place.
    func nanoseconds(_ engine: String, _ mix: Mix) -> Samples? {
        matches.first { $0.engine == engine && $0.mix == mix }?.nanoseconds
    }

    var bytesPerRule: Double { Double(statistics.tableBytes) / Double(rules) }

    /// Measures workloads whose times will be compared with each other: one name, several sizes.
    ///
    /// The sizes take turns like the engines do, or a slow minute of the machine would look like a slow size; one engine's
    /// follow each other, as the clock may change its speed within a turn.
    static func measure(_ workloads: [Workload], options: Options) -> [WorkloadResult] {
        let contests = workloads.map { Contest($0, options: options) }
        var results = contests.map(\.result)
        for mix in Mix.allCases {
            var measurements = contests.enumerated().flatMap { index, contest in
                contest.measurements(mix).enumerated().map { (contest: index, engine: $0, measurement: $1) }
            }
            measurements.sort { ($0.engine, $0.contest) < ($1.engine, $1.contest) }
            for index in measurements.indices {
                measurements[index].measurement.calibrate(nanoseconds: options.sampleNanoseconds)
            }
            for turn in 0..<options.repeats {
                let order = Array(measurements.indices)
                for index in turn % 2 == 0 ? order : order.reversed() { measurements[index].measurement.sample() }
            }
            for (contest, _, measurement) in measurements {
                results[contest].matches.append(
                    Match(
                        mix: mix, engine: measurement.engine, nanoseconds: measurement.nanoseconds,
                        allocationsPerMatch: measurement.allocationsPerMatch))
            }
        }
        return results
    }
}

/// The engines of one workload, proven to agree, and what was measured of building the table.
private struct Contest {
    private let turnout: TurnoutEngine
    private let rivals: Rivals
    private let mixes: RequestMixes
    let result: WorkloadResult

    init(_ workload: Workload, options: Options) {
        let ranked = RankedRule.ranked(workload)
        let table = RoutingTable(workload.routers)
        for problem in table.diagnostics where problem.diagnostic.severity == .error {
            fail("workload \(workload.name), router \(problem.router): \(problem.diagnostic.message)")
        }
        turnout = TurnoutEngine(table: table)
        rivals = options.hasLeanScans ? Rivals(ranked, as: Condition.self) : Rivals(ranked, as: PredicateTree.self)
        mixes = RequestMixes(
            workload, ranking: ranked.map(\.place), randomCount: options.randomRequests, oracle: rivals.dictionary)
        let proven = Agreement.prove(
            workload, mixes, turnout: turnout, linear: rivals.linear, dictionary: rivals.dictionary,
            linearLimit: ranked.count > 10_000 ? 256 : .max)
        result = WorkloadResult(
            name: workload.name, isAdversarial: workload.isAdversarial, rules: ranked.count,
            statistics: table.statistics,
            build: BuildMeasurement.measure(workload, table: table, repeats: options.buildRepeats(rules: ranked.count)),
            provenRequests: proven)
    }

    /// One for each engine; none when the workload has no requests of this mix.
    func measurements(_ mix: Mix) -> [MatchMeasurement] {
        guard let requests = mixes.batches.first(where: { $0.mix == mix })?.requests else { return [] }
        return [MatchMeasurement(turnout, requests)] + rivals.measurements(requests)
    }
}

/// The engines that Turnout is measured against. What they are made of is known only here, where their code is specialised
/// for it: through `any Engine`, each call would be dispatched at run time.
private struct Rivals {
    let linear: (borrowing Request) -> Int
    let dictionary: (borrowing Request) -> Int
    let measurements: (RequestBatch) -> [MatchMeasurement]

    init<Prepared: PreparedRule>(_ ranked: [RankedRule], as _: Prepared.Type) {
        let (linear, dictionary) = (LinearScan<Prepared>(ranked), HostDictionary<Prepared>(ranked))
        self.linear = { linear.winner(of: $0) }
        self.dictionary = { dictionary.winner(of: $0) }
        measurements = { [MatchMeasurement(linear, $0), MatchMeasurement(dictionary, $0)] }
    }
}
