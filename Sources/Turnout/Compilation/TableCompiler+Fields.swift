import TurnoutAutomata
import TurnoutSyntax

extension TableCompiler {
    /// Writes the node that reads `field` and goes on with each of its outcomes.
    mutating func writeField(_ field: FieldID, _ list: [Candidate], depth: Int) -> Reference {
        let view = makeView(field, list)
        switch store.fields[Int(field.number)].source {
        case .host where !isRegexp(field), .hostSuffix:
            return writeWords(view, depth: depth)
        case .peer:
            return writeShape(networkShape(view.uses), view, depth: depth)
        default:
            if !isRegexp(field) { return writeShape(literalShape(view.uses), view, depth: depth) }
            if view.uses.count == 1 { return writeShape(singleShape(view.uses[0]), view, depth: depth) }
            switch regexpShape(view.uses) {
            case .automaton(let shape): return writeShape(shape, view, depth: depth)
            case .tooLarge(let budget): return writeChunks(view, past: budget, depth: depth)
            }
        }
    }

    func isRegexp(_ field: FieldID) -> Bool { store.fields[Int(field.number)].isRegexp }

    // MARK: Outcomes

    /// The list that remains when the marked atoms of the field are true; `affected` are the positions that mention one.
    private mutating func residualList(
        _ view: View, affected: [Int32], _ restrict: (inout TableCompiler, ExpressionID) -> ExpressionID
    ) -> [Candidate] {
        var result: [Candidate] = []
        var next = 0
        var alive = 0
        while next < affected.count || alive < view.alive.count {
            let position: Int32
            let residual: ExpressionID
            if next < affected.count, alive == view.alive.count || affected[next] <= view.alive[alive] {
                position = affected[next]
                residual = restrict(&self, view.list[Int(position)].residual)
                if alive < view.alive.count, view.alive[alive] == position { alive += 1 }
                next += 1
            } else {
                position = view.alive[alive]
                residual = view.base[Int(position)]
                alive += 1
            }
            if residual == .never { continue }
            result.append(Candidate(router: view.list[Int(position)].router, residual: residual))
            if residual == .always { break }
        }
        return result
    }

    /// Marks the atoms and returns the positions of the candidates that mention one, ascending.
    private mutating func mark(_ atoms: [UInt32], _ view: View) -> [Int32] {
        clearMarks()
        var affected: [Int32] = []
        for atom in atoms {
            mark(atom)
            if let use = view.index[atom] { affected.append(contentsOf: view.uses[use].candidates) }
        }
        if atoms.count > 1 { Self.sortUniquely(&affected) }
        return affected
    }

    private func affordableCost(_ list: [Candidate]) -> Int {
        max(1, limits.outcomesPerNode + limits.outcomesPerLiteral * list.reduce(0) { $0 + size(of: $1) })
    }

    private mutating func writeShape(_ shape: ShapeRecord, _ view: View, depth: Int) -> Reference {
        let affordable = affordableCost(view.list)
        let (reaches, cost) = reaches(of: shape.outcomes, view, enough: 64 * affordable)
        if cost > affordable, view.list.count > 1 {
            return splitByRank(view.list, parts: (cost + affordable - 1) / affordable, past: .outcomes, depth: depth)
        }
        if cost > 8 * affordable { return writeList(view.list, past: .outcomes) }

        let field = view.field
        var references: [Reference] = []
        references.reserveCapacity(shape.outcomes.count)
        for (outcome, reach) in reaches.enumerated() {
            clearMarks()
            for atom in reach.atoms { mark(atom) }
            let affected = reach.affected
            var list: [Candidate]
            if let text = shape.exactText[outcome], field == .path {
                // Only this very path gets here, so its regular expressions are known too.
                list = residualList(view, affected: affected) { $0.restrictToMarks($1, field: field) }
                for position in list.indices where store.firstField(of: list[position].residual) <= .pathRegexp {
                    list[position].residual = evaluateRegexps(
                        list[position].residual, field: .pathRegexp, on: text)
                }
            } else {
                list = residualList(view, affected: affected) { $0.restrictToMarks($1, field: field) }
            }
            references.append(compile(list, depth: depth + 1))
        }
        let source = store.fields[Int(field.number)].source
        // Several values with different outcomes: rare, and answered by trying the candidates.
        var conflict: Reference?
        if source.isMultiple {
            conflict = references.count > 2 ? writeList(view.list, past: nil) : references.last
        }
        if let only = references.first, references.count <= 2 || conflict == nil,
            references.allSatisfy({ $0 == only })
        {
            return only
        }
        let name = source.isNamed ? nameOffset(of: field) : 0
        let offset = buffer.count
        buffer.append(
            shape.kind.rawValue | source.rawValue << 4 | (conflict == nil ? 0 : 1 << 8)
                | UInt32(references.count + (conflict == nil ? 0 : 1)) << 9)
        buffer.append(UInt32(shape.offset))
        if source.isNamed { buffer.append(UInt32(name)) }
        if let conflict { buffer.append(conflict.word) }
        buffer.append(contentsOf: references.map(\.word))
        return Reference(node: offset)
    }

