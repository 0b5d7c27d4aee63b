import Testing
import TurnoutSyntax

@Suite struct RegexErrorTests {
    /// The error that the pattern gives.
    static func error(_ pattern: [UInt8], limits: RegexLimits = RegexLimits()) -> RegexError? {
        do {
            _ = try RegexParser.parse(pattern, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "an error names the construct and where it is",
        arguments: [
            ("ab(cd", .regexMissingParenthesis, 2, "("),
            ("(a(b)", .regexMissingParenthesis, 0, "("),
            ("ab)", .regexUnexpectedParenthesis, 2, ")"),
            ("a[bc", .regexMissingBracket, 1, "[bc"),
            ("a|*b", .regexNothingToRepeat, 2, "*"),
            ("a**b", .regexNestedRepeat, 1, "**"),
            ("a{2}{3,}?b", .regexNestedRepeat, 1, "{2}{3,}?"),
            ("a*+", .regexNestedRepeat, 1, "*+"),
            ("a{1001}", .regexRepeatCount, 1, "{1001}"),
            ("(a{50}){50}", .regexRepeatCount, 7, "{50}"),
            ("a{3,2}", .regexRepeatCount, 1, "{3,2}"),
            ("x[az-b]", .regexReversedRange, 3, "z-b"),
            ("x\\p{Foo}", .regexUnknownClass, 1, "\\p{Foo}"),
            ("[[:foo:]]", .regexUnknownClass, 1, "[:foo:]"),
            ("a\\Z", .regexUnknownEscape, 1, "\\Z"),
            ("[a-\\d]", .regexUnknownEscape, 3, "\\d"),
            ("\\x{110000}", .regexUnknownEscape, 0, "\\x{110000"),
            ("(a)\\1", .regexBackreference, 3, "\\1"),
            ("(?P=n)", .regexBackreference, 0, "(?P="),
            ("a(?=b)", .regexLookaround, 1, "(?="),
            ("a(?!b)", .regexLookaround, 1, "(?!"),
            ("(?<=b)a", .regexLookaround, 0, "(?<="),
            ("(?<!b)a", .regexLookaround, 0, "(?<!"),
            ("(?x)a", .regexUnknownGroup, 0, "(?x"),
            ("(?>a)", .regexUnknownGroup, 0, "(?>"),
            ("(?P<a-b>c)", .regexInvalidGroupName, 0, "(?P<a-b>"),
            ("ab\\", .regexTrailingBackslash, 2, "\\"),
            ("é(", .regexMissingParenthesis, 2, "("),
        ] as [(String, Diagnostic.ID, Int, String)])
    func constructs(pattern: String, id: Diagnostic.ID, start: Int, construct: String) throws {
        let error = try #require(Self.error(Array(pattern.utf8)))
        #expect(error.id == id)
        #expect(error.construct == construct)
        #expect(error.range == SourceRange(start, start + construct.utf8.count))
        #expect(!error.message.hasSuffix(".") && error.hint?.hasSuffix(".") != true)
    }

    @Test("look-around is told how to write it as a rule")
    func lookaroundHint() {
        #expect(Self.error(Array("(?!a)".utf8))?.hint?.contains("'!'") == true)
    }

    @Test("a byte that isn't valid UTF-8 is refused wherever it stands")
    func invalidUTF8() {
        for pattern: [UInt8] in [
            [0xFF], [0x61, 0xE6, 0x97], [0x5B, 0xFF, 0x5D], [0x5C, 0xFF], Array("\\Q".utf8) + [0xC0, 0x80],
            Array("(?P<".utf8) + [0xFF] + Array(">a)".utf8), Array("\\p{".utf8) + [0xED, 0xA0, 0x80, 0x7D],
        ] {
            #expect(Self.error(pattern)?.id == .regexInvalidUTF8, "\(pattern)")
        }
        #expect(Self.error([0x61, 0xFF])?.range == SourceRange(1, 2))
    }

    @Test("a long construct is shown by its beginning")
    func longConstruct() throws {
        let error = try #require(Self.error(Array("[".utf8) + Array(repeating: UInt8(ascii: "a"), count: 10_000)))
        #expect(error.construct.utf8.count < 100)
        #expect(error.range == SourceRange(0, 10_001))
    }
}
