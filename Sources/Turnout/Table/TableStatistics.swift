/// What a table holds, and where it is slower than one walk.
public struct TableStatistics: Sendable {
    /// Routers that are tried one after another, as a budget ended before they could share a walk.
    public struct CandidateList: Sendable {
        /// The candidates, best rank first.
        public let routers: [RouterID]
        /// The candidate with the largest rule, the likeliest reason for the list.
        public let costliest: RouterID?
        /// What ended.
        public let budget: CompilationBudget
    }

    /// Routers that a budget divided by rank: one walk for each part, until no later part can win.
    public struct RankSplit: Sendable {
        /// The routers that were divided, best rank first.
        public let routers: [RouterID]
        /// The router with the largest rule, the likeliest reason for the split.
        public let costliest: RouterID?
        /// What ended.
        public let budget: CompilationBudget
        /// How many parts are left that can match.
        public let parts: Int
    }

    /// A regular expression without a deterministic automaton: reading a byte costs a step for each place where a match may be.
    public struct SimulatedExpression: Sendable {
        /// The routers whose rules hold the expression, best rank first.
        public let routers: [RouterID]
        /// What ended.
        public let budget: CompilationBudget
    }

    /// Routers that take part.
    public var routers = 0
    /// Bytes that the walk can read: the automaton and the rank of each router.
    public var tableBytes = 0
    /// Of those, bytes appended by builds since the last full one; as much or less is no longer reachable.
    public var patchedBytes = 0
    /// Nodes of all kinds that can be reached.
    public var nodes = 0
    /// Nodes that decide by comparing the winners of several parts, `rankSplits` among them.
    public var splits = 0
    /// Parts that a request may have to visit from the root: exact hosts, and groups of rules without one.
    public var roots = 0
    /// Exact hosts and host suffixes with a record of their own.
    public var words = 0
    /// States of the automata for regular expressions.
    public var states = 0
    /// Automata for regular expressions.
    public var automata = 0
    /// Expressions too large for a deterministic automaton, alone.
    public var simulatedExpressions: [SimulatedExpression] = []
    /// Where a budget ended, and candidates are tried one after another. Hosts whose rules look alike share their lists; the
    /// routers are then those of one of the hosts.
    public var candidateLists: [CandidateList] = []
    /// Where a budget ended, and parts are tried one after another; of hosts that look alike as above.
    public var rankSplits: [RankSplit] = []
}

extension RoutingTable {
    /// What the table holds, and where it is slower than one walk.
    ///
    /// - Complexity: O(nodes): meant for logs and reports.
    public var statistics: TableStatistics {
        var census = TableCensus(compiled)
        return census.take()
    }
}
