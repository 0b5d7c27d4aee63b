/// Bounds on what compiling a table may cost.
///
/// None of them refuses a rule: over a budget a part of the table becomes a list of candidates that is tried in order, exactly but
/// no faster than Traefik would, and `TableStatistics` names it. Refusals have their own limits (`RuleLimits`, `RegexLimits`).
public struct CompilationLimits: Hashable, Sendable {
    /// Words of residual lists that one part of the table (a host, or the rules that name no host) may give rise to, for
    /// each literal of its rules.
    public var residualsPerLiteral = 16
    /// The same, independent of the number of literals.
    public var residualsPerPart = 4096
    /// Size above which every further part becomes a candidate list, in bytes, for each router.
    public var tableBytesPerRouter = 1024
    /// The same, independent of the number of routers.
    public var tableBytes = 2 << 20
    /// Entries (states × byte classes) of one automaton for regular expressions. At most 65,535: states are 16-bit numbers.
    public var automatonEntries = 65_535
    /// Construction steps spent on one automaton before it is tried with fewer expressions.
    public var automatonWork = 1_500_000
    /// Decisions on the way to an answer before a candidate list is used.
    public var decisionDepth = 48

    public init() {}
}
