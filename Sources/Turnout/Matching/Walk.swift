import TurnoutAutomata

/// One walk of a request through a table: from field to field, each time through the byte automaton that the node names.
///
/// Invariant: `table`, `ranks` and the request's storage outlive the walk, which is made and used inside the `withUnsafe…` calls of
/// `CompiledTable.match`. References and offsets were written by `TableCompiler` and lie inside the table; the slices of a request lie
/// inside its arena (checked where requests are built). Table and arena are padded by `ShapeReader.readAhead` bytes.
///
/// - Complexity: the bytes of the fields that are read, plus a constant for each node; allocates nothing, locks nothing.
struct Walk {
    let table: UnsafePointer<UInt32>
    let ranks: UnsafePointer<UInt32>
    let arena: UnsafePointer<UInt8>
    private var shapes: ShapeReader { ShapeReader(words: table) }

    /// The answer "no router".
    static var none: UInt32 { .max }

    /// The router that a reference leads to, or `none`.
    ///
    /// A part that is nothing but regular expressions over paths or hosts is mostly a single node, so that is tried first.
    @inline(__always)
    func resolve(_ request: borrowing Request, _ start: UInt32, base: UInt32) -> UInt32 {
        guard start & 1 != 0 else { return router(start, base) }
        let node = table + Int(start >> 1)
        guard isDFA(node[0]) else { return follow(request, start, base: base) }
        let word = runDFA(request, node)
        return word & 1 == 0 ? router(word, base) : follow(request, word, base: base)
    }

    /// The router that a reference to no node stands for, or `none`.
    @inline(__always)
    private func router(_ word: UInt32, _ base: UInt32) -> UInt32 {
        word == 0 ? Self.none : base &+ (word >> 1) &- 1
    }

    /// Follows references to the last one.
    ///
    /// Whole hosts, and the literals of paths and methods, which nearly every table has, are told from the other nodes by one comparison each.
    @inline(never)
    private func follow(_ request: borrowing Request, _ start: UInt32, base startBase: UInt32) -> UInt32 {
        var word = start
        var base = startBase
        while word & 1 != 0 {
            let node = table + Int(word >> 1)
            let header = node[0]
            if header & 0xFF == Self.hostWords {
                // An absent host is empty, and no host pattern has an empty word.
                word = lookUp(node, text(request.host), &base)
            } else if header & 0xFF == Self.pathTrie || header & 0xFF == Self.methodTrie {
                let slice = header & 0xFF == Self.pathTrie ? request.path : request.method
                word = node[2 &+ shapes.trieOutcome(at: Int(node[1]), of: text(slice))]
            } else if header & 0xF == NodeKind.split.rawValue {
                return resolveSplit(request, node, base)
            } else if isDFA(header) {
                word = runDFA(request, node)
            } else if header & 0xF == NodeKind.list.rawValue {
                return firstCandidate(request, node, base)
            } else {
                word = decideRarely(request, node, header, &base)
            }
        }
        return router(word, base)
    }

    private static var hostWords: UInt32 { NodeKind.words.rawValue | FieldSource.host.rawValue << 4 }
    private static var pathTrie: UInt32 { NodeKind.trie.rawValue | FieldSource.path.rawValue << 4 }
    private static var methodTrie: UInt32 { NodeKind.trie.rawValue | FieldSource.method.rawValue << 4 }
    private static var pathDFA: UInt32 { NodeKind.dfa.rawValue | FieldSource.path.rawValue << 4 }
    private static var hostDFA: UInt32 { NodeKind.dfa.rawValue | FieldSource.host.rawValue << 4 }

    /// Whether a node's first word is that of regular expressions over the path or the host.
    @inline(__always)
    private func isDFA(_ header: UInt32) -> Bool {
        header & 0xFF == Self.pathDFA || header & 0xFF == Self.hostDFA
    }

    /// The reference for the outcome of such a node.
    @inline(never)
    private func runDFA(_ request: borrowing Request, _ node: UnsafePointer<UInt32>) -> UInt32 {
        let slice = node[0] & 0xFF == Self.pathDFA ? request.path : request.host
        return node[2 &+ shapes.outcomeOfDFA(at: Int(node[1]), of: text(slice))]
    }

    /// The reference that a node other than those leads to.
    @inline(never)
    private func decideRarely(
        _ request: borrowing Request, _ node: UnsafePointer<UInt32>, _ header: UInt32, _ base: inout UInt32
    ) -> UInt32 {
        switch NodeKind(rawValue: header & 0xF) {
        case .trie: return decide(request, node, header) { shapes.trieOutcome(at: $0, of: $1) }
        case .dfa: return decide(request, node, header) { shapes.outcomeOfDFA(at: $0, of: $1) }
        case .nfa: return decide(request, node, header) { shapes.outcomeOfNFA(at: $0, of: $1) }
        case .networks:
            guard let peer = request.peer else { return node[2] }
            return node[2 &+ shapes.outcomeOfNetworks(at: Int(node[1]), isIPv4: peer.isIPv4, address: peer.value)]
        // An absent host has no suffix either, and the empty text must not be taken for a label.
        case .words: return request.host.count == 0 ? node[1] : lookUp(node, hostSuffix(request), &base)
        case .split, .list, nil: return 0
        }
    }

