import TurnoutSyntax

/// Finds a request for which some expressions hold all together, or shows that there is none.
///
/// Literals that must hold are collected, and of the disjunctions that remain the shortest is taken apart, alternative
/// by alternative (Davis, Logemann, Loveland, A machine program for theorem proving, 1962). The literals of a way
/// through fall apart into the parts of a request, which `FieldSolver` answers one by one; its answers are kept, since
/// the same few questions come up again and again: six rules for each of 800 tenants ask the same of paths.
struct ConstraintSolver {
    enum Answer {
        /// For each part that something is asked of, what it can be.
        case satisfiable([RequestPart: FieldAnswer])
        case unsatisfiable
        case undecided
    }

    private(set) var store: ExpressionStore
    private var fieldSolver: FieldSolver
    private let limits: AnalysisLimits
    private let parts: [RequestPart]
    private let partOfAtom: [Int]

    /// Per atom: 0 open, 1 true, -1 false.
    private var truth: [Int8]
    private var trail: [Literal] = []
    private var literalsOfPart: [[Literal]]
    private var remainingSteps = 0
    private var totalSteps: Int
    /// Per part with one value: the assigned literal that leaves it a single text, or a few variants of one.
    private var exactOfPart: [Literal?]
    private var answers: [Question: FieldAnswer] = [:]

    private struct Question: Hashable {
        var literals: [UInt32]
        var allowsTrailingDot: Bool
    }

    init(_ store: ExpressionStore, kind: RuleKind, limits: AnalysisLimits) {
        self.store = store
        self.limits = limits
        fieldSolver = FieldSolver(store, kind: kind, limits: limits)
        var parts: [RequestPart] = []
        var numbers: [RequestPart: Int] = [:]
        partOfAtom = store.atoms.map { atom in
            let part = RequestPart(store.fields[Int(atom.field.number)])
            if let known = numbers[part] { return known }
            numbers[part] = parts.count
            parts.append(part)
            return parts.count - 1
        }
        self.parts = parts
        totalSteps = limits.totalSteps
        exactOfPart = Array(repeating: nil, count: parts.count)
        truth = Array(repeating: 0, count: store.atoms.count)
        literalsOfPart = Array(repeating: [], count: parts.count)
    }

    mutating func complement(of expression: ExpressionID) -> ExpressionID { store.complement(of: expression) }

    /// Interns a part of a rule whose atoms are known already.
    mutating func lower(_ formula: Formula) -> ExpressionID {
        defer { precondition(store.atoms.count == truth.count, "a part of a rule brings no new atoms") }
        return store.lower(formula)
    }

    /// - Parameter allowsTrailingDot: whether hosts that end with a dot come into question.
    /// - Complexity: exponential in the number of disjunctions at worst; bounded by `AnalysisLimits.steps`.
    mutating func solve(_ expressions: [ExpressionID], allowsTrailingDot: Bool = false) -> Answer {
        fieldSolver.allowsTrailingDot = allowsTrailingDot
        let granted = min(limits.steps, totalSteps)
        remainingSteps = granted
        defer { totalSteps -= granted - max(0, remainingSteps) }
        return search(expressions, depth: 0)
    }

    /// Leaves at most this many construction steps for the automata of what is still to come.
    mutating func limitAutomatonWork(to steps: Int) {
        fieldSolver.remainingWork = min(fieldSolver.remainingWork, steps)
    }

    // MARK: Search

    /// Ways are followed this deep; each level is one disjunction.
    private static var maximumDepth: Int { 200 }
    /// Answers that are kept before all are forgotten.
    private static var maximumAnswers: Int { 100_000 }

    private mutating func search(_ expressions: [ExpressionID], depth: Int) -> Answer {
        guard remainingSteps > 0, depth < Self.maximumDepth else { return .undecided }
        let mark = trail.count
        defer { undo(to: mark) }
        var open = expressions
        guard propagate(&open) else { return .unsatisfiable }
        if contradicts(since: mark) { return .unsatisfiable }
        guard let choice = shortest(open) else { return conclude() }

        var isComplete = true
        let disjunction = open.remove(at: choice)
        for operand in store.operands(of: disjunction) {
            let alternative = ExpressionID(number: operand)
            if value(of: alternative) == false { continue }
            switch search(open + [alternative], depth: depth + 1) {
            case .satisfiable(let found): return .satisfiable(found)
            case .unsatisfiable: continue
            case .undecided: isComplete = false
            }
            if remainingSteps <= 0 { return .undecided }
        }
        return isComplete ? .unsatisfiable : .undecided
    }

