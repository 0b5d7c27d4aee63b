/// Values of `HostRegexp` and `HostSNIRegexp`.
extension RuleLinter {
    mutating func inspectHostRegexp(_ argument: StringArgument, of call: MatcherCall) {
        guard rule.syntax == .v3 else { return inspectHostTemplate(argument, of: call) }
        let value = argument.value
        if let template = LeftoverTemplate(in: value) {
            let pattern = LeftoverTemplate.regularExpression(for: value, .host)
            warn(
                .templateAsText,
                "this is a template of v2 syntax; v3 takes a regular expression, in which the braces are text",
                place(template.place, in: argument),
                fixIts: pattern.map { [replacing(argument, by: $0, "use a regular expression")] } ?? [])
            return
        }
        guard let pattern = try? RegexParser.parse(value) else { return }
        let root = pattern.root
        if call.formula == .constant(true) {
            let note = "Traefik also searches the flattened host, which is empty unless CNAME flattening is on"
            warn(
                .matchesEverything, "this can match the empty text, so it takes every request, whatever the host",
                argument.range, notes: [.init(note)])
            return
        }
        if root.matchesEverything() {
            warn(.matchesEverything, "this takes every \(rule.kind == .http ? "host" : "server name")", argument.range)
            return
        }
        if root.needsImpossibleCharacter({ $0 >= 0x80 || !Self.isHostByte(UInt8($0)) }) {
            warn(.unreachableHost, "this needs a character that no host has, so it never matches", argument.range)
            return
        }
        if root.hasCapitalOnly {
            let never = root.needsImpossibleCharacter { $0 >= 0x41 && $0 <= 0x5A }
            warn(
                .capitalNeverMatches,
                "the host is lower-cased before matching, so \(never ? "this never matches" : "the capital letters never match")",
                argument.range, fixIts: [replacing(argument, by: Array("(?i)".utf8) + value, "ignore case")])
        }
        inspectDots(argument)
        inspectAnchors(argument, root)
    }

    private mutating func inspectHostTemplate(_ argument: StringArgument, of call: MatcherCall) {
        let value = argument.value
        guard !value.contains(UInt8(ascii: "{")) else { return }
        guard value.contains(where: { Array("\\^$[](|+*?".utf8).contains($0) }) else { return }
        var pattern = value
        if pattern.first == UInt8(ascii: "^") { pattern.removeFirst() }
        if pattern.last == UInt8(ascii: "$") { pattern.removeLast() }
        let template = Array("{host:".utf8) + pattern + [UInt8(ascii: "}")]
        let compiles = !pattern.isEmpty && (try? RegexParser.parse(pattern)) != nil
        warn(
            .regexpAsText, "in v2 syntax only '{name:regex}' is a regular expression; this is text and never matches",
            argument.range, fixIts: compiles ? [replacing(argument, by: template, "make it a template")] : [])
    }

    /// Dots that were probably meant as text: single ones between other characters.
    private mutating func inspectDots(_ argument: StringArgument) {
        let value = argument.value
        var dots: [Int] = []
        var index = 0
        var isInClass = false
        while index < value.count {
            switch value[index] {
            case UInt8(ascii: "\\"):
                if value[index...].starts(with: Array("\\Q".utf8)) { return }
                index += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: ".") where !isInClass && index > 0 && index + 1 < value.count:
                let next = value[index + 1]
                if ASCII.isAlphanumeric(next) || Array("-([".utf8).contains(next) { dots.append(index) }
            default: break
            }
            index += 1
        }
        guard let first = dots.first else { return }
        let escape = argument.quote == .raw ? "\\" : "\\\\"
        let edits = dots.map { dot in
            let range = place(SourceRange(dot, dot + 1), in: argument)
            return Diagnostic.FixIt.Edit(range: SourceRange(range.lowerBound, range.lowerBound), replacement: escape)
        }
        warn(
            .unescapedDot, "an unescaped '.' stands for any character",
            place(SourceRange(first, first + 1), in: argument),
            fixIts: [.init("escape \(dots.count == 1 ? "it" : "all of them")", edits: edits)])
    }

    private mutating func inspectAnchors(_ argument: StringArgument, _ root: RegexNode) {
        let (start, end) = (root.isBoundAtStart, root.isBoundAtEnd)
        if start, end { return }
        let value = argument.value
        var flags: [UInt8] = []
        if value.starts(with: Array("(?".utf8)), let close = value.firstIndex(of: UInt8(ascii: ")")),
            value[2..<close].allSatisfy({ Array("ims".utf8).contains($0) })
        {
            flags = Array(value[...close])
        }
        var body = Array(value[flags.count...])
        if case .alternation = root { body = Array("(?:".utf8) + body + [UInt8(ascii: ")")] }
        if !start { body.insert(UInt8(ascii: "^"), at: 0) }
        if !end { body.append(UInt8(ascii: "$")) }
        let missing =
            !start && !end ? "anywhere in the host" : start ? "with anything after it" : "with anything before it"
        warn(
            .unanchoredHostRegexp, "this is not anchored, so it matches \(missing)", argument.range,
            fixIts: [replacing(argument, by: flags + body, "anchor it")])
    }
}
