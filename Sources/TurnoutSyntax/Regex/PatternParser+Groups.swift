extension PatternParser {
    /// Reads `(`, `(?flags)`, `(?flags:`, `(?P<name>` or `(?<name>`.
    mutating func parseGroupOpening() throws(RegexError) {
        let start = position
        guard peek(1) == UInt8(ascii: "?") else {
            position += 1
            return try openGroup(from: start, captures: true)
        }
        if peek(2) == UInt8(ascii: "P"), peek(3) == UInt8(ascii: "<"), peek(4) != nil {
            return try parseNamedGroup(from: start, nameStart: start + 4)
        }
        if peek(2) == UInt8(ascii: "<"), peek(3) != nil {
            return try parseNamedGroup(from: start, nameStart: start + 3)
        }
        try parseFlags(from: start)
    }

    mutating func closeGroup() throws(RegexError) {
        let end = position - 1
        guard let opening = tree.innermostOpening else {
            throw error(
                .regexUnexpectedParenthesis, "no group is open that this could close", end, position,
                hint: "write '\\)' for a parenthesis")
        }
        steps?.append(.closeGroup)
        let (savedFlags, excess) = tree.closeGroup()
        flags = savedFlags
        try check(excess, from: opening)
    }

    private mutating func openGroup(from start: Int, captures: Bool, name: [UInt8]? = nil) throws(RegexError) {
        steps?.openGroup(captures: captures, name: name)
        let excess = tree.openGroup(at: start, captures: captures, flags: flags)
        try check(excess, from: start)
    }

    /// Names leave no trace in the tree, and two groups may have the same one.
    private mutating func parseNamedGroup(from start: Int, nameStart: Int) throws(RegexError) {
        let first = pattern[nameStart]
        if nameStart == start + 3, first == UInt8(ascii: "=") || first == UInt8(ascii: "!") {
            throw lookaroundError(start, nameStart + 1)
        }
        position = nameStart
        while let byte = peek(), byte != UInt8(ascii: ">") {
            _ = try nextCharacter()
        }
        let isName = pattern[nameStart..<position].allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard position < pattern.count, position > nameStart, isName else {
            throw error(
                .regexInvalidGroupName, "a group's name consists of ASCII letters, digits and '_' and ends with '>'",
                start, min(position + 1, pattern.count))
        }
        position += 1
        try openGroup(from: start, captures: true, name: Array(pattern[nameStart..<(position - 1)]))
    }

    private mutating func parseFlags(from start: Int) throws(RegexError) {
        position = start + 2
        var enabled = flags
        var isNegated = false
        /// A `-` must be followed by a flag.
        var isComplete = true
        while position < pattern.count {
            let flag: RegexFlags
            switch try nextCharacter() {
            case UInt32(UInt8(ascii: "i")): flag = .foldCase
            case UInt32(UInt8(ascii: "m")): flag = .multiLine
            case UInt32(UInt8(ascii: "s")): flag = .dotMatchesLineFeed
            case UInt32(UInt8(ascii: "U")): flag = .ungreedy
            case UInt32(UInt8(ascii: "-")) where !isNegated:
                isNegated = true
                isComplete = false
                continue
            case UInt32(UInt8(ascii: ":")) where isComplete:
                try openGroup(from: start, captures: false)
                flags = enabled
                return
            case UInt32(UInt8(ascii: ")")) where isComplete:
                flags = enabled
                return
            default:
                throw unknownGroupError(from: start)
            }
            isComplete = true
            if isNegated { enabled.remove(flag) } else { enabled.insert(flag) }
        }
        throw unknownGroupError(from: start)
    }

    private func lookaroundError(_ start: Int, _ end: Int) -> RegexError {
        error(
            .regexLookaround, "RE2 has no look-ahead and no look-behind", start, end,
            hint: "negate a matcher with '!' instead, or join two with '&&'")
    }

    /// `(?` and what follows up to here is nothing that Go knows. Explains the constructs of other dialects.
    private func unknownGroupError(from start: Int) -> RegexError {
        let hint: String?
        switch start + 2 < pattern.count ? pattern[start + 2] : 0 {
        case UInt8(ascii: "="), UInt8(ascii: "!"):
            return lookaroundError(start, start + 3)
        case UInt8(ascii: "P") where start + 3 < pattern.count && pattern[start + 3] == UInt8(ascii: "="):
            return error(
                .regexBackreference, "RE2 has no back-references", start, start + 4,
                hint: "repeat the group's pattern if any text of its shape will do")
        case UInt8(ascii: ">"): hint = "RE2 never backtracks and has no atomic groups; write '(?:'"
        case UInt8(ascii: "#"): hint = "RE2 has no comments; put a comment into the rule: '/* … */'"
        case UInt8(ascii: "x"): hint = "RE2 has no extended mode; remove the white space and the flag"
        case UInt8(ascii: "'"): hint = "write '(?<name>' for a named group"
        case UInt8(ascii: "|"): hint = "RE2 has no branch reset; write '(?:'"
        default: hint = "write '(?:' for a group, '\\(' for a parenthesis; the flags are i, m, s and U"
        }
        return error(
            .regexUnknownGroup, "unknown or unfinished group or flag", start, position, hint: hint)
    }
}
