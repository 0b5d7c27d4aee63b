import TurnoutSyntax

/// What requests must have for a rule to match, as far as it is plain to see: by this, rules are found that can meet.
private struct Requirement {
    /// One of these hosts; `nil` = any.
    var hosts: [[UInt8]]?
    /// A path that starts with one of these.
    var paths: [[UInt8]]
}

/// Routers by what their rules require, those of one rank.
private struct RequirementIndex {
    private struct Key: Hashable {
        var host: [UInt8]?
        var path: [UInt8]
    }
    /// By host (or none) and path.
    private var byHost: [Key: [UInt32]] = [:]
    /// By path alone.
    private var byPath: [[UInt8]: [UInt32]] = [:]
    private var pathLengths: Set<Int> = []

    mutating func insert(_ number: UInt32, _ requirement: Requirement) {
        for path in requirement.paths {
            pathLengths.insert(path.count)
            byPath[path, default: []].append(number)
            for host in requirement.hosts.map({ $0.map(Optional.some) }) ?? [nil] {
                byHost[Key(host: host, path: path), default: []].append(number)
            }
        }
    }

    /// Lists of routers that require no longer path and can meet a router; each pair is found from at least one side,
    /// and a router can be in several lists.
    func neighbours(of requirement: Requirement) -> [[UInt32]] {
        var found: [[UInt32]] = []
        for path in requirement.paths {
            for length in pathLengths where length <= path.count {
                let prefix = Array(path.prefix(length))
                guard let hosts = requirement.hosts else {
                    if let list = byPath[prefix] { found.append(list) }
                    continue
                }
                for host in hosts.map(Optional.some) + [nil] {
                    if let list = byHost[Key(host: host, path: prefix)] { found.append(list) }
                }
            }
        }
        return found
    }
}

/// Two routers of one rank, sorted by the one that loses and then by the one that wins.
private struct TiedPair: Hashable, Comparable {
    /// Places in the ranking.
    var loser: UInt32
    var winner: UInt32

    static func < (left: TiedPair, right: TiedPair) -> Bool {
        (left.loser, left.winner) < (right.loser, right.winner)
    }
}

extension TableAnalyzer {
    /// Pairs of routers whose rank differs by nothing but the name, and that a request meets.
    mutating func collisions() -> [TableAnalysis.Finding] {
        solver.limitAutomatonWork(to: limits.totalAutomatonWork / 4)
        var findings: [TableAnalysis.Finding] = []
        var remainingPairs = limits.pairs
        var start = 0
        while start < table.order.count {
            var end = start + 1
            while end < table.order.count, areTied(table.order[start], table.order[end]) { end += 1 }
            if end > start + 1 {
                let tied = table.order[start..<end].filter { !isDead[Int($0)] }
                findings += collisions(among: tied, &remainingPairs)
            }
            start = end
        }
        return findings
    }

    private func areTied(_ left: UInt32, _ right: UInt32) -> Bool {
        guard let left = table.routers[Int(left)]?.rank, let right = table.routers[Int(right)]?.rank else {
            return false
        }
        return left.precedence(over: right) == .name
    }

    private mutating func collisions(among tied: [UInt32], _ remainingPairs: inout Int) -> [TableAnalysis.Finding] {
        var index = RequirementIndex()
        let requirements = tied.map { requirement(of: expression(of: $0)) }
        for (number, requirement) in zip(tied, requirements) { index.insert(number, requirement) }
        var pairs: Set<TiedPair> = []
        for (number, requirement) in zip(tied, requirements) {
            for list in index.neighbours(of: requirement) {
                guard pairs.count + list.count <= remainingPairs else {
                    unexamined.pairs += list.count
                    continue
                }
                for other in list where other != number {
                    let ranks = (table.ranks[Int(number)], table.ranks[Int(other)])
                    pairs.insert(TiedPair(loser: max(ranks.0, ranks.1), winner: min(ranks.0, ranks.1)))
                }
            }
        }
        remainingPairs -= pairs.count
        var findings: [TableAnalysis.Finding] = []
        var reported = (loser: UInt32.max, count: 0)
        for pair in pairs.sorted() {
            if pair.loser != reported.loser { reported = (pair.loser, 0) }
            guard reported.count < limits.collisionsPerRouter else {
                unexamined.pairs += 1
                continue
            }
            let (number, better) = (table.order[Int(pair.loser)], table.order[Int(pair.winner)])
            if let witness = collision(of: number, with: better) {
                findings.append(finding(.collides, number, [better], witness))
                reported.count += 1
            }
        }
        return findings
    }

    /// A request that both match and the better one gets.
    private mutating func collision(of number: UInt32, with better: UInt32) -> RequestWitness? {
        var constraints = [expression(of: number), expression(of: better)]
        var obstacles: Set<UInt32> = []
        for _ in 0...limits.obstacles {
            switch solver.solve(constraints) {
            case .unsatisfiable: return nil
            case .undecided:
                unexamined.pairs += 1
                return nil
            case .satisfiable(let contents):
                guard let (witness, winner) = route(contents), matches(witness, number),
                    winner == better || table.ranks[Int(winner)] < table.ranks[Int(better)],
                    obstacles.insert(winner).inserted
                else {
                    unexamined.pairs += 1
                    return nil
                }
                if winner == better { return witness }
                constraints.append(complement(of: winner))
            }
        }
        unexamined.pairs += 1
        return nil
    }

    // MARK: Requirements

    private static var maximumRequirements: Int { 1024 }

    private func requirement(of expression: ExpressionID) -> Requirement {
        let found = required(by: expression)
        return Requirement(hosts: found.hosts, paths: found.paths ?? [[]])
    }

    private func required(by expression: ExpressionID) -> (hosts: [[UInt8]]?, paths: [[UInt8]]?) {
        let store = solver.store
        switch store.kind(of: expression) {
        case .constant: return (nil, nil)
        case .literal:
            let literal = store.literal(of: expression)
            let atom = store.atoms[Int(literal.atom)]
            if literal.isNegated { return (nil, nil) }
            switch atom.test {
            case .words(let words) where atom.field == .host: return (words, nil)
            case .equals(let path) where atom.field == .path: return (nil, [path])
            case .startsWith(let prefix) where atom.field == .path: return (nil, [prefix])
            default: return (nil, nil)
            }
        case .all:
            var result: (hosts: [[UInt8]]?, paths: [[UInt8]]?) = (nil, nil)
            for operand in store.operands(of: expression) {
                let part = required(by: ExpressionID(number: operand))
                // The shorter list leaves fewer to meet.
                if let hosts = part.hosts, hosts.count < result.hosts?.count ?? .max { result.hosts = hosts }
                if let paths = part.paths, paths.count < result.paths?.count ?? .max { result.paths = paths }
            }
            return result
        case .any:
            var hosts: [[UInt8]]? = []
            var paths: [[UInt8]]? = []
            for operand in store.operands(of: expression) {
                let part = required(by: ExpressionID(number: operand))
                hosts = hosts.flatMap { known in part.hosts.map { known + $0 } }
                paths = paths.flatMap { known in part.paths.map { known + $0 } }
                if hosts?.count ?? 0 > Self.maximumRequirements { hosts = nil }
                if paths?.count ?? 0 > Self.maximumRequirements { paths = nil }
            }
            return (hosts, paths)
        }
    }
}
