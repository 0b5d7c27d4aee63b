import Testing
import Turnout
import TurnoutAutomata
import TurnoutSyntax

/// What follows from the documentation of Go's `regexp` and `regexp/syntax`.
@Suite("Submatches")
struct SubmatchExpressionTests {
    @Test(
        "the first match and its groups are those of a backtracking search",
        arguments: [
            // Leftmost first, then the branch and the repetition that are preferred.
            ("a+", "baaab", "1-4"),
            ("a+?", "baaab", "1-2"),
            ("a|ab", "ab", "0-1"),
            ("ab|a", "ab", "0-2"),
            ("(a|ab)(c|bcd)(d*)", "abcd", "0-4 0-1 1-4 4-4"),
            ("(a+)(b+)", "xaabbb", "1-6 1-3 3-6"),
            ("(a*?)(a*)", "aaa", "0-3 0-0 0-3"),
            ("(?U)(a*)(a*?)", "aaa", "0-3 0-0 0-3"),
            ("a{2,3}", "aaaa", "0-3"),
            ("a{2,3}?", "aaaa", "0-2"),
            ("(a{2,}?)(a*)", "aaaa", "0-4 0-2 2-4"),
            ("x", "aaa", nil),
            ("", "abc", "0-0"),
            // A group that repeats holds its last round; one that took no part holds nothing.
            ("(?:(a)|b)*", "ab", "0-2 0-1"),
            ("(a|b)*", "abab", "0-4 3-4"),
            ("(a)|(b)", "b", "0-1 - 0-1"),
            ("(a)?b", "b", "0-1 -"),
            ("(a){0}b", "b", "0-1 -"),
            ("((a)(b)?)+", "aba", "0-3 2-3 2-3 1-2"),
            ("(a(b)){2}", "abab", "0-4 2-4 3-4"),
            // A round that consumes nothing ends the loop.
            ("(|a)*", "aa", "0-0 0-0"),
            ("(|a)+", "aa", "0-0 0-0"),
            ("(a*)*", "aa", "0-2 0-2"),
            ("(a*)+", "aa", "0-2 0-2"),
            ("(a*)*", "b", "0-0 0-0"),
            ("(a*?)*?b", "aab", "0-3 0-2"),
            ("(?:)*(a)", "a", "0-1 0-1"),
            (#"\Q\E(a)*\Q\E*"#, "aa", "0-2 1-2"),
            ("(?:a{0})*b", "b", "0-1"),
            // Positions.
            ("^b", "ab", nil),
            ("(?m)^b", "a\nb", "2-3"),
            ("a$", "a\n", nil),
            ("(?m)a$", "a\n", "0-1"),
            (#"\bb"#, "ab b", "3-4"),
            (#"\Bb"#, "b ab", "3-4"),
            (#"\b"#, "é", nil),
            ("(^|/)b", "ab/b", "2-4 2-3"),
            ("(?i)(k)", "\u{212A}", "0-3 0-3"),
            ("(.)(.)", "é日", "0-5 0-2 2-5"),
            ("(?P<x>a)(?<y>b)(?:c)(d)", "abcd", "0-4 0-1 1-2 3-4"),
        ] as [(String, String, String?)])
    func firstMatch(pattern: String, text: String, expected: String?) throws {
        #expect(try described(pattern, Array(text.utf8)) == expected)
    }

    @Test("a byte that isn't part of a character counts as one U+FFFD")
    func brokenUTF8() throws {
        #expect(try described("(.)(.)(.)", [0xC3, 0xE2, 0x82]) == "0-3 0-1 1-2 2-3")
        #expect(try described("\u{FFFD}+", [0x61, 0xFF, 0xEF, 0xBF, 0xBD, 0x62]) == "1-5")
        #expect(try described("[^a]", [0xF0, 0x9F, 0x98]) == "0-1")
    }

    @Test(
        "every match is replaced, an empty one behind another left out",
        arguments: [
            ("a", "x", "banana", "bxnxnx"),
            ("a*", "x", "baaac", "xbxcx"),
            ("a*", "-", "", "-"),
            ("", "-", "abc", "-a-b-c-"),
            ("", "-", "é", "-é-"),
            ("b*", "-", "abc", "-a-c-"),
            ("^", "/", "ab", "/ab"),
            ("$", "/", "ab", "ab/"),
            (#"\b"#, "|", "ab cd", "|ab| |cd|"),
            ("x", "y", "ab", "ab"),
            ("(a+)(b)?", "<$1,$2>", "aab a", "<aa,b> <a,>"),
            ("a", "$$1", "a", "$1"),
            ("(a)", "$1x", "a", ""),
            ("(a)", "${1}x", "a", "ax"),
            ("(?P<n>a)", "$n-${n}", "a", "a-a"),
            ("(?P<n>a)", "$nn", "a", ""),
            ("(?P<n>a)", "$né", "a", ""),
            ("(?P<n>a)|(?P<n>b)", "[$n]", "ab", "[a][b]"),
            ("(a)", "$2$9${x}", "a", ""),
            ("(a)", "$01", "a", ""),
            ("(?P<01>a)", "$01", "a", "a"),
            ("(a)", "$ $-${ ${} ${1", "a", "$ $-${ ${} ${1"),
            ("(a)", "$", "a", "$"),
            ("(a)", "$0$0", "a", "aa"),
            ("(.*)", "$1", "abc", "abc"),
            ("^http://(.*)$", "https://$1", "http://h/é?x=$1", "https://h/é?x=$1"),
            ("/+", "/", "//a///b/", "/a/b/"),
        ] as [(String, String, String, String)])
    func replacement(pattern: String, template: String, text: String, expected: String) throws {
        let expression = try SubmatchExpression(pattern)
        let replaced = try expression.replacingAll(
            in: Array(text.utf8), with: ReplacementTemplate(template, for: expression))
        #expect(String(decoding: replaced, as: UTF8.self) == expected)
    }

    @Test("a pattern is refused for the reason that routing gives")
    func refusal() {
        #expect(throws: RegexError.self) { try SubmatchExpression("(a") }
        #expect { try SubmatchExpression("a(?=b)") } throws: { ($0 as? RegexError)?.id == .regexLookaround }
    }

    @Test("a program larger than the limit is refused, also where a repetition makes it so")
    func programLimit() {
        let large = String(repeating: "[ab]{1000}", count: 900)
        #expect((try? SubmatchExpression(large)) != nil)
        let larger = String(repeating: "(?:[ab]|cd){0,250}", count: 900)
        #expect { try SubmatchExpression(larger) } throws: { ($0 as? RegexError)?.id == .regexTooLarge }
    }

    @Test("a text that takes more memory than the limit is refused, and one below it is searched")
    func textLimit() throws {
        let expression = try SubmatchExpression(String(repeating: "a?", count: 1000))
        let rows = SubmatchSearch.maximumMemoBits / 1000
        #expect(throws: SubmatchExpression.TextTooLong.self) {
            _ = try expression.firstMatch(in: Array(repeating: 0x62, count: rows + 1))
        }
        #expect(try expression.firstMatch(in: Array(repeating: 0x62, count: 1000)) == [0..<0])
        let choices = try SubmatchExpression("(?:a|b)*?c|(?:a|b)*")
        #expect(throws: SubmatchExpression.TextTooLong.self) {
            _ = try choices.firstMatch(in: Array(repeating: 0x61, count: SubmatchSearch.maximumJobs))
        }
    }

    @Test("patterns that take others exponential or quadratic time are done at once")
    func hostilePatterns() throws {
        let expression = try SubmatchExpression("(?:a*)*(?:a|aa)+b")
        #expect(try expression.firstMatch(in: Array(repeating: 0x61, count: 5000)) == nil)
        let many = try SubmatchExpression("a.*b|a")
        let text = [UInt8](repeating: 0x61, count: 200_000)
        let replaced = try many.replacingAll(in: text, with: ReplacementTemplate("c", for: many))
        #expect(replaced == Array(repeating: 0x63, count: 200_000))
    }

    private func described(_ pattern: String, _ text: [UInt8]) throws -> String? {
        try SubmatchExpression(pattern).firstMatch(in: text)?.map { range in
            range.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "-"
        }.joined(separator: " ")
    }
}
