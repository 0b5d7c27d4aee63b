/// The matchers of HTTP rules in v3 syntax.
extension CallMeaning {
    mutating func httpFormula(_ arguments: [StringArgument]) -> Formula? {
        let first = arguments[0]
        switch matcher {
        case .clientIP: return addressRange(first)
        case .method: return .predicate(.method(upperCasedMethod(first.value)))
        case .host:
            requireASCII(first)
            return hostFormula(first.value, allowsWildcard: true, forgivesRequestDot: true)
        case .hostRegexp:
            requireASCII(first)
            guard let pattern = regex(first.value, of: first) else { return nil }
            // Traefik searches the flattened host as well, which is empty unless flattening is switched on.
            return pattern.root.matchesEmptyText ? .constant(true) : .predicate(.hostRegexp(pattern))
        case .path:
            requireLeadingSlash(first)
            return .predicate(.path(first.value))
        case .pathPrefix:
            requireLeadingSlash(first)
            return .predicate(.pathPrefix(first.value))
        case .pathRegexp:
            return regex(first.value, of: first).map { .predicate(.pathRegexp($0)) }
        case .header:
            guard let name = HeaderName(matching: first.value) else { return .constant(false) }
            return .predicate(.header(name: name.bytes, value: arguments[1].value))
        case .headerRegexp:
            guard let pattern = regex(arguments[1].value, of: arguments[1]) else { return nil }
            guard let name = HeaderName(matching: first.value) else { return .constant(false) }
            return .predicate(.headerRegexp(name: name.bytes, pattern))
        case .query, .queryRegexp:
            guard arguments.count == 2 else { return .predicate(.query(key: first.value, value: [])) }
            if matcher == .query { return .predicate(.query(key: first.value, value: arguments[1].value)) }
            return regex(arguments[1].value, of: arguments[1]).map { .predicate(.queryRegexp(key: first.value, $0)) }
        case .hostHeader, .headers, .headersRegexp, .hostSNI, .hostSNIRegexp, .alpn:
            return nil  // not in this language; the caller looked the name up
        }
    }

    func hostFormula(_ value: [UInt8], allowsWildcard: Bool, forgivesRequestDot: Bool) -> Formula {
        let pattern = ASCII.lowercased(value)
        let star = UInt8(ascii: "*")
        if allowsWildcard, pattern == [star] { return .constant(true) }
        let wildcard = allowsWildcard && pattern.first == star
        return .predicate(.host(pattern: pattern, wildcard: wildcard, forgivesRequestDot: forgivesRequestDot))
    }
}