    /// Assigns what must hold; leaves the disjunctions that are still open. False if something can't hold.
    private mutating func propagate(_ open: inout [ExpressionID]) -> Bool {
        var isChanging = true
        while isChanging {
            isChanging = false
            var kept: [ExpressionID] = []
            var queue = open
            while let expression = queue.popLast() {
                remainingSteps -= 1
                switch store.kind(of: expression) {
                case .constant: if expression == .never { return false }
                case .literal:
                    let before = trail.count
                    guard assign(store.literal(of: expression)) else { return false }
                    if trail.count > before { isChanging = true }
                case .all:
                    for operand in store.operands(of: expression) { queue.append(ExpressionID(number: operand)) }
                case .any:
                    switch reduce(expression) {
                    case .constant(true): continue
                    case .constant(false): return false
                    case .single(let only): queue.append(only)
                    case .open: kept.append(expression)
                    }
                }
            }
            open = kept
        }
        return true
    }

    private enum Reduction {
        case constant(Bool)
        /// All alternatives but one are false.
        case single(ExpressionID)
        case open
    }

    private mutating func reduce(_ disjunction: ExpressionID) -> Reduction {
        var only: ExpressionID?
        var count = 0
        for operand in store.operands(of: disjunction) {
            let alternative = ExpressionID(number: operand)
            switch value(of: alternative) {
            case true: return .constant(true)
            case false: continue
            default:
                only = alternative
                count += 1
            }
        }
        guard let only else { return .constant(false) }
        return count == 1 ? .single(only) : .open
    }

    /// The value as far as the assigned literals tell.
    private mutating func value(of expression: ExpressionID) -> Bool? {
        remainingSteps -= 1
        switch store.kind(of: expression) {
        case .constant: return expression == .always
        case .literal:
            let literal = store.literal(of: expression)
            let truth = truth[Int(literal.atom)]
            if truth != 0 { return (truth > 0) != literal.isNegated }
            guard let exact = exactOfPart[partOfAtom[Int(literal.atom)]] else { return nil }
            return fieldSolver.value(of: literal, given: exact)
        case .all, .any:
            let absorbing = store.kind(of: expression) == .any
            var isOpen = false
            for operand in store.operands(of: expression) {
                guard let value = value(of: ExpressionID(number: operand)) else {
                    isOpen = true
                    continue
                }
                if value == absorbing { return absorbing }
            }
            return isOpen ? nil : !absorbing
        }
    }

    private func shortest(_ open: [ExpressionID]) -> Int? {
        open.indices.min { store.operands(of: open[$0]).count < store.operands(of: open[$1]).count }
    }

    private mutating func assign(_ literal: Literal) -> Bool {
        let wanted: Int8 = literal.isNegated ? -1 : 1
        let known = truth[Int(literal.atom)]
        if known != 0 { return known == wanted }
        truth[Int(literal.atom)] = wanted
        trail.append(literal)
        let part = partOfAtom[Int(literal.atom)]
        literalsOfPart[part].append(literal)
        if exactOfPart[part] == nil, fieldSolver.isExact(literal) { exactOfPart[part] = literal }
        return true
    }

    private mutating func undo(to mark: Int) {
        while trail.count > mark {
            let literal = trail.removeLast()
            truth[Int(literal.atom)] = 0
            let part = partOfAtom[Int(literal.atom)]
            literalsOfPart[part].removeLast()
            if exactOfPart[part] == literal { exactOfPart[part] = nil }
        }
    }

    // MARK: Parts of the request

    /// Whether a part that was touched has no content any more. Regular expressions wait until all is assigned.
    private mutating func contradicts(since mark: Int) -> Bool {
        var checked: [Int] = []
        for literal in trail[mark...] {
            let part = partOfAtom[Int(literal.atom)]
            if checked.contains(part) { continue }
            checked.append(part)
            if literalsOfPart[part].contains(where: { fieldSolver.isRegexp($0) }) { continue }
            if answer(of: part) == .impossible { return true }
        }
        return false
    }

    private mutating func conclude() -> Answer {
        var found: [RequestPart: FieldAnswer] = [:]
        var isDecided = true
        for part in parts.indices where !literalsOfPart[part].isEmpty {
            switch answer(of: part) {
            case .impossible: return .unsatisfiable
            case .undecided: isDecided = false
            case let answer: found[parts[part]] = answer
            }
        }
        return isDecided ? .satisfiable(found) : .undecided
    }

    private mutating func answer(of part: Int) -> FieldAnswer {
        let codes = literalsOfPart[part].map(\.code).sorted()
        let question = Question(literals: codes, allowsTrailingDot: fieldSolver.allowsTrailingDot)
        if let known = answers[question] { return known }
        remainingSteps -= codes.count * (8 + codes.count)
        let answer = fieldSolver.solve(parts[part].kind, codes.map(Literal.init(code:)))
        if answers.count >= Self.maximumAnswers { answers.removeAll(keepingCapacity: true) }
        answers[question] = answer
        return answer
    }
}
