import TurnoutAutomata
import TurnoutSyntax

/// A hash-consed boolean expression in negation normal form; equal expressions have equal numbers.
struct ExpressionID: Hashable, Sendable {
    let number: UInt32
    static let never = ExpressionID(number: 0)
    static let always = ExpressionID(number: 1)
}

/// A possibly negated atom as a number: the atom's number twice, plus one when negated.
struct Literal: Hashable, Sendable {
    let code: UInt32
    init(code: UInt32) { self.code = code }
    init(atom: UInt32, isNegated: Bool) { code = atom << 1 | (isNegated ? 1 : 0) }
    var atom: UInt32 { code >> 1 }
    var isNegated: Bool { code & 1 != 0 }
}

/// Interned fields, atoms and expressions: what rules become before they are compiled.
///
/// Numbers are stable: the store only grows, and the next build of a table goes on with the store of the previous one, so that an unchanged rule
/// is the same number in both. Everything is held in flat arrays, so carrying the store over is a few block copies.
struct ExpressionStore: Sendable {
    enum Kind: UInt8, Sendable { case constant, literal, all, any }

    private(set) var fields: [Field] = []
    private var fieldNumbers: [Field: FieldID] = [:]
    private(set) var atoms: [Atom] = []
    /// `atoms[i].field`, close together.
    private(set) var atomFields: [FieldID] = []
    private var atomNumbers: [Atom: UInt32] = [:]

    private var kinds: [Kind] = [.constant, .constant]
    /// Literal: its code. All, any: where the operands lie in `operands`.
    private var starts: [UInt32] = [0, 0]
    private var counts: [UInt32] = [0, 0]
    private var firstFields: [FieldID] = [FieldID(number: .max), FieldID(number: .max)]
    private var operands: [UInt32] = []
    private var index = HashIndex()

    init() {
        let fixed: [(FieldSource, Bool)] = [
            (.host, false), (.hostSuffix, false), (.host, true), (.rawHost, true), (.path, false), (.path, true),
            (.method, false), (.peer, false), (.protocols, false),
        ]
        fields = fixed.map { Field(source: $0, name: [], isRegexp: $1) }
    }

    var expressionCount: Int { kinds.count }

    /// The first field that the expression depends on; the largest number for a constant.
    @inline(__always)
    func firstField(of expression: ExpressionID) -> FieldID { firstFields[Int(expression.number)] }

    func kind(of expression: ExpressionID) -> Kind { kinds[Int(expression.number)] }

    func literal(of expression: ExpressionID) -> Literal { Literal(code: starts[Int(expression.number)]) }

    func operands(of expression: ExpressionID) -> ArraySlice<UInt32> {
        let start = Int(starts[Int(expression.number)])
        return operands[start..<start + Int(counts[Int(expression.number)])]
    }

    /// The atom with this number lies in this field.
    @inline(__always)
    func field(ofAtom atom: UInt32) -> FieldID { atomFields[Int(atom)] }

    // MARK: Interning

    mutating func field(_ field: Field) -> FieldID {
        if let known = fieldNumbers[field] { return known }
        let number = FieldID(number: UInt32(fields.count))
        fields.append(field)
        fieldNumbers[field] = number
        return number
    }

    mutating func atom(_ field: FieldID, _ test: Atom.Test) -> UInt32 {
        let atom = Atom(field: field, test: test)
        if let known = atomNumbers[atom] { return known }
        let number = UInt32(atoms.count)
        atoms.append(atom)
        atomFields.append(field)
        atomNumbers[atom] = number
        return number
    }

    mutating func literal(_ literal: Literal) -> ExpressionID {
        let hash = UInt64(literal.code) &* 0x9E37_79B9 ^ 0x51
        let (slot, found) = index.find(hash) { kinds[$0] == .literal && starts[$0] == literal.code }
        if let found { return ExpressionID(number: UInt32(found)) }
        return append(
            .literal, start: literal.code, count: 0, first: field(ofAtom: literal.atom), hash: hash, slot: slot)
    }

