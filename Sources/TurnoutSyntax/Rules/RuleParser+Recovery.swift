/// What stands in the place of an operator and is none.
extension RuleParser {
    /// A line break after an operand ends the rule; only white space and comments may follow.
    mutating func parseLineBreak(_ token: RuleToken) -> Step {
        advance()
        if case .end = current.kind { return .sameState }
        if levels.count > 1, case .rightParenthesis = current.kind {
            report(
                .lineBreakEndsExpression, "a line break may not stand before this ')'", current.range,
                notes: [.init("as in Go, a line break after a ')' ends the expression")],
                fixIts: [removal(of: token)].compactMap { $0 })
            return .sameState
        }
        switch current.kind {
        case .and, .or:
            let name = text(current.range)
            var fixIts: [Diagnostic.FixIt] = []
            if text(token.range) == "\n" {
                let place = token.range.lowerBound
                let edits = [
                    Diagnostic.FixIt.Edit(range: SourceRange(place, place), replacement: " " + name),
                    Diagnostic.FixIt.Edit(range: current.range, replacement: ""),
                ]
                fixIts = [.init("move '\(name)' to the end of the line before", edits: edits)]
            }
            report(
                .lineBreakEndsExpression, "a line may not start with '\(name)'", current.range,
                notes: [.init("as in Go, a line break after a ')' ends the expression")], fixIts: fixIts)
            return .sameState
        default:
            report(
                .lineBreakEndsExpression, "expected the end of the rule, found '\(text(current.range))'", current.range,
                notes: [.init("the rule ended with the line break before", range: token.range)])
            if current.isOperand { return .operand }
            if case .leftParenthesis = current.kind { return .operand }
            if case .not = current.kind { return .operand }
            return .sameState
        }
    }

    private func removal(of lineBreak: RuleToken) -> Diagnostic.FixIt? {
        guard text(lineBreak.range) == "\n" else { return nil }
        return .init("join the lines", edits: [.init(range: lineBreak.range, replacement: " ")])
    }

    /// Something stands where `&&`, `||` or the end belongs: reports it and takes it for the likeliest operator.
    mutating func recoverOperator(_ token: RuleToken) -> Step {
        let found = text(token.range)
        switch token.kind {
        case .string where isTainted(token):
            // A stray quote has swallowed the rest of the rule or line.
            advance()
            return .sameState
        case .identifier:
            let operators = ["and": "&&", "or": "||"]
            guard let meant = operators[found.lowercased()] else { break }
            advance()
            report(
                .unsupportedOperator, "expected '&&', '||' or the end of the rule, found '\(found)'", token.range,
                fixIts: [.init("use '\(meant)'", edits: [.init(range: token.range, replacement: meant)])])
            if meant == "||" { closeFactors() }
            return .operand
        case .other where found == "&" || found == "|":
            advance()
            var fixIts: [Diagnostic.FixIt] = []
            if case .end = current.kind {
                fixIts = [.init("remove it", edits: [.init(range: token.range, replacement: "")])]
            } else {
                fixIts = [
                    .init("use '\(found)\(found)'", edits: [.init(range: token.range, replacement: found + found)])
                ]
            }
            report(.unsupportedOperator, "operator '\(found)' is not supported", token.range, fixIts: fixIts)
            if case .end = current.kind { return .sameState }
            if found == "|" { closeFactors() }
            return .operand
        case .leftParenthesis:
            if case .string = self.token(1).kind {
                report(.unexpectedToken, "what a call returns can't be called", token.range)
                skipParenthesized()
                return .sameState
            }
        case .other where found == "." || found == "[" || found == "{":
            report(.unexpectedToken, "expected '&&', '||' or the end of the rule, found '\(found)'", token.range)
            skipToOperator()
            return .sameState
        case .other, .comma, .semicolon, .ellipsis:
            advance()
            var fixIts: [Diagnostic.FixIt] = []
            var continues = true
            switch current.kind {
            case .end:
                continues = false
                fixIts = [.init("remove it", edits: [.init(range: token.range, replacement: "")])]
            case .rightParenthesis: continues = false
            default:
                if case .comma = token.kind {
                    fixIts = [.init("use '||'", edits: [.init(range: token.range, replacement: " ||")])]
                }
            }
            report(
                .unsupportedOperator, "expected '&&', '||' or the end of the rule, found '\(found)'", token.range,
                fixIts: fixIts)
            return continues ? .operand : .sameState
        default: break
        }
        report(.missingOperator, "expected '&&', '||' or the end of the rule, found '\(found)'", token.range)
        return .operand
    }

    /// Goes to the next `&&`, `||` or closing parenthesis of this level.
    private mutating func skipToOperator() {
        while true {
            switch current.kind {
            case .and, .or, .rightParenthesis, .end: return
            case .leftParenthesis: skipParenthesized()
            default: advance()
            }
        }
    }

    /// Skips a `(` and everything to its `)`.
    mutating func skipParenthesized() {
        var depth = 0
        while true {
            switch current.kind {
            case .leftParenthesis: depth += 1
            case .rightParenthesis: depth -= 1
            case .end: return
            default: break
            }
            advance()
            if depth <= 0 { return }
        }
    }
}
