extension PatternParser {
    /// A quantifier, as counts. Whether it is lazy doesn't matter to the tree.
    struct Repetition {
        var minimum: Int
        /// Nil is unbounded.
        var maximum: Int?
    }

    /// Reads `*`, `+`, `?` or `{n}`, `{n,}`, `{n,m}` and the `?` of a lazy one. Nil, and nothing read, when
    /// a brace is none of these: then it is an ordinary character.
    mutating func parseQuantifier() -> Repetition? {
        let repetition: Repetition
        switch pattern[position] {
        case UInt8(ascii: "*"): (repetition, position) = (Repetition(minimum: 0), position + 1)
        case UInt8(ascii: "+"): (repetition, position) = (Repetition(minimum: 1), position + 1)
        case UInt8(ascii: "?"): (repetition, position) = (Repetition(minimum: 0, maximum: 1), position + 1)
        default:
            guard let (counts, end) = counts(at: position) else { return nil }
            (repetition, position) = (counts, end)
        }
        return repetition
    }

    /// Repeats the last atom. `previous` is where a quantifier starts that ends at `start`.
    mutating func apply(_ repetition: Repetition, from start: Int, after previous: Int?) throws(RegexError) {
        let isCounted = pattern[start] == UInt8(ascii: "{")
        if isCounted, max(repetition.minimum, repetition.maximum ?? 0) > limits.maximumRepeat {
            throw repeatCountError(start, position)
        }
        if isCounted, let maximum = repetition.maximum, repetition.minimum > maximum {
            throw error(
                .regexRepeatCount, "the repetition's lower count is greater than its upper count", start, position,
                hint: "exchange the two counts")
        }
        let hasQuestionMark = peek() == UInt8(ascii: "?")
        if hasQuestionMark { position += 1 }
        if let previous {
            throw error(
                .regexNestedRepeat, "a repetition cannot be repeated", previous, position,
                hint: pattern[start] == UInt8(ascii: "+")
                    ? "RE2 has no possessive repetition; leave out the '+'"
                    : "put the inner repetition into a group: '(?:…)'")
        }
        guard tree.hasAtom else {
            throw error(
                .regexNothingToRepeat, "there is nothing to repeat before this", start, position,
                hint: "write '\\\(text(from: start, to: start + 1))' for the character itself")
        }
        steps?.append(
            .repetition(
                minimum: repetition.minimum, maximum: repetition.maximum,
                isLazy: hasQuestionMark != flags.contains(.ungreedy)))
        let excess = tree.repeatAtom(
            minimum: repetition.minimum, maximum: repetition.maximum, isCounted: isCounted)
        try check(excess, from: start)
    }

    func repeatCountError(_ start: Int, _ end: Int) -> RegexError {
        error(
            .regexRepeatCount,
            "a repetition, with those around it and in it, may ask for at most \(limits.maximumRepeat) copies",
            start, end, hint: "use '*' or '+' where the exact number doesn't matter")
    }

    private func counts(at start: Int) -> (Repetition, end: Int)? {
        var place = start + 1
        guard let minimum = count(at: &place) else { return nil }
        var maximum: Int? = minimum
        if place < pattern.count, pattern[place] == UInt8(ascii: ",") {
            place += 1
            if place < pattern.count, pattern[place] == UInt8(ascii: "}") {
                maximum = nil
            } else {
                guard let upper = count(at: &place) else { return nil }
                maximum = upper
            }
        }
        guard place < pattern.count, pattern[place] == UInt8(ascii: "}") else { return nil }
        return (Repetition(minimum: minimum, maximum: maximum), place + 1)
    }

    /// A decimal number without leading zeros. One too large to count to becomes `Int.max`, which no limit allows.
    private func count(at place: inout Int) -> Int? {
        let start = place
        var value = 0
        while place < pattern.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(pattern[place]) {
            let digit = Int(pattern[place] - UInt8(ascii: "0"))
            value = value > 100_000_000 ? Int.max : value * 10 + digit
            place += 1
        }
        let digits = place - start
        return digits == 0 || (digits > 1 && pattern[start] == UInt8(ascii: "0")) ? nil : value
    }
}
