/// Values of `Host`, `HostHeader` and `HostSNI`.
extension RuleLinter {
    mutating func inspectHost(_ argument: StringArgument, of call: MatcherCall) {
        let value = argument.value
        // Nearly all hosts are plain names. Of those only a TCP rule can be wrong about an address.
        if value.allSatisfy({ Self.isNameByte($0) }), rule.kind == .http { return }
        if value == [UInt8(ascii: "*")], rule.syntax == .v3 || rule.kind == .tcp { return }
        if let braces = value.firstOffset(of: "{{") {
            warn(
                .unreachableHost, "this template was not evaluated and is part of the host, so this never matches",
                place(SourceRange(braces, braces + 2), in: argument))
            return
        }
        if inspectHostTemplate(argument, of: call) { return }
        if inspectSeveralHosts(argument, of: call) { return }
        if inspectHostAddress(argument, of: call) { return }
        if inspectHostPattern(argument, of: call) { return }
        guard let bad = value.firstIndex(where: { !Self.isHostByte($0) }) else { return }
        warn(
            .unreachableHost, "no request has a host with \(Unicode.Scalar(value[bad]).codePointName)",
            place(SourceRange(bad, bad + 1), in: argument))
    }

    /// The bytes that Go's server lets into a Host header; requests with others are refused before routing.
    static func isHostByte(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte) || Array("!$%&'()*+,-.:;=[]_~".utf8).contains(byte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }

    private var regexpMatcher: Matcher { rule.kind == .tcp ? .hostSNIRegexp : .hostRegexp }

    private mutating func inspectHostTemplate(_ argument: StringArgument, of call: MatcherCall) -> Bool {
        guard let template = LeftoverTemplate(in: argument.value) else { return false }
        var fixIts: [Diagnostic.FixIt] = []
        if rule.syntax == .v2 {
            fixIts = replacing(call, by: regexpMatcher, [argument.value], "use \(regexpMatcher.rawValue)")
        } else if let pattern = LeftoverTemplate.regularExpression(for: argument.value, .host) {
            fixIts = replacing(
                call, by: regexpMatcher, [pattern], "use \(regexpMatcher.rawValue) with a regular expression")
        }
        warn(
            .templateAsText, "\(call.matcher.rawValue) takes braces as text, so this never matches",
            place(template.place, in: argument), fixIts: fixIts)
        return true
    }

