/// A regular expression as a tree. Greediness is not kept: only whether there is a match matters.
indirect enum RegexTree {
    case empty
    case character(CharacterClass)
    case assertion(Assertion)
    case sequence([RegexTree])
    case alternatives([RegexTree])
    case capture(RegexTree)
    /// `*`, `+` and `?`. `maximum == nil` is unbounded.
    case operation(RegexTree, minimum: Int, maximum: Int?)
    /// A counted repeat. `maximum == nil` is unbounded.
    case counted(RegexTree, minimum: Int, maximum: Int?)

    enum Assertion { case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary }
}

/// Reads the RE2 dialect of Go's `regexp`.
struct RegexReader {
    private struct Flags {
        var foldsCase = false
        var isMultiline = false
        var dotTakesNewline = false
    }

    private let pattern: [UInt32]
    private var position = 0
    private var flags = Flags()

    static func read(_ bytes: [UInt8]) throws -> RegexTree {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ReferenceError.refused("invalid UTF-8 in a regular expression")
        }
        var reader = RegexReader(pattern: text.unicodeScalars.map(\.value))
        let tree = try reader.readAlternatives()
        guard reader.position == reader.pattern.count else { throw ReferenceError.refused("unexpected )") }
        guard height(of: tree) <= 1000 else { throw ReferenceError.refused("expression nests too deeply") }
        return tree
    }

    private init(pattern: [UInt32]) {
        self.pattern = pattern
    }

    // MARK: Structure

    private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        guard position + distance < pattern.count else { return nil }
        return Unicode.Scalar(pattern[position + distance])
    }

    private mutating func next() throws -> Unicode.Scalar {
        guard let scalar = peek() else { throw ReferenceError.refused("unexpected end of the regular expression") }
        position += 1
        return scalar
    }

    /// Reads up to a closing parenthesis or the end.
    private mutating func readAlternatives() throws -> RegexTree {
        var alternatives = [try readSequence()]
        while peek() == "|" {
            position += 1
            alternatives.append(try readSequence())
        }
        return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
    }

    private mutating func readSequence() throws -> RegexTree {
        var parts: [RegexTree] = []
        // Two repetition operators in a row are refused, unless something (even a flag) stands between them.
        var followsRepetition = false
        while let scalar = peek(), scalar != "|", scalar != ")" {
            if let repetition = try readRepetition() {
                guard !followsRepetition else { throw ReferenceError.refused("invalid nested repetition operator") }
                guard let operand = parts.popLast() else {
                    throw ReferenceError.refused("missing argument to repetition operator")
                }
                parts.append(try apply(repetition, to: operand))
                followsRepetition = true
                continue
            }
            followsRepetition = false
            parts.append(contentsOf: try readAtom())
        }
        switch parts.count {
        case 0: return .empty
        case 1: return parts[0]
        default: return .sequence(parts)
        }
    }

    private struct Repetition {
        var minimum: Int
        var maximum: Int?
        var isCounted: Bool
    }

    private mutating func readRepetition() throws -> Repetition? {
        let repetition: Repetition
        switch peek() {
        case "*": repetition = Repetition(minimum: 0, maximum: nil, isCounted: false)
        case "+": repetition = Repetition(minimum: 1, maximum: nil, isCounted: false)
        case "?": repetition = Repetition(minimum: 0, maximum: 1, isCounted: false)
        case "{":
            guard let counted = try readCounts() else { return nil }
            if peek() == "?" { position += 1 }
            return counted
        default: return nil
        }
        position += 1
        if peek() == "?" { position += 1 }
        return repetition
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`; anything else that starts with a brace is literal text.
    private mutating func readCounts() throws -> Repetition? {
        let start = position
        position += 1
        guard let minimum = readCount() else {
            position = start
            return nil
        }
        var maximum: Int? = minimum
        if peek() == "," {
            position += 1
            if peek() == "}" {
                maximum = nil
            } else if let count = readCount() {
                maximum = count
            } else {
                position = start
                return nil
            }
        }
        guard peek() == "}" else {
            position = start
            return nil
        }
        position += 1
        guard minimum <= 1000, maximum ?? 0 <= 1000, minimum <= maximum ?? minimum else {
            throw ReferenceError.refused("invalid repeat count")
        }
        return Repetition(minimum: minimum, maximum: maximum, isCounted: true)
    }

    private mutating func readCount() -> Int? {
        let start = position
        var number = 0
        while let scalar = peek(), ("0"..."9").contains(scalar) {
            number = min(number * 10 + Int(scalar.value - 0x30), 100_000_000)
            position += 1
        }
        let digits = position - start
        guard digits > 0, digits == 1 || pattern[start] != 0x30 else { return nil }
        return number
    }

    private func apply(_ repetition: Repetition, to operand: RegexTree) throws -> RegexTree {
        guard repetition.isCounted else {
            return .operation(operand, minimum: repetition.minimum, maximum: repetition.maximum)
        }
        let tree = RegexTree.counted(operand, minimum: repetition.minimum, maximum: repetition.maximum)
        if repetition.minimum >= 2 || repetition.maximum ?? 0 >= 2, !Self.repeatsAreValid(tree, budget: 1000) {
            throw ReferenceError.refused("invalid repeat count")
        }
        return tree
    }

    private static func repeatsAreValid(_ tree: RegexTree, budget: Int) -> Bool {
        switch tree {
        case .empty, .character, .assertion: return true
        case .capture(let part), .operation(let part, _, _): return repeatsAreValid(part, budget: budget)
        case .sequence(let parts), .alternatives(let parts):
            return parts.allSatisfy { repeatsAreValid($0, budget: budget) }
        case .counted(let part, let minimum, let maximum):
            if maximum == 0 { return true }
            let count = maximum ?? minimum
            guard count <= budget else { return false }
            return repeatsAreValid(part, budget: count > 0 ? budget / count : budget)
        }
    }

    private static func height(of tree: RegexTree) -> Int {
        switch tree {
        case .empty, .character, .assertion: 1
        case .capture(let part), .operation(let part, _, _), .counted(let part, _, _): 1 + height(of: part)
        case .sequence(let parts), .alternatives(let parts): 1 + (parts.map(height(of:)).max() ?? 0)
        }
    }

    // MARK: Atoms

    /// Reads one atom; none for what only sets flags, several for quoted text.
    private mutating func readAtom() throws -> [RegexTree] {
        let scalar = try next()
        switch scalar {
        case "(": return try readGroup()
        case "[": return [.character(try readClass())]
        case "^": return [.assertion(flags.isMultiline ? .lineStart : .textStart)]
        case "$": return [.assertion(flags.isMultiline ? .lineEnd : .textEnd)]
        case ".":
            var any = CharacterClass(isNegated: true)
            if !flags.dotTakesNewline { any.add(0x0A...0x0A, folds: false) }
            return [.character(any)]
        case "\\": return try readEscapedAtom()
        default: return [literal(scalar.value)]
        }
    }

    private func literal(_ value: UInt32) -> RegexTree {
        var single = CharacterClass()
        single.add(value...value, folds: flags.foldsCase)
        return .character(single)
    }

    private mutating func readEscapedAtom() throws -> [RegexTree] {
        switch peek() {
        case "A":
            position += 1
            return [.assertion(.textStart)]
        case "z":
            position += 1
            return [.assertion(.textEnd)]
        case "b":
            position += 1
            return [.assertion(.wordBoundary)]
        case "B":
            position += 1
            return [.assertion(.noWordBoundary)]
        case "Q":
            position += 1
            var literals: [RegexTree] = []
            while let scalar = peek() {
                if scalar == "\\", peek(1) == "E" {
                    position += 2
                    break
                }
                literals.append(literal(scalar.value))
                position += 1
            }
            return literals
        default: break
        }
        position -= 1
        if let item = try readNamedItem() { return [.character(CharacterClass(items: [item]))] }
        return [literal(try readEscapedCharacter())]
    }

    private mutating func readGroup() throws -> [RegexTree] {
        let outer = flags
        var isCapture = true
        if peek() == "?" {
            position += 1
            if peek() == "P" || peek() == "<" {
                if peek() == "P" { position += 1 }
                guard try next() == "<" else { throw ReferenceError.refused("invalid named capture") }
                try readGroupName()
            } else {
                isCapture = false
                if try readFlags() == ")" { return [] }
            }
        }
        let tree = try readAlternatives()
        guard peek() == ")" else { throw ReferenceError.refused("missing closing )") }
        position += 1
        flags = outer
        return [isCapture ? .capture(tree) : tree]
    }

    private mutating func readGroupName() throws {
        let start = position
        while true {
            let scalar = try next()
            if scalar == ">" { break }
            guard scalar == "_" || (scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)))
            else {
                throw ReferenceError.refused("invalid named capture")
            }
        }
        guard position - start > 1 else { throw ReferenceError.refused("invalid named capture") }
    }

    /// Reads flags up to the `:` or `)` that ends them, which it returns.
    private mutating func readFlags() throws -> Unicode.Scalar {
        var new = flags
        var isSetting = true
        var sawFlag = false
        while true {
            let scalar = try next()
            switch scalar {
            case "i":
                new.foldsCase = isSetting
                sawFlag = true
            case "m":
                new.isMultiline = isSetting
                sawFlag = true
            case "s":
                new.dotTakesNewline = isSetting
                sawFlag = true
            case "U": sawFlag = true
            case "-" where isSetting:
                isSetting = false
                sawFlag = false
            case ":" where isSetting || sawFlag, ")" where isSetting || sawFlag:
                flags = new
                return scalar
            default: throw ReferenceError.refused("invalid or unsupported Perl syntax")
            }
        }
    }

    // MARK: Classes and escapes

    private mutating func readClass() throws -> CharacterClass {
        var result = CharacterClass()
        if peek() == "^" {
            result.isNegated = true
            position += 1
        }
        var isFirst = true
        while peek() != "]" || isFirst {
            isFirst = false
            if let item = try readPOSIXClass() {
                result.items.append(item)
            } else if peek() == "\\", let item = try readNamedItem() {
                result.items.append(item)
            } else {
                let low = try readClassCharacter()
                var high = low
                if peek() == "-", let after = peek(1), after != "]" {
                    position += 1
                    high = try readClassCharacter()
                }
                guard low <= high else { throw ReferenceError.refused("invalid character class range") }
                result.add(low...high, folds: flags.foldsCase)
            }
        }
        position += 1
        return result
    }

    private mutating func readClassCharacter() throws -> UInt32 {
        guard let scalar = peek() else { throw ReferenceError.refused("missing closing ]") }
        if scalar == "\\" { return try readEscapedCharacter() }
        position += 1
        return scalar.value
    }

    private mutating func readPOSIXClass() throws -> CharacterClass.Item? {
        guard peek() == "[", peek(1) == ":", peek(2) != nil else { return nil }
        var end = position + 2
        while end + 1 < pattern.count, !(pattern[end] == 0x3A && pattern[end + 1] == 0x5D) { end += 1 }
        guard end + 1 < pattern.count else { return nil }
        var name = String(String.UnicodeScalarView(pattern[(position + 2)..<end].compactMap(Unicode.Scalar.init)))
        let isNegated = name.hasPrefix("^")
        if isNegated { name.removeFirst() }
        guard let ranges = CharacterClass.posix(name) else {
            throw ReferenceError.refused("invalid character class range")
        }
        position = end + 2
        return CharacterClass.Item(
            contains: { scalar in ranges.contains { $0.contains(scalar) } }, folds: flags.foldsCase,
            isNegated: isNegated)
    }

    /// Reads `\d`, `\pL` and their kin; nil, and nothing read, for other escapes.
    private mutating func readNamedItem() throws -> CharacterClass.Item? {
        guard peek() == "\\", let kind = peek(1) else { return nil }
        if let item = CharacterClass.perl(kind, folds: flags.foldsCase) {
            position += 2
            return item
        }
        guard kind == "p" || kind == "P" else { return nil }
        position += 2
        var isNegated = kind == "P"
        var name = String.UnicodeScalarView()
        let first = try next()
        if first == "{" {
            while true {
                let scalar = try next()
                if scalar == "}" { break }
                name.append(scalar)
            }
            if name.first == "^" {
                isNegated.toggle()
                name.removeFirst()
            }
        } else {
            name.append(first)
        }
        // Go has no table of what folds into cased letters, and takes them as they are.
        let folds = flags.foldsCase && !["LC", "Cased_Letter"].contains(String(name))
        return CharacterClass.Item(
            contains: try CharacterClass.unicode(String(name)), folds: folds, isNegated: isNegated)
    }

    /// Reads an escape that stands for one character, from its backslash on.
    private mutating func readEscapedCharacter() throws -> UInt32 {
        position += 1
        guard let scalar = peek() else { throw ReferenceError.refused("trailing backslash") }
        position += 1
        switch scalar {
        case "a": return 7
        case "f": return 12
        case "n": return 10
        case "r": return 13
        case "t": return 9
        case "v": return 11
        case "0"..."7":
            var number = scalar.value - 0x30
            var digits = 1
            while digits < 3, let digit = peek(), ("0"..."7").contains(digit) {
                number = number * 8 + digit.value - 0x30
                position += 1
                digits += 1
            }
            guard scalar == "0" || digits > 1 else { throw ReferenceError.refused("invalid escape sequence") }
            return number
        case "x": return try readHexadecimal()
        default:
            let isWord = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            guard scalar.isASCII, !isWord else { throw ReferenceError.refused("invalid escape sequence") }
            return scalar.value
        }
    }

    private mutating func readHexadecimal() throws -> UInt32 {
        let invalid = ReferenceError.refused("invalid escape sequence")
        if peek() == "{" {
            position += 1
            var number: UInt32 = 0
            var digits = 0
            while true {
                let scalar = try next()
                if scalar == "}" { break }
                guard let digit = digitValue(scalar.value) else { throw invalid }
                number = number * 16 + digit
                guard number <= 0x10FFFF else { throw invalid }
                digits += 1
            }
            guard digits > 0 else { throw invalid }
            return number
        }
        guard let high = digitValue(try next().value), let low = digitValue(try next().value) else { throw invalid }
        return high * 16 + low
    }
}
