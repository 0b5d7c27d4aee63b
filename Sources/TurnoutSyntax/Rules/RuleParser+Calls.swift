extension RuleParser {
    /// Parses a matcher call whose name is the current token, and checks it.
    ///
    /// Returns a placeholder after any error. The range covers what was taken for the call.
    mutating func parseCall() -> (RuleExpression, SourceRange) {
        let errorsBefore = diagnostics.count
        let nameToken = current
        let name = text(nameToken.range)
        advance()
        guard case .leftParenthesis = current.kind else { return recoverBareName(nameToken, name) }
        let matcher = Matcher(spelling: name, syntax: syntax, kind: kind)
        if matcher == nil {
            diagnostics.append(
                UnknownMatcher(name: name, range: nameToken.range, syntax: syntax, kind: kind).diagnostic)
        }
        let (arguments, close) = parseArguments()
        let range = nameToken.range.union(close)
        // What the lexer complained about makes any judgement of the arguments doubtful.
        let isTainted = lexicalFaults.contains {
            range.lowerBound <= $0.lowerBound && $0.upperBound <= range.upperBound
        }
        guard let matcher, !isTainted, diagnostics.count == errorsBefore else { return (.placeholder(range), range) }
        var meaning = CallMeaning(
            matcher: matcher, syntax: syntax, kind: kind, arguments: arguments, range: range,
            nameRange: nameToken.range,
            source: source, limits: limits.regex)
        let formula = meaning.formula()
        diagnostics += meaning.diagnostics
        guard let formula, meaning.diagnostics.isEmpty else { return (.placeholder(range), range) }
        let call = MatcherCall(
            matcher: matcher, name: name, nameRange: nameToken.range, arguments: arguments, range: range,
            formula: formula)
        return (.call(call), range)
    }

    /// A name without parentheses: a forgotten call, or a selector such as `traefik.Host(…)`.
    private mutating func recoverBareName(_ nameToken: RuleToken, _ name: String) -> (RuleExpression, SourceRange) {
        var range = nameToken.range
        switch current.kind {
        case .string(let argument):
            advance()
            range = range.union(argument.range)
            let text = "(" + self.text(argument.range) + ")"
            report(
                .bareName, "the arguments of '\(name)' must stand in parentheses", range,
                fixIts: [.init("add parentheses", edits: [.init(range: argument.range, replacement: text)])])
        case .other where [".", "["].contains(text(current.range)):
            while !isEndOfOperand {
                if case .leftParenthesis = current.kind {
                    skipParenthesized()
                } else {
                    range = range.union(current.range)
                    advance()
                }
            }
            report(.unexpectedToken, "expected the name of a matcher, found '\(text(range))'", range)
        default:
            report(.bareName, "'\(name)' alone is no matcher; expected '(' after the name", range)
        }
        return (.placeholder(range), range)
    }

    private var isEndOfOperand: Bool {
        switch current.kind {
        case .and, .or, .rightParenthesis, .lineBreak, .semicolon, .comma, .end: true
        default: false
        }
    }

    // MARK: Arguments

    /// Parses from the `(` to the `)`; reports everything that isn't a list of strings.
    ///
    /// After an error the list is not complete. The range is that of the `)`, or of the place where it was assumed.
    private mutating func parseArguments() -> ([StringArgument], SourceRange) {
        let open = current.range
        advance()
        var arguments: [StringArgument] = []
        while true {
            switch current.kind {
            case .rightParenthesis:
                let close = current.range
                advance()
                return (arguments, close)
            case .end:
                return (arguments, reportUnclosedCall(open))
            case .string(let argument):
                advance()
                arguments.append(argument)
            case .lineBreak:
                reportLineBreak()
                continue
            default:
                reportBadArgument()
            }
            if let close = parseSeparator(open) { return (arguments, close) }
        }
    }

    /// Parses what follows an argument; the range of the `)` once the list is complete.
    private mutating func parseSeparator(_ open: SourceRange) -> SourceRange? {
        while true {
            let token = current
            switch token.kind {
            case .comma:
                advance()
                return nil
            case .ellipsis:
                // Go takes `...` after the last argument for spreading a list; Traefik ignores it.
                advance()
                if case .comma = current.kind { advance() }
                guard case .rightParenthesis = current.kind else {
                    report(.unexpectedToken, "'...' may only follow the last argument", token.range)
                    return nil
                }
            case .rightParenthesis:
                advance()
                return token.range
            case .end:
                return reportUnclosedCall(open)
            case .lineBreak:
                reportLineBreak()
            case .and, .or:
                let place = SourceRange(tokens[next - 1].range.upperBound, tokens[next - 1].range.upperBound)
                report(
                    .unclosedCall, "expected ')' before '\(text(token.range))'", token.range,
                    fixIts: [.init("close the call", edits: [.init(range: place, replacement: ")")])])
                if isStartOfCall(1) { return place }
                skipToSeparator()
            case .string:
                let place = SourceRange(token.range.lowerBound, token.range.lowerBound)
                report(
                    .missingComma, "expected ',' or ')', found \(text(token.range))", token.range,
                    fixIts: [.init("separate them by a comma", edits: [.init(range: place, replacement: ", ")])])
                return nil
            default:
                report(.unexpectedToken, "expected ',' or ')', found '\(text(token.range))'", token.range)
                skipToSeparator()
            }
        }
    }

    private func isStartOfCall(_ distance: Int) -> Bool {
        switch token(distance).kind {
        case .not, .leftParenthesis: true
        case .identifier: if case .leftParenthesis = token(distance + 1).kind { true } else { false }
        default: false
        }
    }

    private mutating func reportUnclosedCall(_ open: SourceRange) -> SourceRange {
        let end = SourceRange(current.range.lowerBound, current.range.lowerBound)
        // After an unterminated string the missing parenthesis is only a consequence.
        if let last = diagnostics.last, last.id == .unterminatedString || last.id == .unterminatedComment { return end }
        if diagnostics.contains(where: { $0.id == .unterminatedString }) { return end }
        let insertion = SourceRange(tokens[next - 1].range.upperBound, tokens[next - 1].range.upperBound)
        report(
            .unclosedCall, "the rule ends where ',' or ')' is expected", end,
            notes: [.init("the argument list starts here", range: open)],
            fixIts: [.init("close the call", edits: [.init(range: insertion, replacement: ")")])])
        return end
    }

    private mutating func reportLineBreak() {
        let range = current.range
        advance()
        if case .end = current.kind { return }
        let place = SourceRange(range.lowerBound, range.lowerBound)
        report(
            .lineBreakEndsExpression, "expected ',' before the line break in an argument list", place,
            notes: [.init("as in Go, a line break after an argument ends the expression")],
            fixIts: [.init("add a comma", edits: [.init(range: place, replacement: ",")])])
    }

    /// Reports one thing that is no string and goes to what follows it.
    private mutating func reportBadArgument() {
        let start = current
        switch start.kind {
        case .character:
            advance()  // reported by the lexer
            return
        case .illegal:
            skipToSeparator()
            return
        case .leftParenthesis:
            skipParenthesized()
            skipToSeparator()
            report(.unexpectedToken, "an argument may not stand in parentheses", argumentRange(from: start))
            return
        case .comma, .ellipsis:
            report(.missingArgument, "expected a string, found '\(text(start.range))'", start.range)
            if case .ellipsis = start.kind { advance() }
            return
        case .identifier where isStartOfCall(0):
            skipToSeparator()
            let range = argumentRange(from: start)
            report(
                .nestedCall, "a matcher can't be an argument of another; expected a string", range,
                notes: [.init("combine matchers outside, as in Host(`a.com`) || Host(`b.com`)")])
            return
        default:
            skipToSeparator()
            let range = argumentRange(from: start)
            let value = text(range)
            var fixIts: [Diagnostic.FixIt] = []
            if !value.utf8.contains(UInt8(ascii: "`")), !value.utf8.contains(UInt8(ascii: "\"")) {
                fixIts = [.init("put it in backticks", edits: [.init(range: range, replacement: "`\(value)`")])]
            }
            report(
                .unquotedArgument, "'\(value)' is not a string; arguments stand in backticks or double quotes", range,
                fixIts: fixIts)
        }
    }

    private func argumentRange(from start: RuleToken) -> SourceRange {
        start.range.union(tokens[max(next - 1, 0)].range)
    }

    /// Goes to the `,` or `)` that ends this argument, at least one token on.
    private mutating func skipToSeparator() {
        var isFirst = true
        while true {
            switch current.kind {
            case .comma, .rightParenthesis, .end: return
            case .leftParenthesis: skipParenthesized()
            case .and, .or:
                // ``Host(a || Host(`b`)``: the parenthesis is what is missing.
                if !isFirst, isStartOfCall(1) { return }
                advance()
            default: advance()
            }
            isFirst = false
        }
    }
}
