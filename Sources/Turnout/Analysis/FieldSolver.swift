import TurnoutAutomata
import TurnoutSyntax

/// A part of a request that is decided by itself: whatever the other parts are, it can be anything.
struct RequestPart: Hashable {
    enum Kind: Hashable {
        /// The canonical host and the raw one.
        case host
        case path
        case method
        case peer
        case protocols
        case header
        case query
    }
    var kind: Kind
    /// Header name or query key; empty otherwise.
    var name: [UInt8]

    init(_ field: Field) {
        name = field.name
        kind =
            switch field.source {
            case .host, .hostSuffix, .rawHost: .host
            case .path: .path
            case .method: .method
            case .peer: .peer
            case .protocols: .protocols
            case .header: .header
            case .query, .firstQuery: .query
            }
    }
}

/// What one part of a request can be for some atoms to be true there and others not.
enum FieldAnswer: Hashable {
    case text([UInt8])
    /// All values, in order.
    case values([[UInt8]])
    case address(PeerAddress)
    case impossible
    case undecided
}

/// Finds contents of one part of a request for which given atoms are true and given atoms are false.
///
/// Exact values are tried, and then all is said. Otherwise some likely texts are tried: nearly always one of them will
/// do. Only where none does the question goes to an automaton that reads the text once for all atoms together
/// (`Determinizer`), and a shortest path to a state with the wanted outcome is a text; if no such state is reached,
/// there is no text.
///
/// A part with several values (a header's lines) needs one value for each atom that must be true, and every value must
/// avoid all atoms that must be false; so the values are found one by one.
struct FieldSolver {
    let atoms: [Atom]
    let fields: [Field]
    let kind: RuleKind
    let limits: AnalysisLimits
    /// Whether hosts may end with a dot.
    var allowsTrailingDot = true
    /// By atom.
    var automata: [UInt32: PositionAutomaton] = [:]
    /// Construction steps that may still be spent on automata.
    var remainingWork: Int

    private lazy var hosts = TextDomain.host(kind, allowsTrailingDot: true)
    private lazy var undottedHosts = TextDomain.host(kind, allowsTrailingDot: false)
    private lazy var bracketedHosts = TextDomain.bracketedHost()
    private lazy var hostsFromBrackets = TextDomain.hostFromBrackets()
    private lazy var paths = TextDomain.path()
    private lazy var methods = TextDomain.method()
    private lazy var headerValues = TextDomain.headerValue()
    private lazy var queryValues = TextDomain.queryValue()
    private lazy var protocolNames = TextDomain.protocolName()

    init(_ store: ExpressionStore, kind: RuleKind, limits: AnalysisLimits) {
        self.kind = kind
        atoms = store.atoms
        fields = store.fields
        self.limits = limits
        remainingWork = limits.totalAutomatonWork
    }

    func source(_ literal: Literal) -> FieldSource { fields[Int(atoms[Int(literal.atom)].field.number)].source }

    func isRegexp(_ literal: Literal) -> Bool {
        if case .matches = atoms[Int(literal.atom)].test { true } else { false }
    }

    /// Whether the literal leaves a part with one value a single text, or a few variants of one.
    func isExact(_ literal: Literal) -> Bool {
        if literal.isNegated { return false }
        let source = source(literal)
        switch atoms[Int(literal.atom)].test {
        case .words: return source == .host
        case .equals: return source == .path || source == .method
        case .startsWith, .matches, .lies: return false
        }
    }

    /// The value of a literal about the same part, as far as it can be read off without an automaton.
    ///
    /// - Parameter exact: a literal that holds and for which `isExact`.
    func value(of literal: Literal, given exact: Literal) -> Bool? {
        let isTrue: Bool
        switch (atoms[Int(exact.atom)].test, atoms[Int(literal.atom)].test) {
        case (.words(let known), .words(let words)) where source(literal) == .host:
            if known.contains(where: { words.contains($0) }) { return nil }
            isTrue = false
        case (.equals(let text), .equals(let other)): isTrue = text == other
        case (.equals(let text), .startsWith(let prefix)): isTrue = text.starts(with: prefix)
        default: return nil
        }
        return isTrue != literal.isNegated
    }

