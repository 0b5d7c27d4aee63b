import TurnoutAutomata

/// A small deterministic generator (SplitMix64), so that a failure is repeated by its seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Random expressions over a small alphabet with everything that makes automata differ: anchors, word
/// boundaries, counted repetition, sets beyond ASCII and sets that hold U+FFFD.
enum RandomExpression {
    static let sets: [[ClosedRange<UInt32>]] = [
        [0x61...0x61], [0x62...0x62], [0x61...0x63], [0x2F...0x2F], [0x0A...0x0A],
        [0...0x09, 0x0B...0x10FFFF],  // .
        [0...0x2E, 0x30...0x10FFFF],  // [^/]
        [0...0x10FFFF], [0xE9...0xE9], [0x20AC...0x20AC], [0x80...0x7FF], [0x1F600...0x1F64F], [0xFFFD...0xFFFD],
        [0x61...0x7A, 0xE0...0xFF],
    ]

    static func automaton(_ generator: inout SeededGenerator, depth: Int) -> PositionAutomaton {
        var builder = PositionAutomaton.Builder(maximumSteps: 1 << 20)
        let root = fragment(&builder, &generator, depth: depth)
        return builder.finish(root)
    }

    private static func fragment(
        _ builder: inout PositionAutomaton.Builder, _ generator: inout SeededGenerator, depth: Int
    ) -> PositionAutomaton.Fragment {
        let choice = Int.random(in: 0..<(depth == 0 ? 7 : 14), using: &generator)
        switch choice {
        case 0..<6: return builder.characters(sets[Int.random(in: 0..<sets.count, using: &generator)])
        case 6:
            let assertions: [ContextSet] = [
                .textStart, .textEnd, .lineStart, .lineEnd, .wordBoundary, .notWordBoundary, .all,
            ]
            return builder.empty(assertions[Int.random(in: 0..<assertions.count, using: &generator)])
        case 7, 8, 9, 10:
            let left = fragment(&builder, &generator, depth: depth - 1)
            let right = fragment(&builder, &generator, depth: depth - 1)
            return builder.concatenation(left, right)
        case 11:
            let left = fragment(&builder, &generator, depth: depth - 1)
            let right = fragment(&builder, &generator, depth: depth - 1)
            return builder.alternation(left, right)
        default:
            let minimum = Int.random(in: 0...2, using: &generator)
            let maximum = Bool.random(using: &generator) ? nil : minimum + Int.random(in: 0...2, using: &generator)
            // Each repetition must be the same expression: build it from the same seed.
            let seed = generator.next()
            return builder.repetition(minimum: minimum, maximum: maximum) { builder in
                var repeated = SeededGenerator(seed: seed)
                return fragment(&builder, &repeated, depth: depth - 1)
            }
        }
    }

    /// Texts with valid sequences, broken ones and everything the sets distinguish.
    static func text(_ generator: inout SeededGenerator) -> [UInt8] {
        let pieces: [[UInt8]] = [
            [0x61], [0x62], [0x63], [0x2F], [0x0A], [0x5F], [0x20], [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0xE2, 0x82],
            [0xE2], [0x82], [0xAC], [0xF0, 0x9F, 0x98, 0x80], [0xF0, 0x9F, 0x98], [0xF0, 0x9F], [0xFF], [0xC0, 0x80],
            [0xED, 0xA0, 0x80], [0xE0, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBF, 0xBD], [0xC3],
        ]
        var text: [UInt8] = []
        for _ in 0..<Int.random(in: 0...9, using: &generator) {
            text += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
        }
        return text
    }
}
