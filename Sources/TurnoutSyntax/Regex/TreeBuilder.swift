/// Builds a ``RegexNode`` from left to right without recursion.
///
/// Two stacks hold what is finished: `nodes` the elements of open concatenations, `alternatives` the branches of
/// open alternations. A frame for each open group says where its part of either stack begins. Closing a group
/// leaves its elements where they are, as elements of the group around it, because a concatenation in a
/// concatenation is written as one; the frame only remembers where the last *atom* starts, which is what a
/// quantifier repeats. An alternation likewise stays on its stack as long as it may turn out to be a
/// whole branch of the alternation around it. So each node is moved once, however deeply groups nest, and
/// `(?:a(?:a(?:a…` costs linear time.
///
///     a(?:bc)*|d      after `)`:   nodes  a b c      frame: branch starts at a, last atom at b
///                     after `*`:   nodes  a (bc)*
///                     after `|`:   nodes  –          alternatives  a(bc)*
///
/// Limits are checked in the measures of ``NodeMeasure``, which follow the tree that Go would build.
struct TreeBuilder {
    /// A limit that the last step exceeded. The builder must not be used any more.
    enum Excess {
        case depth, openGroups, positions, size, repeats
    }

    /// One open group, or the whole pattern.
    private struct Frame {
        var opening: Int
        var captures: Bool
        /// To be restored after the group.
        var flags: RegexFlags
        /// Where the current branch begins in `nodes`.
        var branchStart: Int
        /// Where the group's branches begin in `alternatives`.
        var alternativesStart: Int
        /// Where the last atom begins in `nodes`.
        var atomStart: Int
        var branch = SequenceMeasure()
        var alternation = AlternationMeasure()
    }

    /// An alternation whose branches are still on `alternatives`, and have no place in `nodes` yet. There is at
    /// most one, since anything that is pushed makes it an element.
    private struct PendingAlternation {
        var frame: Int
        var start: Int
        /// Whether the last atom of the frame is this alternation, and not an empty one after it.
        var isLastAtom: Bool
    }

    private let limits: RegexLimits
    private var nodes: [RegexNode] = []
    private var alternatives: [RegexNode] = []
    private var frames: [Frame]
    private var pending: PendingAlternation?

    init(limits: RegexLimits) {
        self.limits = limits.clamped
        frames = [
            Frame(opening: 0, captures: false, flags: [], branchStart: 0, alternativesStart: 0, atomStart: 0)
        ]
    }

    /// Where the innermost open group starts in the pattern; nil outside all groups.
    var innermostOpening: Int? { frames.count > 1 ? frames[frames.count - 1].opening : nil }

    /// Whether something stands before this place that can be repeated.
    var hasAtom: Bool { frames[frames.count - 1].branch.last != nil }

    // MARK: Steps

    /// Appends an assertion.
    mutating func append(_ assertion: RegexNode) -> Excess? {
        append(assertion, .assertion)
    }

    /// Appends one character of `set`. A literal is one that was not written as a class.
    mutating func append(_ set: CharacterSet, isLiteral: Bool) -> Excess? {
        append(.characters(set), isLiteral || set.isOneCharacter ? .literal : .characterClass)
    }

    private mutating func append(_ node: RegexNode, _ measure: NodeMeasure) -> Excess? {
        materializePending()
        beginAtom(measure)
        nodes.append(node)
        return excess(of: measure) ?? stackExcess
    }

    mutating func openGroup(at opening: Int, captures: Bool, flags: RegexFlags) -> Excess? {
        frames.append(
            Frame(
                opening: opening, captures: captures, flags: flags, branchStart: nodes.count,
                alternativesStart: alternatives.count, atomStart: nodes.count))
        return frames.count - 1 > limits.maximumOpenGroups ? .openGroups : nil
    }

    /// Ends the current branch, as `|` does.
    mutating func beginAlternative() -> Excess? {
        let excess = endBranch()
        let current = frames.count - 1
        frames[current].branch = SequenceMeasure()
        frames[current].branchStart = nodes.count
        frames[current].atomStart = nodes.count
        return excess ?? stackExcess
    }

    /// Ends the innermost group, which must not be the whole pattern, and makes it the last atom of the group
    /// around it. Returns the flags to restore.
    mutating func closeGroup() -> (RegexFlags, Excess?) {
        let current = frames.count - 1
        let group = frames[current]
        var measure: NodeMeasure
        var alternation: PendingAlternation?
        var branchExcess: Excess?
        if group.alternation.count > 0 || isPending(inBranchOf: current) {
            branchExcess = endBranch()
            measure = frames[current].alternation.measure
            alternation = PendingAlternation(frame: current - 1, start: group.alternativesStart, isLastAtom: true)
        } else {
            // The elements stay where they are.
            if pending?.frame == current { materializePending() }
            measure = group.branch.measure
            branchExcess = excess(of: measure)
        }
        if group.captures { measure = measure.captured }
        frames.removeLast()
        beginAtom(measure, at: group.branchStart)
        if let alternation { pending = alternation }
        return (group.flags, branchExcess ?? excess(of: measure))
    }

