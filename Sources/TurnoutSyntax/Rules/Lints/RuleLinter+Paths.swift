/// Values of `Path`, `PathPrefix` and `PathRegexp`.
extension RuleLinter {
    mutating func inspectPath(_ argument: StringArgument, of call: MatcherCall) {
        let value = argument.value
        if Self.isPlain(value) { return }
        if let template = LeftoverTemplate(in: value) {
            if rule.syntax == .v3 { inspectPathTemplate(template, argument, of: call) }
            return
        }
        if inspectSeveralPaths(argument, of: call) { return }
        if inspectQueryInPath(argument, of: call) { return }
        if inspectPathPattern(argument, of: call) { return }
        inspectEscapes(argument, of: call)
        inspectSegments(argument, of: call)
    }

    /// Whether a path is what nearly all are: names between single slashes, none of which starts with a dot.
    private static func isPlain(_ value: [UInt8]) -> Bool {
        var previous: UInt8 = 0
        for byte in value {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "_"): break
            case UInt8(ascii: "/"), UInt8(ascii: "."): if previous == UInt8(ascii: "/") { return false }
            default: if !ASCII.isAlphanumeric(byte) { return false }
            }
            previous = byte
        }
        return true
    }

    private mutating func inspectPathTemplate(
        _ template: LeftoverTemplate, _ argument: StringArgument, of call: MatcherCall
    ) {
        let use: Template.Use = call.matcher == .pathPrefix ? .pathPrefix : .path
        let pattern = LeftoverTemplate.regularExpression(for: argument.value, use)
        warn(
            .templateAsText, "\(call.matcher.rawValue) takes braces as text; v3 syntax has no templates",
            place(template.place, in: argument),
            fixIts: pattern.map { replacing(call, by: .pathRegexp, [$0], "use PathRegexp") } ?? [])
    }

    private mutating func inspectSeveralPaths(_ argument: StringArgument, of call: MatcherCall) -> Bool {
        for separator in ["||", "&&", ",/", ", /"] {
            guard let offset = argument.value.firstOffset(of: separator) else { continue }
            let paths = argument.value.parts(separatedBy: separator.hasSuffix("/") ? "," : separator)
            let isClean = separator != "&&" && paths.allSatisfy { $0.first == UInt8(ascii: "/") }
            let shown = separator.prefix { $0 != "/" && $0 != " " }
            warn(
                .severalValues, "'\(shown)' within the string is part of the path",
                place(SourceRange(offset, offset + shown.utf8.count), in: argument),
                fixIts: isClean ? splitting(call, paths) : [])
            return true
        }
        let trimmed = argument.value.trimmingBlanks
        guard trimmed != argument.value, !trimmed.isEmpty else { return false }
        warn(
            .surroundingBlanks, "the blanks at the end are part of the path", argument.range,
            fixIts: [replacing(argument, by: trimmed, "remove them")])
        return true
    }

    private mutating func inspectQueryInPath(_ argument: StringArgument, of call: MatcherCall) -> Bool {
        let value = argument.value
        if let hash = value.firstIndex(of: UInt8(ascii: "#")) {
            warn(
                .unreachablePath, "requests with '#' in the path are refused, so this never matches",
                place(SourceRange(hash, hash + 1), in: argument), notes: [.init("'%23' matches an escaped one")])
            return true
        }
        guard let mark = value.firstIndex(of: UInt8(ascii: "?")) else { return false }
        var fixIts: [Diagnostic.FixIt] = []
        let (path, query) = (Array(value[..<mark]), Array(value[(mark + 1)...]))
        let pieces = query.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false).map { Array($0) }
        if call.arguments.count == 1, pieces.count == 2, pieces.allSatisfy({ !$0.isEmpty }),
            !query.contains(UInt8(ascii: "&"))
        {
            let text = "(\(callText(call.matcher, [path])) && \(callText(.query, pieces)))"
            fixIts = [replacing(call.range, by: text, "match the query by Query")]
        }
        warn(
            .unreachablePath, "the path ends before the '?', so this never matches",
            place(SourceRange(mark, value.count), in: argument), notes: [.init("'%3F' matches an escaped one")],
            fixIts: fixIts)
        return true
    }

    // MARK: Patterns

    private mutating func inspectPathPattern(_ argument: StringArgument, of call: MatcherCall) -> Bool {
        let value = argument.value
        let looksLikeRegexp =
            [".*", ".+", "\\", "[^", "[a-z", "[A-Z", "[0-9", "(?"].contains { value.contains($0) }
            || value.last == UInt8(ascii: "$") || (value.contains("(") && value.contains("|") && value.contains(")"))
        if looksLikeRegexp {
            inspectRegexpAsPath(argument, of: call)
            return true
        }
        guard let star = value.firstIndex(of: UInt8(ascii: "*")) else { return false }
        var fixIts: [Diagnostic.FixIt] = []
        let stem = Array(value[..<star])
        if value[star...].allSatisfy({ $0 == UInt8(ascii: "*") }), !stem.isEmpty {
            fixIts = replacing(call, by: .pathPrefix, [stem], "use PathPrefix without it")
        } else if rule.syntax == .v3, !value.contains("**") {
            let parts = value.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map {
                Template.quoted($0)
            }
            var pattern = [UInt8(ascii: "^")] + Array(parts.joined(separator: Array("[^/]+".utf8)))
            if call.matcher == .path { pattern.append(UInt8(ascii: "$")) }
            fixIts = replacing(call, by: .pathRegexp, [pattern], "use PathRegexp")
        }
        warn(
            .wildcardAsText, "\(call.matcher.rawValue) takes '*' as text",
            place(SourceRange(star, star + 1), in: argument),
            fixIts: fixIts)
        return true
    }

    private mutating func inspectRegexpAsPath(_ argument: StringArgument, of call: MatcherCall) {
        let value = argument.value
        var fixIts: [Diagnostic.FixIt] = []
        if rule.syntax == .v3, (try? RegexParser.parse(value)) != nil {
            var pattern = [UInt8(ascii: "^")] + value
            if call.matcher == .path, value.last != UInt8(ascii: "$") { pattern.append(UInt8(ascii: "$")) }
            fixIts = replacing(call, by: .pathRegexp, [pattern], "use PathRegexp")
        }
        let notes: [Diagnostic.Note] =
            rule.syntax == .v2
            ? [.init("in v2 syntax a regular expression stands in a group, as in '/{name:[0-9]+}'")] : []
        warn(
            .regexpAsText, "\(call.matcher.rawValue) takes this as text, not as a regular expression", argument.range,
            notes: notes, fixIts: fixIts)
    }

    mutating func inspectPathRegexp(_ call: MatcherCall) {
        let argument = call.arguments[0]
        if let template = LeftoverTemplate(in: argument.value) {
            let pattern = LeftoverTemplate.regularExpression(for: argument.value, .pathPrefix)
            warn(
                .templateAsText, "this is a template of v2 syntax; in a regular expression the braces are text",
                place(template.place, in: argument),
                fixIts: pattern.map { [replacing(argument, by: $0, "use a regular expression")] } ?? [])
            return
        }
        guard case .predicate(.pathRegexp(let pattern)) = call.formula else { return }
        if pattern.root.matchesEverything(firstCharacter: 0x2F) {
            warn(.matchesEverything, "this takes every path", argument.range)
        } else if pattern.root.needsImpossibleCharacter({ $0 == 0x3F || $0 == 0x23 }) {
            warn(.unreachablePath, "this needs '?' or '#', which no path holds, so it never matches", argument.range)
        }
    }

    // MARK: Escapes and segments

    /// The path that rules see keeps `%hh` for these characters only, with capital digits.
    private static let reserved = Array(":/?#[]@!$&'()*+,;=%".utf8)

    private mutating func inspectEscapes(_ argument: StringArgument, of call: MatcherCall) {
        let value = argument.value
        var fixed: [UInt8] = []
        var first: SourceRange?
        var index = 0
        while index < value.count {
            defer { index += 1 }
            guard value[index] == UInt8(ascii: "%") else {
                fixed.append(value[index])
                continue
            }
            if index + 2 < value.count, let high = ASCII.hexadecimalValue(value[index + 1]),
                let low = ASCII.hexadecimalValue(value[index + 2])
            {
                let escape = value[index...(index + 2)]
                let byte = high << 4 | low
                let visible = Self.reserved.contains(byte) ? escape.map { ASCII.uppercased($0) } : [byte]
                if !visible.elementsEqual(escape), first == nil { first = SourceRange(index, index + 3) }
                fixed += visible
                index += 2
            } else {
                // At the end of a prefix, half an escape may yet be completed.
                if call.matcher == .pathPrefix, index + 2 >= value.count {
                    fixed += value[index...]
                    break
                }
                fixed += Array("%25".utf8)
                if first == nil { first = SourceRange(index, index + 1) }
            }
        }
        guard let first else { return }
        let found = String(decoding: value[first.lowerBound..<first.upperBound], as: UTF8.self)
        warn(
            .unreachablePath, "the path is decoded before matching and never holds '\(found)'",
            place(first, in: argument),
            notes: [.init("escapes stay only for reserved characters and '%', with capital digits")],
            fixIts: [replacing(argument, by: fixed, "write it as rules see it")])
    }

    private mutating func inspectSegments(_ argument: StringArgument, of call: MatcherCall) {
        let value = argument.value
        let slash = UInt8(ascii: "/")
        let segments = value.split(separator: slash, omittingEmptySubsequences: false)
        var isDirty = false
        for (number, segment) in segments.enumerated() where number > 0 {
            let isLast = number == segments.count - 1
            if isLast, call.matcher == .pathPrefix || segment.isEmpty { continue }
            if segment.isEmpty || segment.elementsEqual(".".utf8) || segment.elementsEqual("..".utf8) { isDirty = true }
        }
        guard isDirty else { return }
        var cleaned: [ArraySlice<UInt8>] = []
        for (number, segment) in segments.enumerated() where number > 0 {
            if segment.elementsEqual("..".utf8) {
                _ = cleaned.popLast()
            } else if !segment.isEmpty, !segment.elementsEqual(".".utf8) {
                cleaned.append(segment)
            }
        }
        var path = [slash] + Array(cleaned.joined(separator: [slash]))
        if value.last == slash, path != [slash] { path.append(slash) }
        warn(
            .unreachablePath, "paths are cleaned before matching and never hold '//', '/./' or '/../'", argument.range,
            notes: [.init("unless the entry point has sanitizePath switched off")],
            fixIts: [replacing(argument, by: path, "write the cleaned path")])
    }
}
