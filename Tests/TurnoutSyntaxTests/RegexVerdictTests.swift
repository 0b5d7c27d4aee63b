import Foundation
import Testing
import TurnoutSyntax

/// Replays what Traefik 3.7.15 said of some thousand patterns; see Tests/Traefik/record_regex.py.
@Suite struct RegexVerdictTests {
    /// A pattern or a text; bytes in hexadecimal where it isn't valid UTF-8.
    struct Text: Decodable {
        let bytes: [UInt8]

        private struct Hexadecimal: Decodable { let bytes: String }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                bytes = Array(text.utf8)
            } else {
                let digits = Array(try Hexadecimal(from: decoder).bytes.utf8)
                bytes = stride(from: 0, to: digits.count, by: 2).map { place in
                    UInt8(String(decoding: digits[place..<(place + 2)], as: UTF8.self), radix: 16)!
                }
            }
        }
    }

    struct Verdict: Decodable {
        let pattern: Text
        let error: String?
        let matching: [Text]?
        let others: [Text]?
    }

    /// Go's classes of error, and what each is called here.
    static let identifiers: [String: Set<Diagnostic.ID>] = [
        "invalid UTF-8": [.regexInvalidUTF8],
        "missing closing )": [.regexMissingParenthesis],
        "unexpected )": [.regexUnexpectedParenthesis],
        "missing closing ]": [.regexMissingBracket],
        "missing argument to repetition operator": [.regexNothingToRepeat],
        "invalid nested repetition operator": [.regexNestedRepeat],
        "invalid repeat count": [.regexRepeatCount],
        "invalid character class range": [.regexReversedRange, .regexUnknownClass],
        "invalid escape sequence": [.regexUnknownEscape, .regexBackreference],
        "invalid or unsupported Perl syntax": [.regexLookaround, .regexUnknownGroup, .regexBackreference],
        "invalid named capture": [.regexInvalidGroupName, .regexLookaround],
        "trailing backslash at end of expression": [.regexTrailingBackslash],
        "expression nests too deeply": [.regexTooDeep],
        "expression too large": [.regexTooLarge],
    ]

    /// Traefik has no limit of its own on positions; all else is the default.
    static var limits: RegexLimits {
        var limits = RegexLimits()
        limits.maximumPositions = limits.maximumSize
        return limits
    }

    static func verdicts() throws -> [Verdict] {
        let file = URL(filePath: #filePath)
            .appending(path: "../../../fixtures/regex/traefik-verdicts.jsonl").standardized
        let decoder = JSONDecoder()
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { line in
            try decoder.decode(Verdict.self, from: line)
        }
    }

    @Test("the patterns that Traefik accepts are accepted and those it refuses are refused, for the same reason")
    func acceptance() throws {
        var refused = 0
        let verdicts = try Self.verdicts()
        for verdict in verdicts {
            let shown = String(decoding: verdict.pattern.bytes.prefix(200), as: UTF8.self)
            do {
                let pattern = try RegexParser.parse(verdict.pattern.bytes, limits: Self.limits)
                #expect(RegexTreeShape.problem(in: pattern.root) == nil, "\(shown)")
                #expect(verdict.error == nil, "\(shown) should be refused: \(verdict.error ?? "")")
            } catch {
                refused += 1
                let expected = verdict.error.flatMap { Self.identifiers[$0] } ?? []
                #expect(
                    expected.contains(error.id),
                    "\(shown): \(error.id.rawValue) at \(error.range), Traefik says \(verdict.error ?? "nothing")")
            }
        }
        #expect(verdicts.count > 2000 && refused > 500, "the fixture is too small to prove anything")
    }

    @Test("a pattern matches the texts that it matches in Traefik")
    func matching() throws {
        var hits = 0
        var misses = 0
        for verdict in try Self.verdicts() {
            guard let matching = verdict.matching, let others = verdict.others else { continue }
            guard let pattern = try? RegexParser.parse(verdict.pattern.bytes, limits: Self.limits) else { continue }
            // The reference matcher is recursive, and a thread of a test has little stack.
            guard verdict.pattern.bytes.count < 2000 else { continue }
            let shown = String(decoding: verdict.pattern.bytes, as: UTF8.self)
            for text in matching {
                hits += 1
                #expect(
                    RegexReferenceMatcher(text.bytes).contains(pattern.root),
                    "\(shown) should match \(String(decoding: text.bytes, as: UTF8.self)) \(text.bytes)")
            }
            for text in others {
                misses += 1
                #expect(
                    !RegexReferenceMatcher(text.bytes).contains(pattern.root),
                    "\(shown) should not match \(String(decoding: text.bytes, as: UTF8.self)) \(text.bytes)")
            }
        }
        #expect(hits > 10_000 && misses > 10_000, "the fixture is too small to prove anything")
    }
}
