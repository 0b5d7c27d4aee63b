import Turnout
import TurnoutAutomata
import TurnoutSyntax

/// What the scans see of a request: its texts in place, nothing copied.
struct RequestView {
    let request: UnsafePointer<Request>
    let arena: UnsafePointer<UInt8>
    let host: Text

    @inline(__always)
    init(_ request: UnsafePointer<Request>, arena: UnsafePointer<UInt8>) {
        self.request = request
        self.arena = arena
        host = Text(start: arena + Int(request.pointee.host.offset), count: Int(request.pointee.host.count))
    }

    @inline(__always)
    func text(_ slice: Request.Slice) -> Text { Text(start: arena + Int(slice.offset), count: Int(slice.count)) }

    /// Calls `body` with the view of a request.
    @inline(__always)
    static func with(_ request: UnsafePointer<Request>, _ body: (RequestView) -> Int) -> Int {
        request.pointee.bytes.withUnsafeBufferPointer { arena in
            guard let base = arena.baseAddress else { return -1 }
            return body(RequestView(request, arena: base))
        }
    }
}

/// Whether a rule (or a part of one) takes the request. Prepared once, as a tree of closures: how Traefik does it, and
/// what most people would write.
typealias Condition = (RequestView) -> Bool

/// Turns formulas into conditions. Equal expressions share their automaton.
struct ConditionBuilder {
    private var matchers: [RegexPattern: RegexMatcher] = [:]

    mutating func condition(_ formula: Formula) -> Condition {
        switch formula {
        case .constant(let value): return { _ in value }
        case .predicate(let predicate): return condition(predicate)
        case .not(let inner):
            let inner = condition(inner)
            return { !inner($0) }
        case .all(let parts):
            let parts = parts.map { condition($0) }
            if parts.count == 2 {
                let (first, second) = (parts[0], parts[1])
                return { first($0) && second($0) }
            }
            return { view in
                for part in parts where !part(view) { return false }
                return true
            }
        case .any(let parts):
            let parts = parts.map { condition($0) }
            if parts.count == 2 {
                let (first, second) = (parts[0], parts[1])
                return { first($0) || second($0) }
            }
            return { view in
                for part in parts where part(view) { return true }
                return false
            }
        }
    }

    private mutating func condition(_ predicate: Predicate) -> Condition {
        switch predicate {
        case .host(let pattern, let isWildcard, let forgivesDot):
            return hostCondition(pattern, isWildcard: isWildcard && pattern.first == UInt8(ascii: "*"), forgivesDot: forgivesDot)
        case .hostRegexp(let pattern):
            let matcher = matcher(pattern)
            return { matcher.matches($0.host) }
        case .rawHostRegexp(let pattern):
            let matcher = matcher(pattern)
            return { matcher.matches($0.text($0.request.pointee.rawHost)) }
        case .path(let path): return { $0.text($0.request.pointee.path).equals(path) }
        case .pathPrefix(let prefix): return { $0.text($0.request.pointee.path).starts(with: prefix) }
        case .pathRegexp(let pattern):
            let matcher = matcher(pattern)
            return { matcher.matches($0.text($0.request.pointee.path)) }
        case .method(let method): return { $0.text($0.request.pointee.method).equals(method) }
        case .header(let name, let value):
            let name = FieldName(name)
            return { view in name.anyValue(of: \.headers, view) { $0.equals(value) } }
        case .headerRegexp(let name, let pattern):
            let (name, matcher) = (FieldName(name), matcher(pattern))
            return { view in name.anyValue(of: \.headers, view) { matcher.matches($0) } }
        case .query(let key, let value):
            let key = FieldName(key)
            return { view in key.anyValue(of: \.queryPairs, view) { $0.equals(value) } }
        case .queryRegexp(let key, let pattern):
            let (key, matcher) = (FieldName(key), matcher(pattern))
            return { view in key.anyValue(of: \.queryPairs, view) { matcher.matches($0) } }
        case .clientIP(let range):
            return { $0.request.pointee.peer?.isContained(in: range) ?? false }
        case .firstQuery, .alpn: fail("no workload has v2 or TCP rules")
        }
    }

    private func hostCondition(_ pattern: [UInt8], isWildcard: Bool, forgivesDot: Bool) -> Condition {
        let dot = UInt8(ascii: ".")
        let wanted = isWildcard ? Array(pattern.dropFirst()) : pattern
        let bare = wanted.last == dot ? Array(wanted.dropLast()) : wanted
        return { view in
            var host = view.host
            if host.count == 0 { return false }
            if isWildcard {
                var index = 0
                while index < host.count, host[index] != dot { index += 1 }
                host = Text(start: host.start + index, count: host.count - index)
            }
            if host.equals(wanted) { return true }
            guard forgivesDot else { return false }
            if host.count > 0, host[host.count - 1] == dot {
                return Text(start: host.start, count: host.count - 1).equals(wanted)
            }
            return bare.count != wanted.count && host.equals(bare)
        }
    }

    private mutating func matcher(_ pattern: RegexPattern) -> RegexMatcher {
        if let known = matchers[pattern] { return known }
        let matcher = RegexMatcher(pattern)
        matchers[pattern] = matcher
        return matcher
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
    func anyValue(of fields: KeyPath<Request, [Request.Field]>, _ view: RequestView, _ test: (Text) -> Bool) -> Bool {
        view.request.pointee[keyPath: fields].withUnsafeBufferPointer { fields in
            for field in fields where field.nameHash == hash && view.text(field.name).equals(bytes) {
                if test(view.text(field.value)) { return true }
            }
            return false
        }
    }
}

extension Text {
    @inline(__always)
    func equals(_ other: [UInt8]) -> Bool { count == other.count && starts(with: other) }

    @inline(__always)
    func starts(with prefix: [UInt8]) -> Bool {
        prefix.withUnsafeBufferPointer { prefix in
            guard prefix.count <= count else { return false }
            guard let base = prefix.baseAddress, prefix.count > 0 else { return true }
            return equals(base, at: 0, length: prefix.count)
        }
    }
}
