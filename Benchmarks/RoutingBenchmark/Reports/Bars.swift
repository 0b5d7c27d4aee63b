import BenchmarkWorkloads
import Turnout

/// What the project promises, held against what was measured. All are ratios inside one run, or sizes.
struct Bar {
    enum Direction {
        case atLeast
        case atMost
    }

    var measure: String
    /// `nil` when the run left out what it needs.
    var value: Double?
    var must: Double
    /// `nil` when there is nothing beyond the promise.
    var aim: Double?
    var direction: Direction
    /// How a value is written.
    var text: (Double) -> String
    /// Which workload decided, for the worst of many.
    var culprit = ""

    var verdict: String {
        guard let value else { return "not measured" }
        if let aim, holds(value, aim) { return "pass, aim met" }
        return holds(value, must) ? "pass" : "FAIL"
    }

    private func holds(_ value: Double, _ bound: Double) -> Bool {
        direction == .atLeast ? value >= bound : value <= bound
    }

    static func all(_ results: [WorkloadResult]) -> [Bar] {
        ordinary(results) + adversarial(results) + [allocations(results)]
    }

    private static func ordinary(_ results: [WorkloadResult]) -> [Bar] {
        func result(_ name: String, _ rules: Int) -> WorkloadResult? {
            results.first { $0.name == name && $0.rules == rules }
        }
        func ratio(_ numerator: Double?, _ denominator: Double?) -> Double? {
            guard let numerator, let denominator else { return nil }
            return numerator / denominator
        }
        func random(_ result: WorkloadResult?, _ engine: String = "turnout") -> Samples? {
            result?.nanoseconds(engine, .random)
        }
        func paired(_ samples: Samples?, _ others: Samples?) -> Double? {
            guard let samples, let others else { return nil }
            return samples.ratio(to: others)
        }
        let (tenants, oneHost) = (result("tenants", 5001), result("one-host", 5001))
        return [
            Bar(
                measure: "tenants, 5,001 rules, random: times faster than linear",
                value: paired(random(tenants, "linear"), random(tenants)),
                must: 1500, aim: 2500, direction: .atLeast, text: times),
            Bar(
                measure: "one host, 5,001 rules, random: times faster than dictionary",
                value: paired(random(oneHost, "dictionary"), random(oneHost)), must: 2500, aim: 4000,
                direction: .atLeast, text: times),
            Bar(
                measure: "tenants, random: 5,001 rules / 51 rules",
                value: paired(random(tenants), random(result("tenants", 51))),
                must: 1.25, aim: 1.1, direction: .atMost, text: fraction),
            Bar(
                measure: "tenants, random: 50,001 rules / 51 rules",
                value: paired(random(result("tenants", 50_001)), random(result("tenants", 51))),
                must: 2.5, aim: 1.5, direction: .atMost, text: fraction),
            Bar(
                measure: "tenants, 5,001 rules: bytes per rule", value: tenants?.bytesPerRule,
                must: 60, aim: 40, direction: .atMost, text: fraction),
            Bar(
                measure: "identical tenants: bytes per rule", value: result("identical-tenants", 5001)?.bytesPerRule,
                must: 32, aim: 16, direction: .atMost, text: fraction),
            Bar(
                measure: "tenants, 5,001 rules: build / parse",
                value: ratio(tenants?.build.build.median, tenants?.build.parse.median),
                must: 15, aim: 6, direction: .atMost, text: fraction),
            Bar(
                measure: "tenants, 5,001 rules: rebuild / build",
                value: ratio(tenants?.build.rebuild, tenants?.build.build.median),
                must: 1.0 / 10, aim: 1.0 / 20, direction: .atMost, text: share),
        ]
    }

    private static func adversarial(_ results: [WorkloadResult]) -> [Bar] {
        let cases = results.filter(\.isAdversarial)
        let build = results.first { $0.name == "tenants" && $0.rules == 5001 }?.build.build.median
        func highest(
            _ measure: String, _ must: Double, _ aim: Double, _ text: @escaping (Double) -> String,
            _ value: (WorkloadResult) -> Double?
        ) -> Bar {
            let worst = cases.compactMap { result in value(result).map { (result.name, $0) } }.max { $0.1 < $1.1 }
            return Bar(
                measure: measure, value: worst?.1, must: must, aim: aim, direction: .atMost, text: text,
                culprit: worst?.0 ?? "")
        }
        func lowest(_ measure: String, _ must: Double, _ cases: [WorkloadResult], _ mixes: [Mix]) -> Bar {
            let ratios = cases.flatMap { result in
                mixes.compactMap { mix in
                    result.timesFasterThanLinear(mix).map { ("\(result.name), \(mix.rawValue)", $0) }
                }
            }
            let worst = ratios.min { $0.1 < $1.1 }
            return Bar(
                measure: measure, value: worst?.1, must: must, aim: nil, direction: .atLeast, text: times,
                culprit: worst?.0 ?? "")
        }
        return [
            highest("adversarial: build / build of tenants, 5,001 rules", 10, 4, fraction) { result in
                build.map { result.build.build.median / $0 }
            },
            highest("adversarial: table bytes", 4e6, 1e6, bytes) { Double($0.statistics.tableBytes) },
            highest("adversarial: peak bytes while building", 64e6, 16e6, bytes) {
                $0.build.peakBytes.map(Double.init)
            },
            // With the first-ranked rule winning, a scan is as short as can be; that is no adversary's request.
            lowest("adversarial: times faster than linear", 1, cases, [.last, .random, .miss]),
            lowest(
                "adversarial, no candidate list: times faster than linear", 20,
                cases.filter { $0.statistics.candidateLists.isEmpty },
                [.random, .miss]),
        ]
    }

