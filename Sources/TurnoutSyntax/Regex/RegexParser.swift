/// Reads regular expressions in the dialect of Go's `regexp`, the one Traefik compiles.
///
/// The patterns that Go 1.26 accepts are accepted, with its Perl flags: `^` and `$` are the ends of the
/// text unless `(?m)`, `.` excludes the line feed unless `(?s)`, `\d \w \s \b` are ASCII, and `(?i)` is simple
/// folding of Unicode 15.0.0. Go's oddities are included: scripts of several words cannot be named, and `(?i)`
/// leaves `\p{LC}` as it is.
///
/// What differs from Go, all of it far from patterns that people write:
/// - more than a million positions are refused (``RegexLimits/maximumPositions``), where Go allows some three times
///   as many instructions; likewise ``RegexLimits/maximumRanges`` and ``RegexLimits/maximumOpenGroups``;
/// - Go counts a string of plain characters of several megabytes as small;
/// - an alternation with a common prefix that nests about a thousand levels deep may be one level too deep for Go
///   (``NodeMeasure``).
///
/// The tree is built on an explicit stack (``TreeBuilder``), so that neither a pattern's length nor its nesting
/// can exhaust the thread's stack, and the time is linear in the length but for the Unicode classes it names.
///
/// Source: the documentation of Go's `regexp/syntax`, and the verdicts of Traefik 3.7.15 on the patterns in
/// `fixtures/regex/traefik-verdicts.jsonl`.
public enum RegexParser {
    /// The tree of `pattern`, which may hold any bytes.
    ///
    /// - Throws: the first error from the left.
    public static func parse(
        _ pattern: [UInt8], limits: RegexLimits = RegexLimits()
    ) throws(RegexError) -> RegexPattern {
        var parser = PatternParser(pattern, limits: limits)
        return RegexPattern(text: pattern, root: try parser.parse())
    }
}

/// One parse: a position in the pattern, the flags in force there, and the tree so far.
struct PatternParser {
    let pattern: [UInt8]
    let limits: RegexLimits
    var position = 0
    var flags: RegexFlags = []
    var tree: TreeBuilder
    /// What has been read, if the caller wants it beside the tree.
    var steps: RegexSteps?
    /// Ranges of all sets so far, for `maximumRanges`.
    private var rangeCount = 0
    /// No `:]` follows: see `endOfBracketedClass`.
    var hasNoFurtherBracketedClass = false
    /// Decoded Unicode classes and orbits: once for a pattern, however often it names them.
    var classes = UnicodeClassCache()

    init(_ pattern: [UInt8], limits: RegexLimits) {
        self.pattern = pattern
        self.limits = limits.clamped
        self.tree = TreeBuilder(limits: limits)
    }

    mutating func parse() throws(RegexError) -> RegexNode {
        /// Where the quantifier begins that ends right here: a second one may not follow it.
        var quantifierStart: Int?
        while position < pattern.count {
            let start = position
            var isQuantifier = false
            switch pattern[start] {
            case UInt8(ascii: "("):
                try parseGroupOpening()
            case UInt8(ascii: ")"):
                position += 1
                try closeGroup()
            case UInt8(ascii: "|"):
                position += 1
                steps?.append(.alternative)
                let excess = tree.beginAlternative()
                try check(excess, from: start)
            case UInt8(ascii: "^"):
                position += 1
                try append(flags.contains(.multiLine) ? .lineStart : .textStart, from: start)
            case UInt8(ascii: "$"):
                position += 1
                try append(flags.contains(.multiLine) ? .lineEnd : .textEnd, from: start)
            case UInt8(ascii: "."):
                position += 1
                try append(flags.contains(.dotMatchesLineFeed) ? CharacterSet.all : .allButLineFeed, from: start)
            case UInt8(ascii: "["):
                try append(try parseClass(), from: start)
            case UInt8(ascii: "\\"):
                try parseEscapedAtom()
            case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
                if let repetition = parseQuantifier() {
                    try apply(repetition, from: start, after: quantifierStart)
                    isQuantifier = true
                } else {
                    position += 1
                    try appendLiteral(UInt32(UInt8(ascii: "{")), from: start)
                }
            default:
                try appendLiteral(try nextCharacter(), from: start)
            }
            quantifierStart = isQuantifier ? start : nil
        }
        if let opening = tree.innermostOpening {
            throw error(
                .regexMissingParenthesis, "this group is never closed", opening, opening + 1,
                hint: "add ')', or write '\\(' for a parenthesis")
        }
        let (root, excess) = tree.finish()
        try check(excess, from: 0)
        return root
    }

