import TurnoutAutomata
import TurnoutSyntax

/// Answers predicates about one request the plain way: by looking, one predicate at a time.
///
/// It shares with the automaton only the request and the simulation of a single regular expression, so that the two can be held
/// against each other.
struct PredicateEvaluator {
    let host: [UInt8]
    let rawHost: [UInt8]
    let path: [UInt8]
    let method: [UInt8]
    let peer: PeerAddress?
    let protocols: [[UInt8]]
    private let headers: [(name: [UInt8], value: [UInt8])]
    private let queryPairs: [(key: [UInt8], value: [UInt8])]
    private var automata: [RegexPattern: PositionAutomaton] = [:]
    private var answers: [RegexQuestion: Bool] = [:]

    private struct RegexQuestion: Hashable {
        var pattern: RegexPattern
        var text: [UInt8]
    }

    init(_ request: borrowing Request) {
        host = request.text(request.host)
        rawHost = request.text(request.rawHost)
        path = request.text(request.path)
        method = request.text(request.method)
        peer = request.peer
        var protocols: [[UInt8]] = []
        for name in request.protocols { protocols.append(request.text(name)) }
        self.protocols = protocols
        var headers: [(name: [UInt8], value: [UInt8])] = []
        for line in request.headers { headers.append((request.text(line.name), request.text(line.value))) }
        self.headers = headers
        var pairs: [(key: [UInt8], value: [UInt8])] = []
        for pair in request.queryPairs { pairs.append((request.text(pair.name), request.text(pair.value))) }
        queryPairs = pairs
    }

    // MARK: Formulas

    mutating func holds(_ formula: Formula) -> Bool {
        switch formula {
        case .constant(let value): return value
        case .predicate(let predicate): return holds(predicate)
        case .not(let inner): return !holds(inner)
        case .all(let parts):
            for part in parts where !holds(part) { return false }
            return true
        case .any(let parts):
            for part in parts where holds(part) { return true }
            return false
        }
    }

    mutating func holds(_ predicate: Predicate) -> Bool {
        switch predicate {
        case .host(let pattern, let wildcard, let forgivesRequestDot):
            return hostFits(pattern, wildcard: wildcard, forgivesRequestDot: forgivesRequestDot)
        case .hostRegexp(let pattern): return matches(pattern, host)
        case .rawHostRegexp(let pattern): return matches(pattern, rawHost)
        case .path(let expected): return path == expected
        case .pathPrefix(let prefix): return path.starts(with: prefix)
        case .pathRegexp(let pattern): return matches(pattern, path)
        case .method(let expected): return method == expected
        case .header(let name, let value): return headerValues(name).contains(value)
        case .headerRegexp(let name, let pattern):
            for value in headerValues(name) where matches(pattern, value) { return true }
            return false
        case .query(let key, let value): return queryValues(key).contains(value)
        case .queryRegexp(let key, let pattern):
            for value in queryValues(key) where matches(pattern, value) { return true }
            return false
        case .firstQuery(let key, let pattern):
            guard let first = queryValues(key).first else { return false }
            return pattern.map { matches($0, first) } ?? true
        case .clientIP(let range): return peer?.isContained(in: range) ?? false
        case .alpn(let name): return protocols.contains(name)
        }
    }

    private func hostFits(_ pattern: [UInt8], wildcard: Bool, forgivesRequestDot: Bool) -> Bool {
        guard !host.isEmpty else { return false }
        let dot = UInt8(ascii: ".")
        var subject = host
        if wildcard, pattern.first == UInt8(ascii: "*") {
            subject = [UInt8(ascii: "*")] + host[(host.firstIndex(of: dot) ?? host.endIndex)...]
        }
        if subject == pattern { return true }
        guard forgivesRequestDot else { return false }
        return (pattern.last == dot && Array(pattern.dropLast()) == subject)
            || (subject.last == dot && Array(subject.dropLast()) == pattern)
    }

    private mutating func matches(_ pattern: RegexPattern, _ text: [UInt8]) -> Bool {
        let question = RegexQuestion(pattern: pattern, text: text)
        if let known = answers[question] { return known }
        let automaton = automata[pattern] ?? PositionAutomaton(pattern)
        automata[pattern] = automaton
        let answer = automaton.matches(text)
        answers[question] = answer
        return answer
    }

    func headerValues(_ name: [UInt8]) -> [[UInt8]] { headers.filter { $0.name == name }.map(\.value) }

    func queryValues(_ key: [UInt8]) -> [[UInt8]] { queryPairs.filter { $0.key == key }.map(\.value) }

    // MARK: Telling

    /// What a predicate looks at, and what the request has there.
    func observation(of predicate: Predicate) -> (subject: MatcherFailure.Subject, found: [[UInt8]]) {
        switch predicate {
        case .host, .hostRegexp: return (.host, host.isEmpty ? [] : [host])
        case .rawHostRegexp: return (.host, rawHost.isEmpty ? [] : [rawHost])
        case .path, .pathPrefix, .pathRegexp: return (.path, [path])
        case .method: return (.method, [method])
        case .header(let name, _), .headerRegexp(let name, _): return (.header(name), headerValues(name))
        case .query(let key, _), .queryRegexp(let key, _): return (.query(key), queryValues(key))
        case .firstQuery(let key, _): return (.query(key), Array(queryValues(key).prefix(1)))
        case .clientIP: return (.clientIP, peer.map { [Array($0.text.utf8)] } ?? [])
        case .alpn: return (.protocols, protocols)
        }
    }

    /// How near the request comes to a predicate that fails: the bytes that agree, from the left in a path and from the right in a
    /// host.
    func closeness(to predicate: Predicate) -> Int {
        switch predicate {
        case .path(let expected), .pathPrefix(let expected):
            return zip(path, expected).prefix { $0 == $1 }.count
        case .host(let pattern, _, _):
            return zip(host.reversed(), pattern.reversed()).prefix { $0 == $1 }.count
        default: return 0
        }
    }
}

extension PeerAddress {
    /// The usual text of the address: dotted decimal, or eight groups of hexadecimal digits with the longest run of zeros left out (RFC 5952).
    var text: String {
        if isIPv4 {
            return [24, 16, 8, 0].map { shift in String(UInt8(truncatingIfNeeded: value >> UInt128(shift))) }.joined(
                separator: ".")
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
        var best = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > max(1, best.count) { best = start..<end }
            start = max(end, start + 1)
        }
        func joined(_ range: Range<Int>) -> String {
            range.map { String(groups[$0], radix: 16) }.joined(separator: ":")
        }
        return best.isEmpty ? joined(0..<8) : joined(0..<best.lowerBound) + "::" + joined(best.upperBound..<8)
    }
}
