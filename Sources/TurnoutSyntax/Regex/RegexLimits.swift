/// How large a pattern may be. Exceeding a limit is a ``RegexError``, never a trap.
///
/// `maximumDepth`, `maximumRepeat` and `maximumSize` are those of Go's `regexp/syntax`, in Go's own measure: raising
/// them accepts patterns that Traefik refuses. The others have no counterpart or a larger one there; they bound the
/// memory that a hostile pattern can claim, and only a pattern of several hundred kilobytes or with
/// thousands of Unicode classes comes near them.
public struct RegexLimits: Hashable, Sendable {
    /// Height of the tree in nodes; a string of plain characters is one node, and so is a capturing group.
    /// Groups that don't capture count nothing. Past it: `regex-too-deep`.
    public var maximumDepth = 1000
    /// The largest count of `x{n,m}`, and of the product of counts nested in one another. Past it:
    /// `regex-repeat-count`.
    public var maximumRepeat = 1000
    /// Characters to consume after every counted repetition is written out: `(?:ab?){3}` has 6. Past it:
    /// `regex-too-large`.
    public var maximumPositions = 1_000_000
    /// Instructions of a backtracking program for the pattern after every counted repetition is written out, roughly
    /// one for each character, assertion, group end and choice. Past it: `regex-too-large`.
    public var maximumSize = 3_355_443
    /// Ranges of all character sets of the pattern together; `\pL` has 658. Past it: `regex-too-many-ranges`.
    public var maximumRanges = 4_000_000
    /// Groups of any kind that are open at one place. Past it: `regex-too-deep`.
    public var maximumOpenGroups = 100_000

    public init() {}

    /// The same limits, each small enough that a product of two doesn't overflow.
    var clamped: RegexLimits {
        let largest = Int(Int32.max)
        var limits = self
        limits.maximumDepth = min(maximumDepth, largest)
        limits.maximumRepeat = min(maximumRepeat, largest)
        limits.maximumPositions = min(maximumPositions, largest)
        limits.maximumSize = min(maximumSize, largest)
        return limits
    }
}
