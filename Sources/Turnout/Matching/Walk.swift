import TurnoutAutomata

/// One walk of a request through a table: from field to field, each time through the byte automaton that the node names.
///
/// Invariant: `table`, `ranks` and the request's storage outlive the walk, which is made and used inside the `withUnsafe…` calls of
/// `CompiledTable.match`. References and offsets were written by `TableCompiler` and lie inside the table; the slices of a request lie
/// inside its arena (checked where requests are built).
///
/// - Complexity: the bytes of the fields that are read, plus a constant for each node; allocates nothing, locks nothing.
struct Walk {
    let table: UnsafePointer<UInt32>
    let ranks: UnsafePointer<UInt32>
    let arena: UnsafePointer<UInt8>
    let headers: UnsafeBufferPointer<Request.Field>
    let queryPairs: UnsafeBufferPointer<Request.Field>
    let protocols: UnsafeBufferPointer<Request.Slice>
    let host: Request.Slice
    let rawHost: Request.Slice
    let path: Request.Slice
    let method: Request.Slice
    let peer: PeerAddress?
    private let shapes: ShapeReader

    /// The answer "no router".
    static var none: UInt32 { .max }

    @inline(__always)
    init(
        table: UnsafePointer<UInt32>, ranks: UnsafePointer<UInt32>, arena: UnsafePointer<UInt8>,
        request: borrowing Request, headers: UnsafeBufferPointer<Request.Field>,
        queryPairs: UnsafeBufferPointer<Request.Field>, protocols: UnsafeBufferPointer<Request.Slice>
    ) {
        self.table = table
        self.ranks = ranks
        self.arena = arena
        self.headers = headers
        self.queryPairs = queryPairs
        self.protocols = protocols
        host = request.host
        rawHost = request.rawHost
        path = request.path
        method = request.method
        peer = request.peer
        shapes = ShapeReader(words: table)
    }

    /// The router that a reference leads to, or `none`.
    func resolve(_ start: UInt32, base startBase: UInt32) -> UInt32 {
        var word = start
        var base = startBase
        while word & 1 != 0 {
            let node = Int(word >> 1)
            let header = table[node]
            switch NodeKind(rawValue: header & 0xF) {
            case .trie:
                if header & 0xF0 == FieldSource.path.rawValue << 4 {
                    let outcome = shapes.trieOutcome(at: Int(table[node + 1]), of: text(path))
                    word = table[node + 2 + outcome]
                } else {
                    word = decide(node, header) { shapes.trieOutcome(at: $0, of: $1) }
                }
            case .dfa:
                word = decide(node, header) { shapes.outcomeOfDFA(at: $0, of: $1) }
            case .nfa:
                word = decide(node, header) { shapes.outcomeOfNFA(at: $0, of: $1) }
            case .networks:
                var outcome = 0
                if let peer {
                    outcome = shapes.outcomeOfNetworks(
                        at: Int(table[node + 1]), isIPv4: peer.isIPv4, address: peer.value)
                }
                word = table[node + 2 + outcome]
            case .words:
                word = lookUp(node, header, &base)
            case .split:
                return resolveSplit(node, Int(header >> 4), base)
            case .list:
                return firstCandidate(node, Int(header >> 4 & 0x7FF_FFFF), base)
            case nil:
                return Self.none
            }
        }
        return word == 0 ? Self.none : base + (word >> 1) - 1
    }

