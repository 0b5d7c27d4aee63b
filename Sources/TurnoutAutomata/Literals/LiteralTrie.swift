/// A path-compressed trie over literals, some of which match whole texts and some prefixes.
///
/// Read left to right, the walk keeps one number: the outcome if the text goes on differently from here. A prefix atom needs no test of its own, it is
/// the "past" outcome of its node:
///
///     Path(`/healthz`), PathPrefix(`/api`), PathPrefix(`/api/v1`)
///
///     "/" ── a ─ "pi"      past {/api} ── / ─ "v1"  past {/api, /api/v1}
///        └── h ─ "ealthz"  exact {/healthz}
///
/// A prefix that only goes on to longer literals is no node of its own but a *mark* in the run of bytes that passes it, so that prefixes nested
/// in one another are compared eight bytes at a time and not one by one:
///
///     PathPrefix(`/a`), PathPrefix(`/a/b`), PathPrefix(`/a/b/c`)       "/a/b/c"  marks: 2 past {/a}, 4 past {/a, /a/b}
///                                                                             past {/a, /a/b, /a/b/c}
///
/// Layout of a node, in bytes: flags; length of its run of literal bytes; the run; number of marks, their positions in the run, ascending,
/// their outcomes; the outcome at the run's exact end; the outcome past it; number of edges - 1; the edge bytes, ascending; the offsets of the
/// children. Outcomes take one byte or two, offsets two or four, the same in the whole trie. A run longer than 255 bytes is a chain of nodes.
///
/// - Complexity: matching is O(bytes read) with one short search for each node passed; building is O(total literal bytes), after a sort.
package struct LiteralTrie {
    package struct Literal: Hashable, Sendable {
        package var bytes: [UInt8]
        package var isPrefix: Bool
        package init(_ bytes: [UInt8], isPrefix: Bool) {
            self.bytes = bytes
            self.isPrefix = isPrefix
        }
    }

    package private(set) var outcomes = ShapeOutcomes()
    /// The nodes; the first is the root.
    package private(set) var bytes: [UInt8] = []
    package private(set) var nodeCount = 0
    package var hasWideOutcomes: Bool { outcomes.count > 256 }
    package private(set) var hasWideOffsets = false

    /// Texts that exactly one outcome stands for: outcome → the text, where the outcome is reached only by that very text.
    package private(set) var exactText: [Int: [UInt8]] = [:]

    private struct Node {
        /// A literal that passes the node, and which of its bytes are the node's run.
        var text: [UInt8] = []
        var run = 0..<0
        var marks: [(position: Int, outcome: Int)] = []
        var exact: Int?
        var past: Int?
        var edges: [(byte: UInt8, child: Int)] = []
        /// It has become part of its parent's run.
        var isMerged = false
    }

    private struct Pending {
        var range: Range<Int>
        var depth: Int
        var inherited: Int
        var parent: Int
        var edge: UInt8
    }

    /// - Parameter literals: atom number *i* is `literals[i]`.
    package init(_ literals: [Literal]) {
        var groups: [[UInt8]: (exact: [UInt32], prefix: [UInt32])] = [:]
        for (atom, literal) in literals.enumerated() {
            if literal.isPrefix {
                groups[literal.bytes, default: ([], [])].prefix.append(UInt32(atom))
            } else {
                groups[literal.bytes, default: ([], [])].exact.append(UInt32(atom))
            }
        }
        let keys = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        var nodes: [Node] = []
        var stack = [Pending(range: 0..<keys.count, depth: 0, inherited: 0, parent: -1, edge: 0)]
        while let pending = stack.popLast() {
            let number = nodes.count
            if pending.parent >= 0 { nodes[pending.parent].edges.append((pending.edge, number)) }
            guard !pending.range.isEmpty else {
                nodes.append(Node())
                continue
            }
            let first = keys[pending.range.lowerBound].key
            let last = keys[pending.range.upperBound - 1].key
            // Sorted: what the first and the last have in common, all have.
            var end = pending.depth
            while end < first.count, end < last.count, first[end] == last[end], end - pending.depth < 255 { end += 1 }
            var node = Node(text: first, run: pending.depth..<end)
            var rest = pending.range
            var inherited = pending.inherited
            if first.count == end {
                let group = keys[rest.lowerBound].value
                if !group.prefix.isEmpty {
                    inherited = outcomes.append(parent: inherited, adding: group.prefix)
                    node.past = inherited
                }
                if !group.exact.isEmpty {
                    let exact = outcomes.append(parent: inherited, adding: group.exact)
                    node.exact = exact
                    exactText[exact] = first
                }
                rest = rest.lowerBound + 1..<rest.upperBound
            }
            nodes.append(node)
            // Children in descending order, so that the smallest is popped first and lies right behind its parent.
            var upper = rest.upperBound
            while upper > rest.lowerBound {
                let byte = keys[upper - 1].key[end]
                var lower = upper - 1
                while lower > rest.lowerBound, keys[lower - 1].key[end] == byte { lower -= 1 }
                stack.append(
                    Pending(range: lower..<upper, depth: end + 1, inherited: inherited, parent: number, edge: byte))
                upper = lower
            }
        }
        Self.mergeChains(&nodes)
        nodeCount = nodes.count { !$0.isMerged }
        lay(out: nodes)
    }

    /// Makes a node whose only way on is one child, and where no text may end, part of one run with that child.
    private static func mergeChains(_ nodes: inout [Node]) {
        // Children come behind their parents: from the back, what a child has become is final.
        for number in nodes.indices.reversed() {
            let node = nodes[number]
            guard node.exact == nil, node.edges.count == 1 else { continue }
            let child = nodes[node.edges[0].child]
            let length = child.run.upperBound - node.run.lowerBound
            guard length <= 255 else { continue }
            nodes[node.edges[0].child].isMerged = true
            var merged = child
            merged.run = node.run.lowerBound..<child.run.upperBound
            let shift = child.run.lowerBound - node.run.lowerBound
            merged.marks =
                (node.past.map { [(node.run.count, $0)] } ?? []) + child.marks.map { ($0.position + shift, $0.outcome) }
            nodes[number] = merged
        }
    }

    private mutating func lay(out nodes: [Node]) {
        let outcomeSize = hasWideOutcomes ? 2 : 1
        func size(_ node: Node, offsetSize: Int) -> Int {
            if node.isMerged { return 0 }
            return 2 + node.run.count + (node.marks.isEmpty ? 0 : 1 + node.marks.count * (1 + outcomeSize))
                + (node.exact == nil ? 0 : outcomeSize) + (node.past == nil ? 0 : outcomeSize)
                + (node.edges.isEmpty ? 0 : 1 + node.edges.count * (1 + offsetSize))
        }
        var total = nodes.reduce(0) { $0 + size($1, offsetSize: 2) }
        hasWideOffsets = total > 0xFFFF
        let offsetSize = hasWideOffsets ? 4 : 2
        var offsets: [Int] = []
        offsets.reserveCapacity(nodes.count)
        total = 0
        for node in nodes {
            offsets.append(total)
            total += size(node, offsetSize: offsetSize)
        }
        bytes.reserveCapacity(total)
        for node in nodes where !node.isMerged {
            var flags: UInt8 = 0
            if node.exact != nil { flags |= TrieFlags.exact }
            if node.past != nil { flags |= TrieFlags.past }
            if !node.edges.isEmpty { flags |= TrieFlags.edges }
            if !node.marks.isEmpty { flags |= TrieFlags.marks }
            bytes.append(flags)
            bytes.append(UInt8(node.run.count))
            bytes.append(contentsOf: node.text[node.run])
            if !node.marks.isEmpty {
                bytes.append(UInt8(node.marks.count))
                for mark in node.marks { bytes.append(UInt8(mark.position)) }
                for mark in node.marks { appendNumber(mark.outcome, size: outcomeSize) }
            }
            for outcome in [node.exact, node.past] {
                if let outcome { appendNumber(outcome, size: outcomeSize) }
            }
            if !node.edges.isEmpty {
                bytes.append(UInt8(node.edges.count - 1))
                for edge in node.edges { bytes.append(edge.byte) }
                for edge in node.edges { appendNumber(offsets[edge.child], size: offsetSize) }
            }
        }
    }

    private mutating func appendNumber(_ number: Int, size: Int) {
        for position in 0..<size { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * position))) }
    }

    /// Appends the trie to a table and returns its offset: a header word, then the nodes.
    package func write(to buffer: inout TableBuffer) -> Int {
        let offset = buffer.count
        buffer.append((hasWideOutcomes ? 1 : 0) | (hasWideOffsets ? 2 : 0))
        buffer.append(bytes: bytes)
        return offset
    }
}

/// What a node of a `LiteralTrie` has.
@usableFromInline
enum TrieFlags {
    @inlinable static var exact: UInt8 { 1 }
    @inlinable static var past: UInt8 { 2 }
    @inlinable static var edges: UInt8 { 4 }
    @inlinable static var marks: UInt8 { 8 }
}
