/// A v2 template in a place where braces are ordinary text or a repetition.
struct LeftoverTemplate {
    /// The first group, as offsets in the value.
    let place: SourceRange
    /// Whether a group has a regular expression, as in `{name:regex}`.
    let hasPattern: Bool

    /// Nil when `value` holds nothing that looks like `{name}` or `{name:regex}`.
    init?(in value: [UInt8]) {
        guard value.contains(UInt8(ascii: "{")), let groups = Template.groups(of: value[...]) else { return nil }
        let found = groups.filter {
            LeftoverTemplate.isGroup(value[$0]) && !LeftoverTemplate.isEscape(value, $0.lowerBound)
        }
        guard let first = found.first else { return nil }
        place = SourceRange(first.lowerBound, first.upperBound)
        hasPattern = found.contains { value[$0].contains(UInt8(ascii: ":")) }
    }

    /// A name that starts with a letter, then `}` or `:`. Counts such as `{2,3}` and `\p{Greek}` are none.
    private static func isGroup(_ group: ArraySlice<UInt8>) -> Bool {
        let inner = group.dropFirst().dropLast()
        guard let first = inner.first, ASCII.isAlphanumeric(first) || first == UInt8(ascii: "_"), !ASCII.isDigit(first)
        else {
            return false
        }
        let name = inner.prefix { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
        return name.count == inner.count || inner.dropFirst(name.count).first == UInt8(ascii: ":")
    }

    /// Whether the brace belongs to `\p{…}`, `\P{…}` or `\x{…}`.
    private static func isEscape(_ value: [UInt8], _ brace: Int) -> Bool {
        brace >= 2 && value[brace - 2] == UInt8(ascii: "\\") && Array("pPx".utf8).contains(value[brace - 1])
    }

    /// The regular expression that the value stood for in v2.
    ///
    /// Text that is a regular expression already keeps its characters, other text is quoted.
    static func regularExpression(for value: [UInt8], _ use: Template.Use) -> [UInt8]? {
        guard let groups = Template.groups(of: value[...]) else { return nil }
        var outside: [UInt8] = []
        var end = 0
        for group in groups {
            outside += value[end..<group.lowerBound]
            end = group.upperBound
        }
        outside += value[end...]
        let isRegexp = outside.contains { Array("\\^$([".utf8).contains($0) }
        var result: [UInt8] = []
        end = 0
        for group in groups {
            let literal = value[end..<group.lowerBound]
            result += isRegexp ? Array(literal) : Template.quoted(literal)
            end = group.upperBound
            let inner = value[(group.lowerBound + 1)..<(group.upperBound - 1)]
            let colon = inner.firstIndex(of: UInt8(ascii: ":"))
            let pattern = colon.map { Array(inner[($0 + 1)...]) } ?? Array(use.defaultPattern.utf8)
            let isAlternation = pattern.contains(UInt8(ascii: "|"))
            result += isAlternation ? Array("(?:".utf8) + pattern + [UInt8(ascii: ")")] : pattern
        }
        result += isRegexp ? Array(value[end...]) : Template.quoted(value[end...])
        if result.first != UInt8(ascii: "^") { result.insert(UInt8(ascii: "^"), at: 0) }
        if use != .pathPrefix, result.last != UInt8(ascii: "$") { result.append(UInt8(ascii: "$")) }
        if use == .host, result.contains(where: { ASCII.isUpper($0) }) {
            result.insert(contentsOf: Array("(?i)".utf8), at: 0)
        }
        return (try? RegexParser.parse(result)) == nil ? nil : result
    }
}
