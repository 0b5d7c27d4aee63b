/// A regular expression as a program that finds *which* text matches and where its groups are, by the leftmost-first
/// rule of Perl and of Go's `regexp`: of all matches the one that starts first, and of those the one that a backtracking
/// search would come upon first.
///
///     a(b|c)*         0  characters a
///                     1  split 2, 9          another time, or on
///                     2  capture 2           where group 1 begins
///                     3  split 4, 6
///                     4  characters b
///                     5  jump 7
///                     6  characters c
///                     7  capture 3           where it ends
///                     8  jump 1
///                     9  match
///
/// At one position each instruction is tried once, which is also what ends a loop whose body consumes nothing. So the
/// form of the program decides which groups such patterns have, and it is that of Go: `x*` is a loop with one choice at its
/// head, but `(?:x+)?` if `x` can be empty.
///
/// - Source: R. Cox, Regular Expression Matching: the Virtual Machine Approach, 2009.
package struct SubmatchProgram: Sendable {
    enum Instruction: Equatable, Sendable {
        /// Consumes one character of the set, an index into `sets`.
        case characters(UInt32)
        /// Goes on only at such a position.
        case assertion(ContextSet)
        /// Stores the position in a slot: 2n where group n begins, 2n + 1 where it ends.
        case capture(UInt32)
        /// Tries the first, and if no match follows from there the second.
        case split(UInt32, UInt32)
        case jump(UInt32)
        case match
    }

    /// Goes from each to the one behind it, where it doesn't say otherwise.
    let instructions: [Instruction]
    let sets: [SubmatchSet]
    /// For each instruction that several ways lead to, its number among those; -1 for the others.
    let joins: [Int32]
    let joinCount: Int
    /// Capturing groups, the whole match among them.
    package let groupCount: Int
    /// Every match starts at the start of the text.
    let isAnchored: Bool

    init(instructions: [Instruction], sets: [SubmatchSet], groupCount: Int) {
        self.instructions = instructions
        self.sets = sets
        self.groupCount = groupCount
        var waysTo = Array(repeating: 0, count: instructions.count)
        // The start of a match is one of the ways to the first.
        waysTo[0] = 1
        for (index, instruction) in instructions.enumerated() {
            switch instruction {
            case .characters, .assertion, .capture: waysTo[index + 1] += 1
            case .jump(let target): waysTo[Int(target)] += 1
            case .split(let first, let second):
                waysTo[Int(first)] += 1
                waysTo[Int(second)] += 1
            case .match: break
            }
        }
        var count: Int32 = 0
        joins = waysTo.map { ways in
            guard ways > 1 else { return -1 }
            defer { count += 1 }
            return count
        }
        joinCount = Int(count)
        let first = instructions.first {
            if case .capture = $0 { false } else { true }
        }
        isAnchored = first == .assertion(.textStart)
    }
}

/// A set of characters, the ASCII ones as bits.
struct SubmatchSet: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    /// Sorted and disjoint, without ASCII.
    private var ranges: [ClosedRange<UInt32>] = []

    /// - Parameter ranges: sorted and disjoint.
    init(_ ranges: [ClosedRange<UInt32>]) {
        for range in ranges {
            for character in range.lowerBound..<max(range.lowerBound, min(range.upperBound, 0x7F) + 1) {
                if character < 64 { low |= 1 << UInt64(character) } else { high |= 1 << UInt64(character - 64) }
            }
            if range.upperBound >= 0x80 { self.ranges.append(max(range.lowerBound, 0x80)...range.upperBound) }
        }
    }

    @inline(__always)
    func contains(ascii byte: UInt8) -> Bool {
        (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte & 63)) & 1 != 0
    }

    /// - Complexity: O(log ranges).
    func contains(beyondASCII character: UInt32) -> Bool {
        var (lower, upper) = (0, ranges.count)
        while lower < upper {
            let middle = (lower + upper) / 2
            if ranges[middle].upperBound < character { lower = middle + 1 } else { upper = middle }
        }
        return lower < ranges.count && ranges[lower].contains(character)
    }
}
