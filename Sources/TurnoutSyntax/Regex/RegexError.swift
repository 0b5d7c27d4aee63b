/// Why a pattern is refused.
public struct RegexError: Error, Hashable, Sendable {
    /// One of the identifiers below, all of which start with `regex-`.
    public var id: Diagnostic.ID
    /// What was found and what was expected, in one sentence without a final stop.
    public var message: String
    /// The place in the pattern, in bytes.
    public var range: SourceRange
    /// The text at `range`, repaired where it isn't valid UTF-8 and cut when it is long.
    public var construct: String
    /// A way out, where there is one.
    public var hint: String?

    public init(id: Diagnostic.ID, message: String, range: SourceRange, construct: String, hint: String? = nil) {
        self.id = id
        self.message = message
        self.range = range
        self.construct = construct
        self.hint = hint
    }
}

extension Diagnostic.ID {
    /// A byte that isn't part of valid UTF-8.
    public static let regexInvalidUTF8 = Self(rawValue: "regex-invalid-utf8")
    /// `(a`
    public static let regexMissingParenthesis = Self(rawValue: "regex-missing-parenthesis")
    /// `a)`
    public static let regexUnexpectedParenthesis = Self(rawValue: "regex-unexpected-parenthesis")
    /// `[a`
    public static let regexMissingBracket = Self(rawValue: "regex-missing-bracket")
    /// `*a`
    public static let regexNothingToRepeat = Self(rawValue: "regex-nothing-to-repeat")
    /// `a**`, and the possessive `a*+`
    public static let regexNestedRepeat = Self(rawValue: "regex-nested-repeat")
    /// `a{1001}`, `(a{50}){50}` and `a{2,1}`
    public static let regexRepeatCount = Self(rawValue: "regex-repeat-count")
    /// `[z-a]`
    public static let regexReversedRange = Self(rawValue: "regex-reversed-range")
    /// `\p{Foo}` and `[[:foo:]]`
    public static let regexUnknownClass = Self(rawValue: "regex-unknown-class")
    /// `\q`, `\Z`, `\x{110000}`
    public static let regexUnknownEscape = Self(rawValue: "regex-unknown-escape")
    /// `\1`, `(?P=name)` and `\k<name>`
    public static let regexBackreference = Self(rawValue: "regex-backreference")
    /// `(?=a)`, `(?!a)`, `(?<=a)` and `(?<!a)`
    public static let regexLookaround = Self(rawValue: "regex-lookaround")
    /// `(?x)`, `(?>a)`, `(?#a)`
    public static let regexUnknownGroup = Self(rawValue: "regex-unknown-group")
    /// `(?P<a-b>c)`
    public static let regexInvalidGroupName = Self(rawValue: "regex-invalid-group-name")
    /// `a\` at the end
    public static let regexTrailingBackslash = Self(rawValue: "regex-trailing-backslash")
    /// More than ``RegexLimits/maximumDepth`` or ``RegexLimits/maximumOpenGroups``.
    public static let regexTooDeep = Self(rawValue: "regex-too-deep")
    /// More than ``RegexLimits/maximumSize`` or ``RegexLimits/maximumPositions``.
    public static let regexTooLarge = Self(rawValue: "regex-too-large")
    /// More than ``RegexLimits/maximumRanges``.
    public static let regexTooManyRanges = Self(rawValue: "regex-too-many-ranges")
}
