import TurnoutAutomata
import TurnoutSyntax

/// A router that can still win, and what remains to be true for it.
struct Candidate: Hashable, Sendable {
    var router: UInt32
    var residual: ExpressionID
}

/// A place of the table where a budget ended.
struct BudgetEnd: Sendable {
    var budget: CompilationBudget
    /// The candidates that were divided, best first, numbered as in the part; a list holds its own.
    var routers: [UInt32]
}

/// Lowers rank-ordered lists of candidates to nodes of the table.
///
/// The state between two fields is the list itself: which routers can still win, best first, each with its residual expression. Equal lists are
/// one node. Compiling a list is:
///
/// 1. cut it behind the first candidate that is certain; an empty list is "none", a certain head is a winner;
/// 2. take the first field that any candidate depends on. Candidates that *require* it (false once all its atoms are false) and
///    the others part ways if carrying the others through every outcome would cost too much, or if the field is a regular
///    expression, which should only be read by who needs it: the parts become a `split`;
/// 3. build or reuse the byte automaton for the field's atoms, and for each of its outcomes evaluate only the candidates that mention a true
///    atom, merge them with the others, and compile that list.
///
/// The number of lists is bounded by budgets: a part that is out of budget, or too deep, ends in a candidate list.
/// Every step is exact, so the budgets change the speed of an answer and never the answer.
struct TableCompiler: Sendable {
    var store: ExpressionStore
    var buffer = TableBuffer()
    let limits: CompilationLimits
    /// Above this size every further part is a candidate list.
    var maximumTableBytes: Int

    // Memoised: what has been written already.
    private var listArena: [UInt32] = []
    private var lists: [(start: UInt32, count: UInt32, reference: Reference)] = []
    private var listIndex = HashIndex()
    var tries: [[UInt32]: ShapeRecord] = [:]
    var automata: [AutomatonKey: RegexpShape] = [:]
    var networkRecords: [[UInt32]: ShapeRecord] = [:]
    var nfaOffsets: [UInt32: Int] = [:]
    var atomRecords: [UInt32: Int] = [:]
    var programs: [UInt32: Int] = [:]
    var nameOffsets: [FieldID: Int] = [:]
    /// Position automata of the patterns met in this build; not kept.
    var positionAutomata: [UInt32: PositionAutomaton] = [:]

    /// Where a budget ended, by the offset of the list or split that stands there.
    var budgetEnds: [Int: BudgetEnd] = [:]
    /// Per atom that is simulated, what made its automaton too large.
    var simulatedAtoms: [UInt32: CompilationBudget] = [:]

    /// What the current part may still spend, in candidates written.
    var remainingBudget = 0
    /// Construction steps spent on automata so far.
    var automatonWork = 0
    /// What to add to the routers of the part being compiled to get their own numbers.
    var base: UInt32 = 0
    private var marks: [UInt32] = []
    private var generation: UInt32 = 0

    init(store: ExpressionStore, limits: CompilationLimits, routerCount: Int) {
        self.store = store
        self.limits = limits.clamped
        maximumTableBytes = self.limits.tableBytes + self.limits.tableBytesPerRouter * routerCount
    }

    /// Forgets what only helps while building, and pads the table for walks that read ahead.
    mutating func finish() {
        buffer.reserve(words: ShapeReader.readAhead / 4)
        positionAutomata = [:]
        marks = []
    }

    // MARK: Parts

    /// Compiles a list as a part of its own, with its own budget.
    mutating func compilePart(_ list: [Candidate]) -> Reference {
        let saved = remainingBudget
        defer { remainingBudget = saved }
        remainingBudget = budget(for: list)
        return compile(list, depth: 0)
    }

    func budget(for list: [Candidate]) -> Int {
        limits.residualsPerPart + limits.residualsPerLiteral * list.reduce(0) { $0 + size(of: $1) }
    }

    func size(of candidate: Candidate) -> Int {
        var size = 1
        store.forEachLiteral(of: candidate.residual, upTo: FieldID(number: .max)) { _ in size += 1 }
        return size
    }

    // MARK: Lists

    mutating func compile(_ list: [Candidate], depth: Int) -> Reference {
        var list = list
        list.removeAll { $0.residual == .never }
        if let certain = list.firstIndex(where: { $0.residual == .always }) {
            list.removeLast(list.count - certain - 1)
        }
        // A candidate that needs just what a better one needs never wins.
        if list.count > 1 {
            var seen: Set<ExpressionID> = []
            list.removeAll { !seen.insert($0.residual).inserted }
        }
        guard let head = list.first else { return .none }
        if head.residual == .always { return Reference(router: head.router) }

        var hash: UInt64 = 0x27D4_EB2F
        for candidate in list {
            hash = (hash ^ UInt64(candidate.router)) &* 0x0000_0100_0000_01B3
            hash = (hash ^ UInt64(candidate.residual.number)) &* 0x0000_0100_0000_01B3
        }
        let (_, found) = listIndex.find(hash) { number in
            let known = lists[number]
            guard Int(known.count) == list.count else { return false }
            var index = Int(known.start)
            for candidate in list {
                if listArena[index] != candidate.router || listArena[index + 1] != candidate.residual.number {
                    return false
                }
                index += 2
            }
            return true
        }
        if let found { return lists[found].reference }
        remainingBudget -= list.count
        let reference = decide(list, depth: depth)
        let start = UInt32(listArena.count)
        for candidate in list {
            listArena.append(candidate.router)
            listArena.append(candidate.residual.number)
        }
        let (slot, _) = listIndex.find(hash) { _ in false }
        listIndex.insert(hash, lists.count, at: slot)
        lists.append((start, UInt32(list.count), reference))
        return reference
    }

