/// A v2 template: literal text with groups `{name}` or `{name:regex}`, which is matched as a whole.
///
/// The text around the groups is quoted, each group becomes `(?P<vN>regex)`, and anchors go around
/// everything. The regular expression of a group is also checked alone, as `^regex$`.
struct Template {
    enum Use {
        case host
        /// v2 `HostSNIRegexp`.
        case serverName
        case path
        case pathPrefix
        /// The value of a query pair.
        case query

        /// What a group without a regular expression stands for.
        var defaultPattern: String {
            switch self {
            case .host, .serverName: "[^.]+"
            case .path, .pathPrefix: "[^/]+"
            case .query: ".*"
            }
        }
    }

    /// The compiled template; nil for a path without groups, which is compared as text.
    var pattern: RegexPattern?

    /// The offsets of the top-level groups, braces included; nil when braces don't pair up.
    static func groups(of text: ArraySlice<UInt8>) -> [Range<Int>]? {
        var groups: [Range<Int>] = []
        var depth = 0
        var start = 0
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "{"):
                if depth == 0 { start = index }
                depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth < 0 { return nil }
                if depth == 0 { groups.append(start..<(index + 1)) }
            default: continue
            }
        }
        return depth == 0 ? groups : nil
    }

    /// `text` with a backslash before each character that means something in a regular expression.
    static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        for byte in text {
            if Array("\\.+*?()|[]{}^$".utf8).contains(byte) { result.append(UInt8(ascii: "\\")) }
            result.append(byte)
        }
        return result
    }
}

extension CallMeaning {
    /// Compiles an argument as a template; nil after an error.
    mutating func template(_ argument: StringArgument, _ use: Template.Use) -> Template? {
        guard let groups = Template.groups(of: argument.value[...]) else {
            report(.unbalancedBraces, "the braces in '\(argument.text)' don't pair up", argument.range)
            return nil
        }
        // U+FFFD is special: in a regular expression it also matches what isn't UTF-8. So is text that isn't UTF-8.
        let isPath = use == .path || use == .pathPrefix
        if isPath, groups.isEmpty, argument.value.allSatisfy({ $0 < 0x80 }) { return Template(pattern: nil) }
        guard let text = expanded(argument.value[...], groups, of: argument, use) else { return nil }
        do {
            return Template(pattern: try RegexParser.parse(text, limits: limits))
        } catch {
            // The regular expression of a group tells the place, if it is wrong by itself.
            for group in groups
            where groupPattern(argument.value[...], group, of: argument, use, checksAlone: true) == nil {
                return nil
            }
            report(error.id, error.message, argument.range, notes: error.hint.map { [.init($0)] } ?? [])
            return nil
        }
    }

    /// The regular expression that the template stands for; nil after an error.
    private mutating func expanded(
        _ text: ArraySlice<UInt8>, _ groups: [Range<Int>], of argument: StringArgument, _ use: Template.Use
    ) -> [UInt8]? {
        var whole: [UInt8] = []
        if use == .host || use == .serverName { whole += Array("(?i)".utf8) }
        whole.append(UInt8(ascii: "^"))
        var end = text.startIndex
        var isValid = true
        for (number, group) in groups.enumerated() {
            whole += Template.quoted(text[end..<group.lowerBound])
            end = group.upperBound
            // Of a server name's template Traefik compiles the whole only.
            guard let pattern = groupPattern(text, group, of: argument, use, checksAlone: use != .serverName) else {
                isValid = false
                continue
            }
            whole += Array("(?P<v\(number)>".utf8) + pattern + [UInt8(ascii: ")")]
        }
        whole += Template.quoted(text[end...])
        if use == .query, text.last == UInt8(ascii: "="), text.firstIndex(of: UInt8(ascii: "=")) == text.endIndex - 1 {
            whole += Array(use.defaultPattern.utf8)
        }
        if use != .pathPrefix { whole.append(UInt8(ascii: "$")) }
        return isValid ? whole : nil
    }