    private mutating func inspectSeveralHosts(_ argument: StringArgument, of call: MatcherCall) -> Bool {
        for separator in ["||", "&&", ",", ";"] {
            let hosts = argument.value.parts(separatedBy: separator)
            guard hosts.count > 1 else { continue }
            let offset = argument.value.firstOffset(of: separator) ?? 0
            let isClean = hosts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 != 0x20 && Self.isHostByte($0) } }
            warn(
                .severalValues,
                "'\(separator)' within the string is part of the host; each host needs a matcher of its own",
                place(SourceRange(offset, offset + separator.utf8.count), in: argument),
                fixIts: isClean && separator != "&&" ? splitting(call, hosts) : [])
            return true
        }
        let trimmed = argument.value.trimmingBlanks
        guard trimmed != argument.value else { return false }
        warn(
            .surroundingBlanks, "blanks at the ends are part of the host, so this never matches", argument.range,
            fixIts: trimmed.isEmpty ? [] : [replacing(argument, by: trimmed, "remove them")])
        return true
    }

    /// URLs, paths, ports and brackets: what belongs to an address and not to a host.
    private mutating func inspectHostAddress(_ argument: StringArgument, of call: MatcherCall) -> Bool {
        let value = argument.value
        if let offset = value.firstOffset(of: "://") {
            let host = Array(value[(offset + 3)...].prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":") })
            warn(
                .unreachableHost, "a host has no scheme, so this never matches",
                place(SourceRange(0, offset + 3), in: argument),
                fixIts: host.isEmpty ? [] : [replacing(argument, by: host, "keep the host alone")])
            return true
        }
        if let slash = value.firstIndex(of: UInt8(ascii: "/")) {
            let (host, path) = (Array(value[..<slash]), Array(value[slash...]))
            var fixIts: [Diagnostic.FixIt] = []
            if !host.isEmpty, path == [UInt8(ascii: "/")] {
                fixIts = [replacing(argument, by: host, "remove it")]
            } else if !host.isEmpty, rule.kind == .http, call.arguments.count == 1 {
                let text = "(\(callText(call.matcher, [host])) && \(callText(.pathPrefix, [path])))"
                fixIts = [replacing(call.range, by: text, "match the path by PathPrefix")]
            }
            warn(
                .unreachableHost, "a host has no path, so this never matches",
                place(SourceRange(slash, value.count), in: argument), fixIts: fixIts)
            return true
        }
        return inspectPort(argument)
    }

    private mutating func inspectPort(_ argument: StringArgument) -> Bool {
        let value = argument.value
        let isAddress = AddressRange(parsing: value) != nil
        if isAddress {
            guard rule.kind == .tcp else { return false }
            warn(.unreachableHost, "a server name is never an address, so this never matches", argument.range)
            return true
        }
        if value.first == UInt8(ascii: "[") {
            let inner = Array(value.dropFirst().prefix { $0 != UInt8(ascii: "]") })
            let isAddress = AddressRange(parsing: inner) != nil
            warn(
                .unreachableHost, "the brackets around an address are removed before matching, so this never matches",
                argument.range, fixIts: isAddress ? [replacing(argument, by: inner, "remove the brackets")] : [])
            return true
        }
        guard let colon = value.firstIndex(of: UInt8(ascii: ":")) else { return false }
        if value[(colon + 1)...].contains(UInt8(ascii: ":")) { return false }
        let host = Array(value[..<colon])
        warn(
            .unreachableHost, "the port is removed before matching, so this never matches",
            place(SourceRange(colon, value.count), in: argument),
            fixIts: host.isEmpty ? [] : [replacing(argument, by: host, "remove the port")])
        return true
    }

    /// Wildcards that aren't, and regular expressions.
    private mutating func inspectHostPattern(_ argument: StringArgument, of call: MatcherCall) -> Bool {
        let value = argument.value
        let looksLikeRegexp =
            value.contains("\\") || value.starts(with: Array(".*".utf8)) || value.contains(".+")
            || value.first == UInt8(ascii: "^") || value.last == UInt8(ascii: "$")
        if looksLikeRegexp, !value.starts(with: Array("*.".utf8)) || value.contains("\\") {
            var fixIts: [Diagnostic.FixIt] = []
            if rule.syntax == .v3, (try? RegexParser.parse(value)) != nil {
                fixIts = replacing(call, by: regexpMatcher, [value], "use \(regexpMatcher.rawValue)")
            }
            warn(
                .regexpAsText, "\(call.matcher.rawValue) takes this as text, not as a regular expression",
                argument.range,
                fixIts: fixIts)
            return true
        }
        let star = UInt8(ascii: "*")
        guard let first = value.firstIndex(of: star) else { return false }
        let isWildcard = rule.syntax == .v3 && value.starts(with: Array("*.".utf8))
        guard !isWildcard || value.dropFirst().contains(star) else { return false }
        let wrong = isWildcard ? value.dropFirst().firstIndex(of: star) ?? first : first
        let reason =
            rule.syntax == .v2
            ? "v2 syntax has no wildcards in \(call.matcher.rawValue)" : "a wildcard is '*.' at the start"
        warn(
            .wildcardAsText, "this '*' is text: \(reason)", place(SourceRange(wrong, wrong + 1), in: argument),
            fixIts: wildcardFixIts(value, call))
        return true
    }

    private func wildcardFixIts(_ value: [UInt8], _ call: MatcherCall) -> [Diagnostic.FixIt] {
        guard value.allSatisfy({ Self.isHostByte($0) }), !value.contains("**") else { return [] }
        let labels = value.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        if rule.syntax == .v2 {
            var pattern: [UInt8] = []
            for (index, label) in labels.enumerated() {
                if index > 0 { pattern += Array("{name\(index):[^.]+}".utf8) }
                pattern += label
            }
            return replacing(call, by: regexpMatcher, [pattern], "use \(regexpMatcher.rawValue)")
        }
        let quoted = labels.map { Template.quoted($0) }
        let pattern = [UInt8(ascii: "^")] + Array(quoted.joined(separator: Array("[^.]+".utf8))) + [UInt8(ascii: "$")]
        return replacing(call, by: regexpMatcher, [ASCII.lowercased(pattern)], "use \(regexpMatcher.rawValue)")
    }
}
