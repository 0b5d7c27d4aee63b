import Turnout
import TurnoutSyntax

/// What the scans see of a request: its texts in place, nothing copied and no reference counted.
struct RequestView {
    let arena: UnsafePointer<UInt8>
    let host: ByteRun
    let rawHost: ByteRun
    let path: ByteRun
    let method: ByteRun
    let headers: UnsafeBufferPointer<Request.Field>
    let queryPairs: UnsafeBufferPointer<Request.Field>
    let peer: PeerAddress?

    @inline(__always)
    func text(_ slice: Request.Slice) -> ByteRun { ByteRun(start: arena + Int(slice.offset), count: Int(slice.count)) }

    /// Calls `body` with the view of a request.
    @inline(__always)
    static func with(_ request: borrowing Request, _ body: (UnsafePointer<RequestView>) -> Int) -> Int {
        request.bytes.withUnsafeBufferPointer { arena in
            request.headers.withUnsafeBufferPointer { headers in
                request.queryPairs.withUnsafeBufferPointer { queryPairs in
                    guard let base = arena.baseAddress else { return -1 }
                    func text(_ slice: Request.Slice) -> ByteRun {
                        ByteRun(start: base + Int(slice.offset), count: Int(slice.count))
                    }
                    let view = RequestView(
                        arena: base, host: text(request.host), rawHost: text(request.rawHost),
                        path: text(request.path), method: text(request.method), headers: headers,
                        queryPairs: queryPairs, peer: request.peer)
                    return withUnsafePointer(to: view, body)
                }
            }
        }
    }
}

/// Whether a rule (or a part of one) takes the request, prepared once as a tree of closures and written for speed alone:
/// what a scan can come to at best (`--lean-scans`). (A closure that is a member of a struct is called directly; as an
/// element of an array it would be wrapped for generic code.)
struct Condition: PreparedRule {
    private let test: (UnsafePointer<RequestView>) -> Bool

    init(_ test: @escaping (UnsafePointer<RequestView>) -> Bool) { self.test = test }

    static func prepare(_ rules: [RankedRule]) -> [Condition] {
        var builder = ConditionBuilder()
        return rules.map { builder.condition($0.formula) }
    }

    func holds(_ view: UnsafePointer<RequestView>) -> Bool { test(view) }
}

/// Turns formulas into conditions. Equal expressions share their automaton.
private struct ConditionBuilder {
    private var matchers = RegexMatcher.Cache()

    mutating func condition(_ formula: Formula) -> Condition {
        switch formula {
        case .constant(let value): return Condition { _ in value }
        case .predicate(let predicate): return condition(predicate)
        case .not(let inner):
            let inner = condition(inner)
            return Condition { !inner.holds($0) }
        case .all(let parts):
            let parts = parts.map { condition($0) }
            if parts.count == 2 {
                let (first, second) = (parts[0], parts[1])
                return Condition { first.holds($0) && second.holds($0) }
            }
            return Condition { view in
                for part in parts where !part.holds(view) { return false }
                return true
            }
        case .any(let parts):
            let parts = parts.map { condition($0) }
            if parts.count == 2 {
                let (first, second) = (parts[0], parts[1])
                return Condition { first.holds($0) || second.holds($0) }
            }
            return Condition { view in
                for part in parts where part.holds(view) { return true }
                return false
            }
        }
    }

    private mutating func condition(_ predicate: Predicate) -> Condition {
        switch predicate {
        case .host(let pattern, let isWildcard, let forgivesDot):
            return hostCondition(
                pattern, isWildcard: isWildcard && pattern.first == UInt8(ascii: "*"), forgivesDot: forgivesDot)
        case .hostRegexp(let pattern):
            let matcher = matchers[pattern]
            return Condition { matcher.matches($0.pointee.host) }
        case .rawHostRegexp(let pattern):
            let matcher = matchers[pattern]
            return Condition { matcher.matches($0.pointee.rawHost) }
        case .path(let path): return Condition { $0.pointee.path.equals(path) }
        case .pathPrefix(let prefix): return Condition { $0.pointee.path.starts(with: prefix) }
        case .pathRegexp(let pattern):
            let matcher = matchers[pattern]
            return Condition { matcher.matches($0.pointee.path) }
        case .method(let method): return Condition { $0.pointee.method.equals(method) }
        case .header(let name, let value):
            let name = FieldName(name)
            return Condition { view in name.anyValue(of: view.pointee.headers, view) { $0.equals(value) } }
        case .headerRegexp(let name, let pattern):
            let (name, matcher) = (FieldName(name), matchers[pattern])
            return Condition { view in name.anyValue(of: view.pointee.headers, view) { matcher.matches($0) } }
        case .query(let key, let value):
            let key = FieldName(key)
            return Condition { view in key.anyValue(of: view.pointee.queryPairs, view) { $0.equals(value) } }
        case .queryRegexp(let key, let pattern):
            let (key, matcher) = (FieldName(key), matchers[pattern])
            return Condition { view in key.anyValue(of: view.pointee.queryPairs, view) { matcher.matches($0) } }
        case .clientIP(let range):
            return Condition { $0.pointee.peer?.isContained(in: range) ?? false }
        case .firstQuery, .alpn: fail("no workload has v2 or TCP rules")
        }
    }

    private func hostCondition(_ pattern: [UInt8], isWildcard: Bool, forgivesDot: Bool) -> Condition {
        let dot = UInt8(ascii: ".")
        let wanted = isWildcard ? Array(pattern.dropFirst()) : pattern
        let bare = wanted.last == dot ? Array(wanted.dropLast()) : wanted
        return Condition { view in
            var host = view.pointee.host
            if host.count == 0 { return false }
            if isWildcard {
                var index = 0
                while index < host.count, host[index] != dot { index += 1 }
                host = ByteRun(start: host.start + index, count: host.count - index)
            }
            if host.equals(wanted) { return true }
            guard forgivesDot else { return false }
            if host.count > 0, host[host.count - 1] == dot {
                return ByteRun(start: host.start, count: host.count - 1).equals(wanted)
            }
            return bare.count != wanted.count && host.equals(bare)
        }
    }
}

/// A header name or query key, found by its hash first.
private struct FieldName {
    let bytes: [UInt8]
    let hash: UInt32

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        hash = Request.nameHash(bytes)
    }

    @inline(__always)
    func anyValue(
        of fields: UnsafeBufferPointer<Request.Field>, _ view: UnsafePointer<RequestView>, _ test: (ByteRun) -> Bool
    ) -> Bool {
        for field in fields where field.nameHash == hash && view.pointee.text(field.name).equals(bytes) {
            if test(view.pointee.text(field.value)) { return true }
        }
        return false
    }
}
