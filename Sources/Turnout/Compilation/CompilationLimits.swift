/// Bounds on what compiling a table may cost.
///
/// None of them refuses a rule: past a budget a part of the table is divided by rank, or becomes a list of candidates that is tried
/// in order, exactly but no faster than a scan would. ``TableStatistics`` says where that happened, past which budget, and
/// with which routers. Refusals have their own limits (`RuleLimits`, `RegexLimits`).
///
/// Negative values count as 0, and values beyond 2³² as 2³².
public struct CompilationLimits: Hashable, Sendable {
    /// Candidates that the lists of one part (a host, or the rules that name no host) may hold together, for each rule of the part and
    /// each literal of it. A list is what can still win between two fields; each different list counts once.
    ///
    /// Past it: further lists of the part are candidate lists (``CompilationBudget/residuals``).
    public var residualsPerLiteral = 16
    /// The same, for each part; added to the above.
    public var residualsPerPart = 4096
    /// Bytes of the table above which every further list becomes a candidate list, for each router
    /// (``CompilationBudget/tableBytes``).
    public var tableBytesPerRouter = 1024
    /// The same, for each table; added to the above.
    public var tableBytes = 2 << 20
    /// Candidates that the outcomes of one node may go on with together, for each rule that the node decides and each
    /// literal of it.
    ///
    /// Past it: the candidates are divided by rank into parts that are tried one after another. A single candidate may cost eight times as
    /// much; past that it is a candidate list of its own (``CompilationBudget/outcomes``).
    public var outcomesPerLiteral = 32
    /// The same, for each node; added to the above.
    public var outcomesPerNode = 16_384
    /// Size of the records of the hosts of one node, in words of four bytes. At most 2²³: distances in a node have 24 bits.
    ///
    /// Past it: the candidates are divided by rank; a single one is a candidate list (``CompilationBudget/hostRecords``).
    public var hostRecordWords = 1 << 23
    /// States × character classes of one automaton for regular expressions. At most 65,535: states are 16-bit numbers.
    ///
    /// Past it: the candidates are divided by rank into several automata, and an expression alone is simulated; a single
    /// candidate with several expressions of one field is a candidate list (``CompilationBudget/automatonEntries``).
    public var automatonEntries = 65_535
    /// Construction steps spent on one automaton: threads moved, and transitions written. Past it the same happens as past
    /// `automatonEntries` (``CompilationBudget/automatonWork``).
    public var automatonWork = 1_500_000
    /// Decisions on the way to an answer. Past it: a candidate list (``CompilationBudget/decisionDepth``).
    public var decisionDepth = 48

    public init() {}

    /// The same, each small enough that a product with the number of literals doesn't overflow.
    var clamped: CompilationLimits {
        func clamp(_ value: Int, to most: Int = 1 << 32) -> Int { max(0, min(value, most)) }
        var limits = self
        limits.residualsPerLiteral = clamp(residualsPerLiteral)
        limits.residualsPerPart = clamp(residualsPerPart)
        limits.tableBytesPerRouter = clamp(tableBytesPerRouter)
        limits.tableBytes = clamp(tableBytes)
        limits.outcomesPerLiteral = clamp(outcomesPerLiteral)
        limits.outcomesPerNode = clamp(outcomesPerNode)
        limits.hostRecordWords = clamp(hostRecordWords, to: 1 << 23)
        limits.automatonEntries = clamp(automatonEntries, to: 65_535)
        limits.automatonWork = clamp(automatonWork)
        limits.decisionDepth = clamp(decisionDepth)
        return limits
    }
}

/// What ended where a table is slower than one walk: a budget of ``CompilationLimits``.
public enum CompilationBudget: String, Hashable, Sendable, CaseIterable {
    /// `residualsPerLiteral` and `residualsPerPart`.
    case residuals
    /// `tableBytesPerRouter` and `tableBytes`.
    case tableBytes
    /// `outcomesPerLiteral` and `outcomesPerNode`.
    case outcomes
    case hostRecords
    /// `automatonEntries`, or a form that no table holds: more than 256 classes of bytes, or sets beyond an alphabet.
    case automatonEntries
    case automatonWork
    case decisionDepth
}