    private func resolveSplit(_ request: borrowing Request, _ node: UnsafePointer<UInt32>, _ base: UInt32) -> UInt32 {
        var winner = Self.none
        var winnerRank = UInt32.max
        var part = node + 1
        let end = part + 2 &* Int(node[0] >> 4)
        while part < end {
            // Parts come in the order of their best ranks: no later one can do better either.
            if winnerRank < ranks[Int(base &+ part[0])] { break }
            let candidate = resolve(request, part[1], base: base)
            if candidate != Self.none {
                let rank = ranks[Int(candidate)]
                if rank < winnerRank {
                    winnerRank = rank
                    winner = candidate
                }
            }
            part += 2
        }
        return winner
    }

    // MARK: Fields

    @inline(__always)
    private func text(_ slice: Request.Slice) -> Text {
        Text(start: arena + Int(slice.offset), count: Int(slice.count))
    }

    /// The text of a source that has exactly one.
    @inline(__always)
    private func singleText(_ request: borrowing Request, _ source: UInt32) -> Text {
        if source == FieldSource.path.rawValue { return text(request.path) }
        if source == FieldSource.host.rawValue { return text(request.host) }
        if source == FieldSource.hostSuffix.rawValue { return hostSuffix(request) }
        return text(source == FieldSource.rawHost.rawValue ? request.rawHost : request.method)
    }

    private func hostSuffix(_ request: borrowing Request) -> Text {
        let host = text(request.host)
        var index = 0
        while index < host.count, host[index] != UInt8(ascii: ".") { index &+= 1 }
        return Text(start: host.start + index, count: host.count &- index)
    }

    /// Runs a shape on the node's source and returns the reference for its outcome.
    @inline(__always)
    private func decide(
        _ request: borrowing Request, _ node: UnsafePointer<UInt32>, _ header: UInt32, _ outcome: (Int, Text) -> Int
    ) -> UInt32 {
        let source = header >> 4 & 0xF
        let shape = Int(node[1])
        if source <= FieldSource.method.rawValue { return node[2 &+ outcome(shape, singleText(request, source))] }
        return decideNamed(request, node, source, shape, outcome)
    }

    /// Headers, query keys and protocols: no value is outcome 0, values that agree are their outcome, others go to "conflict".
    @inline(__always)
    private func decideNamed(
        _ request: borrowing Request, _ node: UnsafePointer<UInt32>, _ source: UInt32, _ shape: Int,
        _ outcome: (Int, Text) -> Int
    ) -> UInt32 {
        var found = 0
        if source == FieldSource.protocols.rawValue {
            for value in request.protocols where !merge(outcome(shape, text(value)), into: &found) {
                return node[2]
            }
            return node[3 &+ found]
        }
        let name = FieldName(at: table + Int(node[2]))
        if source == FieldSource.firstQuery.rawValue {
            for pair in request.queryPairs where isNamed(pair, name) {
                return node[3 &+ outcome(shape, text(pair.value))]
            }
            return node[3]
        }
        let fields = source == FieldSource.header.rawValue ? request.headers : request.queryPairs
        for field in fields where isNamed(field, name) && !merge(outcome(shape, text(field.value)), into: &found) {
            return node[3]
        }
        return node[4 &+ found]
    }

    /// Takes the outcome of one more value in; false when it contradicts the others.
    @inline(__always)
    private func merge(_ outcome: Int, into found: inout Int) -> Bool {
        if outcome == 0 { return true }
        if found != 0 && found != outcome { return false }
        found = outcome
        return true
    }

    /// The descriptor of a header name or query key: hash, length, bytes.
    private struct FieldName {
        let hash: UInt32
        let count: UInt32
        let bytes: UnsafePointer<UInt8>

        @inline(__always)
        init(at descriptor: UnsafePointer<UInt32>) {
            hash = descriptor[0]
            count = descriptor[1]
            bytes = UnsafeRawPointer(descriptor + 2).assumingMemoryBound(to: UInt8.self)
        }
    }

    @inline(__always)
    private func isNamed(_ field: Request.Field, _ name: FieldName) -> Bool {
        field.nameHash == name.hash && field.name.count == name.count
            && Text.equal(arena + Int(field.name.offset), name.bytes, length: Int(name.count))
    }

    // MARK: Words

    @inline(__always)
    private func lookUp(_ node: UnsafePointer<UInt32>, _ word: Text, _ base: inout UInt32) -> UInt32 {
        if let record = findRecord(node, word, forgivingDot: false) {
            base &+= record[2]
            return record[1]
        }
        if word.count > 0, word[word.count &- 1] == UInt8(ascii: "."), let record = findRecordWithoutDot(node, word) {
            base &+= record[2]
            return record[1]
        }
        return node[1]
    }

