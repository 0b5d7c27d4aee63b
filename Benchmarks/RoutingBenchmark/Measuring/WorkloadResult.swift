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

    func nanoseconds(_ engine: String, _ mix: Mix) -> Double? {
        matches.first { $0.engine == engine && $0.mix == mix }?.nanoseconds.median
    }

    var bytesPerRule: Double { Double(statistics.tableBytes) / Double(rules) }

    static func measure(_ workload: Workload, options: Options) -> WorkloadResult {
        let ranked = RankedRule.ranked(workload)
        let table = RoutingTable(workload.routers)
        for problem in table.diagnostics where problem.diagnostic.severity == .error {
            fail("workload \(workload.name), router \(problem.router): \(problem.diagnostic.message)")
        }
        let turnout = TurnoutEngine(table: table)
        let linear = LinearScan(ranked)
        let dictionary = HostDictionary(ranked)
        let mixes = RequestMixes(
            workload, ranking: ranked.map(\.place), randomCount: options.randomRequests,
            oracle: dictionary.winner)
        let proven = Agreement.prove(
            workload, mixes, turnout: turnout, linear: linear, dictionary: dictionary,
            linearLimit: ranked.count > 10_000 ? 256 : .max)
        var result = WorkloadResult(
            name: workload.name, isAdversarial: workload.isAdversarial, rules: ranked.count, statistics: table.statistics,
            build: BuildMeasurement.measure(workload, table: table, repeats: options.buildRepeats(rules: ranked.count)),
            provenRequests: proven)
        for (mix, requests) in mixes.batches {
            var measurements = [
                MatchMeasurement(turnout, requests), MatchMeasurement(linear, requests),
                MatchMeasurement(dictionary, requests),
            ]
            for index in measurements.indices { measurements[index].calibrate(nanoseconds: options.sampleNanoseconds) }
            for turn in 0..<options.repeats {
                for index in turn % 2 == 0 ? [0, 1, 2] : [2, 1, 0] { measurements[index].sample() }
            }
            for measurement in measurements {
                result.matches.append(
                    Match(
                        mix: mix, engine: measurement.engine, nanoseconds: measurement.nanoseconds,
                        allocationsPerMatch: measurement.allocationsPerMatch))
            }
        }
        return result
    }
}
