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
        for seed in 1...120 as ClosedRange<UInt64> {
            var random = RandomRouting(seed: seed, syntax: syntax)
            let table = RoutingTable(random.routers(6))
            let analysis = table.analyze()
            counts.routers += table.ranking.count
            counts.unexamined += analysis.unexamined.routers + analysis.unexamined.pairs + analysis.unexamined.alternatives
            for finding in analysis.findings {
                counts.findings[finding.id, default: 0] += 1
                try checkWitness(finding, table, seed)
            }
            let requests = (0..<400).compactMap { _ in random.request() }
            for request in requests { check(analysis, request, table, seed) }
        }
        // Otherwise this would prove nothing.
        for id in [Diagnostic.ID.shadowedRouter, .equivalentRouter, .collidingRouters, .neverMatches] {
            #expect(counts.findings[id, default: 0] > 5, "\(id.rawValue): \(counts.findings[id, default: 0])")
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
        #expect(explanation.losers.contains { $0.router == finding.router }, "seed \(seed): \(finding.diagnostic().text())")
    }

    /// What a finding says must be true of every request.
    private func check(_ analysis: TableAnalysis, _ request: Request, _ table: RoutingTable<Void>, _ seed: UInt64) {
        let winner = table.match(request)
        for finding in analysis.findings {
            let context: Comment = "seed \(seed): \(finding.diagnostic().text())"
            if finding.isExceptTrailingDots, request.forwardedHost.last == UInt8(ascii: ".") { continue }
            switch finding.problem {
            case .neverMatches:
                #expect(!matches(request, finding.router, table), context)
            case .matchesEverything:
                #expect(matches(request, finding.router, table), context)
            case .shadowed:
                #expect(winner != finding.router.id, context)
                if matches(request, finding.router, table) {
                    #expect(finding.others.contains { matches(request, $0, table) }, context)
                }
            case .equivalent:
                #expect(winner != finding.router.id, context)
                #expect(matches(request, finding.router, table) == matches(request, finding.others[0], table), context)
            case .partlyShadowed, .collides: continue
            }
        }
    }

    private func matches(_ request: Request, _ router: RankedRouter, _ table: RoutingTable<Void>) -> Bool {
        if case .fails = table.explain(request, about: router.id).outcome { false } else { true }
    }

    @Test("a pair of equal rank that some request meets first is reported")
    func collisions() {
        var met = 0
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = RandomRouting(seed: seed)
            let routers = random.routers(6).map { router in
                Router(name: router.name, rule: router.rule, syntax: router.syntax, priority: 1)
            }
            let table = RoutingTable(routers)
            let analysis = table.analyze()
            guard analysis.unexamined.isEmpty else { continue }
            for _ in 0..<200 {
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
        #expect(met > 500)
    }
}
