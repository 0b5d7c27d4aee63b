import Foundation
import Testing
import TurnoutSyntax

@Suite struct RegexLimitTests {
    static func id(_ pattern: String, _ adjust: (inout RegexLimits) -> Void = { _ in }) -> Diagnostic.ID? {
        var limits = RegexLimits()
        adjust(&limits)
        return RegexErrorTests.error(Array(pattern.utf8), limits: limits)?.id
    }

    static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test("a tree may be as high as the limit")
    func depth() {
        let nested = { (depth: Int) in Self.repeated("(", depth - 1) + "a" + Self.repeated(")", depth - 1) }
        #expect(Self.id(nested(1000)) == nil)
        #expect(Self.id(nested(1001)) == .regexTooDeep)
        #expect(Self.id(nested(5)) { $0.maximumDepth = 5 } == nil)
        #expect(Self.id(nested(6)) { $0.maximumDepth = 5 } == .regexTooDeep)
        // Groups that don't capture are no levels.
        #expect(Self.id(Self.repeated("(?:", 5000) + "a" + Self.repeated(")", 5000)) == nil)
    }

    @Test("counts may multiply up to the limit")
    func repeats() {
        #expect(Self.id("a{1000}") == nil)
        #expect(Self.id("a{1001}") == .regexRepeatCount)
        #expect(Self.id("(a{20}){50}") == nil)
        #expect(Self.id("(a{20}){51}") == .regexRepeatCount)
        #expect(Self.id("a{7}") { $0.maximumRepeat = 7 } == nil)
        #expect(Self.id("a{8}") { $0.maximumRepeat = 7 } == .regexRepeatCount)
    }

    @Test("positions are counted after repetitions are written out")
    func positions() {
        #expect(Self.id("(?:ab?){3}") { $0.maximumPositions = 6 } == nil)
        #expect(Self.id("(?:ab?){3}") { $0.maximumPositions = 5 } == .regexTooLarge)
        #expect(Self.id("a|b|c") { $0.maximumPositions = 3 } == nil)
        #expect(Self.id("a|b|c") { $0.maximumPositions = 2 } == .regexTooLarge)
        #expect(Self.id("(?:abc){0}") { $0.maximumPositions = 3 } == nil)
        #expect(Self.id(Self.repeated("a{1000}", 1000)) == nil)
        #expect(Self.id(Self.repeated("a{1000}", 1000) + "a") == .regexTooLarge)
    }

    @Test("the size is that of Go's program")
    func size() {
        #expect(Self.id("(?:a?){10}") { $0.maximumSize = 20 } == nil)
        #expect(Self.id("(?:a?){10}") { $0.maximumSize = 19 } == .regexTooLarge)
    }

    @Test("ranges are counted over the whole pattern")
    func ranges() {
        #expect(Self.id("[ac][ac]") { $0.maximumRanges = 4 } == nil)
        #expect(Self.id("[ac][ac]") { $0.maximumRanges = 3 } == .regexTooManyRanges)
    }

    @Test("groups of any kind may be open up to the limit")
    func openGroups() {
        #expect(Self.id("(?:(?:a)(?:b))") { $0.maximumOpenGroups = 2 } == nil)
        #expect(Self.id("(?:(?:a)(?:b))") { $0.maximumOpenGroups = 1 } == .regexTooDeep)
    }

    /// 64 KiB each.
    static let hostilePatterns: [String] = {
        let size = 65_536
        let units = [
            "(", "(?:", "(a", "(?:a", "(?:a|", "(?:|", "a(?:", ")", "[", "[[:", "[^]", "\\", "\\Q", "|", "*", "a*",
            "^", "a{1000}", "(?i)", "(?i:", "(?i)\\pL", "\\pL", "[\\pL]", "[^\\PL0-9]", "\\p{^Greek}",
            "[\\pL\\pN\\pP", "(?P<n>", "\\x{10FFFF}", "k|", "(?i)k|", "é", "{", "{1,", "(?:a{0}|", "()", "(?:)",
            "(?:|a)", "(?:a|b)(?:)",
        ]
        var patterns = units.map { String(repeating: $0, count: size / $0.utf8.count) }
        for (open, body, close) in [
            ("(?:", "a", ")"), ("(?:a", "b", ")"), ("(?:a|", "b", ")"), ("(?:", "a", "|b)"),
            ("(?:a|", "b", "(?:))"), ("(?:", "a", "b)"), ("(?:a|", "b", "x{0})"), ("a|(?:", "b", "){1}"),
            ("(?:", "a", ")(?i)"), ("(?:a|b|", "c", "|d)"),
        ] {
            let count = size / (open.utf8.count + close.utf8.count)
            patterns.append(String(repeating: open, count: count) + body + String(repeating: close, count: count))
        }
        for (open, close) in [("(", ")"), ("(?:", ")*"), ("(?:a", ")?"), ("(a|", ")"), ("(?:a", "|b)+")] {
            patterns.append(String(repeating: open, count: 480) + "a" + String(repeating: close, count: 480))
        }
        return patterns
    }()

    @Test(
        "hostile patterns end in a tree or an error on a thread of 512 KiB, and the tree can be used there",
        .timeLimit(.minutes(2)))
    func hostile() async {
        let problems = await withCheckedContinuation { continuation in
            let thread = Thread {
                var problems: [String] = []
                for pattern in Self.hostilePatterns {
                    guard let parsed = try? RegexParser.parse(Array(pattern.utf8)) else { continue }
                    if let problem = RegexTreeShape.problem(in: parsed.root) {
                        problems.append("\(pattern.prefix(20)): \(problem)")
                    }
                    // Hashing and comparing recurse, and so does the end of the tree's life.
                    if parsed.root != (try? RegexParser.parse(parsed.text).root) || parsed.root.hashValue == 0 {
                        problems.append("\(pattern.prefix(20)): two parses differ")
                    }
                }
                continuation.resume(returning: problems)
            }
            thread.stackSize = 512 * 1024
            thread.start()
        }
        #expect(problems == [])
    }
}