    private static func allocations(_ results: [WorkloadResult]) -> Bar {
        let counts = results.flatMap { result in
            result.matches.filter { $0.engine == "turnout" }.compactMap { match in
                match.allocationsPerMatch.map { (result.name, $0) }
            }
        }
        let worst = counts.max { $0.1 < $1.1 }
        return Bar(
            measure: "allocations per match", value: worst?.1, must: 0, aim: nil, direction: .atMost,
            text: { TextReport.decimal($0, 0) },
            culprit: (worst?.1 ?? 0) > 0 ? worst?.0 ?? "" : "")
    }

    private static func times(_ value: Double) -> String { TextReport.decimal(value, value < 100 ? 1 : 0) + "x" }
    private static func fraction(_ value: Double) -> String { TextReport.decimal(value, 2) }
    private static func bytes(_ value: Double) -> String { TextReport.bytes(Int(value)) }
    private static func share(_ value: Double) -> String { "1/" + TextReport.decimal(1 / value, 1) }
}

extension Bar {
    static func table(_ bars: [Bar]) -> String {
        func bound(_ bar: Bar, _ value: Double?) -> String {
            value.map { (bar.direction == .atLeast ? ">= " : "<= ") + bar.text($0) } ?? ""
        }
        func row(_ measure: String, _ value: String, _ must: String, _ aim: String, _ verdict: String) -> String {
            TextReport.pad(measure, -62) + TextReport.pad(value, 12) + TextReport.pad(must, 14)
                + TextReport.pad(aim, 14) + "  " + verdict + "\n"
        }
        var text = "\n" + row("promise", "measured", "must", "aim", "")
        for bar in bars {
            let culprit = bar.culprit.isEmpty ? "" : "  (\(bar.culprit))"
            text += row(
                bar.measure, bar.value.map(bar.text) ?? "-", bound(bar, bar.must), bound(bar, bar.aim),
                bar.verdict + culprit)
        }
        return text
    }

    /// Each adversarial set beside the scan.
    static func adversarialTable(_ results: [WorkloadResult]) -> String {
        let cases = results.filter(\.isAdversarial)
        if cases.isEmpty { return "" }
        let build = results.first { $0.name == "tenants" && $0.rules == 5001 }?.build.build.median
        let columns = [
            ("random", 9), ("miss", 9), ("last", 9), ("first", 9), ("build", 8), ("table", 11), ("peak", 11),
            ("rebuild", 9), ("lists", 7),
        ]
        var text = "\n" + TextReport.pad("adversarial (times faster than linear)", -40)
        text += columns.map { TextReport.pad($0.0, $0.1) }.joined() + "\n"
        for result in cases {
            let cells =
                [Mix.random, .miss, .last, .first].map { mix in
                    result.timesFasterThanLinear(mix).map { TextReport.decimal($0, 1) } ?? "-"
                } + [
                    build.map { TextReport.decimal(result.build.build.median / $0, 2) + "x" } ?? "-",
                    TextReport.bytes(result.statistics.tableBytes), result.build.peakBytes.map(TextReport.bytes) ?? "-",
                    "1/" + TextReport.decimal(result.build.build.median / result.build.rebuild, 1),
                    String(result.statistics.candidateLists.count),
                ]
            text +=
                TextReport.pad(result.name, -40) + zip(cells, columns).map { TextReport.pad($0, $1.1) }.joined() + "\n"
        }
        return text
    }
}

extension WorkloadResult {
    func timesFasterThanLinear(_ mix: Mix) -> Double? {
        guard let linear = nanoseconds("linear", mix), let turnout = nanoseconds("turnout", mix) else { return nil }
        return linear.ratio(to: turnout)
    }

    /// Whether the engine under test allocated in any mix.
    var allocates: Bool { matches.contains { $0.engine == "turnout" && ($0.allocationsPerMatch ?? 0) > 0 } }
}
