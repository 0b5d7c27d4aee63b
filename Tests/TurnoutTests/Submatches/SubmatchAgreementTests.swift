import Testing
import Turnout
import TurnoutAutomata
import TurnoutSyntax

/// Two engines, one question: whether a text contains a match.
@Suite("Submatches agree with the automata")
struct SubmatchAgreementTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) | (state << 31)
        }

        mutating func pick<Element>(_ choices: [Element]) -> Element {
            choices[Int.random(in: 0..<choices.count, using: &self)]
        }

        mutating func pattern(depth: Int) -> String {
            (0..<pick([1, 1, 1, 2, 2, 3])).map { _ in sequence(depth: depth) }.joined(separator: "|")
        }

        private mutating func sequence(depth: Int) -> String {
            let quantifiers = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?", "{2,}", "{0}"]
            return (0..<pick([0, 1, 2, 2, 3])).map { _ in atom(depth: depth) + pick(quantifiers) }.joined()
        }

        private mutating func atom(depth: Int) -> String {
            if depth > 0, Bool.random(using: &self) {
                return pick(["(", "(?:", "(?U:", "(?i:", "(?s:", "(?m:"]) + pattern(depth: depth - 1) + ")"
            }
            return pick([
                "a", "b", "[ab]", "[^a]", ".", "é", "[à-ÿ]", "\u{FFFD}", "(?i:k)", #"\w"#, #"\b"#, #"\B"#, "^", "$",
                "/",
                #"\P{Ll}"#, #"[\x{80}-\x{10FFFF}]"#, #"\Qa.\E"#,
            ])
        }

        mutating func text() -> [UInt8] {
            let pieces: [[UInt8]] = [
                [0x61], [0x61], [0x62], [0x0A], [0x2F], [0x4B], [0xC3, 0xA9], [0xC3], [0xA9], [0xE2, 0x84, 0xAA],
                [0xE2, 0x84],
                [0xFF], [0xF0, 0x9F, 0x98, 0x80], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBD],
            ]
            return (0..<pick([0, 1, 2, 3, 5, 8])).flatMap { _ in pick(pieces) }
        }
    }

    @Test("both find a match or neither does", arguments: 0..<20)
    func agreement(seed: UInt64) throws {
        var generator = Generator(state: seed &* 977 &+ 5)
        var hits = 0
        var misses = 0
        for _ in 0..<100 {
            let pattern = generator.pattern(depth: 3)
            let automaton = PositionAutomaton(try RegexParser.parse(Array(pattern.utf8)))
            let expression = try SubmatchExpression(pattern)
            for _ in 0..<8 {
                let text = generator.text()
                let match = try expression.firstMatch(in: text)
                #expect((match != nil) == automaton.matches(text), "seed \(seed): \(pattern) in \(text)")
                if match == nil { misses += 1 } else { hits += 1 }
            }
        }
        #expect(hits > 50 && misses > 50)
    }
}
