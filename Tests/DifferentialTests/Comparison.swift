import Foundation
import ReferenceInterpreter
import Turnout

/// Holds the engine against the oracle on one case, and shrinks what they disagree on.
struct Comparison {
    /// What the tables are built with.
    var limits = CompilationLimits()
    private(set) var answers = 0
    private(set) var hits = 0
    private(set) var undecided = 0
    private(set) var failures: [String] = []

    mutating func compare(_ conformCase: ConformCase) {
        let oracle = ReferenceInterpreter(conformCase)
        guard oracle.unsupported.isEmpty else {
            undecided += 1
            return
        }
        for request in conformCase.requests {
            answers += 1
            if case .routers(let names) = oracle.answer(request), !names.isEmpty { hits += 1 }
        }
        if let difference = disagreement(conformCase) {
            let small = shrink(conformCase)
            failures.append(
                "\(difference)\nshrunk: \(disagreement(small) ?? "")\n\((try? Self.recorded(small).line()) ?? small.id)"
            )
        }
    }

    // MARK: One case

    /// What differs, in words; nil when nothing does.
    private func disagreement(_ conformCase: ConformCase) -> String? {
        let oracle = ReferenceInterpreter(conformCase)
        var reversed = conformCase
        reversed.routers.reverse()
        let engine = EngineUnderTest(conformCase, limits: limits)
        let mirrored = EngineUnderTest(reversed, limits: limits, reusing: previous(conformCase))
        if engine.refused != Set(oracle.errors.keys) {
            return
                "\(conformCase.id): the engine refuses \(engine.refused.sorted()), the oracle \(oracle.errors.sorted { $0.key < $1.key })"
        }
        for request in conformCase.requests {
            let (expected, answer) = (oracle.answer(request), engine.answer(request))
            if !expected.allows(answer) {
                return "\(conformCase.id): the engine answers \(answer), the oracle \(expected), to \(request)"
            }
            let other = mirrored.answer(request)
            if other != answer {
                return
                    "\(conformCase.id): \(answer) becomes \(other) when the routers are given in reverse, after another table, for \(request)"
            }
        }
        return nil
    }

    /// A table from which the one under test may take parts: some routers are missing, some have another priority.
    private func previous(_ conformCase: ConformCase) -> RoutingTable<String> {
        var earlier = conformCase
        earlier.routers = conformCase.routers.enumerated().compactMap { number, router in
            var router = router
            if number % 3 == 1 { return nil }
            if number % 3 == 2 { router.priority = 7 }
            return router
        }
        return EngineUnderTest(earlier, limits: limits).table
    }

    /// The case with what the oracle expects, as a regression fixture holds it.
    private static func recorded(_ conformCase: ConformCase) -> ConformCase {
        var result = conformCase
        let oracle = ReferenceInterpreter(conformCase)
        result.errors = oracle.errors.isEmpty ? nil : oracle.errors
        for index in result.requests.indices {
            switch oracle.answer(result.requests[index]) {
            case .routers(let names): result.requests[index].expected = .routers(names)
            case .status(let status): result.requests[index].expected = .status(status)
            case .path(let routing, let uri):
                result.requests[index].expected = .path(
                    routing: Data(routing).base64EncodedString(), uri: String(decoding: uri, as: UTF8.self))
            }
        }
        return result
    }

    // MARK: Shrinking

    /// Leaves out requests, routers and parts of requests as long as a disagreement remains.
    private func shrink(_ conformCase: ConformCase) -> ConformCase {
        var best = conformCase
        var attempts = 600
        func improves(_ candidate: ConformCase) -> Bool {
            attempts -= 1
            return attempts >= 0 && disagreement(candidate) != nil
        }
        for index in conformCase.requests.indices {
            var candidate = conformCase
            candidate.requests = [conformCase.requests[index]]
            if improves(candidate) {
                best = candidate
                break
            }
        }
        var size = max(1, best.routers.count / 2)
        while attempts > 0 {
            var start = 0
            while start < best.routers.count {
                var candidate = best
                candidate.routers.removeSubrange(start..<min(start + size, best.routers.count))
                if improves(candidate) { best = candidate } else { start += size }
            }
            if size == 1 { break }
            size /= 2
        }
        for _ in 0..<4 where best.requests.count == 1 {
            for candidate in Self.simplerRequests(best) where improves(candidate) {
                best = candidate
                break
            }
        }
        return best
    }

    private static func simplerRequests(_ conformCase: ConformCase) -> [ConformCase] {
        var candidates: [ConformCase] = []
        func add(_ change: (inout ConformRequest) -> Void) {
            var candidate = conformCase
            change(&candidate.requests[0])
            candidates.append(candidate)
        }
        add { $0.headers = [] }
        add { $0.target = String($0.target.prefix { $0 != "?" }) }
        add { $0.target = "/" }
        add { $0.host = "a" }
        add { $0.remote = "192.0.2.1:1234" }
        add { $0.method = "GET" }
        for index in conformCase.requests[0].headers.indices { add { $0.headers.remove(at: index) } }
        let now = try? conformCase.line()
        return candidates.filter { (try? $0.line()) != now }
    }
}
