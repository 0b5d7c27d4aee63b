extension PatternParser {
    /// Reads `[…]`.
    mutating func parseClass() throws(RegexError) -> CharacterSet {
        let start = position
        position += 1
        let isNegated = peek() == UInt8(ascii: "^")
        if isNegated { position += 1 }
        var ranges: [CharacterSet.Range] = []
        var namedRanges: [CharacterSet.Range] = []
        /// Named classes are added once: a pattern may repeat one thousands of times.
        var named: Set<UnicodeClassCache.Key> = []
        let contents = position
        // A bracket that comes first is an ordinary member.
        while position == contents || peek() != UInt8(ascii: "]") {
            if let (key, set) = try parseNamedMember() {
                if named.insert(key).inserted { namedRanges += set.ranges }
                continue
            }
            let member = position
            let first = try parseClassCharacter(classStart: start)
            guard peek() == UInt8(ascii: "-"), let next = peek(1), next != UInt8(ascii: "]") else {
                ranges.append(CharacterSet.Range(first, first))
                continue
            }
            position += 1
            let last = try parseClassCharacter(classStart: start)
            guard first <= last else {
                throw error(
                    .regexReversedRange, "the range's first character comes after its last", member, position,
                    hint: "exchange the two, or put '-' first or last if it stands for itself")
            }
            ranges.append(CharacterSet.Range(first, last))
        }
        position += 1
        // Named classes come folded as far as Go folds them.
        if flags.contains(.foldCase) { ranges = classes.folded(CharacterSet(ranges)).ranges }
        let set = CharacterSet(ranges + namedRanges)
        return isNegated ? set.negated() : set
    }

    /// Reads `\d`, `\pL`, `\p{Greek}` and the like; nil, and nothing read, if there is none.
    mutating func parseNamedClassEscape() throws(RegexError) -> CharacterSet? {
        try parseNamedClassEscapeWithKey()?.set
    }

    /// Reads one of the classes that may be members of a class; nil, and nothing read, if there is none.
    private mutating func parseNamedMember() throws(RegexError) -> (key: UnicodeClassCache.Key, set: CharacterSet)? {
        if let found = try parseBracketedClass() { return found }
        return try parseNamedClassEscapeWithKey()
    }

    private mutating func parseClassCharacter(classStart: Int) throws(RegexError) -> UInt32 {
        guard let byte = peek() else {
            throw error(
                .regexMissingBracket, "this character class is never closed", classStart, pattern.count,
                hint: "add ']', or write '\\[' for a bracket")
        }
        return byte == UInt8(ascii: "\\") ? try parseCharacterEscape() : try nextCharacter()
    }

    private mutating func parseNamedClassEscapeWithKey() throws(RegexError) -> (
        key: UnicodeClassCache.Key, set: CharacterSet
    )? {
        guard peek() == UInt8(ascii: "\\"), let letter = peek(1) else { return nil }
        let asciiClass: ASCIIClass
        switch letter {
        case UInt8(ascii: "d"), UInt8(ascii: "D"): asciiClass = .digit
        case UInt8(ascii: "s"), UInt8(ascii: "S"): asciiClass = .perlSpace
        case UInt8(ascii: "w"), UInt8(ascii: "W"): asciiClass = .word
        case UInt8(ascii: "p"), UInt8(ascii: "P"): return try parseUnicodeClass()
        default: return nil
        }
        position += 2
        let isNegated = letter < UInt8(ascii: "a")
        return classes.asciiClass(asciiClass, isNegated: isNegated, isFolded: flags.contains(.foldCase))
    }

    /// Reads `[:alpha:]` or `[:^alpha:]` inside a class.
    private mutating func parseBracketedClass() throws(RegexError) -> (
        key: UnicodeClassCache.Key, set: CharacterSet
    )? {
        guard peek() == UInt8(ascii: "["), peek(1) == UInt8(ascii: ":"), let end = endOfBracketedClass() else {
            return nil
        }
        let start = position
        var name = pattern[(start + 2)..<end]
        let isNegated = name.first == UInt8(ascii: "^")
        if isNegated { name = name.dropFirst() }
        position = end + 2
        guard let asciiClass = ASCIIClass(named: String(decoding: name, as: UTF8.self)) else {
            throw error(
                .regexUnknownClass, "unknown character class", start, position,
                hint: "the classes are \(ASCIIClass.names.joined(separator: ", "))")
        }
        return classes.asciiClass(asciiClass, isNegated: isNegated, isFolded: flags.contains(.foldCase))
    }

    /// Where the next `:]` is, if any.
    private mutating func endOfBracketedClass() -> Int? {
        // Looking again and again for what isn't there would make `[[:[:[:…` quadratic.
        guard !hasNoFurtherBracketedClass else { return nil }
        var place = position + 2
        while place + 1 < pattern.count {
            if pattern[place] == UInt8(ascii: ":"), pattern[place + 1] == UInt8(ascii: "]") { return place }
            place += 1
        }
        hasNoFurtherBracketedClass = true
        return nil
    }

    /// Reads `\pL`, `\p{Greek}`, `\P{Greek}` or `\p{^Greek}`.
    private mutating func parseUnicodeClass() throws(RegexError) -> (
        key: UnicodeClassCache.Key, set: CharacterSet
    ) {
        let start = position
        var isNegated = pattern[start + 1] == UInt8(ascii: "P")
        position += 2
        guard position < pattern.count else { throw unknownUnicodeClass(from: start) }
        var name: ArraySlice<UInt8>
        if pattern[position] == UInt8(ascii: "{") {
            position += 1
            let nameStart = position
            while let byte = peek(), byte != UInt8(ascii: "}") {
                _ = try nextCharacter()
            }
            guard position < pattern.count else { throw unknownUnicodeClass(from: start) }
            name = pattern[nameStart..<position]
            position += 1
        } else {
            let nameStart = position
            _ = try nextCharacter()
            name = pattern[nameStart..<position]
        }
        if name.first == UInt8(ascii: "^") {
            isNegated.toggle()
            name = name.dropFirst()
        }
        let found = classes.unicodeClass(named: name, isNegated: isNegated, isFolded: flags.contains(.foldCase))
        guard let found else { throw unknownUnicodeClass(from: start) }
        return found
    }

    private func unknownUnicodeClass(from start: Int) -> RegexError {
        error(
            .regexUnknownClass, "unknown Unicode class", start, position,
            hint: "write a general category such as '\\pL' or '\\p{Lu}', or a script of one word such as '\\p{Greek}'")
    }
}