    private func resolveSplit(_ node: Int, _ count: Int, _ base: UInt32) -> UInt32 {
        var winner = Self.none
        var winnerRank = UInt32.max
        for part in 0..<count {
            let best = base + table[node + 1 + 2 * part]
            // Parts come in the order of their best ranks: no later one can do better either.
            if winnerRank < ranks[Int(best)] { break }
            let candidate = resolve(table[node + 2 + 2 * part], base: base)
            if candidate != Self.none {
                let rank = ranks[Int(candidate)]
                if rank < winnerRank {
                    winnerRank = rank
                    winner = candidate
                }
            }
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
    private func singleText(_ source: UInt32) -> Text {
        switch FieldSource(rawValue: source) {
        case .host: return text(host)
        case .hostSuffix: return hostSuffix()
        case .rawHost: return text(rawHost)
        case .method: return text(method)
        default: return text(path)
        }
    }

    private func hostSuffix() -> Text {
        let host = text(self.host)
        var index = 0
        while index < host.count, host[index] != UInt8(ascii: ".") { index += 1 }
        return Text(start: host.start + index, count: host.count - index)
    }

    /// Runs a shape on the node's source and returns the reference for its outcome.
    @inline(__always)
    private func decide(_ node: Int, _ header: UInt32, _ outcome: (Int, Text) -> Int) -> UInt32 {
        let source = header >> 4 & 0xF
        let shape = Int(table[node + 1])
        if source <= FieldSource.method.rawValue {
            return table[node + 2 + outcome(shape, singleText(source))]
        }
        return decideNamed(node, source, shape, outcome)
    }

    /// Headers, query keys and protocols: no value is outcome 0, values that agree are their outcome, others go to "conflict".
    @inline(__always)
    private func decideNamed(
        _ node: Int, _ source: UInt32, _ shape: Int, _ outcome: (Int, Text) -> Int
    ) -> UInt32 {
        var found = 0
        var isConflict = false
        func take(_ value: Request.Slice) {
            let next = outcome(shape, text(value))
            if next != 0 {
                if found != 0, found != next { isConflict = true }
                found = next
            }
        }
        switch FieldSource(rawValue: source) {
        case .protocols:
            for value in protocols { take(value) }
            return isConflict ? table[node + 2] : table[node + 3 + found]
        case .header:
            forEachValue(of: headers, named: Int(table[node + 2])) {
                take($0)
                return true
            }
            return isConflict ? table[node + 3] : table[node + 4 + found]
        case .query:
            forEachValue(of: queryPairs, named: Int(table[node + 2])) {
                take($0)
                return true
            }
            return isConflict ? table[node + 3] : table[node + 4 + found]
        default:
            forEachValue(of: queryPairs, named: Int(table[node + 2])) {
                take($0)
                return false
            }
            return table[node + 3 + found]
        }
    }

    /// Calls `body` with the value of each field of this name until it returns false.
    @inline(__always)
    private func forEachValue(
        of fields: UnsafeBufferPointer<Request.Field>, named name: Int, _ body: (Request.Slice) -> Bool
    ) {
        let hash = table[name]
        let length = table[name + 1]
        let bytes = UnsafeRawPointer(table + name + 2).assumingMemoryBound(to: UInt8.self)
        for field in fields where field.nameHash == hash && field.name.count == length {
            if text(field.name).equals(bytes, at: 0, length: Int(length)), !body(field.value) { return }
        }
    }

    // MARK: Words

    @inline(__always)
    private func lookUp(_ node: Int, _ header: UInt32, _ base: inout UInt32) -> UInt32 {
        let isSuffix = header >> 4 & 0xF == FieldSource.hostSuffix.rawValue
        let whole = text(host)
        // An absent host is no host pattern's; its suffix is empty too, but must not be taken for a label.
        if whole.count == 0 { return table[node + 1] }
        let word = isSuffix ? hostSuffix() : whole
        if let record = findRecord(node, word, forgivingDot: false) {
            base += table[record + 2]
            return table[record + 1]
        }
        if word.count > 0, word[word.count - 1] == UInt8(ascii: ".") {
            let shorter = Text(start: word.start, count: word.count - 1)
            if let record = findRecord(node, shorter, forgivingDot: true) {
                base += table[record + 2]
                return table[record + 1]
            }
        }
        return table[node + 1]
    }

    @inline(__always)
    private func findRecord(_ node: Int, _ word: Text, forgivingDot: Bool) -> Int? {
        let hash = WordHash.hash(word)
        let mask = table[node + 2]
        let wanted = WordHash.tag(hash)
        var slot = hash & mask
        while true {
            let entry = table[node + 3 + Int(slot)]
            if entry == 0 { return nil }
            if entry >> 24 == wanted {
                let record = node + Int(entry & 0xFF_FFFF)
                let length = table[record]
                let bytes = UnsafeRawPointer(table + record + 3).assumingMemoryBound(to: UInt8.self)
                if Int(length & 0x7FFF_FFFF) == word.count, word.equals(bytes, at: 0, length: word.count),
                    !forgivingDot || length >> 31 != 0
                {
                    return record
                }
            }
            slot = (slot + 1) & mask
        }
    }

    // MARK: Candidate lists

    private func firstCandidate(_ node: Int, _ count: Int, _ base: UInt32) -> UInt32 {
        for index in 0..<count where evaluate(Int(table[node + 2 + 2 * index])) {
            return base + table[node + 1 + 2 * index]
        }
        return Self.none
    }

    private func evaluate(_ program: Int) -> Bool {
        let header = table[program]
        let count = Int(header >> 2)
        switch header & 3 {
        case 0: return count != 0
        case 1: return holds(Int(table[program + 1])) != (count != 0)
        case 2:
            for index in 0..<count where !evaluate(Int(table[program + 1 + index])) { return false }
            return true
        default:
            for index in 0..<count where evaluate(Int(table[program + 1 + index])) { return true }
            return false
        }
    }

    private func holds(_ record: Int) -> Bool {
        let header = table[record]
        let kind = AtomKind(rawValue: header & 7)
        if kind == .lies { return peerLies(record) }
        let source = header >> 3
        if source <= FieldSource.method.rawValue { return satisfies(record, kind, singleText(source)) }
        var result = false
        switch FieldSource(rawValue: source) {
        case .protocols:
            for value in protocols where satisfies(record, kind, text(value)) { return true }
        case .header:
            forEachValue(of: headers, named: Int(table[record + 1])) { value in
                result = satisfies(record, kind, text(value))
                return !result
            }
        case .query:
            forEachValue(of: queryPairs, named: Int(table[record + 1])) { value in
                result = satisfies(record, kind, text(value))
                return !result
            }
        default:
            forEachValue(of: queryPairs, named: Int(table[record + 1])) { value in
                result = satisfies(record, kind, text(value))
                return false
            }
        }
        return result
    }

    private func satisfies(_ record: Int, _ kind: AtomKind?, _ value: Text) -> Bool {
        func bytes(_ offset: Int) -> UnsafePointer<UInt8> {
            UnsafeRawPointer(table + offset).assumingMemoryBound(to: UInt8.self)
        }
        switch kind {
        case .words:
            guard host.count > 0 else { return false }
            var offset = record + 3
            for _ in 0..<Int(table[record + 2]) {
                let length = Int(table[offset])
                if length == value.count, value.equals(bytes(offset + 1), at: 0, length: length) { return true }
                offset += 1 + (length + 3) / 4
            }
            return false
        case .equals:
            let length = Int(table[record + 2])
            return length == value.count && value.equals(bytes(record + 3), at: 0, length: length)
        case .startsWith:
            let length = Int(table[record + 2])
            return length <= value.count && value.equals(bytes(record + 3), at: 0, length: length)
        case .dfa: return shapes.outcomeOfDFA(at: Int(table[record + 2]), of: value) != 0
        case .nfa: return shapes.outcomeOfNFA(at: Int(table[record + 2]), of: value) != 0
        case .lies, nil: return false
        }
    }

    private func peerLies(_ record: Int) -> Bool {
        guard let peer, peer.isIPv4 == (table[record + 2] != 0) else { return false }
        var network: UInt128 = 0
        for word in 0..<4 { network = network << 32 | UInt128(table[record + 4 + word]) }
        let hostBits = (peer.isIPv4 ? 32 : 128) - Int(table[record + 3])
        return hostBits == 128 || peer.value >> UInt128(hostBits) == network >> UInt128(hostBits)
    }
}