    /// Answers the atoms of a regular-expression field whose whole text is known.
    mutating func evaluateRegexps(_ expression: ExpressionID, field: FieldID, on text: [UInt8]) -> ExpressionID {
        var truth: [UInt32: Bool] = [:]
        var atoms: [UInt32] = []
        let fields = store.atomFields
        store.forEachLiteral(of: expression, upTo: field) { literal in
            if fields[Int(literal.atom)] == field { atoms.append(literal.atom) }
        }
        for atom in atoms where truth[atom] == nil { truth[atom] = positionAutomaton(of: atom).matches(text) }
        return store.restrict(expression, upTo: field) { fields[Int($0)] == field ? truth[$0] : nil }
    }

    // MARK: Splitting by rank

    /// - Parameter count: how many parts there should be; at least two are made, and at most one for each candidate.
    private mutating func splitByRank(
        _ list: [Candidate], parts count: Int, past budget: CompilationBudget, depth: Int
    ) -> Reference {
        let count = max(2, min(list.count, count))
        let size = (list.count + count - 1) / count
        var parts: [[Candidate]] = []
        var start = 0
        while start < list.count {
            parts.append(Array(list[start..<min(list.count, start + size)]))
            start += size
        }
        return split(parts, of: list, past: budget, depth: depth)
    }

    /// Groups candidates in rank order so that each group's automaton fits its budget.
    ///
    /// A group grows by doubling for as long as its automaton does no worse than grow in proportion: predicted, not tried and
    /// thrown away, so the work wasted is at most that of the last doubling.
    private mutating func writeChunks(_ view: View, past budget: CompilationBudget, depth: Int) -> Reference {
        var parts: [[Candidate]] = []
        var start = 0
        while start < view.list.count {
            var size = 1
            var states = 0
            while start + size < view.list.count {
                let trial = min(view.list.count - start, size * 2)
                let slice = Array(view.list[start..<start + trial])
                guard case .automaton(let shape) = regexpShape(makeView(view.field, slice).uses) else { break }
                let trialStates = shape.size
                if size >= 8, trialStates > 3 * states { break }
                states = trialStates
                size = trial
            }
            parts.append(Array(view.list[start..<min(view.list.count, start + size)]))
            start += size
        }
        if parts.count == 1 { return writeList(view.list, past: budget) }
        return split(parts, of: view.list, past: budget, depth: depth)
    }

    // MARK: Words

    private struct Word {
        var atoms: [UInt32]
        var reference: Reference = .none
        var base: UInt32 = 0
        var forgivesDot = false
        var isCovered = false
    }

    /// The node for host patterns: a hash of whole words, each leading straight to what remains for that host.
    private mutating func writeWords(_ view: View, depth: Int) -> Reference {
        var numbers: [[UInt8]: Int] = [:]
        var texts: [[UInt8]] = []
        var words: [Word] = []
        for use in view.uses {
            guard case .words(let accepted) = store.atoms[Int(use.atom)].test else { continue }
            for text in accepted {
                if let known = numbers[text] {
                    words[known].atoms.append(use.atom)
                } else {
                    numbers[text] = words.count
                    texts.append(text)
                    words.append(Word(atoms: [use.atom]))
                }
            }
        }
        let cost = words.reduce(words.count * view.carried()) { total, word in
            total + word.atoms.reduce(0) { $0 + view.uses[view.index[$1] ?? 0].candidates.count }
        }
        let affordable = affordableCost(view.list)
        let recordWords = texts.reduce(0) { $0 + 5 + $1.count / 4 }
        if cost > affordable, view.list.count > 1 {
            return splitByRank(view.list, parts: (cost + affordable - 1) / affordable, past: .outcomes, depth: depth)
        }
        if recordWords > limits.hostRecordWords {
            if view.list.count == 1 { return writeList(view.list, past: .hostRecords) }
            let parts = recordWords / max(1, limits.hostRecordWords) + 1
            return splitByRank(view.list, parts: parts, past: .hostRecords, depth: depth)
        }
        let miss = compile(residualList(view, affected: []) { _, expression in expression }, depth: depth + 1)
        for number in words.indices {
            let list = wordList(view, words[number].atoms, texts[number])
            (words[number].reference, words[number].base) = compileWord(list, depth: depth)
        }
        // `a.com.` mostly goes where `a.com` goes; then it needs no record of its own.
        for number in words.indices where !words[number].isCovered {
            guard let dotted = numbers[texts[number] + [UInt8(ascii: ".")]] else { continue }
            if words[dotted].reference == words[number].reference, words[dotted].base == words[number].base,
                !words[dotted].forgivesDot
            {
                words[number].forgivesDot = true
                words[dotted].isCovered = true
            }
        }
        return writeWordNode(view.field, miss: miss, texts, words)
    }

