/// Bounds on what the analysis of a table may cost.
///
/// What would exceed one is not examined: nothing is guessed, and ``TableAnalysis/unexamined`` counts it.
public struct AnalysisLimits: Hashable, Sendable {
    /// Steps (of looking at one operand of a rule) to find one request, or to show that there is none.
    public var steps = 200_000
    /// The same for all questions together.
    public var totalSteps = 20_000_000
    /// Routers that are set aside, one after another, in the search for a request that gets past them.
    public var obstacles = 48
    /// Alternatives of one rule that are looked at one by one.
    public var alternatives = 64
    /// Pairs of routers with equal rank that are looked at.
    public var pairs = 200_000
    /// Collisions that are reported for one router.
    public var collisionsPerRouter = 4
    /// Entries (states × character classes) of one automaton.
    public var automatonEntries = 200_000
    /// Construction steps spent on one automaton.
    public var automatonWork = 500_000
    /// Construction steps spent on all automata together; pairs of equal rank may take a quarter of it.
    public var totalAutomatonWork = 40_000_000

    public init() {}
}