    /// - Parameter literals: about one part of a request, without contradictions.
    mutating func solve(_ kind: RequestPart.Kind, _ literals: [Literal]) -> FieldAnswer {
        switch kind {
        case .host: solveHost(literals)
        case .path: solveText(paths, literals)
        case .method: solveText(methods, literals)
        case .peer: solvePeer(literals)
        case .protocols: solveValues(protocolNames, literals)
        case .header: solveValues(headerValues, literals)
        case .query: solveQuery(literals)
        }
    }

    // MARK: Parts

    /// The raw host is the host but for its brackets around an IPv6 address, and for capitals, which those who read it
    /// ignore.
    private mutating func solveHost(_ literals: [Literal]) -> FieldAnswer {
        let answer = solveText(allowsTrailingDot ? hosts : undottedHosts, literals)
        guard answer == .impossible else { return answer }
        let raw = literals.filter { source($0) == .rawHost }
        if raw.isEmpty || solveText(bracketedHosts, raw) == .impossible { return .impossible }
        let others = literals.filter { source($0) != .rawHost }
        return solveText(hostsFromBrackets, others) == .impossible ? .impossible : .undecided
    }

    private mutating func solveValues(_ domain: TextDomain, _ literals: [Literal]) -> FieldAnswer {
        let excluded = literals.filter(\.isNegated)
        var values: [[UInt8]] = []
        for literal in literals where !literal.isNegated {
            if values.contains(where: { holds(literal, of: $0) }) { continue }
            switch solveText(domain, [literal] + excluded) {
            case .text(let text): values.append(text)
            case .impossible: return .impossible
            default: return .undecided
            }
        }
        return .values(values)
    }

    /// Some atoms ask about the first value of a key only.
    private mutating func solveQuery(_ literals: [Literal]) -> FieldAnswer {
        let others = literals.filter { source($0) == .query }
        let first = literals.filter { source($0) == .firstQuery }
        if first.isEmpty { return solveValues(queryValues, others) }
        if first.allSatisfy(\.isNegated) && others.allSatisfy(\.isNegated) { return .values([]) }
        let head: [UInt8]
        switch solveText(queryValues, first + others.filter(\.isNegated)) {
        case .text(let text): head = text
        case .impossible: return .impossible
        default: return .undecided
        }
        guard case .values(let rest) = solveValues(queryValues, others) else {
            return solveValues(queryValues, others)
        }
        return .values([head] + rest)
    }

    /// The first address past an excluded network, or past the start of the required one, will do if any does.
    private func solvePeer(_ literals: [Literal]) -> FieldAnswer {
        var candidates = [
            PeerAddress(isIPv4: true, value: 0xC000_0201), PeerAddress(isIPv4: true, value: 0x0A00_0001),
            PeerAddress(ipv6: 0x2001_0DB8 << 96 | 1), PeerAddress(isIPv4: true, value: 0),
            PeerAddress(isIPv4: false, value: 0), PeerAddress(isIPv4: false, value: 1 << 48),
        ]
        var hasRequired = false
        for literal in literals {
            guard case .lies(let range) = atoms[Int(literal.atom)].test else { continue }
            let first = range.firstAddress
            if literal.isNegated {
                if let next = range.addressBehind { candidates.append(next) }
            } else {
                hasRequired = true
                candidates.append(PeerAddress(isIPv4: first.isIPv4, value: first.value | 1))
                candidates.append(first)
            }
        }
        for candidate in candidates {
            // What looks like an IPv6 address that maps an IPv4 one is that one.
            if !candidate.isIPv4 && candidate.value >> 32 == 0xFFFF { continue }
            let fits = literals.allSatisfy { literal in
                guard case .lies(let range) = atoms[Int(literal.atom)].test else { return false }
                return candidate.isContained(in: range) != literal.isNegated
            }
            if fits { return .address(candidate) }
        }
        // A connection whose address is not known lies in no network.
        return hasRequired ? .impossible : .undecided
    }
}

extension AddressRange {
    var firstAddress: PeerAddress {
        PeerAddress(isIPv4: network.count == 4, value: network.reduce(0) { $0 << 8 | UInt128($1) })
    }

    /// The address behind the last one of the range; `nil` at the end of all addresses.
    var addressBehind: PeerAddress? {
        let width = network.count * 8
        let size = UInt128(1) << UInt128(width - prefixLength)
        if prefixLength == 0 { return nil }
        let (next, overflow) = firstAddress.value.addingReportingOverflow(size)
        if overflow || (width == 32 && next > 0xFFFF_FFFF) { return nil }
        return PeerAddress(isIPv4: network.count == 4, value: next)
    }
}