    /// What remains for each of some hosts, given the candidates that name one of them.
    mutating func compileWords(_ words: Set<[UInt8]>, _ list: [Candidate]) -> [[UInt8]: (Reference, UInt32)] {
        let view = makeView(.host, list)
        var atoms: [[UInt8]: [UInt32]] = [:]
        for use in view.uses {
            guard case .words(let accepted) = store.atoms[Int(use.atom)].test else { continue }
            for text in accepted where words.contains(text) { atoms[text, default: []].append(use.atom) }
        }
        var result: [[UInt8]: (Reference, UInt32)] = [:]
        for text in words {
            let compiled = compileWord(wordList(view, atoms[text] ?? [], text), depth: 0)
            result[text] = (compiled.0, compiled.base)
        }
        return result
    }

    private mutating func wordList(_ view: View, _ atoms: [UInt32], _ text: [UInt8]) -> [Candidate] {
        let field = view.field
        let affected = mark(atoms, view)
        var list = residualList(view, affected: affected) { $0.restrictToMarks($1, field: field) }
        guard field == .host else { return list }
        // The whole host is known: so are its suffix and its regular expressions.
        for position in list.indices where store.firstField(of: list[position].residual) <= .hostRegexp {
            let suffix = text.firstIndex(of: UInt8(ascii: ".")).map { Array(text[$0...]) } ?? []
            let atoms = store.atoms
            list[position].residual = store.restrict(list[position].residual, upTo: .hostSuffix) { atom in
                guard atoms[Int(atom)].field == .hostSuffix, case .words(let words) = atoms[Int(atom)].test else {
                    return nil
                }
                return words.contains(suffix)
            }
            list[position].residual = evaluateRegexps(list[position].residual, field: .hostRegexp, on: text)
        }
        return list
    }

    /// Compiles what remains for one word as a part of its own, with routers numbered from the smallest, so that equal tenants share it.
    mutating func compileWord(_ list: [Candidate], depth: Int) -> (Reference, base: UInt32) {
        let list = list.filter { $0.residual != .never }
        guard let smallest = list.map(\.router).min() else { return (.none, 0) }
        let relative = list.map { Candidate(router: $0.router - smallest, residual: $0.residual) }
        let saved = (remainingBudget, base)
        defer { (remainingBudget, base) = saved }
        remainingBudget = budget(for: list)
        base += smallest
        return (compile(relative, depth: depth + 1), smallest)
    }

    private mutating func writeWordNode(
        _ field: FieldID, miss: Reference, _ texts: [[UInt8]], _ words: [Word]
    ) -> Reference {
        let kept = words.indices.filter { !words[$0].isCovered }
        var slotCount = 4
        while slotCount * 2 < kept.count * 3 { slotCount *= 2 }
        let offset = buffer.count
        buffer.append(NodeKind.words.rawValue | store.fields[Int(field.number)].source.rawValue << 4)
        buffer.append(miss.word)
        buffer.append(UInt32(slotCount - 1))
        buffer.reserve(words: slotCount)
        for number in kept {
            let word = words[number]
            insertWord(
                node: offset, texts[number], reference: word.reference, base: word.base, forgivesDot: word.forgivesDot)
        }
        return Reference(node: offset)
    }

    /// Appends a record and links it into its node's slots. The slots must not be full.
    mutating func insertWord(
        node: Int, _ text: [UInt8], reference: Reference, base: UInt32, forgivesDot: Bool
    ) {
        let record = buffer.count
        buffer.append(UInt32(text.count) | (forgivesDot ? 1 << 31 : 0))
        buffer.append(reference.word)
        buffer.append(base)
        buffer.append(bytes: text)
        let mask = Int(buffer[node + 2])
        let hash = WordHash.hash(text)
        var slot = Int(hash) & mask
        while buffer[node + 3 + slot] != 0 { slot = (slot + 1) & mask }
        buffer[node + 3 + slot] = WordHash.tag(hash) << 24 | UInt32(record - node)
    }
}
