import TurnoutAutomata
import TurnoutSyntax

/// A byte automaton in the table, with what its outcomes mean.
///
/// It depends only on the atoms, never on the candidates, so lists with the same atoms share it; what happens on
/// an outcome is said by the node that uses it.
struct ShapeRecord: Sendable {
    var kind: NodeKind
    var offset: Int
    var outcomes: ShapeOutcomes
    /// Entries of an automaton for regular expressions; 0 for the others.
    var size = 0
    /// Outcomes that only one text has.
    var exactText: [Int: [UInt8]] = [:]
}

/// What became of regular expressions: one automaton, or nothing, because a budget ended.
enum RegexpShape: Sendable {
    case automaton(ShapeRecord)
    case tooLarge(CompilationBudget)
}

/// What an automaton for regular expressions depends on: its atoms, and how they may prune each other.
struct AutomatonKey: Hashable, Sendable {
    var atoms: [UInt32]
    var firstUse: [Int32]
    var decides: [Int32]
}

/// An atom as the candidates of one list use it.
struct AtomUse {
    var atom: UInt32
    /// The positions in the list of the candidates that mention it, ascending.
    var candidates: [Int32]
    /// The first candidate that its truth alone makes certain.
    var decides: Int32
}

extension TableCompiler {
    /// The shape for literal atoms: whole words and prefixes.
    mutating func literalShape(_ uses: [AtomUse]) -> ShapeRecord {
        let key = uses.map(\.atom)
        if let known = tries[key] { return known }
        let literals = key.map { atom in
            switch store.atoms[Int(atom)].test {
            case .equals(let bytes): LiteralTrie.Literal(bytes, isPrefix: false)
            case .startsWith(let bytes): LiteralTrie.Literal(bytes, isPrefix: true)
            case .words, .matches, .lies: preconditionFailure("a literal field holds literals")
            }
        }
        let trie = LiteralTrie(literals)
        let record = ShapeRecord(
            kind: .trie, offset: trie.write(to: &buffer), outcomes: trie.outcomes.renamed(key),
            exactText: trie.exactText)
        tries[key] = record
        return record
    }

    /// The shape for one regular expression: an automaton, or the expression itself where that would be too large.
    mutating func singleShape(_ use: AtomUse) -> ShapeRecord {
        switch regexpShape([use]) {
        case .automaton(let shape): return shape
        case .tooLarge(let budget):
            simulatedAtoms[use.atom] = budget
            return simulatedShape(use.atom)
        }
    }

    /// The shape for regular expressions.
    mutating func regexpShape(_ uses: [AtomUse]) -> RegexpShape {
        // Only the order of the uses matters, so equal automata are found whatever stands between them.
        let places = Set(uses.flatMap { [$0.candidates[0], $0.decides] }).sorted()
        var names: [Int32: Int32] = [.max: .max]
        for (name, place) in places.enumerated() where place != .max { names[place] = Int32(name) }
        let key = AutomatonKey(
            atoms: uses.map(\.atom), firstUse: uses.map { names[$0.candidates[0]] ?? 0 },
            decides: uses.map { names[$0.decides] ?? .max })
        if let known = automata[key] { return known }
        let shape = buildAutomaton(key)
        automata[key] = shape
        return shape
    }

    /// From how many host expressions on their common ends are worth reading first. A few are small either way, and then a
    /// foreign host is told by its first label, before the domain that they share has been read.
    private static var manyHostExpressions: Int { 8 }

    /// Host names are alike at their end, so many of their expressions are read from there first; others are where
    /// reading from the start would need too much.
    private mutating func buildAutomaton(_ key: AutomatonKey) -> RegexpShape {
        let sources = key.atoms.prefix(1).map { store.fields[Int(store.atomFields[Int($0)].number)].source }
        let prefersBackward = sources == [.host] && key.atoms.count >= Self.manyHostExpressions
        let first = buildAutomaton(key, readsBackward: prefersBackward)
        if case .automaton = first { return first }
        let second = buildAutomaton(key, readsBackward: !prefersBackward)
        if case .automaton = second { return second }
        return first
    }