    // MARK: Characters

    /// Reads one character.
    mutating func nextCharacter() throws(RegexError) -> UInt32 {
        guard let (character, length) = UTF8Decoding.character(at: position, in: pattern) else {
            throw invalidUTF8(at: position)
        }
        position += length
        return character
    }

    /// The byte `distance` bytes ahead, nil beyond the end.
    func peek(_ distance: Int = 0) -> UInt8? {
        position + distance < pattern.count ? pattern[position + distance] : nil
    }

    // MARK: The tree

    mutating func append(_ assertion: RegexNode.Assertion, from start: Int) throws(RegexError) {
        steps?.append(.assertion(assertion))
        let excess = tree.append(.assertion(assertion))
        try check(excess, from: start)
    }

    /// Appends one character of `set`, to which folding has been applied already.
    mutating func append(_ set: CharacterSet, from start: Int, isLiteral: Bool = false) throws(RegexError) {
        rangeCount += set.ranges.count
        guard rangeCount <= limits.maximumRanges else {
            throw error(
                .regexTooManyRanges,
                "the character classes up to here have more than \(limits.maximumRanges) ranges", start, position)
        }
        steps?.append(.characters(set))
        let excess = tree.append(set, isLiteral: isLiteral)
        try check(excess, from: start)
    }

    mutating func appendLiteral(_ character: UInt32, from start: Int) throws(RegexError) {
        let set = CharacterSet(character)
        try append(flags.contains(.foldCase) ? classes.folded(set) : set, from: start, isLiteral: true)
    }

    /// Turns what the tree says into an error about the pattern from `start` to here.
    ///
    /// Call the tree in a statement of its own: as an argument it would run while `self` is held for this call, and
    /// copy its stacks every time.
    func check(_ excess: TreeBuilder.Excess?, from start: Int) throws(RegexError) {
        switch excess {
        case nil:
            return
        case .depth:
            throw error(
                .regexTooDeep, "the pattern nests deeper than \(limits.maximumDepth) levels", start, position)
        case .openGroups:
            throw error(
                .regexTooDeep, "more than \(limits.maximumOpenGroups) groups are open here", start, position)
        case .positions:
            throw error(
                .regexTooLarge,
                "with its repetitions written out the pattern has more than \(limits.maximumPositions) characters",
                start, position, hint: "use smaller counts, or '*' and '+'")
        case .size:
            throw error(
                .regexTooLarge,
                "with its repetitions written out the pattern needs more than \(limits.maximumSize) instructions",
                start, position, hint: "use smaller counts, or '*' and '+'")
        case .repeats:
            throw repeatCountError(start, position)
        }
    }

    // MARK: Errors

    func error(
        _ id: Diagnostic.ID, _ message: String, _ start: Int, _ end: Int, hint: String? = nil
    ) -> RegexError {
        RegexError(
            id: id, message: message, range: SourceRange(start, end),
            construct: text(from: start, to: end), hint: hint)
    }

    func invalidUTF8(at place: Int) -> RegexError {
        error(
            .regexInvalidUTF8, "the pattern is not valid UTF-8 from here on", place, place + 1,
            hint: "'.' matches one invalid byte of the text, and so does '\\x{FFFD}'")
    }

    /// The pattern between two places, for messages.
    func text(from start: Int, to end: Int) -> String {
        let longest = 80
        guard end - start > longest else { return String(decoding: pattern[start..<end], as: UTF8.self) }
        return String(decoding: pattern[start..<(start + longest)], as: UTF8.self) + "…"
    }
}

/// The flags of `(?imsU)` at one place; empty where a pattern starts.
struct RegexFlags: OptionSet {
    let rawValue: UInt8
    static let foldCase = Self(rawValue: 1)
    static let multiLine = Self(rawValue: 2)
    static let dotMatchesLineFeed = Self(rawValue: 4)
    /// Exchanges greedy and lazy, which changes what a match covers but not whether there is one.
    static let ungreedy = Self(rawValue: 8)
}
