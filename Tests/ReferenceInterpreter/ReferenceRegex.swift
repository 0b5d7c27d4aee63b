/// A compiled regular expression, run by following all threads at once over decoded characters.
///
/// Remembers the last answers, because thousands of rules of one case may hold the same expression.
package final class ReferenceRegex {
    private enum Instruction {
        case character(CharacterClass, next: Int)
        case assertion(RegexTree.Assertion, next: Int)
        case fork(Int, Int)
        case match
    }

    /// More would make a test wait, not learn.
    private static let maximumInstructions = 60_000

    private var program: [Instruction] = []
    private var start = 0
    private var lastText: [UInt8]?
    private var lastAnswer = false

    package init(_ pattern: [UInt8]) throws {
        program.append(.match)
        start = try compile(try RegexReader.read(pattern), then: 0)
    }

    /// Adds instructions that lead to `next`; returns the first.
    private func compile(_ tree: RegexTree, then next: Int) throws -> Int {
        switch tree {
        case .empty: return next
        case .character(let characterClass): return try add(.character(characterClass, next: next))
        case .assertion(let assertion): return try add(.assertion(assertion, next: next))
        case .capture(let part): return try compile(part, then: next)
        case .sequence(let parts):
            var next = next
            for part in parts.reversed() { next = try compile(part, then: next) }
            return next
        case .alternatives(let parts):
            var first = try compile(parts[parts.count - 1], then: next)
            for part in parts.dropLast().reversed() { first = try add(.fork(try compile(part, then: next), first)) }
            return first
        case .operation(let part, let minimum, let maximum), .counted(let part, let minimum, let maximum):
            var first = next
            if let maximum {
                for _ in minimum..<maximum { first = try add(.fork(try compile(part, then: first), next)) }
            } else {
                let loop = try add(.fork(next, next))
                program[loop] = .fork(try compile(part, then: loop), next)
                first = loop
            }
            for _ in 0..<minimum { first = try compile(part, then: first) }
            return first
        }
    }

    private func add(_ instruction: Instruction) throws -> Int {
        guard program.count < Self.maximumInstructions else {
            throw ReferenceError.unsupported("regular expression of more than \(Self.maximumInstructions) steps")
        }
        program.append(instruction)
        return program.count - 1
    }

    /// Whether the expression matches anywhere in the text.
    package func matches(_ text: [UInt8]) -> Bool {
        if lastText == text { return lastAnswer }
        lastAnswer = search(decode(text))
        lastText = text
        return lastAnswer
    }

    private func search(_ text: [UInt32]) -> Bool {
        var current: [Int] = []
        var following: [Int] = []
        var marks = [Int](repeating: -1, count: program.count)
        for position in 0...text.count {
            if follow(start, text, position, &current, &marks) { return true }
            guard position < text.count else { return false }
            following.removeAll(keepingCapacity: true)
            for index in current {
                guard case .character(let characterClass, let next) = program[index],
                    characterClass.matches(text[position])
                else { continue }
                if follow(next, text, position + 1, &following, &marks) { return true }
            }
            swap(&current, &following)
        }
        return false
    }

    /// Adds what can be reached without reading; true when that is a match.
    private func follow(_ first: Int, _ text: [UInt32], _ position: Int, _ threads: inout [Int], _ marks: inout [Int])
        -> Bool
    {
        var pending = [first]
        while let index = pending.popLast() {
            guard marks[index] != position else { continue }
            marks[index] = position
            switch program[index] {
            case .match: return true
            case .character: threads.append(index)
            case .fork(let left, let right):
                pending.append(right)
                pending.append(left)
            case .assertion(let assertion, let next):
                if holds(assertion, text, position) { pending.append(next) }
            }
        }
        return false
    }

    private func holds(_ assertion: RegexTree.Assertion, _ text: [UInt32], _ position: Int) -> Bool {
        func isWord(_ index: Int) -> Bool {
            guard text.indices.contains(index) else { return false }
            let scalar = text[index]
            return scalar == 0x5F || (0x30...0x39).contains(scalar) || (0x41...0x5A).contains(scalar)
                || (0x61...0x7A).contains(scalar)
        }
        return switch assertion {
        case .textStart: position == 0
        case .textEnd: position == text.count
        case .lineStart: position == 0 || text[position - 1] == 0x0A
        case .lineEnd: position == text.count || text[position] == 0x0A
        case .wordBoundary: isWord(position - 1) != isWord(position)
        case .noWordBoundary: isWord(position - 1) == isWord(position)
        }
    }

    /// Decodes UTF-8 as Go does: each byte that starts no valid character is one U+FFFD.
    private func decode(_ bytes: [UInt8]) -> [UInt32] {
        var scalars: [UInt32] = []
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
            if length == 1 {
                scalars.append(UInt32(lead))
                index += 1
                continue
            }
            var value = UInt32(lead) & (0x7F >> UInt32(max(length, 1)))
            var isValid = length > 0 && index + length <= bytes.count
            if isValid {
                for byte in bytes[(index + 1)..<(index + length)] {
                    isValid = isValid && byte & 0xC0 == 0x80
                    value = value << 6 | UInt32(byte & 0x3F)
                }
            }
            isValid = isValid && Unicode.Scalar(value) != nil && value >= [0, 0, 0x80, 0x800, 0x10000][length]
            scalars.append(isValid ? value : 0xFFFD)
            index += isValid ? length : 1
        }
        return scalars
    }
}
