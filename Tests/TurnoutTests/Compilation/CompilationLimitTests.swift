import Testing

@testable import Turnout

/// Each budget at its limit and one below what is needed. That answers stay the same is the business of `LimitedTableTests`.
@Suite("Compilation limits") struct CompilationLimitTests {
    private static func table(_ rules: [String], _ adjust: (inout CompilationLimits) -> Void) -> RoutingTable<Void> {
        var options = BuildOptions()
        adjust(&options.compilationLimits)
        // Ranks are those of the order given.
        let routers = rules.enumerated().map { number, rule in
            Router(name: "r\(number)", rule: rule, priority: 1000 - number)
        }
        return RoutingTable(routers, options: options)
    }

    private static func names(_ routers: [RouterID], _ table: RoutingTable<Void>) -> [String] {
        routers.map { table[$0].name }
    }

    /// Checks that nothing ended.
    private static func expectOneWalk(_ table: RoutingTable<Void>, _ location: SourceLocation = #_sourceLocation) {
        let statistics = table.statistics
        #expect(table.diagnostics.isEmpty, sourceLocation: location)
        #expect(
            statistics.candidateLists.isEmpty && statistics.rankSplits.isEmpty
                && statistics.simulatedExpressions.isEmpty, "\(statistics)", sourceLocation: location)
    }

    private static func expectList(
        _ table: RoutingTable<Void>, of routers: [String], _ budget: CompilationBudget,
        costliest: String? = nil, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let lists = table.statistics.candidateLists
        let list = try #require(lists.first, sourceLocation: location)
        #expect(names(list.routers, table) == routers && list.budget == budget, "\(list)", sourceLocation: location)
        let named = try #require(list.costliest, sourceLocation: location)
        #expect(table[named].name == costliest ?? routers[0], sourceLocation: location)
    }

    private static func expectSplit(
        _ table: RoutingTable<Void>, of routers: [String], _ budget: CompilationBudget, parts: Int,
        costliest: String, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let statistics = table.statistics
        let split = try #require(statistics.rankSplits.first, sourceLocation: location)
        #expect(names(split.routers, table) == routers && split.budget == budget, "\(split)", sourceLocation: location)
        #expect(split.parts == parts && statistics.splits >= 1, sourceLocation: location)
        let named = try #require(split.costliest, sourceLocation: location)
        #expect(table[named].name == costliest, sourceLocation: location)
        #expect(statistics.candidateLists.isEmpty, sourceLocation: location)
    }

    /// The smallest value of a limit with which nothing ends.
    private static func threshold(
        _ limit: WritableKeyPath<CompilationLimits, Int>, _ rules: [String],
        _ adjust: (inout CompilationLimits) -> Void = { _ in }
    ) -> Int {
        func suffices(_ value: Int) -> Bool {
            let statistics = table(rules) {
                adjust(&$0)
                $0[keyPath: limit] = value
            }.statistics
            return statistics.candidateLists.isEmpty && statistics.rankSplits.isEmpty
                && statistics.simulatedExpressions.isEmpty
        }
        var (low, high) = (0, CompilationLimits()[keyPath: limit])
        while low < high {
            let middle = (low + high) / 2
            if suffices(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    // MARK: Lists

    @Test("residuals of a part: one list of one candidate for the hosts, one more for the host")
    func residualsPerPart() throws {
        let rules = ["Host(`a.com`) && Path(`/x`)"]
        func table(_ limit: Int) -> RoutingTable<Void> {
            Self.table(rules) { ($0.residualsPerLiteral, $0.residualsPerPart) = (0, limit) }
        }
        Self.expectOneWalk(table(1))
        try Self.expectList(table(0), of: ["r0"], .residuals)
    }

    @Test("residuals for each literal: a rule with one literal counts two")
    func residualsPerLiteral() throws {
        // Two candidates at the start; two with `Method` false and `Path` open; the rest is decided at once.
        let rules = ["Path(`/x`) && Method(`GET`)", "Path(`/x`) && Method(`PUT`) && Query(`a`)"]
        let needed = Self.threshold(\.residualsPerPart, rules) { $0.residualsPerLiteral = 0 }
        let literals = 3 + 4
        func table(_ limit: Int, _ part: Int) -> RoutingTable<Void> {
            Self.table(rules) { ($0.residualsPerLiteral, $0.residualsPerPart) = (limit, part) }
        }
        #expect(needed > 2 && needed < literals + 1)
        Self.expectOneWalk(table(1, 0))
        Self.expectOneWalk(table(0, needed))
        try Self.expectList(table(0, needed - 1), of: ["r1"], .residuals)
    }

    @Test("bytes of the table, for the table and for each router")
    func tableBytes() throws {
        let rules = ["Host(`a.com`) && Path(`/x`) && Header(`X-Key`, `1`)"]
        let needed = Self.threshold(\.tableBytes, rules) { $0.tableBytesPerRouter = 0 }
        #expect(needed > 0)
        for limit in [\CompilationLimits.tableBytes, \.tableBytesPerRouter] {
            func table(_ value: Int) -> RoutingTable<Void> {
                Self.table(rules) {
                    ($0.tableBytes, $0.tableBytesPerRouter) = (0, 0)
                    $0[keyPath: limit] = value
                }
            }
            Self.expectOneWalk(table(needed))
            #expect(table(needed).statistics.tableBytes > needed)
            try Self.expectList(table(needed - 1), of: ["r0"], .tableBytes)
        }
    }

    @Test("depth: a host and a path are two decisions")
    func decisionDepth() throws {
        let rules = ["Host(`a.com`) && Path(`/x`)", "Host(`a.com`) && PathPrefix(`/xyz`)"]
        Self.expectOneWalk(Self.table(rules) { $0.decisionDepth = 2 })
        let table = Self.table(rules) { $0.decisionDepth = 1 }
        try Self.expectList(table, of: ["r0", "r1"], .decisionDepth, costliest: "r1")
        #expect(table.statistics.candidateLists.count == 1)
    }

    // MARK: Division by rank

    @Test("outcomes of a node: two paths lead to one candidate each")
    func outcomesPerNode() throws {
        let rules = ["Path(`/a`) && Method(`GET`)", "Path(`/long`) && Method(`GET`)"]
        func table(_ limit: Int) -> RoutingTable<Void> {
            Self.table(rules) { ($0.outcomesPerLiteral, $0.outcomesPerNode) = (0, limit) }
        }
        Self.expectOneWalk(table(2))
        try Self.expectSplit(table(1), of: ["r0", "r1"], .outcomes, parts: 2, costliest: "r1")
    }

    @Test("outcomes of a node of hosts")
    func outcomesOfHosts() throws {
        // Each host in two spellings, with and without a dot at the end.
        let rules = ["Host(`a.com`) && Method(`GET`)", "Host(`long.com`) && Method(`GET`)"]
        func table(_ limit: Int) -> RoutingTable<Void> {
            Self.table(rules) { ($0.outcomesPerLiteral, $0.outcomesPerNode) = (0, limit) }
        }
        Self.expectOneWalk(table(4))
        try Self.expectSplit(table(3), of: ["r0", "r1"], .outcomes, parts: 2, costliest: "r1")
    }

    @Test("a single candidate may cost eight times as much")
    func outcomesOfOne() throws {
        func table(_ paths: Int) -> RoutingTable<Void> {
            let rule = (0..<paths).map { "Path(`/\($0)`)" }.joined(separator: " || ")
            return Self.table([rule]) { ($0.outcomesPerLiteral, $0.outcomesPerNode) = (0, 1) }
        }
        Self.expectOneWalk(table(8))
        try Self.expectList(table(9), of: ["r0"], .outcomes)
    }

    @Test("outcomes for each literal: two rules with two literals each count six")
    func outcomesPerLiteral() throws {
        let rules = ["Path(`/a`) && Method(`GET`)", "Path(`/long`) && Method(`GET`)"]
        func table(_ limit: Int) -> RoutingTable<Void> {
            Self.table(rules) { ($0.outcomesPerLiteral, $0.outcomesPerNode) = (limit, 0) }
        }
        Self.expectOneWalk(table(1))
        try Self.expectSplit(table(0), of: ["r0", "r1"], .outcomes, parts: 2, costliest: "r1")
    }

    @Test("records of hosts: three words, the text in whole words, and two to spare")
    func hostRecordWords() throws {
        // 8 and 9 bytes, then 9 and 10: 5 + 8 / 4 words each.
        let rules = ["Host(`abcd.com`)", "Host(`abcde.com`)"]
        Self.expectOneWalk(Self.table(rules) { $0.hostRecordWords = 28 })
        try Self.expectSplit(
            Self.table(rules) { $0.hostRecordWords = 27 }, of: ["r0", "r1"], .hostRecords, parts: 2, costliest: "r1")
        Self.expectOneWalk(Self.table([rules[0]]) { $0.hostRecordWords = 14 })
        try Self.expectList(Self.table([rules[0]]) { $0.hostRecordWords = 13 }, of: ["r0"], .hostRecords)
    }

    // MARK: Automata

    private static func limit(_ budget: CompilationBudget) -> WritableKeyPath<CompilationLimits, Int> {
        budget == .automatonWork ? \.automatonWork : \.automatonEntries
    }

    @Test(
        "one expression is simulated, and its routers are named",
        arguments: [CompilationBudget.automatonEntries, .automatonWork])
    func simulated(budget: CompilationBudget) throws {
        let limit = Self.limit(budget)
        let expression = "PathRegexp(`^/[a-z]+/x[0-9]{3}$`)"
        let rules = [expression, "Host(`a.com`)", "Method(`GET`) && \(expression)"]
        let needed = Self.threshold(limit, rules)
        #expect(needed > 10)
        Self.expectOneWalk(Self.table(rules) { $0[keyPath: limit] = needed })
        let table = Self.table(rules) { $0[keyPath: limit] = needed - 1 }
        let simulated = table.statistics.simulatedExpressions
        #expect(simulated.count == 1)
        let first = try #require(simulated.first)
        #expect(Self.names(first.routers, table) == ["r0", "r2"] && first.budget == budget)
    }

    @Test("expressions in a candidate list are simulated too")
    func simulatedInList() throws {
        let table = Self.table(["PathRegexp(`^/[a-z]+$`) || PathRegexp(`x[0-9]`)"]) {
            ($0.decisionDepth, $0.automatonEntries) = (0, 1)
        }
        try Self.expectList(table, of: ["r0"], .decisionDepth)
        #expect(table.statistics.simulatedExpressions.map { Self.names($0.routers, table) } == [["r0"], ["r0"]])
    }

    @Test(
        "several routers' expressions are divided by rank",
        arguments: [CompilationBudget.automatonEntries, .automatonWork])
    func divided(budget: CompilationBudget) throws {
        let limit = Self.limit(budget)
        let rules = ["PathRegexp(`^/[a-z]+/x[0-9]{3}$`)", "PathRegexp(`^/[0-9]+/item[0-9]+$`)"]
        let needed = Self.threshold(limit, rules)
        Self.expectOneWalk(Self.table(rules) { $0[keyPath: limit] = needed })
        let table = Self.table(rules) { $0[keyPath: limit] = needed - 1 }
        try Self.expectSplit(table, of: ["r0", "r1"], budget, parts: 2, costliest: "r1")
        #expect(table.statistics.automata == 2 && table.statistics.simulatedExpressions.isEmpty)
    }

    @Test(
        "several expressions of one router end in a list",
        arguments: [CompilationBudget.automatonEntries, .automatonWork])
    func severalOfOne(budget: CompilationBudget) throws {
        let limit = Self.limit(budget)
        let rules = ["PathRegexp(`^/[a-z]+/x[0-9]{3}$`) && PathRegexp(`/x[0-9]*5`)"]
        let needed = Self.threshold(limit, rules)
        Self.expectOneWalk(Self.table(rules) { $0[keyPath: limit] = needed })
        try Self.expectList(Self.table(rules) { $0[keyPath: limit] = needed - 1 }, of: ["r0"], budget)
    }

    // MARK: All of them

    @Test("the largest and the smallest values of all limits are usable")
    func extremes() throws {
        let rules = [
            "Host(`a.com`) && PathRegexp(`^/[a-z]+$`)", "PathPrefix(`/x`) && !Header(`X-Key`, `1`)",
            "Host(`*.b.com`) || ClientIP(`10.0.0.0/8`)",
        ]
        let keys: [WritableKeyPath<CompilationLimits, Int>] = [
            \.residualsPerLiteral, \.residualsPerPart, \.tableBytesPerRouter, \.tableBytes, \.outcomesPerLiteral,
            \.outcomesPerNode, \.hostRecordWords, \.automatonEntries, \.automatonWork, \.decisionDepth,
        ]
        let request = try Request(host: "a.com", target: "/xy")
        for value in [Int.min, -1, 0, Int.max] {
            let table = Self.table(rules) { limits in for key in keys { limits[keyPath: key] = value } }
            #expect(table.match(request).map { table[$0].name } == "r0")
            if value == .max { Self.expectOneWalk(table) } else { #expect(!table.statistics.candidateLists.isEmpty) }
        }
    }

    @Test("a table made from another one still says where budgets ended")
    func patched() throws {
        let rules = (0..<40).map { "Host(`h\($0).com`) && Path(`/\($0)`) && Method(`GET`)" }
        var options = BuildOptions()
        options.compilationLimits.decisionDepth = 2
        func routers(_ rules: [String]) -> [Router<Void>] {
            rules.enumerated().map { Router(name: "r\($0)", rule: $1) }
        }
        let first = RoutingTable(routers(rules), options: options)
        var changed = rules
        changed[7] += " && Query(`k`)"
        let second = RoutingTable(routers(changed), options: options, reusing: first)
        #expect(second.statistics.patchedBytes > 0)
        let lists = second.statistics.candidateLists
        // The other hosts share theirs: behind host and path each only asks for the method.
        #expect(lists.count == 2 && lists.allSatisfy { $0.budget == .decisionDepth && $0.routers.count == 1 })
        #expect(lists.contains { second[$0.routers[0]].name == "r7" })
    }
}
