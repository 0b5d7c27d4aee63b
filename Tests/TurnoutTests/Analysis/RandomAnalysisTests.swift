import Testing
import Turnout
import TurnoutSyntax

/// Holds the analysis of random tables against many requests.
@Suite("Analysis of random tables")
struct RandomAnalysisTests {
    private struct Counts {
        var findings: [Diagnostic.ID: Int] = [:]
        var unexamined = 0
        var routers = 0
    }

    @Test("no finding is contradicted by a request", arguments: [RuleSyntax.v3, .v2])
    func findings(_ syntax: RuleSyntax) throws {
        var counts = Counts()
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = RandomRouting(seed: seed, syntax: syntax)
            let routers = random.routers(6)
            let table = RoutingTable(routers)
            let alone = Dictionary(uniqueKeysWithValues: routers.map { ($0.name, RoutingTable([$0])) })
            let analysis = table.analyze()
            counts.routers += table.ranking.count
            counts.unexamined +=
                analysis.unexamined.routers + analysis.unexamined.pairs + analysis.unexamined.alternatives
            for finding in analysis.findings {
                counts.findings[finding.id, default: 0] += 1
                try checkWitness(finding, table, seed)
            }
            for _ in 0..<200 {
                guard let request = random.request() else { continue }
                let winner = table.match(request)
                for finding in analysis.findings {
                    let isTrue = isTrue(finding, request, winner) { alone[$0.name]?.match(request) != nil }
                    #expect(isTrue, "seed \(seed): \(finding.diagnostic().text())")
                }
            }
        }
        // Otherwise this would prove nothing.
        for id in [Diagnostic.ID.shadowedRouter, .equivalentRouter, .collidingRouters, .neverMatches] {
            #expect(counts.findings[id, default: 0] > 3, "\(id.rawValue): \(counts.findings[id, default: 0])")
        }
        #expect(counts.unexamined * 20 < counts.routers, "\(counts.unexamined) of \(counts.routers)")
    }

    private func checkWitness(
        _ finding: TableAnalysis.Finding, _ table: RoutingTable<Void>, _ seed: UInt64
    ) throws {
        guard let witness = finding.witness else {
            if case .collides = finding.problem { Issue.record("seed \(seed): a collision without a witness") }
            return
        }
        let request = try witness.request()
        let explanation = table.explain(request, limit: .max)
        #expect(explanation.winner?.router == finding.others.first, "seed \(seed): \(finding.diagnostic().text())")
        #expect(
            explanation.losers.contains { $0.router == finding.router }, "seed \(seed): \(finding.diagnostic().text())")
    }

    /// Whether what a finding says of all requests is true of one.
    private func isTrue(
        _ finding: TableAnalysis.Finding, _ request: Request, _ winner: RouterID?, matches: (RankedRouter) -> Bool
    ) -> Bool {
        if finding.isExceptTrailingDots, request.forwardedHost.last == UInt8(ascii: ".") { return true }
        switch finding.problem {
        case .neverMatches: return !matches(finding.router)
        case .matchesEverything: return matches(finding.router)
        case .shadowed:
            return winner != finding.router.id && (!matches(finding.router) || finding.others.contains(where: matches))
        case .equivalent: return winner != finding.router.id && matches(finding.router) == matches(finding.others[0])
        case .partlyShadowed, .collides: return true
        }
    }

    @Test("a pair of equal rank that some request meets first is reported")
    func collisions() {
        var met = 0
        for seed in 1...20 as ClosedRange<UInt64> {
            var random = RandomRouting(seed: seed)
            let routers = random.routers(6).map { router in
                Router(name: router.name, rule: router.rule, syntax: router.syntax, priority: 1)
            }
            let table = RoutingTable(routers)
            let analysis = table.analyze()
            guard analysis.unexamined.isEmpty else { continue }
            for _ in 0..<100 {
                guard let request = random.request(), request.forwardedHost.last != UInt8(ascii: ".") else { continue }
                let explanation = table.explain(request)
                guard let winner = explanation.winner, case .wins(let next?, .name) = winner.outcome else { continue }
                met += 1
                // A router that never wins has a finding of its own.
                let isKnown = analysis.findings.contains { finding in
                    finding.router == next && (finding.problem != .collides || finding.others.first == winner.router)
                }
                #expect(isKnown, "seed \(seed): \(winner.router) and \(next)")
            }
        }
        #expect(met > 150)
    }
}
