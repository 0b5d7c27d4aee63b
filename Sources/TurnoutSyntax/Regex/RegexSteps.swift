/// A pattern as the steps in which it is written, with what its tree leaves out: which groups capture, their names, and
/// which repetitions prefer few copies. That is what decides *which* text matches, where the tree says whether one does.
///
///     (?P<id>a|b)*?c     open 1, a, alternative, b, close, repeat 0… lazily, c
public struct RegexSteps: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        /// One character of the set, to which case folding has been applied.
        case characters(CharacterSet)
        case assertion(RegexNode.Assertion)
        /// Begins a group. The number counts groups that capture, from 1; nil for one that doesn't.
        case openGroup(Int?)
        /// Ends the innermost open group, which becomes one atom of the group around it.
        case closeGroup
        /// Ends a branch of the innermost open group, or of the whole pattern, and begins the next.
        case alternative
        /// Repeats the last atom of the current branch; there is one. A nil maximum is unbounded.
        case repetition(minimum: Int, maximum: Int?, isLazy: Bool)
    }

    public fileprivate(set) var steps: [Step] = []
    /// The name of each group that captures, by its number; nil without one. Number 0 is the whole match. Two groups may
    /// have the same name.
    public fileprivate(set) var groupNames: [[UInt8]?] = [nil]
}

extension RegexSteps {
    mutating func append(_ step: Step) { steps.append(step) }

    mutating func openGroup(captures: Bool, name: [UInt8]?) {
        guard captures else { return steps.append(.openGroup(nil)) }
        steps.append(.openGroup(groupNames.count))
        groupNames.append(name)
    }
}

extension RegexParser {
    /// The steps of `pattern`, which may hold any bytes. It is refused for the same reasons as by ``parse(_:limits:)``.
    ///
    /// - Throws: the first error from the left.
    public static func parseSteps(
        _ pattern: [UInt8], limits: RegexLimits = RegexLimits()
    ) throws(RegexError) -> RegexSteps {
        var parser = PatternParser(pattern, limits: limits)
        parser.steps = RegexSteps()
        _ = try parser.parse()
        guard let steps = parser.steps else { preconditionFailure("the steps are recorded to the end") }
        return steps
    }
}