    /// Checks one group and returns its regular expression; nil after an error.
    private mutating func groupPattern(
        _ text: ArraySlice<UInt8>, _ group: Range<Int>, of argument: StringArgument, _ use: Template.Use,
        checksAlone: Bool
    ) -> [UInt8]? {
        let inner = text[(group.lowerBound + 1)..<(group.upperBound - 1)]
        let colon = inner.firstIndex(of: UInt8(ascii: ":"))
        let name = inner[..<(colon ?? inner.endIndex)]
        guard !name.isEmpty, colon.map({ $0 + 1 < inner.endIndex }) ?? true else {
            let found = String(decoding: text[group], as: UTF8.self)
            report(
                .incompleteTemplate, "'\(found)' lacks a name or a regular expression; expected {name} or {name:regex}",
                argument.sourceRange(of: SourceRange(group.lowerBound, group.upperBound), in: source))
            return nil
        }
        guard let colon else { return Array(use.defaultPattern.utf8) }
        let pattern = Array(inner[(colon + 1)...])
        if checksAlone {
            let alone = [UInt8(ascii: "^")] + pattern + [UInt8(ascii: "$")]
            guard regex(alone, of: argument, at: colon + 1, isEmbedded: true) != nil else { return nil }
        }
        return pattern
    }

    // MARK: Queries

    /// One pair of a v2 `Query`, given as `key=template`.
    ///
    /// Traefik takes the pair as *one* template and compares it with `key=value` of the request, so a group may
    /// even begin in the key. The key to look up is the text before the first `=`, braces included; for an absent
    /// key the template is compared with the empty text. No client sends a key with a group in it, so such a pair
    /// is decided here, by the empty text.
    ///
    /// - Parameter argument: where the pair was written; its value is the pair itself, or something to blame as a whole.
    mutating func queryFormula(pair: [UInt8], argument: StringArgument, names: inout Set<[UInt8]>) -> Formula? {
        guard let groups = Template.groups(of: pair[...]) else {
            let text = String(decoding: pair, as: UTF8.self)
            report(.unbalancedBraces, "the braces in '\(text)' don't pair up", argument.range)
            return nil
        }
        guard let whole = expanded(pair[...], groups, of: argument, .query) else { return nil }
        guard let pattern = regex(whole, of: argument, at: argument.value.count) else { return nil }
        let ownNames = groups.map { group in
            Array(pair[(group.lowerBound + 1)..<(group.upperBound - 1)].prefix { $0 != UInt8(ascii: ":") })
        }
        for name in ownNames where names.contains(name) {
            let text = String(decoding: name, as: UTF8.self)
            report(.repeatedVariable, "the name '\(text)' may be used in one pair of a Query only", argument.range)
            return nil
        }
        names.formUnion(ownNames)

        guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let key = Array(pair[..<equals])
        if let first = groups.first, first.lowerBound < equals {
            return templateInKey(key, pattern)
        }
        // Without the key the anchor and the rest are the same expression, for the value alone.
        let valuePattern = [UInt8(ascii: "^")] + whole[(1 + Template.quoted(pair[...equals]).count)...]
        return regex(valuePattern, of: argument).map { .predicate(.firstQuery(key: key, $0)) }
    }

    /// A template that begins in the key: the key is looked up as it is written, braces and all, and then the whole
    /// `key=value` is matched; without the key, the empty text is.
    private func templateInKey(_ key: [UInt8], _ pattern: RegexPattern) -> Formula {
        let whenAbsent = Formula.all([
            .constant(pattern.root.matchesEmptyText), .not(.predicate(.firstQuery(key: key, nil))),
        ])
        guard let rest = pattern.root.remainder(after: key + [UInt8(ascii: "=")]) else { return whenAbsent }
        let text = pattern.text + [0] + key
        return .any([whenAbsent, .predicate(.firstQuery(key: key, RegexPattern(text: text, root: rest)))])
    }
}
