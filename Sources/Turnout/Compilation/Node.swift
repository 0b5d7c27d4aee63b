/// Where a decision goes on: nothing matches, a router wins, or a node has to be looked at.
///
/// One word: 0 is "none"; an even number is a router, `(router + 1) * 2`; an odd number is the node at word offset `number / 2`.
struct Reference: Hashable, Sendable {
    let word: UInt32

    static let none = Reference(word: 0)
    @inline(__always)
    init(word: UInt32) { self.word = word }
    init(router: UInt32) { word = (router + 1) << 1 }
    init(node offset: Int) { word = UInt32(offset) << 1 | 1 }

    var isNode: Bool { word & 1 != 0 }
    var offset: Int { Int(word >> 1) }
}

/// The kinds of nodes, in the low four bits of a node's first word. Offsets are in words.
///
/// Routers are numbered relative to a base that the walk carries along, so that tenants whose rules look alike share their nodes: only a `words`
/// record changes the base.
///
///     trie, dfa, nfa   kind | source<<4 | hasConflict<<8 | number of references<<9, shape, [name], [conflict], references by outcome…
///                      A multi-valued source has "conflict", where values with different outcomes go; it counts as a reference.
///     networks         the same as trie, with a network shape
///     words            kind | source<<4, miss, slot mask, slots…; a slot is tag<<24 | distance to a record, 0 = free
///       record         length | forgivesDot<<31, reference, base, bytes…
///     split            kind | count<<4, (best router, reference)…, by the rank of the best router
///     list             kind | count<<4 | isFallback<<31, (router, program)…, by rank
///
/// `name`, present for headers and query keys, is the offset of the descriptor: hash, length, bytes.
enum NodeKind: UInt32 {
    case trie = 1
    case dfa = 2
    case nfa = 3
    case networks = 4
    case words = 5
    case split = 6
    case list = 7
}

/// Programs of the candidate lists: an expression, evaluated operand by operand.
///
///     constant   0 | value<<2
///     literal    1 | isNegated<<2, atom record
///     all, any   2 or 3 | count<<2, operand offsets…
///
/// Atom records:
///
///     words      0 | source<<3, name, count, (length, bytes…)…
///     equals     1 | source<<3, name, length, bytes…
///     startsWith 2 | source<<3, name, length, bytes…
///     dfa        3 | source<<3, name, shape
///     nfa        4 | source<<3, name, shape
///     lies       5 | source<<3, 0, isIPv4, prefix length, address (4 words, high first)
enum AtomKind: UInt32 {
    case words = 0
    case equals = 1
    case startsWith = 2
    case dfa = 3
    case nfa = 4
    case lies = 5
}
