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
        template(argument.value[...], of: argument, use)
    }

    /// Compiles `text`, a slice of the value of `argument`.
    mutating func template(_ text: ArraySlice<UInt8>, of argument: StringArgument, _ use: Template.Use) -> Template? {
        guard let groups = Template.groups(of: text) else {
            report(.unbalancedBraces, "the braces in '\(argument.text)' don't pair up", argument.range)
            return nil
        }
        // U+FFFD is special: in a regular expression it also matches what isn't UTF-8. So is text that isn't UTF-8.
        let isPath = use == .path || use == .pathPrefix
        if isPath, groups.isEmpty, text.allSatisfy({ $0 < 0x80 }) { return Template(pattern: nil) }

        var whole: [UInt8] = []
        if use == .host || use == .serverName { whole += Array("(?i)".utf8) }
        whole.append(UInt8(ascii: "^"))
        var end = text.startIndex
        var isValid = true
        for (number, group) in groups.enumerated() {
            whole += Template.quoted(text[end..<group.lowerBound])
            end = group.upperBound
            guard let pattern = groupPattern(text, group, of: argument, use) else {
                isValid = false
                continue
            }
            whole += Array("(?P<v\(number)>".utf8) + pattern + [UInt8(ascii: ")")]
        }
        whole += Template.quoted(text[end...])
        if use == .query, text.isEmpty { whole += Array(use.defaultPattern.utf8) }
        if use != .pathPrefix { whole.append(UInt8(ascii: "$")) }
        guard isValid else { return nil }
        do {
            return Template(pattern: try RegexParser.parse(whole, limits: limits))
        } catch {
            report(error.id, error.message, argument.range, notes: error.hint.map { [.init($0)] } ?? [])
            return nil
        }
    }

    /// Checks one group and returns its regular expression.
    private mutating func groupPattern(
        _ text: ArraySlice<UInt8>, _ group: Range<Int>, of argument: StringArgument, _ use: Template.Use
    ) -> [UInt8]? {
        let inner = text[(group.lowerBound + 1)..<(group.upperBound - 1)]
        let colon = inner.firstIndex(of: UInt8(ascii: ":"))
        let name = inner[..<(colon ?? inner.endIndex)]
        let place = SourceRange(group.lowerBound, group.upperBound)
        guard !name.isEmpty, colon.map({ $0 + 1 < inner.endIndex }) ?? true else {
            let found = String(decoding: text[group], as: UTF8.self)
            report(
                .incompleteTemplate, "'\(found)' lacks a name or a regular expression; expected {name} or {name:regex}",
                argument.sourceRange(of: place, in: source))
            return nil
        }
        guard let colon else { return Array(use.defaultPattern.utf8) }
        let pattern = Array(inner[(colon + 1)...])
        let alone = [UInt8(ascii: "^")] + pattern + [UInt8(ascii: "$")]
        guard regex(alone, of: argument, at: colon + 1, isEmbedded: true) != nil else { return nil }
        return pattern
    }

    /// One pair of a v2 `Query`.
    mutating func queryPredicate(key: QueryPiece, value: QueryPiece) -> Predicate? {
        guard let template = template(value.text, of: value.argument, .query), let pattern = template.pattern else {
            return nil
        }
        return .firstQuery(key: Array(key.text), pattern)
    }
}
