import BenchmarkWorkloads
import Turnout

/// Tables for people.
enum TextReport {
    static func line(_ result: WorkloadResult) -> String {
        let statistics = result.statistics
        let build = result.build
        var text = "\n\(result.name), \(result.rules) rules; all engines agree on \(result.provenRequests) requests\n"
        text +=
            "  table \(bytes(statistics.tableBytes)) (\(decimal(result.bytesPerRule, 1)) B/rule), \(statistics.states) states in "
        text += "\(statistics.automata) automata, \(statistics.nodes) nodes, \(statistics.roots) roots"
        if !statistics.simulatedExpressions.isEmpty {
            text += ", \(statistics.simulatedExpressions.count) simulated"
        }
        if !statistics.candidateLists.isEmpty {
            let longest = statistics.candidateLists.map(\.routers.count).max() ?? 0
            text += ", \(statistics.candidateLists.count) candidate lists (longest \(longest))"
        }
        text +=
            "\n  build \(decimal(build.build.median, 2)) ms ±\(percent(build.build.spread)), parse \(decimal(build.parse.median, 2)) ms"
        text += ", peak \(build.peakBytes.map(bytes) ?? "not counted")"
        text += "; rebuild: changed \(decimal(build.change.median, 2)), added \(decimal(build.addition.median, 2))"
        text += ", removed \(decimal(build.removal.median, 2)) ms\n"
        text +=
            "  ns per match" + ["turnout", "linear", "dictionary"].map { pad($0, 20) }.joined() + "   allocations\n"
        for mix in Mix.allCases {
            let matches = result.matches.filter { $0.mix == mix }
            if matches.isEmpty { continue }
            text += "  \(pad(mix.rawValue, -12))"
            for match in matches {
                text += pad("\(decimal(match.nanoseconds.median, 1)) ±\(percent(match.nanoseconds.spread))", 20)
            }
            text += "   " + (matches[0].allocationsPerMatch.map { decimal($0, 0) } ?? "not counted") + "\n"
        }
        return text
    }

    static func decimal(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite else { return "?" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let rounded = Int((abs(value) * scale).rounded())
        let sign = value < 0 && rounded != 0 ? "-" : ""
        if digits == 0 { return sign + String(rounded) }
        let fraction = String(rounded % Int(scale))
        return sign + "\(rounded / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    static func percent(_ share: Double) -> String { decimal(share * 100, 0) + "%" }

    static func bytes(_ count: Int) -> String {
        count < 10_000
            ? "\(count) B"
            : count < 10_000_000 ? "\(decimal(Double(count) / 1e3, 1)) KB" : "\(decimal(Double(count) / 1e6, 1)) MB"
    }

    /// To the right, or with a negative width to the left.
    static func pad(_ text: String, _ width: Int) -> String {
        let blanks = String(repeating: " ", count: max(0, abs(width) - text.count))
        return width < 0 ? text + blanks : blanks + text
    }
}
