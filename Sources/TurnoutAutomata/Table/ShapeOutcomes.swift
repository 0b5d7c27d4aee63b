/// The outcomes that a byte automaton can yield, as sets of true atoms.
///
/// An outcome is its parent's atoms and some more, so that the prefixes along a path are not written down
/// again at every depth. Outcome 0 has none.
package struct ShapeOutcomes: Sendable {
    package private(set) var parents: [Int32] = [-1]
    package private(set) var added: [[UInt32]] = [[]]

    package init() {}

    /// One flat outcome for each list; the first list must be empty.
    package init(_ lists: [[UInt32]]) {
        precondition(lists.first?.isEmpty == true, "outcome 0 is none")
        parents = Array(repeating: -1, count: lists.count)
        added = lists
    }

    package var count: Int { added.count }

    package mutating func append(parent: Int, adding atoms: [UInt32]) -> Int {
        parents.append(Int32(parent))
        added.append(atoms)
        return added.count - 1
    }

    /// The true atoms, in no particular order.
    package func atoms(of outcome: Int) -> [UInt32] {
        var result = added[outcome]
        var parent = parents[outcome]
        while parent >= 0 {
            result.append(contentsOf: added[Int(parent)])
            parent = parents[Int(parent)]
        }
        return result
    }

    /// The same outcomes with atom *i* called `names[i]`.
    package func renamed(_ names: [UInt32]) -> ShapeOutcomes {
        var result = self
        for outcome in result.added.indices {
            for index in result.added[outcome].indices {
                result.added[outcome][index] = names[Int(result.added[outcome][index])]
            }
        }
        return result
    }
}