    /// The conjunction or disjunction of expressions that are not constant; consumes `parts`.
    private mutating func combine(_ kind: Kind, _ parts: inout [UInt32]) -> ExpressionID {
        parts.sort()
        var kept = 0
        for part in parts where kept == 0 || parts[kept - 1] != part {
            parts[kept] = part
            kept += 1
        }
        parts.removeLast(parts.count - kept)
        if parts.count == 1 { return ExpressionID(number: parts[0]) }
        // a && !a is never, a || !a always.
        for (position, part) in parts.enumerated() where kinds[Int(part)] == .literal {
            let code = starts[Int(part)]
            for other in parts[(position + 1)...] where kinds[Int(other)] == .literal && starts[Int(other)] == code ^ 1
            {
                return kind == .all ? .never : .always
            }
            if parts.count > 64 { break }
        }
        var hash = UInt64(kind.rawValue) &+ 0x1000_0000_01B3
        for part in parts { hash = (hash ^ UInt64(part)) &* 0x0000_0100_0000_01B3 }
        let wanted = parts
        let (slot, found) = index.find(hash) { candidate in
            guard kinds[candidate] == kind, counts[candidate] == UInt32(wanted.count) else { return false }
            let start = Int(starts[candidate])
            for offset in wanted.indices where operands[start + offset] != wanted[offset] { return false }
            return true
        }
        if let found { return ExpressionID(number: UInt32(found)) }
        let start = UInt32(operands.count)
        var first = FieldID(number: .max)
        for part in parts { first = min(first, firstFields[Int(part)]) }
        operands.append(contentsOf: parts)
        return append(kind, start: start, count: UInt32(parts.count), first: first, hash: hash, slot: slot)
    }

    private mutating func append(
        _ kind: Kind, start: UInt32, count: UInt32, first: FieldID, hash: UInt64, slot: Int
    ) -> ExpressionID {
        let number = kinds.count
        kinds.append(kind)
        starts.append(start)
        counts.append(count)
        firstFields.append(first)
        index.insert(hash, number, at: slot)
        return ExpressionID(number: UInt32(number))
    }

    mutating func all(_ parts: [ExpressionID]) -> ExpressionID { join(.all, parts) }
    mutating func any(_ parts: [ExpressionID]) -> ExpressionID { join(.any, parts) }

    private mutating func join(_ kind: Kind, _ parts: [ExpressionID]) -> ExpressionID {
        let absorbing: ExpressionID = kind == .all ? .never : .always
        let neutral: ExpressionID = kind == .all ? .always : .never
        var kept: [UInt32] = []
        kept.reserveCapacity(parts.count)
        for part in parts {
            if part == absorbing { return absorbing }
            if part == neutral { continue }
            if kinds[Int(part.number)] == kind {
                kept.append(contentsOf: operands(of: part))
            } else {
                kept.append(part.number)
            }
        }
        if kept.isEmpty { return neutral }
        return combine(kind, &kept)
    }

    // MARK: Partial evaluation

    /// The expression once `truth` has answered some of its atoms; `nil` leaves an atom open.
    ///
    /// - Complexity: O(size of the part of the expression that mentions `lastField` or an earlier field).
    mutating func restrict(
        _ expression: ExpressionID, upTo lastField: FieldID, _ truth: (UInt32) -> Bool?
    ) -> ExpressionID {
        if firstField(of: expression) > lastField { return expression }
        switch kind(of: expression) {
        case .constant:
            return expression
        case .literal:
            let literal = literal(of: expression)
            guard let value = truth(literal.atom) else { return expression }
            return value != literal.isNegated ? .always : .never
        case .all, .any:
            let kind = kind(of: expression)
            let absorbing: ExpressionID = kind == .all ? .never : .always
            let neutral: ExpressionID = kind == .all ? .always : .never
            let range = operands(of: expression).indices
            var kept: [UInt32] = []
            for position in range {
                let part = restrict(ExpressionID(number: operands[position]), upTo: lastField, truth)
                if part == absorbing { return absorbing }
                if part == neutral { continue }
                if kinds[Int(part.number)] == kind {
                    kept.append(contentsOf: operands(of: part))
                } else {
                    kept.append(part.number)
                }
            }
            if kept.isEmpty { return neutral }
            return combine(kind, &kept)
        }
    }

    /// Calls `body` for each literal, in no particular order, repetitions included.
    func forEachLiteral(of expression: ExpressionID, upTo lastField: FieldID, _ body: (Literal) -> Void) {
        if firstField(of: expression) > lastField { return }
        switch kind(of: expression) {
        case .constant: return
        case .literal: body(literal(of: expression))
        case .all, .any:
            for operand in operands(of: expression) {
                forEachLiteral(of: ExpressionID(number: operand), upTo: lastField, body)
            }
        }
    }
}
