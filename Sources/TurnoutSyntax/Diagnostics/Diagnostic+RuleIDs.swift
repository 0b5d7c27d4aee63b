/// The identifiers of everything that can be wrong with a rule. They are stable: tools may filter by them.
///
/// Regular expressions bring their own.
extension Diagnostic.ID {
    // Tokens
    public static var illegalCharacter: Self { Self(rawValue: "illegal-character") }
    public static var unterminatedString: Self { Self(rawValue: "unterminated-string") }
    public static var unterminatedComment: Self { Self(rawValue: "unterminated-comment") }
    public static var invalidEscape: Self { Self(rawValue: "invalid-escape") }
    public static var singleQuotes: Self { Self(rawValue: "single-quotes") }

    // Structure
    public static var emptyRule: Self { Self(rawValue: "empty-rule") }
    public static var unexpectedToken: Self { Self(rawValue: "unexpected-token") }
    public static var missingOperand: Self { Self(rawValue: "missing-operand") }
    public static var missingOperator: Self { Self(rawValue: "missing-operator") }
    public static var unsupportedOperator: Self { Self(rawValue: "unsupported-operator") }
    public static var lineBreakEndsExpression: Self { Self(rawValue: "line-break-ends-expression") }
    public static var unmatchedParenthesis: Self { Self(rawValue: "unmatched-parenthesis") }
    public static var bareValue: Self { Self(rawValue: "bare-value") }
    public static var bareName: Self { Self(rawValue: "bare-name") }

    // Calls
    public static var unknownMatcher: Self { Self(rawValue: "unknown-matcher") }
    public static var unclosedCall: Self { Self(rawValue: "unclosed-call") }
    public static var missingComma: Self { Self(rawValue: "missing-comma") }
    public static var missingArgument: Self { Self(rawValue: "missing-argument") }
    public static var emptyArgument: Self { Self(rawValue: "empty-argument") }
    public static var wrongArgumentCount: Self { Self(rawValue: "wrong-argument-count") }
    public static var nestedCall: Self { Self(rawValue: "nested-call") }
    public static var unquotedArgument: Self { Self(rawValue: "unquoted-argument") }

    // Arguments
    public static var nonASCII: Self { Self(rawValue: "non-ascii") }
    public static var pathWithoutSlash: Self { Self(rawValue: "path-without-slash") }
    public static var invalidAddress: Self { Self(rawValue: "invalid-address") }
    public static var invalidHostname: Self { Self(rawValue: "invalid-hostname") }
    public static var reservedProtocol: Self { Self(rawValue: "reserved-protocol") }
    public static var unbalancedBraces: Self { Self(rawValue: "unbalanced-braces") }
    public static var incompleteTemplate: Self { Self(rawValue: "incomplete-template") }
    public static var repeatedVariable: Self { Self(rawValue: "repeated-variable") }

    // Limits
    public static var ruleTooLong: Self { Self(rawValue: "rule-too-long") }
    public static var ruleTooDeep: Self { Self(rawValue: "rule-too-deep") }
    public static var tooManyDiagnostics: Self { Self(rawValue: "too-many-diagnostics") }
}
