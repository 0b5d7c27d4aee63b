import TurnoutAutomata

/// What a table holds, and where it is slower than one walk.
public struct TableStatistics: Sendable {
    /// A part of the table that outgrew a budget: these routers are tried one after another.
    public struct CandidateList: Sendable {
        /// The candidates, best rank first.
        public let routers: [RouterID]
        /// The candidate with the largest rule, the likeliest reason for the list.
        public let costliest: RouterID?
    }

    /// Routers that take part.
    public var routers = 0
    /// Bytes that the walk can read: the automaton and the rank of each router.
    public var tableBytes = 0
    /// Of those, bytes appended by builds since the last full one; as much or less is no longer reachable.
    public var patchedBytes = 0
    /// Nodes of all kinds that can be reached.
    public var nodes = 0
    /// Nodes that decide by comparing the winners of several parts.
    public var splits = 0
    /// Parts that a request may have to visit from the root: exact hosts, and groups of rules without one.
    public var roots = 0
    /// Exact hosts and host suffixes with a record of their own.
    public var words = 0
    /// States of the automata for regular expressions.
    public var states = 0
    /// Automata for regular expressions.
    public var automata = 0
    /// Expressions too large for a deterministic automaton, which are simulated.
    public var simulatedExpressions = 0
    /// Where a budget ended.
    public var candidateLists: [CandidateList] = []
}

extension RoutingTable {
    /// What the table holds, and where it is slower than one walk.
    ///
    /// - Complexity: O(nodes): meant for logs and reports.
    public var statistics: TableStatistics {
        var census = TableCensus(compiled)
        return census.take()
    }
}

/// Counts what can be reached from the root.
private struct TableCensus {
    private let table: CompiledTable
    private var seen: Set<Int> = []
    private var shapes: Set<Int> = []
    private var statistics = TableStatistics()
    /// Shape offset → entries and classes of an automaton.
    private var automataSizes: [Int: Int] = [:]

    init(_ table: CompiledTable) {
        self.table = table
        for record in table.compiler.automataRecords.values {
            if let record { automataSizes[record.offset] = record.size }
        }
    }

    mutating func take() -> TableStatistics {
        let words = table.compiler.buffer.count
        statistics.routers = table.order.count
        statistics.tableBytes = (words + table.ranks.count) * 4
        statistics.patchedBytes = max(0, words - table.fullBuildWords) * 4
        statistics.roots = rootCount
        var pending = [(reference: table.root, base: UInt32(0))]
        while let (reference, base) = pending.popLast() {
            guard reference.isNode, seen.insert(reference.offset).inserted else { continue }
            visit(reference.offset, base, &pending)
        }
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
            if shapes.insert(shape).inserted { countShape(header, shape) }
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
            for part in 0..<Int(header >> 4) { pending.append((Reference(word: word(node + 2 + 2 * part)), base)) }
        case .list:
            if header >> 31 != 0 { countList(node, Int(header >> 4 & 0x7FF_FFFF), base) }
        case nil:
            return
        }
    }

    private mutating func countShape(_ header: UInt32, _ shape: Int) {
        switch NodeKind(rawValue: header & 0xF) {
        case .dfa:
            statistics.automata += 1
            let stride = Int(word(shape) >> 16 & 0x7FFF) + 1
            statistics.states += (automataSizes[shape] ?? 0) / stride
        case .nfa: statistics.simulatedExpressions += 1
        default: return
        }
    }

    private mutating func countList(_ node: Int, _ count: Int, _ base: UInt32) {
        let numbers = (0..<count).map { base + word(node + 1 + 2 * $0) }
        let costliest = numbers.max { size(of: $0) < size(of: $1) }
        statistics.candidateLists.append(
            .init(routers: numbers.map(RouterID.init), costliest: costliest.map(RouterID.init)))
    }

    private func size(of number: UInt32) -> Int { table.routers[Int(number)]?.rule.utf8.count ?? 0 }

    /// Where the references of a field node lie.
    private func references(of node: Int, _ header: UInt32) -> Range<Int> {
        let source = FieldSource(rawValue: header >> 4 & 0xF)
        let first = node + 2 + (source?.isNamed == true ? 1 : 0)
        return first..<first + Int(header >> 9)
    }
}
