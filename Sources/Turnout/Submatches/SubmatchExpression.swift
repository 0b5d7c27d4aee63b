import TurnoutAutomata
import TurnoutSyntax

/// A regular expression that says where it matches, with the semantics of Go's `regexp`: what rewrites paths and URLs uses
/// it. Routing doesn't: there it only matters whether there is a match, and the automata tell that in less time.
///
/// The dialect is that of `RegexParser`. Of all matches the leftmost is taken, and of those the one that a backtracking search
/// would find first. A byte that isn't part of valid UTF-8 counts as one U+FFFD.
///
/// - Complexity: time and memory are linear in the text times the size of the pattern, for all matches together.
public struct SubmatchExpression: Sendable {
    /// To search the text with this pattern would take more memory than the limit, some 64 MiB: a bit for each byte of the text
    /// and each repetition or end of alternatives in the pattern, counted repetitions written out. With 250 of these a text of
    /// 1 MiB is still searched.
    public struct TextTooLong: Error, Equatable {
        public init() {}
    }

    /// Instructions that a program may have. Past it the pattern is refused as `regex-too-large`.
    public static var maximumInstructions: Int { 1 << 20 }

    /// The name of each group, by its number; nil without one. Number 0 is the whole match.
    let groupNames: [[UInt8]?]
    private let program: SubmatchProgram

    /// - Throws: the first error of the pattern from the left.
    public init(_ pattern: String) throws(RegexError) {
        try self.init(Array(pattern.utf8))
    }

    /// - Throws: the first error of the pattern, which may hold any bytes, from the left.
    public init(_ pattern: [UInt8]) throws(RegexError) {
        let steps = try RegexParser.parseSteps(pattern)
        var builder = SubmatchProgram.Builder(maximumInstructions: Self.maximumInstructions)
        for step in steps.steps { builder.add(step) }
        guard let program = builder.finish() else {
            throw RegexError(
                id: .regexTooLarge,
                message:
                    "with its repetitions written out the pattern needs more than \(Self.maximumInstructions) instructions",
                range: SourceRange(0, pattern.count), construct: String(decoding: pattern.prefix(60), as: UTF8.self),
                hint: "use smaller counts, or '*' and '+'")
        }
        self.program = program
        groupNames = steps.groupNames
    }

    /// The first match: the whole at index 0, then each group by its number, nil where it took no part. Nil if nothing
    /// matches.
    public func firstMatch(in text: [UInt8]) throws(TextTooLong) -> [Range<Int>?]? {
        var search = try Self.search(program, text)
        return try Self.find(&search, from: 0) ? Self.ranges(of: search.slots) : nil
    }

    /// Whether something in the text matches.
    public func matches(_ text: [UInt8]) throws(TextTooLong) -> Bool {
        var search = try Self.search(program, text)
        return try Self.find(&search, from: 0)
    }

    /// `text` with every match replaced, from the left and without overlaps, as Go's `ReplaceAll` does: an empty match right
    /// behind another match is passed over.
    public func replacingAll(in text: [UInt8], with template: ReplacementTemplate) throws(TextTooLong) -> [UInt8] {
        var search = try Self.search(program, text)
        var result: [UInt8] = []
        var lastEnd = 0
        var position = 0
        while position <= text.count, try Self.find(&search, from: position) {
            let match = Self.ranges(of: search.slots)
            guard let whole = match[0] else { preconditionFailure("a match has a place") }
            result += text[lastEnd..<whole.lowerBound]
            if whole.upperBound > lastEnd || whole.lowerBound == 0 {
                template.append(to: &result, match: match, in: text)
            }
            lastEnd = whole.upperBound
            let step = position < text.count ? search.character(at: position).length : 1
            position = max(position + step, whole.upperBound)
        }
        result += text[lastEnd...]
        return result
    }

    private static func search(_ program: SubmatchProgram, _ text: [UInt8]) throws(TextTooLong) -> SubmatchSearch {
        do { return try SubmatchSearch(program, in: text) } catch { throw TextTooLong() }
    }

    private static func find(_ search: inout SubmatchSearch, from position: Int) throws(TextTooLong) -> Bool {
        do { return try search.findNext(from: position) } catch { throw TextTooLong() }
    }

    private static func ranges(of slots: [Int32]) -> [Range<Int>?] {
        (0..<slots.count / 2).map { group -> Range<Int>? in
            let (start, end) = (Int(slots[2 * group]), Int(slots[2 * group + 1]))
            return start < 0 || end < 0 ? nil : start..<end
        }
    }
}

extension SubmatchProgram.Builder {
    mutating func add(_ step: RegexSteps.Step) {
        switch step {
        case .characters(let set): characters(set.ranges.map { $0.first...$0.last })
        case .assertion(let assertion): self.assertion(ContextSet(assertion))
        case .openGroup(let group): openGroup(group)
        case .closeGroup: closeGroup()
        case .alternative: beginAlternative()
        case .repetition(let minimum, let maximum, let isLazy):
            repeatAtom(minimum: minimum, maximum: maximum, isLazy: isLazy)
        }
    }
}
