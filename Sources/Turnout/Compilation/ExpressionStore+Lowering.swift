import TurnoutSyntax

extension ExpressionStore {
    /// Interns a formula; negation moves down to the atoms.
    mutating func lower(_ formula: Formula, isNegated: Bool = false) -> ExpressionID {
        switch formula {
        case .constant(let value):
            return value != isNegated ? .always : .never
        case .not(let inner):
            return lower(inner, isNegated: !isNegated)
        case .all(let parts):
            let lowered = parts.map { lower($0, isNegated: isNegated) }
            return isNegated ? any(lowered) : all(lowered)
        case .any(let parts):
            let lowered = parts.map { lower($0, isNegated: isNegated) }
            return isNegated ? all(lowered) : any(lowered)
        case .predicate(let predicate):
            guard let atom = atom(for: predicate) else { return isNegated ? .always : .never }
            return literal(Literal(atom: atom, isNegated: isNegated))
        }
    }

    /// `nil` for a predicate that nothing satisfies.
    private mutating func atom(for predicate: Predicate) -> UInt32? {
        switch predicate {
        case .host(let pattern, let wildcard, let forgivesRequestDot):
            let isWildcard = wildcard && pattern.first == UInt8(ascii: "*")
            let text = isWildcard ? Array(pattern.dropFirst()) : pattern
            return atom(
                isWildcard ? .hostSuffix : .host,
                .words(Self.words(for: text, isSuffix: isWildcard, forgivesDots: forgivesRequestDot)))
        case .hostRegexp(let pattern): return atom(.hostRegexp, .matches(pattern))
        case .rawHostRegexp(let pattern): return atom(.rawHostRegexp, .matches(pattern))
        case .path(let path): return atom(.path, .equals(path))
        case .pathPrefix(let prefix): return atom(.path, .startsWith(prefix))
        case .pathRegexp(let pattern): return atom(.pathRegexp, .matches(pattern))
        case .method(let method): return atom(.method, .equals(method))
        case .clientIP(let range): return atom(.peer, .lies(range))
        case .alpn(let name): return atom(.protocols, .equals(name))
        case .header(let name, let value):
            return atom(field(Field(source: .header, name: name, isRegexp: false)), .equals(value))
        case .headerRegexp(let name, let pattern):
            return atom(field(Field(source: .header, name: name, isRegexp: true)), .matches(pattern))
        case .query(let key, let value):
            return atom(field(Field(source: .query, name: key, isRegexp: false)), .equals(value))
        case .queryRegexp(let key, let pattern):
            return atom(field(Field(source: .query, name: key, isRegexp: true)), .matches(pattern))
        case .firstQuery(let key, let pattern):
            if let pattern {
                return atom(field(Field(source: .firstQuery, name: key, isRegexp: true)), .matches(pattern))
            }
            return atom(field(Field(source: .firstQuery, name: key, isRegexp: false)), .startsWith([]))
        }
    }

    /// The texts that a host pattern takes: itself, and over HTTP itself with one trailing dot more or less. Never the empty text
    /// for a whole host, which stands for an absent one; a pattern has at least one character.
    static func words(for pattern: [UInt8], isSuffix: Bool, forgivesDots: Bool) -> [[UInt8]] {
        guard forgivesDots else { return [pattern] }
        let dot = UInt8(ascii: ".")
        var words = [pattern, pattern + [dot]]
        if pattern.last == dot, isSuffix || pattern.count > 1 { words.append(Array(pattern.dropLast())) }
        return words
    }
}