    private mutating func decide(_ list: [Candidate], depth: Int) -> Reference {
        if let budget = endedBudget(depth) { return writeList(list, past: budget) }
        var field = FieldID(number: .max)
        for candidate in list { field = min(field, store.firstField(of: candidate.residual)) }

        var required: [Candidate] = []
        var others: [Candidate] = []
        for candidate in list {
            if isRequired(field, by: candidate.residual) {
                required.append(candidate)
            } else {
                others.append(candidate)
            }
        }
        if !required.isEmpty, !others.isEmpty, shouldSplit(required, others, on: field) {
            return split([required] + partition(others), of: list, depth: depth)
        }
        return writeField(field, list, depth: depth)
    }

    private func endedBudget(_ depth: Int) -> CompilationBudget? {
        if remainingBudget < 0 { return .residuals }
        if depth >= limits.decisionDepth { return .decisionDepth }
        return buffer.byteCount > maximumTableBytes ? .tableBytes : nil
    }

    /// Whether the expression is false once every atom of the field is.
    mutating func isRequired(_ field: FieldID, by expression: ExpressionID) -> Bool {
        guard store.firstField(of: expression) <= field else { return false }
        let fields = store.atomFields
        return store.restrict(expression, upTo: field) { fields[Int($0)] == field ? false : nil } == .never
    }

    private func shouldSplit(_ required: [Candidate], _ others: [Candidate], on field: FieldID) -> Bool {
        if store.fields[Int(field.number)].isRegexp { return true }
        var atomCount = 0
        for candidate in required {
            store.forEachLiteral(of: candidate.residual, upTo: field) { _ in atomCount += 1 }
        }
        if field == .host { return atomCount > 8 }
        let certain = others.firstIndex { $0.residual == .always } ?? others.count - 1
        return atomCount * (certain + 1) > 4 * (required.count + others.count) + 64
    }

    /// Groups candidates by the field that each requires first; those that require none of theirs stay together.
    mutating func partition(_ list: [Candidate]) -> [[Candidate]] {
        var groups: [FieldID: [Candidate]] = [:]
        var rest: [Candidate] = []
        for candidate in list {
            let field = store.firstField(of: candidate.residual)
            if candidate.residual != .always, isRequired(field, by: candidate.residual) {
                groups[field, default: []].append(candidate)
            } else {
                rest.append(candidate)
            }
        }
        let parts = groups.sorted { $0.key < $1.key }.map(\.value)
        return rest.isEmpty ? parts : parts + [rest]
    }

    /// Parts whose winners are compared by rank; the part with the best candidate is tried first.
    ///
    /// - Parameter budget: what made the split necessary, if the rules themselves did not.
    mutating func split(
        _ parts: [[Candidate]], of list: [Candidate], past budget: CompilationBudget? = nil, depth: Int
    ) -> Reference {
        var order: [UInt32: Int] = [:]
        for (position, candidate) in list.enumerated() { order[candidate.router] = position }
        let sorted = parts.sorted { (order[$0[0].router] ?? 0) < (order[$1[0].router] ?? 0) }
        let compiled = sorted.map { part in (best: part[0].router, reference: compile(part, depth: depth + 1)) }
        let start = buffer.count
        let reference = writeSplit(compiled)
        // A single part that is left is no split.
        if let budget, reference.isNode, reference.offset >= start {
            budgetEnds[reference.offset] = BudgetEnd(budget: budget, routers: list.map(\.router))
        }
        return reference
    }

    /// Writes a split of parts that are in the order of their best routers' ranks.
    mutating func writeSplit(_ parts: [(best: UInt32, reference: Reference)]) -> Reference {
        let parts = parts.filter { $0.reference != .none }
        if parts.isEmpty { return .none }
        if parts.count == 1 { return parts[0].reference }
        let offset = buffer.count
        buffer.append(NodeKind.split.rawValue | UInt32(parts.count) << 4)
        for part in parts {
            buffer.append(part.best)
            buffer.append(part.reference.word)
        }
        return Reference(node: offset)
    }

    // MARK: Marks

    /// Starts a new set of true atoms.
    mutating func clearMarks() {
        if marks.count < store.atoms.count {
            marks.append(contentsOf: repeatElement(0, count: store.atoms.count - marks.count))
        }
        generation += 1
    }

    mutating func mark(_ atom: UInt32) { marks[Int(atom)] = generation }

    /// `candidate` once the marked atoms of `field` are true and its other atoms false.
    mutating func restrictToMarks(_ expression: ExpressionID, field: FieldID) -> ExpressionID {
        let marks = self.marks
        let generation = self.generation
        let fields = store.atomFields
        return store.restrict(expression, upTo: field) { atom in
            fields[Int(atom)] == field ? marks[Int(atom)] == generation : nil
        }
    }
}
