import TurnoutAutomata

extension TableCompiler {
    /// Calls `body` with every word of the host patterns that an expression names.
    func forEachHostWord(of expression: ExpressionID, _ body: ([UInt8]) -> Void) {
        let atoms = store.atoms
        store.forEachLiteral(of: expression, upTo: .host) { literal in
            guard case .words(let words) = atoms[Int(literal.atom)].test else { return }
            words.forEach(body)
        }
    }

    /// Compiles the records of some hosts again; false when the node has no room for them.
    ///
    /// - Parameters:
    ///   - words: hosts whose candidates changed, dotted variants included.
    ///   - candidates: all candidates of the node, by rank.
    mutating func patchWords(_ words: Set<[UInt8]>, ofNode node: Int, candidates: [Candidate]) -> Bool {
        if words.isEmpty { return true }
        // The candidates that name one of the words; no other candidate sees a difference.
        let atoms = store.hostAtoms(naming: words)
        let store = self.store
        var concerned: [Candidate] = []
        for candidate in candidates {
            var names = false
            store.forEachLiteral(of: candidate.residual, upTo: .host) { names = names || atoms[Int($0.atom)] }
            if names { concerned.append(candidate) }
        }
        let compiled = compileWords(words, concerned)
        for text in words.sorted(by: { $0.count < $1.count }) {
            guard let (reference, base) = compiled[text] else { continue }
            if let record = findRecord(node, text) {
                let before = (Reference(word: buffer[record + 1]), buffer[record + 2])
                buffer[record + 1] = reference.word
                buffer[record + 2] = base
                // A dotted variant without a record of its own went where this one went.
                let dotted = text + [UInt8(ascii: ".")]
                if buffer[record] >> 31 != 0, findRecord(node, dotted) == nil {
                    let other = compiled[dotted] ?? before
                    if other != (reference, base) {
                        buffer[record] &= 0x7FFF_FFFF
                        guard append(dotted, other, to: node) else { return false }
                    }
                }
                continue
            }
            if text.last == UInt8(ascii: "."), let shorter = findRecord(node, Array(text.dropLast())),
                buffer[shorter] >> 31 != 0 || compiled[Array(text.dropLast())] != nil,
                buffer[shorter + 1] == reference.word, buffer[shorter + 2] == base
            {
                buffer[shorter] |= 1 << 31
                continue
            }
            if reference == .none { continue }
            guard append(text, (reference, base), to: node) else { return false }
        }
        return true
    }

    private mutating func append(_ text: [UInt8], _ target: (Reference, UInt32), to node: Int) -> Bool {
        let slots = Int(buffer[node + 2]) + 1
        let used = (0..<slots).reduce(0) { $0 + (buffer[node + 3 + $1] == 0 ? 0 : 1) }
        guard (used + 1) * 5 <= slots * 4, buffer.count - node < 1 << 24 else { return false }
        insertWord(node: node, text, reference: target.0, base: target.1, forgivesDot: false)
        return true
    }

    /// The offset of the record of exactly this word.
    private func findRecord(_ node: Int, _ text: [UInt8]) -> Int? {
        let mask = Int(buffer[node + 2])
        let hash = WordHash.hash(text)
        var slot = Int(hash) & mask
        while buffer[node + 3 + slot] != 0 {
            let entry = buffer[node + 3 + slot]
            let record = node + Int(entry & 0xFF_FFFF)
            if entry >> 24 == WordHash.tag(hash), Int(buffer[record] & 0x7FFF_FFFF) == text.count {
                let isEqual = text.indices.allSatisfy { index in
                    UInt8(truncatingIfNeeded: buffer[record + 3 + index / 4] >> UInt32(8 * (index % 4))) == text[index]
                }
                if isEqual { return record }
            }
            slot = (slot + 1) & mask
        }
        return nil
    }
}

extension ExpressionStore {
    /// For each atom, whether it is a host pattern that takes one of the words.
    fileprivate func hostAtoms(naming words: Set<[UInt8]>) -> [Bool] {
        atoms.map { atom in
            guard atom.field == .host, case .words(let accepted) = atom.test else { return false }
            return accepted.contains { words.contains($0) }
        }
    }
}
