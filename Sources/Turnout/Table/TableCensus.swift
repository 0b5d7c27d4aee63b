import TurnoutAutomata

/// Counts what can be reached from the root.
struct TableCensus {
    private let table: CompiledTable
    private var seen: Set<Int> = []
    private var shapes: Set<Int> = []
    private var programs: Set<Int> = []
    private var statistics = TableStatistics()
    /// Shape offset → entries and classes of an automaton.
    private var automataSizes: [Int: Int] = [:]

    init(_ table: CompiledTable) {
        self.table = table
        for case .automaton(let shape) in table.compiler.automata.values { automataSizes[shape.offset] = shape.size }
    }

    mutating func take() -> TableStatistics {
        let words = table.compiler.buffer.count
        statistics.routers = table.order.count
        statistics.tableBytes = table.tableBytes
        statistics.patchedBytes = max(0, words - table.fullBuildWords) * 4
        statistics.roots = rootCount
        var pending = [(reference: table.root, base: UInt32(0))]
        while let (reference, base) = pending.popLast() {
            guard reference.isNode, seen.insert(reference.offset).inserted else { continue }
            visit(reference.offset, base, &pending)
        }
        nameSimulatedExpressions()
        return statistics
    }

    private func word(_ offset: Int) -> UInt32 { table.compiler.buffer[offset] }

    private var rootCount: Int {
        guard table.root.isNode else { return table.root == .none ? 0 : 1 }
        let header = word(table.root.offset)
        return header & 0xF == NodeKind.split.rawValue ? Int(header >> 4) : 1
    }

    private mutating func visit(
        _ node: Int, _ base: UInt32, _ pending: inout [(reference: Reference, base: UInt32)]
    ) {
        statistics.nodes += 1
        let header = word(node)
        switch NodeKind(rawValue: header & 0xF) {
        case .trie, .dfa, .nfa, .networks:
            let shape = Int(word(node + 1))
            if let kind = NodeKind(rawValue: header & 0xF) { countShape(kind, shape) }
            for offset in references(of: node, header) { pending.append((Reference(word: word(offset)), base)) }
        case .words:
            pending.append((Reference(word: word(node + 1)), base))
            for slot in 0...Int(word(node + 2)) where word(node + 3 + slot) != 0 {
                statistics.words += 1
                let record = node + Int(word(node + 3 + slot) & 0xFF_FFFF)
                pending.append((Reference(word: word(record + 1)), base + word(record + 2)))
            }
        case .split:
            statistics.splits += 1
            countRankSplit(node, parts: Int(header >> 4), base)
            for part in 0..<Int(header >> 4) { pending.append((Reference(word: word(node + 2 + 2 * part)), base)) }
        case .list:
            let count = Int(header >> 4 & 0x7FF_FFFF)
            for entry in 0..<count { visitProgram(Int(word(node + 2 + 2 * entry))) }
            countList(node, count, base)
        case nil:
            return
        }
    }

    private mutating func countShape(_ kind: NodeKind, _ shape: Int) {
        guard kind == .dfa || kind == .nfa, shapes.insert(shape).inserted else { return }
        if kind == .dfa {
            statistics.automata += 1
            let stride = Int(word(shape) >> 16 & 0x7FFF) + 1
            statistics.states += (automataSizes[shape] ?? 0) / stride
        }
    }

    /// The automata that a candidate list tries.
    private mutating func visitProgram(_ program: Int) {
        guard programs.insert(program).inserted else { return }
        let header = word(program)
        switch header & 3 {
        case 1:
            let record = Int(word(program + 1))
            switch AtomKind(rawValue: word(record) & 7) {
            case .dfa: countShape(.dfa, Int(word(record + 2)))
            case .nfa: countShape(.nfa, Int(word(record + 2)))
            default: return
            }
        case 2, 3:
            for operand in 0..<Int(header >> 2) { visitProgram(Int(word(program + 1 + operand))) }
        default: return
        }
    }

    private mutating func countList(_ node: Int, _ count: Int, _ base: UInt32) {
        guard let end = table.compiler.budgetEnds[node] else { return }
        let numbers = (0..<count).map { base + word(node + 1 + 2 * $0) }
        statistics.candidateLists.append(
            .init(routers: numbers.map(RouterID.init), costliest: costliest(of: numbers), budget: end.budget))
    }

    private mutating func countRankSplit(_ node: Int, parts: Int, _ base: UInt32) {
        guard let end = table.compiler.budgetEnds[node] else { return }
        let numbers = end.routers.map { base + $0 }
        statistics.rankSplits.append(
            .init(
                routers: numbers.map(RouterID.init), costliest: costliest(of: numbers), budget: end.budget,
                parts: parts))
    }

    /// Says whose the simulated expressions are that can be reached.
    private mutating func nameSimulatedExpressions() {
        var owners: [UInt32: [RouterID]] = [:]
        for (atom, offset) in table.compiler.nfaOffsets where shapes.contains(offset) { owners[atom] = [] }
        if owners.isEmpty { return }
        for number in table.order {
            guard let router = table.routers[Int(number)] else { continue }
            var atoms: Set<UInt32> = []
            table.compiler.store.forEachLiteral(of: router.expression, upTo: FieldID(number: .max)) {
                atoms.insert($0.atom)
            }
            for atom in atoms where owners[atom] != nil { owners[atom]?.append(RouterID(number: number)) }
        }
        for (atom, routers) in owners.sorted(by: { $0.key < $1.key }) {
            statistics.simulatedExpressions.append(
                .init(routers: routers, budget: table.compiler.simulatedAtoms[atom] ?? .automatonEntries))
        }
    }

    private func costliest(of numbers: [UInt32]) -> RouterID? {
        numbers.max { size(of: $0) < size(of: $1) }.map(RouterID.init)
    }

    private func size(of number: UInt32) -> Int { table.routers[Int(number)]?.rule.utf8.count ?? 0 }

    /// Where the references of a field node lie.
    private func references(of node: Int, _ header: UInt32) -> Range<Int> {
        let source = FieldSource(rawValue: header >> 4 & 0xF)
        let first = node + 2 + (source?.isNamed == true ? 1 : 0)
        return first..<first + Int(header >> 9)
    }
}