    @inline(never)
    private func findRecordWithoutDot(_ node: UnsafePointer<UInt32>, _ word: Text) -> UnsafePointer<UInt32>? {
        findRecord(node, Text(start: word.start, count: word.count &- 1), forgivingDot: true)
    }

    @inline(__always)
    private func findRecord(_ node: UnsafePointer<UInt32>, _ word: Text, forgivingDot: Bool) -> UnsafePointer<UInt32>? {
        let hash = WordHash.hash(word)
        let mask = node[2]
        let wanted = WordHash.tag(hash)
        var slot = hash & mask
        while true {
            let entry = node[3 &+ Int(slot)]
            if entry == 0 { return nil }
            if entry >> 24 == wanted {
                let record = node + Int(entry & 0xFF_FFFF)
                let length = record[0]
                let bytes = UnsafeRawPointer(record + 3).assumingMemoryBound(to: UInt8.self)
                if Int(length & 0x7FFF_FFFF) == word.count, Text.equal(word.start, bytes, length: word.count),
                    !forgivingDot || length >> 31 != 0
                {
                    return record
                }
            }
            slot = (slot &+ 1) & mask
        }
    }

    // MARK: Candidate lists

    private func firstCandidate(_ request: borrowing Request, _ node: UnsafePointer<UInt32>, _ base: UInt32) -> UInt32 {
        var candidate = node + 1
        let end = candidate + 2 &* Int(node[0] >> 4 & 0x7FF_FFFF)
        while candidate < end {
            if evaluate(request, Int(candidate[1])) { return base &+ candidate[0] }
            candidate += 2
        }
        return Self.none
    }

    private func evaluate(_ request: borrowing Request, _ program: Int) -> Bool {
        let header = table[program]
        let count = Int(header >> 2)
        switch header & 3 {
        case 0: return count != 0
        case 1: return holds(request, Int(table[program + 1])) != (count != 0)
        case 2:
            for index in 0..<count where !evaluate(request, Int(table[program + 1 + index])) { return false }
            return true
        default:
            for index in 0..<count where evaluate(request, Int(table[program + 1 + index])) { return true }
            return false
        }
    }

    private func holds(_ request: borrowing Request, _ record: Int) -> Bool {
        let header = table[record]
        let kind = AtomKind(rawValue: header & 7)
        if kind == .lies { return peerLies(request, record) }
        let source = header >> 3
        if source <= FieldSource.method.rawValue {
            return satisfies(request, record, kind, singleText(request, source))
        }
        if source == FieldSource.protocols.rawValue {
            for value in request.protocols where satisfies(request, record, kind, text(value)) { return true }
            return false
        }
        let name = FieldName(at: table + Int(table[record + 1]))
        let fields = source == FieldSource.header.rawValue ? request.headers : request.queryPairs
        for field in fields where isNamed(field, name) {
            if satisfies(request, record, kind, text(field.value)) { return true }
            if source == FieldSource.firstQuery.rawValue { return false }
        }
        return false
    }

    private func satisfies(_ request: borrowing Request, _ record: Int, _ kind: AtomKind?, _ value: Text) -> Bool {
        func bytes(_ offset: Int) -> UnsafePointer<UInt8> {
            UnsafeRawPointer(table + offset).assumingMemoryBound(to: UInt8.self)
        }
        switch kind {
        case .words:
            guard request.host.count > 0 else { return false }
            var offset = record + 3
            for _ in 0..<Int(table[record + 2]) {
                let length = Int(table[offset])
                if length == value.count, Text.equal(value.start, bytes(offset + 1), length: length) { return true }
                offset += 1 + (length + 3) / 4
            }
            return false
        case .equals:
            let length = Int(table[record + 2])
            return length == value.count && Text.equal(value.start, bytes(record + 3), length: length)
        case .startsWith:
            let length = Int(table[record + 2])
            return length <= value.count && Text.equal(value.start, bytes(record + 3), length: length)
        case .dfa: return shapes.outcomeOfDFA(at: Int(table[record + 2]), of: value) != 0
        case .nfa: return shapes.outcomeOfNFA(at: Int(table[record + 2]), of: value) != 0
        case .lies, nil: return false
        }
    }

    private func peerLies(_ request: borrowing Request, _ record: Int) -> Bool {
        guard let peer = request.peer, peer.isIPv4 == (table[record + 2] != 0) else { return false }
        var network: UInt128 = 0
        for word in 0..<4 { network = network << 32 | UInt128(table[record + 4 + word]) }
        let hostBits = (peer.isIPv4 ? 32 : 128) - Int(table[record + 3])
        return hostBits == 128 || peer.value >> UInt128(hostBits) == network >> UInt128(hostBits)
    }
}
