extension RoutingTable {
    /// Finds routers that can never win, that mean the same as another, or whose rank against another one is left to
    /// chance.
    ///
    /// A router is called shadowed only if it is proved that no request gets past the others, and a request is shown
    /// only after the table itself was asked about it. What could not be decided is counted in `unexamined`.
    ///
    /// - Complexity: O(routers + pairs of equal rank that can meet) solver calls, bounded by `limits`.
    public func analyze(limits: AnalysisLimits = AnalysisLimits()) -> TableAnalysis {
        var analyzer = TableAnalyzer(compiled, limits: limits)
        return analyzer.analyze()
    }
}