    private mutating func buildAutomaton(_ key: AutomatonKey, readsBackward: Bool) -> RegexpShape {
        var parts: [Determinizer.Atom] = []
        for (index, atom) in key.atoms.enumerated() {
            let automaton = positionAutomaton(of: atom)
            parts.append(
                Determinizer.Atom(
                    automaton: readsBackward ? automaton.mirrored : automaton, firstUse: Int(key.firstUse[index]),
                    decides: key.decides[index] == .max ? .max : Int(key.decides[index])))
        }
        var work = 0
        defer { automatonWork += work }
        guard
            let characters = Determinizer.determinize(
                parts, maximumEntries: limits.automatonEntries, maximumWork: limits.automatonWork, work: &work),
            let bytes = ByteDFA(characters, readsBackward: readsBackward)
        else { return .tooLarge(work > limits.automatonWork ? .automatonWork : .automatonEntries) }
        // Outcomes are numbered by the automaton; translate its atom numbers.
        let lists = bytes.outcomes.map { $0.map { key.atoms[Int($0)] } }
        return .automaton(
            ShapeRecord(
                kind: .dfa, offset: bytes.write(to: &buffer), outcomes: ShapeOutcomes(lists), size: bytes.rows.count))
    }

    mutating func positionAutomaton(of atom: UInt32) -> PositionAutomaton {
        if let known = positionAutomata[atom] { return known }
        guard case .matches(let pattern) = store.atoms[Int(atom)].test else {
            preconditionFailure("only regular expressions have automata")
        }
        let automaton = PositionAutomaton(pattern)
        positionAutomata[atom] = automaton
        return automaton
    }

    /// A single expression too large for a DFA, simulated position by position.
    private mutating func simulatedShape(_ atom: UInt32) -> ShapeRecord {
        let offset: Int
        if let known = nfaOffsets[atom] {
            offset = known
        } else {
            offset = positionAutomaton(of: atom).write(to: &buffer)
            nfaOffsets[atom] = offset
        }
        return ShapeRecord(kind: .nfa, offset: offset, outcomes: ShapeOutcomes([[], [atom]]))
    }

    /// The shape for address ranges.
    mutating func networkShape(_ uses: [AtomUse]) -> ShapeRecord {
        let key = uses.map(\.atom)
        if let known = networkRecords[key] { return known }
        var networks: [NetworkIntervals.Network] = []
        for atom in key {
            guard case .lies(let range) = store.atoms[Int(atom)].test else {
                preconditionFailure("an address field holds networks")
            }
            networks.append(
                .init(
                    isIPv4: range.network.count == 4, prefixLength: range.prefixLength,
                    first: range.network.reduce(0) { $0 << 8 | UInt128($1) }))
        }
        let intervals = NetworkIntervals(networks)
        let record = ShapeRecord(
            kind: .networks, offset: intervals.write(to: &buffer), outcomes: intervals.outcomes.renamed(key))
        networkRecords[key] = record
        return record
    }
}

extension PositionAutomaton {
    /// The automaton of a parsed pattern.
    ///
    /// - Precondition: `ExpressionSize` finds no excess in it: a router with a larger one is left out.
    package init(_ pattern: RegexPattern) {
        var builder = Builder(maximumSteps: Self.maximumSteps)
        let root = builder.add(pattern.root)
        precondition(!builder.isTooLarge, "an expression larger than the automata can hold was compiled")
        self = builder.finish(root)
    }

    /// Steps between positions that one pattern may have.
    static var maximumSteps: Int { 1 << 24 }
}

extension PositionAutomaton.Builder {
    mutating func add(_ node: RegexNode) -> PositionAutomaton.Fragment {
        switch node {
        case .empty:
            return empty()
        case .characters(let set):
            return characters(set.ranges.map { $0.first...$0.last })
        case .assertion(let assertion):
            return empty(ContextSet(assertion))
        case .concatenation(let parts):
            var result: PositionAutomaton.Fragment?
            for part in parts {
                let next = add(part)
                result = result.map { concatenation($0, next) } ?? next
            }
            return result ?? empty()
        case .alternation(let parts):
            var result: PositionAutomaton.Fragment?
            for part in parts {
                let next = add(part)
                result = result.map { alternation($0, next) } ?? next
            }
            return result ?? empty(.none)
        case .repetition(let part, let minimum, let maximum):
            return repetition(minimum: minimum, maximum: maximum) { builder in builder.add(part) }
        }
    }
}

extension ContextSet {
    /// The positions at which the assertion holds.
    init(_ assertion: RegexNode.Assertion) {
        switch assertion {
        case .textStart: self = .textStart
        case .textEnd: self = .textEnd
        case .lineStart: self = .lineStart
        case .lineEnd: self = .lineEnd
        case .wordBoundary: self = .wordBoundary
        case .notWordBoundary: self = .notWordBoundary
        }
    }
}
