import BenchmarkWorkloads
import Turnout

/// One object a line for each workload, engine and mix. What does not apply to an engine is null.
enum JSONLines {
    static func lines(_ result: WorkloadResult) -> String {
        result.matches.map { line(result, $0) + "\n" }.joined()
    }

    private static func line(_ result: WorkloadResult, _ match: WorkloadResult.Match) -> String {
        let isTurnout = match.engine == TurnoutEngine.name
        func only(_ value: Double?) -> String { isTurnout ? number(value) : "null" }
        let build = result.build
        let fields = [
            ("workload", "\"\(result.name)\""), ("rules", String(result.rules)), ("engine", "\"\(match.engine)\""),
            ("mix", "\"\(match.mix.rawValue)\""), ("nanosecondsPerMatch", number(match.nanoseconds.median)),
            ("spread", number(match.nanoseconds.spread)),
            ("tableBytes", isTurnout ? String(result.statistics.tableBytes) : "null"),
            ("states", isTurnout ? String(result.statistics.states) : "null"),
            ("buildMilliseconds", only(build.build.median)), ("parseMilliseconds", only(build.parse.median)),
            ("rebuildMilliseconds", only(build.rebuild)),
            ("peakBuildBytes", isTurnout ? build.peakBytes.map(String.init) ?? "null" : "null"),
            ("allocationsPerMatch", number(match.allocationsPerMatch)),
        ]
        return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "null" }
        return TextReport.decimal(value, 4)
    }
}