    /// Repeats the last atom; there must be one.
    mutating func repeatAtom(minimum: Int, maximum: Int?, isCounted: Bool) -> Excess? {
        let current = frames.count - 1
        guard let atom = frames[current].branch.last else { preconditionFailure("there is no atom to repeat") }
        let measure = atom.repeated(minimum: minimum, maximum: maximum, isCounted: isCounted)
        frames[current].branch.last = measure
        if let excess = excess(of: measure) { return excess }
        if isCounted, max(minimum, maximum ?? 0) >= 2, measure.repeats > limits.maximumRepeat { return .repeats }
        // Once is the atom itself.
        if minimum == 1, maximum == 1 { return nil }
        if let alternation = pending, alternation.frame == current, alternation.isLastAtom { materializePending() }
        let start = frames[current].atomStart
        // Any number of empty texts is the empty text.
        guard start < nodes.count else { return nil }
        let repeated = takeSequence(from: start)
        nodes.append(.repetition(repeated, minimum: minimum, maximum: maximum))
        return nil
    }

    /// The whole tree. All groups must have been closed.
    mutating func finish() -> (RegexNode, Excess?) {
        precondition(frames.count == 1, "a group is still open")
        if frames[0].alternation.count > 0 || isPending(inBranchOf: 0) {
            let excess = endBranch()
            return (takeAlternation(from: 0), excess)
        }
        materializePending()
        return (takeSequence(from: 0), excess(of: frames[0].branch.measure))
    }

    // MARK: Parts

    /// The measure of a new last atom, which begins at `start` or, if that is nil, where the next node goes.
    private mutating func beginAtom(_ measure: NodeMeasure, at start: Int? = nil) {
        let current = frames.count - 1
        if pending?.frame == current { pending?.isLastAtom = false }
        frames[current].branch.append(measure)
        frames[current].atomStart = start ?? nodes.count
    }

    /// Whether the pending alternation is all that the current branch of `frame` consists of.
    private func isPending(inBranchOf frame: Int) -> Bool {
        pending?.frame == frame && nodes.count == frames[frame].branchStart
    }

    /// Makes the current branch one of the alternatives.
    private mutating func endBranch() -> Excess? {
        let current = frames.count - 1
        let measure = frames[current].branch.measure
        if isPending(inBranchOf: current) {
            // Its branches are in the right place already.
            pending = nil
        } else {
            materializePending()
            alternatives.append(takeSequence(from: frames[current].branchStart))
        }
        frames[current].alternation.append(measure)
        return excess(of: measure) ?? excess(of: frames[current].alternation.measure)
    }

    /// Gives the pending alternation its place among the elements.
    private mutating func materializePending() {
        guard let alternation = pending else { return }
        pending = nil
        let node = takeAlternation(from: alternation.start)
        nodes.append(node)
        // Groups that were opened since, and hold nothing yet, begin after it.
        var index = frames.count - 1
        while index > alternation.frame {
            frames[index].branchStart = nodes.count
            frames[index].atomStart = nodes.count
            frames[index].alternativesStart = alternatives.count
            index -= 1
        }
        if !alternation.isLastAtom { frames[alternation.frame].atomStart = nodes.count }
    }

    private mutating func takeSequence(from start: Int) -> RegexNode {
        let node: RegexNode
        switch nodes.count - start {
        case 0: return .empty
        case 1: node = nodes[start]
        default: node = .concatenation(Array(nodes[start...]))
        }
        nodes.removeSubrange(start...)
        return node
    }

    private mutating func takeAlternation(from start: Int) -> RegexNode {
        let node = RegexNode.alternation(Array(alternatives[start...]))
        alternatives.removeSubrange(start...)
        return node
    }

    // MARK: Limits

    private func excess(of measure: NodeMeasure) -> Excess? {
        if measure.height > limits.maximumDepth { return .depth }
        if measure.positions > limits.maximumPositions { return .positions }
        if measure.size > limits.maximumSize { return .size }
        return nil
    }

    /// What lies on the stacks will mostly be in the tree, so this refuses early what would be refused later.
    private var stackExcess: Excess? {
        nodes.count + alternatives.count > limits.maximumSize ? .size : nil
    }
}
