import TurnoutAutomata
import TurnoutSyntax

extension TableCompiler {
    /// The last resort: the candidates and what remains of each, to be tried in order of rank.
    ///
    /// - Parameter budget: the one that ended here; `nil` for requests whose repeated headers or query keys disagree, and
    ///   nothing is reported then.
    mutating func writeList(_ list: [Candidate], past budget: CompilationBudget?) -> Reference {
        let entries = list.map { ($0.router, program(for: $0.residual)) }
        let offset = buffer.count
        buffer.append(NodeKind.list.rawValue | UInt32(entries.count) << 4 | (budget == nil ? 0 : 1 << 31))
        if let budget { budgetEnds[offset] = BudgetEnd(budget: budget, routers: []) }
        for (router, program) in entries {
            buffer.append(router)
            buffer.append(UInt32(program))
        }
        return Reference(node: offset)
    }

    private mutating func program(for expression: ExpressionID) -> Int {
        if let known = programs[expression.number] { return known }
        let offset: Int
        switch store.kind(of: expression) {
        case .constant:
            offset = buffer.count
            buffer.append(expression == .always ? 1 << 2 : 0)
        case .literal:
            let literal = store.literal(of: expression)
            let record = atomRecord(literal.atom)
            offset = buffer.count
            buffer.append(1 | (literal.isNegated ? 1 << 2 : 0))
            buffer.append(UInt32(record))
        case .all, .any:
            let parts = store.operands(of: expression).map { program(for: ExpressionID(number: $0)) }
            offset = buffer.count
            buffer.append((store.kind(of: expression) == .all ? 2 : 3) | UInt32(parts.count) << 2)
            buffer.append(contentsOf: parts.map { UInt32($0) })
        }
        programs[expression.number] = offset
        return offset
    }

    private mutating func atomRecord(_ number: UInt32) -> Int {
        if let known = atomRecords[number] { return known }
        let atom = store.atoms[Int(number)]
        let source = store.fields[Int(atom.field.number)].source
        let name = source.isNamed ? nameOffset(of: atom.field) : 0
        func header(_ kind: AtomKind) -> [UInt32] { [kind.rawValue | source.rawValue << 3, UInt32(name)] }
        let offset: Int
        switch atom.test {
        case .words(let words):
            offset = buffer.count
            buffer.append(contentsOf: header(.words) + [UInt32(words.count)])
            for word in words {
                buffer.append(UInt32(word.count))
                buffer.append(bytes: word)
            }
        case .equals(let bytes):
            offset = buffer.count
            buffer.append(contentsOf: header(.equals) + [UInt32(bytes.count)])
            buffer.append(bytes: bytes)
        case .startsWith(let bytes):
            offset = buffer.count
            buffer.append(contentsOf: header(.startsWith) + [UInt32(bytes.count)])
            buffer.append(bytes: bytes)
        case .matches:
            let shape = singleShape(AtomUse(atom: number, candidates: [0], decides: .max))
            offset = buffer.count
            buffer.append(contentsOf: header(shape.kind == .dfa ? .dfa : .nfa) + [UInt32(shape.offset)])
        case .lies(let range):
            offset = buffer.count
            let value = range.network.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            buffer.append(contentsOf: header(.lies) + [range.network.count == 4 ? 1 : 0, UInt32(range.prefixLength)])
            for shift in [96, 64, 32, 0] as [UInt128] { buffer.append(UInt32(truncatingIfNeeded: value >> shift)) }
        }
        atomRecords[number] = offset
        return offset
    }

    /// The descriptor of a header or query key: hash, length, bytes.
    mutating func nameOffset(of field: FieldID) -> Int {
        if let known = nameOffsets[field] { return known }
        let name = store.fields[Int(field.number)].name
        let offset = buffer.count
        buffer.append(Request.nameHash(name))
        buffer.append(UInt32(name.count))
        buffer.append(bytes: name)
        nameOffsets[field] = offset
        return offset
    }
}
