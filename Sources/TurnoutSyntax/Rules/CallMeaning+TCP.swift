/// The matchers of TCP rules, v3 and v2 syntax.
extension CallMeaning {
    mutating func tcpFormula(_ arguments: [StringArgument]) -> Formula? {
        let first = arguments[0]
        switch matcher {
        case .hostSNI:
            if first.value == [UInt8(ascii: "*")] { return .constant(true) }
            guard requireHostname(first, allowsWildcard: true) else { return nil }
            var value = first.value
            if value.last == UInt8(ascii: ".") { value.removeLast() }
            return value.isEmpty
                ? .constant(false) : hostFormula(value, allowsWildcard: true, forgivesRequestDot: false)
        case .hostSNIRegexp:
            requireASCII(first)
            return regex(first.value, of: first).map { .predicate(.hostRegexp($0)) }
        case .alpn: return alpnFormula(first)
        case .clientIP: return addressRange(first)
        default: return nil  // not in this language; the caller looked the name up
        }
    }

    mutating func tcpFormulaV2() -> Formula? {
        switch matcher {
        case .hostSNI: return hostSNIFormulaV2()
        case .hostSNIRegexp:
            return anyOf { meaning, argument in
                meaning.template(argument, .serverName)?.pattern.map { .predicate(.hostRegexp($0)) }
            }
        case .alpn: return anyOf { meaning, argument in meaning.alpnFormula(argument) }
        case .clientIP: return anyOf { meaning, argument in meaning.addressRange(argument) }
        default: return nil  // not in this language; the caller looked the name up
        }
    }

    /// `*` as the first argument takes everything; further on it takes every connection with a server name.
    private mutating func hostSNIFormulaV2() -> Formula? {
        let star = [UInt8(ascii: "*")]
        if arguments[0].value == star {
            for argument in arguments where argument.value != star {
                _ = requireHostname(argument, allowsWildcard: false)
            }
            return .constant(true)
        }
        return anyOf { meaning, argument in
            if argument.value == star {
                return meaning.regex(Array("(?s).".utf8), of: argument).map { .predicate(.hostRegexp($0)) }
            }
            guard meaning.requireHostname(argument, allowsWildcard: false) else { return nil }
            let exact = meaning.hostFormula(argument.value, allowsWildcard: false, forgivesRequestDot: false)
            // The name is compared as written, and without its trailing dot.
            guard argument.value.last == UInt8(ascii: "."), argument.value.count > 1 else { return exact }
            let undotted = Array(argument.value.dropLast())
            return .any([exact, meaning.hostFormula(undotted, allowsWildcard: false, forgivesRequestDot: false)])
        }
    }

    /// Letters, digits, `_ . - :`, in v3 after an optional `*.`.
    private mutating func requireHostname(_ argument: StringArgument, allowsWildcard: Bool) -> Bool {
        var rest = argument.value[...]
        if allowsWildcard, rest.starts(with: [UInt8(ascii: "*"), UInt8(ascii: ".")]) { rest = rest.dropFirst(2) }
        let bad = rest.firstIndex { byte in
            switch byte {
            case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"): false
            default: !ASCII.isAlphanumeric(byte)
            }
        }
        if bad == nil, !rest.isEmpty { return true }
        if argument.value.isEmpty { return false }  // reported already
        report(.invalidHostname, "'\(argument.text)' is not a valid host name for HostSNI", argument.range)
        return false
    }

    private mutating func alpnFormula(_ argument: StringArgument) -> Formula? {
        guard argument.value != Array("acme-tls/1".utf8) else {
            report(
                .reservedProtocol, "the protocol 'acme-tls/1' is reserved for certificate challenges", argument.range)
            return nil
        }
        return .predicate(.alpn(argument.value))
    }
}
