/// How large a part of a pattern is, measured on the tree that Go's parser builds for it, so that Go's limits bite in
/// the same places. That tree joins plain characters into strings, keeps capturing groups, and hoists the parts
/// of a concatenation in a concatenation (and of an alternation in an alternation).
///
/// One difference is left: Go also factors common prefixes out of alternations, which can change the height by one
/// for each alternation. It shows only within a few levels of the limit of 1000.
struct NodeMeasure {
    enum Kind {
        /// One character, as a literal or a class.
        case character(isLiteral: Bool)
        /// Several plain characters.
        case string
        case concatenation
        case alternation
        case other
    }

    var kind: Kind
    /// Levels of nodes.
    var height: Int32
    /// Characters to consume when counted repetitions are written out.
    var positions: Int
    /// Instructions of Go's program when counted repetitions are written out.
    var size: Int
    /// The largest product of counts that are nested in one another.
    var repeats: Int

    static let literal = Self(kind: .character(isLiteral: true), height: 1, positions: 1, size: 1, repeats: 1)
    static let characterClass = Self(kind: .character(isLiteral: false), height: 1, positions: 1, size: 1, repeats: 1)
    static let assertion = Self(kind: .other, height: 1, positions: 0, size: 1, repeats: 1)
    static let empty = assertion

    /// As a capturing group.
    var captured: Self {
        Self(kind: .other, height: height + 1, positions: positions, size: size + 2, repeats: repeats)
    }

    func repeated(minimum: Int, maximum: Int?, isCounted: Bool) -> Self {
        let copies = maximum ?? max(minimum, 1)
        var result = Self(
            kind: .other, height: height + 1, positions: positions * copies, size: 0, repeats: repeats)
        if let maximum {
            result.size = isCounted ? maximum * size + (maximum - minimum) : size + 1
        } else {
            result.size = minimum == 0 ? size + 2 : minimum * size + 1
        }
        result.size = max(1, result.size)
        if isCounted {
            // What is in `x{0}` doesn't count, and `x{0,}` counts like `x*`.
            result.repeats = maximum == 0 ? 1 : repeats * max(1, maximum ?? minimum)
        }
        return result
    }

    /// Whether one character of a set is all that it consumes.
    fileprivate var isCharacter: Bool {
        if case .character = kind { true } else { false }
    }
}

/// The measure of a concatenation under construction, its last atom kept apart since a quantifier may follow.
struct SequenceMeasure {
    /// Nil for an empty one.
    var last: NodeMeasure?
    private var count = 0
    private var isString = true
    private var highest: Int32 = 0
    private var positions = 0
    private var size = 0
    private var repeats = 1

    init() {}

    mutating func append(_ atom: NodeMeasure) {
        if let last { commit(last) }
        last = atom
    }

    private mutating func commit(_ atom: NodeMeasure) {
        count += 1
        positions += atom.positions
        size += atom.size
        repeats = max(repeats, atom.repeats)
        switch atom.kind {
        case .character(isLiteral: true), .string:
            highest = max(highest, atom.height)
        case .concatenation:
            // Its parts become parts of this one.
            isString = false
            highest = max(highest, atom.height - 1)
        default:
            isString = false
            highest = max(highest, atom.height)
        }
    }

    var measure: NodeMeasure {
        guard let last else { return .empty }
        guard count > 0 else { return last }
        var whole = self
        whole.commit(last)
        return NodeMeasure(
            kind: whole.isString ? .string : .concatenation, height: whole.isString ? 1 : whole.highest + 1,
            positions: whole.positions, size: whole.size, repeats: whole.repeats)
    }
}

/// The measure of an alternation under construction. Neighbouring characters become one class.
struct AlternationMeasure {
    private(set) var count = 0
    private var only = NodeMeasure.empty
    private var isClass = true
    private var endsWithCharacter = false
    private var highest: Int32 = 0
    private var positions = 0
    private var size = 0
    private var repeats = 1

    init() {}

    mutating func append(_ branch: NodeMeasure) {
        if count == 0 { only = branch }
        positions += branch.positions
        repeats = max(repeats, branch.repeats)
        let isCharacter = branch.isCharacter
        if !(isCharacter && endsWithCharacter) {
            size += branch.size + (count > 0 ? 1 : 0)
        }
        endsWithCharacter = isCharacter
        isClass = isClass && isCharacter
        if case .alternation = branch.kind {
            highest = max(highest, branch.height - 1)
        } else {
            highest = max(highest, branch.height)
        }
        count += 1
    }

    var measure: NodeMeasure {
        guard count > 1 else { return only }
        return NodeMeasure(
            kind: isClass ? .character(isLiteral: false) : .alternation, height: isClass ? 1 : highest + 1,
            positions: positions, size: size, repeats: repeats)
    }
}

extension CharacterSet {
    /// Go writes such a class as a literal.
    var isOneCharacter: Bool { ranges.count == 1 && ranges[0].first == ranges[0].last }
}
