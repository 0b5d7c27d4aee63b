import Turnout
import TurnoutSyntax

extension ConfigurationNode {
    /// The text of a node as a regular expression; the empty one if there is no text.
    ///
    /// - Throws: What is wrong with the expression, and at which place.
    func checkedExpression(trimming isTrimmed: Bool = false) throws(MiddlewareFault) -> String {
        let pattern = isTrimmed ? (text ?? "").trimmingBlanks : text ?? ""
        do throws(RegexError) {
            _ = try SubmatchExpression(pattern)
        } catch {
            let hint = error.hint.map { "; \($0)" } ?? ""
            throw MiddlewareFault(
                "has '\(pattern)', which is no regular expression: \(error.message)\(hint)", at: place)
        }
        return pattern
    }

    /// The elements of a list as regular expressions.
    ///
    /// - Throws: What is wrong with the first that is none, and at which place.
    func checkedExpressions(_ key: String) throws(MiddlewareFault) -> [String] {
        var expressions: [String] = []
        for element in self[key]?.elements ?? [] {
            expressions.append(try element.checkedExpression(trimming: true))
        }
        return expressions
    }
}
