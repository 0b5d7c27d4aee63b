/// A token of a rule: the subset of Go's tokens that a rule can hold, and everything else as `other`.
struct RuleToken {
    enum Kind {
        case identifier
        /// A raw or interpreted string with its decoded value.
        case string(StringArgument)
        /// Text between single quotes, which no matcher takes.
        case character
        case number
        case and
        case or
        case not
        case leftParenthesis
        case rightParenthesis
        case comma
        case ellipsis
        case semicolon
        /// A line break that ends the expression before it, as Go's automatic semicolon does.
        case lineBreak
        /// An operator or delimiter of Go that rules don't use.
        case other
        /// Something the lexer has reported already.
        case illegal
        case end
    }

    var kind: Kind
    var range: SourceRange

    var isOperand: Bool {
        switch kind {
        case .identifier, .string, .character, .number: true
        default: false
        }
    }
}
