import Turnout
import TurnoutSyntax

/// A rule as it stands after parsing, evaluated by recursion, with its regular expressions compiled beforehand: the scan
/// that stands for what routers do today.
///
/// It costs about as much a rule as Traefik's own muxer does. `Condition` is the same thing written for speed alone.
indirect enum PredicateTree: PreparedRule {
    case constant(Bool)
    case not(PredicateTree)
    case all([PredicateTree])
    case any([PredicateTree])
    case predicate(Predicate)
    case hostRegexp(RegexMatcher)
    case pathRegexp(RegexMatcher)
    case headerRegexp(name: [UInt8], RegexMatcher)
    case queryRegexp(key: [UInt8], RegexMatcher)

    static func prepare(_ rules: [RankedRule]) -> [PredicateTree] {
        var matchers = RegexMatcher.Cache()
        return rules.map { PredicateTree($0.formula, &matchers) }
    }

    private init(_ formula: Formula, _ matchers: inout RegexMatcher.Cache) {
        switch formula {
        case .constant(let value): self = .constant(value)
        case .not(let inner): self = .not(PredicateTree(inner, &matchers))
        case .all(let parts): self = .all(parts.map { PredicateTree($0, &matchers) })
        case .any(let parts): self = .any(parts.map { PredicateTree($0, &matchers) })
        case .predicate(.hostRegexp(let pattern)): self = .hostRegexp(matchers[pattern])
        case .predicate(.pathRegexp(let pattern)): self = .pathRegexp(matchers[pattern])
        case .predicate(.headerRegexp(let name, let pattern)): self = .headerRegexp(name: name, matchers[pattern])
        case .predicate(.queryRegexp(let key, let pattern)): self = .queryRegexp(key: key, matchers[pattern])
        case .predicate(let predicate): self = .predicate(predicate)
        }
    }

    func holds(_ view: UnsafePointer<RequestView>) -> Bool {
        switch self {
        case .constant(let value): return value
        case .not(let inner): return !inner.holds(view)
        case .all(let parts):
            for part in parts where !part.holds(view) { return false }
            return true
        case .any(let parts):
            for part in parts where part.holds(view) { return true }
            return false
        case .predicate(let predicate): return Self.holds(predicate, view)
        case .hostRegexp(let matcher): return matcher.matches(view.pointee.host)
        case .pathRegexp(let matcher): return matcher.matches(view.pointee.path)
        case .headerRegexp(let name, let matcher):
            return view.pointee.anyValue(of: view.pointee.headers, named: name) { matcher.matches($0) }
        case .queryRegexp(let key, let matcher):
            return view.pointee.anyValue(of: view.pointee.queryPairs, named: key) { matcher.matches($0) }
        }
    }

    private static func holds(_ predicate: Predicate, _ view: UnsafePointer<RequestView>) -> Bool {
        switch predicate {
        case .host(let pattern, let isWildcard, let forgivesDot):
            return hostFits(view.pointee.host, pattern, isWildcard: isWildcard, forgivesDot: forgivesDot)
        case .path(let path): return view.pointee.path.equals(path)
        case .pathPrefix(let prefix): return view.pointee.path.starts(with: prefix)
        case .method(let method): return view.pointee.method.equals(method)
        case .header(let name, let value):
            return view.pointee.anyValue(of: view.pointee.headers, named: name) { $0.equals(value) }
        case .query(let key, let value):
            return view.pointee.anyValue(of: view.pointee.queryPairs, named: key) { $0.equals(value) }
        case .clientIP(let range): return view.pointee.peer?.isContained(in: range) ?? false
        case .hostRegexp, .pathRegexp, .headerRegexp, .queryRegexp: fail("regular expressions are prepared")
        case .rawHostRegexp, .firstQuery, .alpn: fail("no workload has v2 or TCP rules")
        }
    }

    private static func hostFits(_ received: ByteRun, _ pattern: [UInt8], isWildcard: Bool, forgivesDot: Bool) -> Bool {
        let dot = UInt8(ascii: ".")
        var host = received
        if host.count == 0 { return false }
        var wanted = pattern[...]
        if isWildcard, pattern.first == UInt8(ascii: "*") {
            var label = 0
            while label < host.count, host[label] != dot { label += 1 }
            host = ByteRun(start: host.start + label, count: host.count - label)
            wanted = wanted.dropFirst()
        }
        if host.equals(wanted) { return true }
        guard forgivesDot else { return false }
        if host.count > 0, host[host.count - 1] == dot {
            return ByteRun(start: host.start, count: host.count - 1).equals(wanted)
        }
        return wanted.last == dot && host.equals(wanted.dropLast())
    }
}

extension RequestView {
    fileprivate func anyValue(
        of fields: UnsafeBufferPointer<Request.Field>, named name: [UInt8], _ test: (ByteRun) -> Bool
    ) -> Bool {
        for field in fields where text(field.name).equals(name) && test(text(field.value)) { return true }
        return false
    }
}
