/// Values of the matchers for methods, headers, queries and addresses.
extension RuleLinter {
    // MARK: Methods

    /// The registered methods (IANA, "HTTP Method Registry") and PURGE, which caches use.
    private static let knownMethods = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "QUERY", "PURGE", "ACL",
        "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "COPY", "LABEL", "LINK", "LOCK", "MERGE", "MKACTIVITY",
        "MKCALENDAR", "MKCOL", "MKREDIRECTREF", "MKWORKSPACE", "MOVE", "ORDERPATCH", "PRI", "PROPFIND", "PROPPATCH",
        "REBIND", "REPORT", "SEARCH", "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK", "UPDATE", "UPDATEREDIRECTREF",
        "VERSION-CONTROL",
    ]

    mutating func inspectMethod(_ argument: StringArgument, of call: MatcherCall) {
        let methods = argument.value.split { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ";") || byte == 0x20
        }
        let written = argument.value.map { ASCII.uppercased($0) }
        if methods.count > 1,
            methods.allSatisfy({ $0.allSatisfy { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") } })
        {
            warn(
                .severalValues, "Method compares the whole string, so this never matches", argument.range,
                fixIts: splitting(call, methods.map { Array($0) }))
        } else if case .predicate(.method(let method)) = call.formula, !HeaderName.isToken(method) {
            warn(.unreachableMethod, "no method is spelled like this, so it never matches", argument.range)
        } else if !HeaderName.isToken(written) {
            warn(.unreachableMethod, "no method is spelled like this, so it never matches", argument.range)
        } else if !Self.knownMethods.contains(String(decoding: written, as: UTF8.self)) {
            let near = Self.knownMethods.first { UnknownMatcher.editDistance(written, Array($0.utf8)) <= 2 }
            warn(
                .unknownMethod, "'\(argument.text)' is not a registered method", argument.range,
                fixIts: near.map { [replacing(argument, by: Array($0.utf8), "did you mean '\($0)'?")] } ?? [])
        }
    }

    // MARK: Headers

    /// Headers that Traefik deletes or sets itself unless the peer is trusted, lower-cased.
    private static let managedHeaders = [
        "x-forwarded-proto", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-server",
        "x-forwarded-uri", "x-forwarded-method", "x-forwarded-prefix", "x-forwarded-tls-client-cert",
        "x-forwarded-tls-client-cert-info", "x-real-ip",
    ]

    mutating func inspectHeaders(_ call: MatcherCall) {
        for index in stride(from: 0, to: call.arguments.count - 1, by: 2) {
            inspectHeaderName(call.arguments[index], value: call.arguments[index + 1], of: call)
            let value = call.arguments[index + 1]
            if call.matcher == .header || call.matcher == .headers { inspectHeaderValue(value) }
        }
    }

    private mutating func inspectHeaderName(_ name: StringArgument, value: StringArgument, of call: MatcherCall) {
        guard HeaderName.isToken(name.value) else {
            let trimmed = name.value.trimmingBlanks
            warn(
                .invalidHeaderName, "'\(name.text)' can't be the name of a header, so this never matches", name.range,
                fixIts: HeaderName.isToken(trimmed) ? [replacing(name, by: trimmed, "remove the blanks")] : [])
            return
        }
        let lower = ASCII.lowercased(name.value)
        if lower.elementsEqual("host".utf8) {
            let isRegexp = call.matcher == .headerRegexp
            let fixIts =
                call.arguments.count == 2 && rule.syntax == .v3
                ? [replacing(call.range, by: callText(isRegexp ? .hostRegexp : .host, [value.value]), "match the host")]
                : []
            warn(
                .invisibleHeader, "the header Host is not visible here, so this never matches", name.range,
                fixIts: fixIts)
        } else if HeaderName.isInvisible(lower) {
            warn(.invisibleHeader, "the header \(name.text) is not visible here, so this never matches", name.range)
        } else if lower.elementsEqual("connection".utf8) {
            warn(
                .managedHeader, "the header Connection is removed before routing, except in upgrade requests",
                name.range)
        } else if Self.managedHeaders.contains(where: { lower.elementsEqual($0.utf8) }) {
            let note =
                lower.elementsEqual("x-forwarded-for".utf8) || lower.elementsEqual("x-real-ip".utf8)
                ? "ClientIP matches the address of the peer" : "see forwardedHeaders of the entry point"
            warn(
                .managedHeader, "\(name.text) is deleted or set anew before routing, unless the peer is trusted",
                name.range,
                notes: [.init(note)])
        }
    }

    private mutating func inspectHeaderValue(_ value: StringArgument) {
        let trimmed = value.value.trimmingBlanks
        if trimmed != value.value {
            warn(
                .surroundingBlanks, "blanks at the ends of a header are removed, so this never matches", value.range,
                fixIts: trimmed.isEmpty ? [] : [replacing(value, by: trimmed, "remove them")])
        } else if let bad = value.value.firstIndex(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
            warn(
                .unreachableHeaderValue, "no header holds a control character, so this never matches",
                place(SourceRange(bad, bad + 1), in: value))
        }
    }

    // MARK: Queries

    mutating func inspectQuery(_ call: MatcherCall) {
        guard rule.syntax == .v3 else { return inspectQueryTemplates(call) }
        guard call.arguments.count == 1 else { return }
        let argument = call.arguments[0]
        let key = argument.value
        if let equals = key.firstIndex(of: UInt8(ascii: "=")) {
            let (name, value) = (Array(key[..<equals]), Array(key[(equals + 1)...]))
            var fixIts: [Diagnostic.FixIt] = []
            if !name.isEmpty, !value.isEmpty {
                let pair = "\(RulePrinter.literal(name)), \(RulePrinter.literal(value))"
                fixIts = [replacing(argument.range, by: pair, "make them two arguments")]
            } else if !name.isEmpty {
                fixIts = [replacing(argument, by: name, "remove the '='")]
            }
            warn(
                .queryPairAsKey, "v3 syntax takes key and value as two arguments; this is a key with '=' in it",
                argument.range, fixIts: fixIts)
            return
        }
        warn(
            .queryWithoutValue, "this means that a value of '\(argument.text)' is empty, not that the key is present",
            argument.range,
            fixIts: [
                replacing(
                    call.range, by: callText(.queryRegexp, [key, Array(".*".utf8)]), "match the key with any value")
            ])
    }

    private mutating func inspectQueryTemplates(_ call: MatcherCall) {
        for argument in call.arguments {
            let key = argument.value.prefix { $0 != UInt8(ascii: "=") }
            guard key.count < argument.value.count, key.contains(UInt8(ascii: "{")) else { continue }
            warn(
                .templateAsText, "a template works in the value only; the key is looked up with its braces",
                place(SourceRange(0, key.count), in: argument))
        }
    }

    // MARK: Addresses

    mutating func inspectAddress(_ argument: StringArgument) {
        guard let range = AddressRange(parsing: argument.value) else { return }
        if AddressRange.hasHostBits(argument.value) {
            let network = range.description
            let host = String(decoding: argument.value.prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self)
            warn(
                .hostBitsSet, "this is the whole range \(network)", argument.range,
                fixIts: [
                    replacing(argument, by: Array(network.utf8), "write the range"),
                    replacing(argument, by: Array(host.utf8), "match the one address"),
                ])
        } else if range.prefixLength == 0 {
            let (this, other) = range.network.count == 4 ? ("IPv4", "IPv6") : ("IPv6", "IPv4")
            warn(.oneAddressFamily, "this takes every \(this) address and no \(other) address", argument.range)
        }
    }
}

extension AddressRange: CustomStringConvertible {
    /// The range in CIDR notation, such as `10.0.0.0/8`; IPv6 in groups without `::`, but for trailing zeros.
    public var description: String {
        if network.count == 4 { return network.map { String($0) }.joined(separator: ".") + "/\(prefixLength)" }
        var groups = stride(from: 0, to: 16, by: 2).map { UInt16(network[$0]) << 8 | UInt16(network[$0 + 1]) }
        var zeros = 0
        while groups.last == 0 {
            groups.removeLast()
            zeros += 1
        }
        if zeros == 1 { groups.append(0) }
        let text = groups.map { String($0, radix: 16) }.joined(separator: ":")
        return text + (zeros > 1 ? "::" : "") + "/\(prefixLength)"
    }
}
