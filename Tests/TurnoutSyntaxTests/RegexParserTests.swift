import Testing

@testable import TurnoutSyntax

@Suite struct RegexParserTests {
    static func tree(_ pattern: String) throws -> RegexNode {
        try RegexParser.parse(Array(pattern.utf8)).root
    }

    static func one(_ character: Unicode.Scalar) -> RegexNode {
        .characters(CharacterSet(character.value))
    }

    static let a = one("a")
    static let b = one("b")
    static let c = one("c")
    static let d = one("d")

    @Test(
        "groups leave no trace, and lists are flat",
        arguments: [
            ("", .empty),
            ("a", a),
            ("(a)", a),
            ("(?:a)(?P<n>b)(?<n>c)", .concatenation([a, b, c])),
            ("a(b(c(d)))", .concatenation([a, b, c, d])),
            ("((ab)c)d", .concatenation([a, b, c, d])),
            ("a(?:)b", .concatenation([a, b])),
            ("(?:)", .empty),
            ("a|b|c", .alternation([a, b, c])),
            ("a|(?:b|(c|d))", .alternation([a, b, c, d])),
            ("((a|b)|c)|d", .alternation([a, b, c, d])),
            ("|a", .alternation([.empty, a])),
            ("a||b", .alternation([a, .empty, b])),
            ("a(b|c)d", .concatenation([a, .alternation([b, c]), d])),
            ("(a|b)(c|d)", .concatenation([.alternation([a, b]), .alternation([c, d])])),
            ("(a|b)(?:|c)", .concatenation([.alternation([a, b]), .alternation([.empty, c])])),
            ("(a|b)(?:)(?:c)", .concatenation([.alternation([a, b]), c])),
            ("(?:a(b|c))d", .concatenation([a, .alternation([b, c]), d])),
            ("(a|b)()|c", .alternation([a, b, c])),
        ] as [(String, RegexNode)])
    func shapes(pattern: String, expected: RegexNode) throws {
        #expect(try Self.tree(pattern) == expected)
    }

    @Test(
        "a quantifier repeats the last atom",
        arguments: [
            ("ab*", .concatenation([a, .repetition(b, minimum: 0, maximum: nil)])),
            ("(?:ab)+?c", .concatenation([.repetition(.concatenation([a, b]), minimum: 1, maximum: nil), c])),
            ("(a|b)?", .repetition(.alternation([a, b]), minimum: 0, maximum: 1)),
            ("a(b|c)*", .concatenation([a, .repetition(.alternation([b, c]), minimum: 0, maximum: nil)])),
            ("(?:a|b)(?:)*", .alternation([a, b])),
            ("a{2}", .repetition(a, minimum: 2, maximum: 2)),
            ("a{2,}", .repetition(a, minimum: 2, maximum: nil)),
            ("a{2,3}?", .repetition(a, minimum: 2, maximum: 3)),
            ("a{0}", .repetition(a, minimum: 0, maximum: 0)),
            ("(?:a|b){1}|c", .alternation([a, b, c])),
            ("(?:ab){1,1}c", .concatenation([a, b, c])),
            ("a(?i)*", .repetition(a, minimum: 0, maximum: nil)),
            ("\\Qab\\E*", .concatenation([a, .repetition(b, minimum: 0, maximum: nil)])),
            ("(?:){3}", .empty),
            ("^*", .repetition(.assertion(.textStart), minimum: 0, maximum: nil)),
            ("a{,2}", .concatenation([a, one("{"), one(","), one("2"), one("}")])),
            ("{2", .concatenation([one("{"), one("2")])),
        ] as [(String, RegexNode)])
    func quantifiers(pattern: String, expected: RegexNode) throws {
        #expect(try Self.tree(pattern) == expected)
    }

    @Test(
        "flags apply from where they stand to the end of their group",
        arguments: [
            ("^$", .concatenation([.assertion(.textStart), .assertion(.textEnd)])),
            ("(?m)^$", .concatenation([.assertion(.lineStart), .assertion(.lineEnd)])),
            ("(?:(?m)^)$", .concatenation([.assertion(.lineStart), .assertion(.textEnd)])),
            ("(?m:^)^", .concatenation([.assertion(.lineStart), .assertion(.textStart)])),
            ("(?m)(?-m)^", .assertion(.textStart)),
            ("(?m)(?i-m:^)", .assertion(.textStart)),
            ("(?s).", .characters(.all)),
            (".", .characters(.allButLineFeed)),
            ("(?s-s:.)", .characters(.allButLineFeed)),
            ("(?:a|(?s)b|.)", .alternation([a, b, .characters(.all)])),
            (
                "\\A\\z\\b\\B",
                .concatenation([
                    .assertion(.textStart), .assertion(.textEnd), .assertion(.wordBoundary),
                    .assertion(.notWordBoundary),
                ])
            ),
        ] as [(String, RegexNode)])
    func flags(pattern: String, expected: RegexNode) throws {
        #expect(try Self.tree(pattern) == expected)
    }

    @Test("case folding covers whole orbits and comes before negation")
    func folding() throws {
        func set(_ pattern: String) throws -> CharacterSet {
            guard case .characters(let set) = try Self.tree(pattern) else { return CharacterSet([]) }
            return set
        }
        let kelvin = CharacterSet([.init(0x4B, 0x4B), .init(0x6B, 0x6B), .init(0x212A, 0x212A)])
        for pattern in ["(?i)k", "(?i)K", "(?i)\\x{212A}", "(?i)[k]", "(?i)\\Qk"] {
            #expect(try set(pattern) == kelvin, "\(pattern)")
        }
        #expect(try set("(?i)[^k]") == kelvin.negated())
        #expect(try set("(?i)s").contains(0x17F))
        #expect(try !set("(?i)\\W").contains(0x17F))
        #expect(try set("\\W").contains(0x17F))
        #expect(try set("(?i)\\p{Lu}").contains(0x61))
        // Go has no table for this one.
        #expect(try set("(?i)\\p{L}").contains(0x345) && !set("(?i)[\\p{LC}]").contains(0x345))
        #expect(try set("(?i)[\\p{LC}ι]").contains(0x345))
    }

    @Test("a set that a pattern asks for again shares the storage of the first")
    func sharing() throws {
        guard case .concatenation(let parts) = try Self.tree("\\pL\\pL"), case .characters(let first) = parts[0],
            case .characters(let second) = parts[1]
        else {
            Issue.record("not two sets")
            return
        }
        let addresses = [first, second].map { set in
            set.ranges.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
        }
        #expect(addresses[0] == addresses[1])
        #expect(first.ranges.count > 600)
    }
}
