/// Rank-pruned subset construction over characters.
///
/// Several expressions ("atoms") are searched for at once. A deterministic state is: the set of positions that threads are at, the
/// atoms that are already known to match, and, where an assertion needs it, the kind of the character just read. An atom
/// that matches without looking at what follows has matched for good, so its threads are dropped.
///
/// What makes this affordable is the pruning. The atoms come from a list of routers in rank order, and the caller says of each
/// atom where in that list it is first used, and at which entry its truth alone settles the matter. Once an atom settles entry *p*, nothing
/// behind *p* can win, and threads of atoms used only there are dropped. For N patterns like `/[0-9]+/item[a-z]*i` the
/// full automaton grows by a factor of 11 to 16 with every four patterns; the pruned one by a constant.
///
/// The outcome, the set of atoms known to match, is exact for every atom that can still matter, and says false for the others.
///
/// - Source: M. Rabin, D. Scott, Finite automata and their decision problems, 1959.
package struct Determinizer {
    package struct Atom {
        package var automaton: PositionAutomaton
        /// The first entry of the list in which the atom occurs.
        package var firstUse: Int
        /// The entry that is certain as soon as this atom is true; `Int.max` when there is none.
        package var decides: Int

        package init(automaton: PositionAutomaton, firstUse: Int = 0, decides: Int = .max) {
            self.automaton = automaton
            self.firstUse = firstUse
            self.decides = decides
        }
    }

    private struct State {
        var matched: Range<Int>
        var positions: Range<Int>
        var before: CharacterKind
    }

    private let atoms: [Atom]
    private let alphabet: Alphabet
    private let distinguishes: Bool
    /// Per position of all atoms together.
    private var atomOfPosition: [UInt32] = []
    private var setOfPosition: [UInt32] = []
    private var accept: [ContextSet] = []
    private var followRange: [Range<Int>] = []
    private var follow: [PositionAutomaton.Step] = []
    private var first: [[PositionAutomaton.Step]] = []
    /// Whether a match of the atom may begin after the first character.
    private var startsLater: [Bool] = []
    private let anyEmptyMatch: Bool
    /// `startMoves[kind before][class]`: where the live atoms' first steps lead.
    private var startMoves: [[[UInt32]]?]

    private var arena: [UInt32] = []
    private var states: [State] = []
    private var index = HashIndex()
    private var buckets: [[UInt32]]
    private var isLive: [Bool]
    private var outcomes = OutcomeTable()
    private var work = 0
    private let maximumWork: Int
    private let maximumEntries: Int

    private init(atoms: [Atom], maximumEntries: Int, maximumWork: Int) {
        self.atoms = atoms
        self.maximumEntries = maximumEntries
        self.maximumWork = maximumWork
        distinguishes = atoms.contains { $0.automaton.distinguishesCharacters }
        anyEmptyMatch = atoms.contains { !$0.automaton.acceptEmpty.isEmpty }
        var sets: [[ClosedRange<UInt32>]] = []
        var setIndex: [[ClosedRange<UInt32>]: UInt32] = [:]
        for (number, atom) in atoms.enumerated() {
            let automaton = atom.automaton
            let base = UInt32(atomOfPosition.count)
            let setNumbers = automaton.sets.map { set in
                if let known = setIndex[set] { return known }
                setIndex[set] = UInt32(sets.count)
                sets.append(set)
                return UInt32(sets.count - 1)
            }
            for position in 0..<automaton.positionCount {
                atomOfPosition.append(UInt32(number))
                setOfPosition.append(setNumbers[Int(automaton.setOfPosition[position])])
                accept.append(automaton.accept[position])
                let start = follow.count
                for step in automaton.follow[position] {
                    follow.append(.init(position: step.position + base, contexts: step.contexts))
                }
                followRange.append(start..<follow.count)
            }
            first.append(automaton.first.map { .init(position: $0.position + base, contexts: $0.contexts) })
            let later = ContextSet { before, _ in before != .boundary }
            startsLater.append(
                !automaton.acceptEmpty.intersection(later).isEmpty
                    || automaton.first.contains { !$0.contexts.intersection(later).isEmpty })
        }
        alphabet = Alphabet(sets: sets, distinguishesCharacters: distinguishes)
        buckets = Array(repeating: [], count: alphabet.classCount)
        isLive = Array(repeating: true, count: atoms.count)
        startMoves = Array(repeating: nil, count: CharacterKind.allCases.count)
    }

    /// Determinizes; `nil` when a limit is reached. `work` is increased by the construction steps spent either way.
    ///
    /// - Parameters:
    ///   - maximumEntries: of states × classes.
    ///   - maximumWork: thread steps.
    package static func determinize(
        _ atoms: [Atom], maximumEntries: Int, maximumWork: Int, work: inout Int
    ) -> CharacterDFA? {
        guard fitsAlphabet(atoms) else { return nil }
        var construction = Determinizer(atoms: atoms, maximumEntries: maximumEntries, maximumWork: maximumWork)
        let result = construction.run()
        work += construction.work
        return result
    }

    /// Whether the expressions together have no more sets than an alphabet can tell apart.
    private static func fitsAlphabet(_ atoms: [Atom]) -> Bool {
        let bounds = atoms.reduce(0) { $0 + $1.automaton.sets.reduce(0) { $0 + 2 * $1.count } }
        if bounds <= Alphabet.maximumBoundaries { return true }
        var distinct: Set<UInt32> = []
        for atom in atoms {
            for set in atom.automaton.sets {
                for range in set { distinct.formUnion([range.lowerBound, range.upperBound + 1]) }
            }
        }
        return distinct.count <= Alphabet.maximumBoundaries
    }

    private mutating func run() -> CharacterDFA? {
        let classCount = alphabet.classCount
        var next: [UInt32] = []
        var endOutcome: [UInt32] = []
        var sinkOutcome: [UInt32?] = []
        _ = outcomes.index(of: [])
        intern(positions: [], matched: [], before: .boundary)
        var current = 0
        while current < states.count {
            guard states.count * classCount <= maximumEntries, work <= maximumWork else { return nil }
            let state = states[current]
            let matched = Array(arena[state.matched])
            updateLiveness(matched)
            if isSettled(state) {
                let outcome = outcomes.index(of: matched)
                next.append(contentsOf: repeatElement(UInt32(current), count: classCount))
                endOutcome.append(outcome)
                sinkOutcome.append(outcome)
            } else {
                endOutcome.append(outcomes.index(of: outcomeAtEnd(state, matched)))
                sinkOutcome.append(nil)
                expand(state, matched, into: &next)
            }
            current += 1
        }
        guard work <= maximumWork else { return nil }
        return CharacterDFA(
            alphabet: alphabet, next: next, endOutcome: endOutcome, sinkOutcome: sinkOutcome,
            outcomes: outcomes.lists)
    }

    /// Whether no further character can change the outcome.
    private func isSettled(_ state: State) -> Bool {
        guard state.positions.isEmpty else { return false }
        for atom in atoms.indices where isLive[atom] {
            if startsLater[atom] || state.before == .boundary { return false }
        }
        return true
    }

    /// An atom is live while its truth is open and can still change the winner.
    private mutating func updateLiveness(_ matched: [UInt32]) {
        let cut = matched.map { atoms[Int($0)].decides }.min() ?? .max
        for atom in atoms.indices { isLive[atom] = atoms[atom].firstUse <= cut }
        for atom in matched { isLive[Int(atom)] = false }
    }

    /// Drops the atoms that cannot matter any more from a sorted list of true ones.
    private func pruned(_ matched: [UInt32]) -> [UInt32] {
        let cut = matched.map { atoms[Int($0)].decides }.min() ?? .max
        if cut == .max { return matched }
        return matched.filter { atoms[Int($0)].firstUse <= cut }
    }

    private func outcomeAtEnd(_ state: State, _ matched: [UInt32]) -> [UInt32] {
        var result = Set(matched)
        for index in state.positions {
            let position = Int(arena[index])
            if accept[position].contains(state.before, .boundary) { result.insert(atomOfPosition[position]) }
        }
        if anyEmptyMatch {
            for atom in atoms.indices
            where isLive[atom] && atoms[atom].automaton.acceptEmpty.contains(state.before, .boundary) {
                result.insert(UInt32(atom))
            }
        }
        return pruned(result.sorted())
    }

    private mutating func expand(_ state: State, _ matched: [UInt32], into next: inout [UInt32]) {
        for characterClass in buckets.indices { buckets[characterClass].removeAll(keepingCapacity: true) }
        for index in state.positions {
            for step in follow[followRange[Int(arena[index])]] { move(step, from: state.before) }
        }
        let starts = startMoves(after: state.before)
        // What is only now known to have matched, seeing the kind of the character that comes.
        var matchedBefore: [CharacterKind: Set<UInt32>] = [:]
        for kind in distinguishes ? [CharacterKind.word, .lineFeed, .other] : [.other] {
            var found: Set<UInt32> = []
            for index in state.positions {
                let position = Int(arena[index])
                if accept[position].contains(state.before, kind) { found.insert(atomOfPosition[position]) }
            }
            if anyEmptyMatch {
                for atom in atoms.indices
                where isLive[atom] && atoms[atom].automaton.acceptEmpty.contains(state.before, kind) {
                    found.insert(UInt32(atom))
                }
            }
            matchedBefore[kind] = found
        }
        for characterClass in buckets.indices {
            let kind = alphabet.kindOfClass[characterClass]
            var positions = buckets[characterClass]
            for position in starts[characterClass] where isLive[Int(atomOfPosition[Int(position)])] {
                positions.append(position)
            }
            work += positions.count + 1
            var nowMatched = matched
            let found = matchedBefore[kind] ?? []
            if !found.isEmpty { nowMatched.append(contentsOf: found) }
            for position in positions where accept[Int(position)].isCertain(after: kind) {
                let atom = atomOfPosition[Int(position)]
                if !nowMatched.contains(atom) { nowMatched.append(atom) }
            }
            if nowMatched.count > matched.count {
                nowMatched.sort()
                nowMatched = pruned(nowMatched)
                let cut = nowMatched.map { atoms[Int($0)].decides }.min() ?? .max
                positions.removeAll { position in
                    let atom = atomOfPosition[Int(position)]
                    return atoms[Int(atom)].firstUse > cut || nowMatched.contains(atom)
                }
            }
            positions.sort()
            Self.removeDuplicates(&positions)
            next.append(
                UInt32(intern(positions: positions, matched: nowMatched, before: distinguishes ? kind : .other)))
        }
    }

    private mutating func move(_ step: PositionAutomaton.Step, from before: CharacterKind) {
        for characterClass in alphabet.classesOfSet[Int(setOfPosition[Int(step.position)])]
        where step.contexts == .all || step.contexts.contains(before, alphabet.kindOfClass[Int(characterClass)]) {
            buckets[Int(characterClass)].append(step.position)
        }
    }

    private mutating func startMoves(after before: CharacterKind) -> [[UInt32]] {
        if let known = startMoves[Int(before.rawValue)] { return known }
        var moves: [[UInt32]] = Array(repeating: [], count: alphabet.classCount)
        for steps in first {
            for step in steps {
                for characterClass in alphabet.classesOfSet[Int(setOfPosition[Int(step.position)])]
                where step.contexts.contains(before, alphabet.kindOfClass[Int(characterClass)]) {
                    moves[Int(characterClass)].append(step.position)
                }
            }
        }
        startMoves[Int(before.rawValue)] = moves
        return moves
    }

    private static func removeDuplicates(_ sorted: inout [UInt32]) {
        guard sorted.count > 1 else { return }
        var kept = 1
        for index in 1..<sorted.count where sorted[index] != sorted[kept - 1] {
            sorted[kept] = sorted[index]
            kept += 1
        }
        sorted.removeLast(sorted.count - kept)
    }

    @discardableResult
    private mutating func intern(positions: [UInt32], matched: [UInt32], before: CharacterKind) -> Int {
        var hash = UInt64(before.rawValue) &+ 0x9E37_79B9
        for value in matched { hash = (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3 }
        hash ^= 0xFFFF_FFFF_0000
        for value in positions { hash = (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3 }
        let (slot, found) = index.find(hash) { candidate in
            let state = self.states[candidate]
            return state.before == before && state.matched.count == matched.count
                && state.positions.count == positions.count
                && zip(state.matched, matched).allSatisfy { self.arena[$0] == $1 }
                && zip(state.positions, positions).allSatisfy { self.arena[$0] == $1 }
        }
        if let found { return found }
        let start = arena.count
        arena.append(contentsOf: matched)
        arena.append(contentsOf: positions)
        states.append(
            State(
                matched: start..<start + matched.count,
                positions: start + matched.count..<start + matched.count + positions.count, before: before))
        index.insert(hash, states.count - 1, at: slot)
        return states.count - 1
    }
}

/// Numbers distinct sorted lists of atoms; number 0 is the empty list when that is asked for first.
struct OutcomeTable {
    private(set) var lists: [[UInt32]] = []
    private var numbers: [[UInt32]: UInt32] = [:]

    mutating func index(of list: [UInt32]) -> UInt32 {
        if let number = numbers[list] { return number }
        let number = UInt32(lists.count)
        lists.append(list)
        numbers[list] = number
        return number
    }
}

/// A deterministic automaton over the classes of an alphabet. State 0 is the start.
package struct CharacterDFA: Sendable {
    package let alphabet: Alphabet
    /// `next[state * classCount + class]`.
    package let next: [UInt32]
    /// The outcome when the text ends in a state.
    package let endOutcome: [UInt32]
    /// The outcome of a state that is never left.
    package let sinkOutcome: [UInt32?]
    /// For each outcome the true atoms, ascending; outcome 0 is "none".
    package let outcomes: [[UInt32]]

    package var stateCount: Int { endOutcome.count }

    package func successor(of state: UInt32, on characterClass: UInt16) -> UInt32 {
        next[Int(state) * alphabet.classCount + Int(characterClass)]
    }
}
