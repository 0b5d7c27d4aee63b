/// One matcher with its arguments, as in ``Host(`example.com`)``.
///
/// Two are equal when matcher and argument values are.
///
/// The contents are shared, so that a copy is one word: whatever walks an expression recursively keeps
/// small frames, and a rule at the depth limit fits a small stack.
public struct MatcherCall: Sendable {
    private let contents: Contents

    private final class Contents: Sendable {
        let matcher: Matcher
        let name: String
        let nameRange: SourceRange
        let arguments: [StringArgument]
        let range: SourceRange
        let formula: Formula

        init(
            _ matcher: Matcher, _ name: String, _ nameRange: SourceRange, _ arguments: [StringArgument],
            _ range: SourceRange, _ formula: Formula
        ) {
            self.matcher = matcher
            self.name = name
            self.nameRange = nameRange
            self.arguments = arguments
            self.range = range
            self.formula = formula
        }
    }

    public init(
        matcher: Matcher, name: String, nameRange: SourceRange, arguments: [StringArgument], range: SourceRange,
        formula: Formula
    ) {
        contents = Contents(matcher, name, nameRange, arguments, range, formula)
    }

    public var matcher: Matcher { contents.matcher }
    /// The name as written: one of the four spellings of ``matcher``.
    public var name: String { contents.name }
    public var nameRange: SourceRange { contents.nameRange }
    /// At least one, none of them empty.
    public var arguments: [StringArgument] { contents.arguments }
    /// From the name to the closing parenthesis.
    public var range: SourceRange { contents.range }
    /// What the call asks of a request.
    public var formula: Formula { contents.formula }
}

extension MatcherCall: Hashable {
    public static func == (left: MatcherCall, right: MatcherCall) -> Bool {
        left.matcher == right.matcher && left.arguments == right.arguments
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(matcher)
        hasher.combine(arguments)
    }
}
