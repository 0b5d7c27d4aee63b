import TurnoutAutomata
import TurnoutSyntax

/// What one outcome of a shape changes in a list, up to the first candidate that it makes certain: those behind it are lost
/// whatever is true of them.
struct OutcomeReach {
    /// The true atoms that a candidate within reach mentions.
    var atoms: [UInt32] = []
    /// The positions of the candidates within reach that mention one, ascending.
    var affected: [Int32] = []
    /// The first position that is certain; `Int32.max` when none is known to be.
    var certain = Int32.max
}

extension TableCompiler {
    /// A list as one field sees it.
    struct View {
        var field: FieldID
        var list: [Candidate]
        /// The atoms of the field, in the order of their first use.
        var uses: [AtomUse] = []
        /// Per atom its index in `uses`.
        var index: [UInt32: Int] = [:]
        /// What remains of each candidate when every atom of the field is false.
        var base: [ExpressionID] = []
        /// The positions of the candidates whose base is not "never".
        var alive: [Int32] = []

        /// How many candidates an outcome takes over from the base, at the most.
        func carried() -> Int {
            (alive.firstIndex { base[Int($0)] == .always } ?? alive.count - 1) + 1
        }
    }

    mutating func makeView(_ field: FieldID, _ list: [Candidate]) -> View {
        var view = View(field: field, list: list)
        let fields = store.atomFields
        view.base.reserveCapacity(list.count)
        for (position, candidate) in list.enumerated() {
            let residual = candidate.residual
            guard store.firstField(of: residual) <= field else {
                view.base.append(residual)
                view.alive.append(Int32(position))
                continue
            }
            // The positive literals at the top decide the candidate on their own.
            let literals = decidingLiterals(of: residual)
            store.forEachLiteral(of: residual, upTo: field) { literal in
                guard fields[Int(literal.atom)] == field else { return }
                let decides: Int32 = literals.contains(literal.code) ? Int32(position) : .max
                if let known = view.index[literal.atom] {
                    if view.uses[known].candidates.last != Int32(position) {
                        view.uses[known].candidates.append(Int32(position))
                    }
                    view.uses[known].decides = min(view.uses[known].decides, decides)
                } else {
                    view.index[literal.atom] = view.uses.count
                    view.uses.append(
                        AtomUse(atom: literal.atom, candidates: [Int32(position)], decides: decides))
                }
            }
            let base = store.restrict(residual, upTo: field) { fields[Int($0)] == field ? false : nil }
            view.base.append(base)
            if base != .never { view.alive.append(Int32(position)) }
        }
        return view
    }

    private func decidingLiterals(of expression: ExpressionID) -> [UInt32] {
        switch store.kind(of: expression) {
        case .literal:
            let literal = store.literal(of: expression)
            return literal.isNegated ? [] : [literal.code]
        case .any:
            return store.operands(of: expression).compactMap { operand in
                let part = ExpressionID(number: operand)
                guard store.kind(of: part) == .literal else { return nil }
                let literal = store.literal(of: part)
                return literal.isNegated ? nil : literal.code
            }
        case .constant, .all:
            return []
        }
    }

    /// The reach of each outcome, and what writing a node for them would carry along, in candidates: the price that the budgets
    /// are about.
    ///
    /// Along nested prefixes an outcome has the atoms of all before it, but the longest is usually certain: then its reach is one
    /// candidate, and a thousand prefixes cost a thousand steps, not half a million.
    ///
    /// - Parameter enough: Where counting may stop; the reaches are then not complete.
    func reaches(of outcomes: ShapeOutcomes, _ view: View, enough: Int) -> ([OutcomeReach], cost: Int) {
        let carried = view.carried()
        var reaches: [OutcomeReach] = []
        reaches.reserveCapacity(outcomes.count)
        var cost = 0
        for outcome in 0..<outcomes.count where cost <= enough {
            let parent = Int(outcomes.parents[outcome])
            let inherited = parent >= 0 ? reaches[parent] : OutcomeReach()
            let uses = outcomes.added[outcome].compactMap { atom in view.index[atom].map { view.uses[$0] } }
            var reach = OutcomeReach()
            reach.certain = uses.reduce(inherited.certain) { min($0, $1.decides) }
            reach.atoms = inherited.atoms.filter { atom in
                view.index[atom].map { view.uses[$0].candidates[0] <= reach.certain } ?? false
            }
            reach.affected = inherited.affected.filter { $0 <= reach.certain }
            let known = reach.affected.count
            for use in uses where use.candidates[0] <= reach.certain {
                reach.atoms.append(use.atom)
                for position in use.candidates where position <= reach.certain { reach.affected.append(position) }
            }
            if uses.count > 1 || known > 0 { Self.sortUniquely(&reach.affected) }
            cost += reach.affected.count + min(carried, view.aliveCount(upTo: reach.certain))
            reaches.append(reach)
        }
        return (reaches, cost)
    }

    static func sortUniquely(_ positions: inout [Int32]) {
        positions.sort()
        var kept = 0
        for position in positions where kept == 0 || positions[kept - 1] != position {
            positions[kept] = position
            kept += 1
        }
        positions.removeLast(positions.count - kept)
    }
}

extension TableCompiler.View {
    /// How many of the candidates up to a position are there whatever the field holds.
    fileprivate func aliveCount(upTo position: Int32) -> Int {
        var low = 0
        var high = alive.count
        while low < high {
            let middle = (low + high) / 2
            if alive[middle] <= position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
