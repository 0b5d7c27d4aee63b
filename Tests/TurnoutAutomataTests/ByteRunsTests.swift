import Testing
import TurnoutAutomata

/// Several bytes in one step: where that is done, and that it changes no answer.
@Suite("Runs of bytes")
struct ByteRunsTests {
    @Test("literal text at the start is read eight bytes at a time")
    func literalText() throws {
        let dfa = try dfa([.start, .literal("/api/v1/users/"), .several("0"..."9")])
        let runs = ByteRuns(dfa).runs
        #expect(runs.map(\.steps.count) == [8, 6])
        let bytes = runs.flatMap(\.steps).map(\.bytes)
        #expect(bytes == "/api/v1/users/".utf8.map { $0...$0 })
        #expect(runs.allSatisfy { $0.failure == 0 }, "any other byte means that nothing matches")
    }

    @Test("counted characters before the end are read eight at a time, from the end")
    func countedCharacters() throws {
        let dfa = try dfa([.literal("a"), .counted(13), .end], readsBackward: true)
        let runs = ByteRuns(dfa).runs
        #expect(runs.map(\.steps.count) == [8, 5])
        #expect(runs.flatMap(\.steps).allSatisfy { $0.bytes == 0x20...0x7E })
        #expect(runs.allSatisfy { $0.failure == nil }, "control characters but one are counted too")
    }

    @Test("three bytes are too few for a run, four are enough")
    func shortestRun() throws {
        #expect(ByteRuns(try dfa([.start, .literal("/ab"), .hexadecimal(2), .end])).runs.isEmpty)
        #expect(ByteRuns(try dfa([.start, .literal("/abc"), .hexadecimal(2), .end])).runs.count == 1)
    }

    @Test("loops, sets with gaps and expressions that may begin anywhere have no runs")
    func noRuns() throws {
        #expect(ByteRuns(try dfa([.start, .several("a"..."z"), .end])).runs.isEmpty)
        #expect(ByteRuns(try dfa([.start, .hexadecimal(12), .end])).runs.isEmpty)
        #expect(ByteRuns(try dfa([.literal("/users/list")])).runs.isEmpty)
    }

    /// Some of every kind: control characters, bounds of the sets below, parts of sequences.
    private static let bytes: [UInt8] = [
        0x00, 0x0A, 0x1F, 0x20, 0x2F, 0x30, 0x39, 0x60, 0x61, 0x66, 0x7A, 0x7E, 0x7F, 0x80, 0xA9, 0xBF, 0xC3, 0xE2,
        0xFF,
    ]

    private static let expressions: [[[Piece]]] = [
        [[.start, .literal("/api/v1/users/"), .several("0"..."9")]],
        [[.start, .literal("/api/v1/"), .several("0"..."9")], [.start, .literal("/api/v1/users"), .end]],
        [[.literal("a"), .counted(13), .end]],
        [[.start, .counted(5), .literal("-"), .counted(11), .end]],
        [[.start, .several("a"..."z"), .literal(".preview.example.com"), .end]],
        [[.start, .numbers(9), .literal("é"), .numbers(9), .end], [.start, .numbers(4)]],
        [[.start, .hexadecimal(8), .literal("-item"), .end], [.start, .literal("00000000-item"), .end]],
    ]

    @Test(
        "a text answers with runs as without, whatever one byte of it is and wherever it ends",
        arguments: Self.expressions.indices, [false, true])
    func agreement(index: Int, readsBackward: Bool) throws {
        let expressions = Self.expressions[index]
        guard let dfa = dfa(together: expressions, readsBackward: readsBackward) else {
            #expect([2, 5].contains(index), "large when it is read forward, and beyond ASCII: can't be read backward")
            return
        }
        var buffer = TableBuffer()
        // Somewhere behind the beginning, as in a table.
        buffer.reserve(words: 5)
        let offset = dfa.write(to: &buffer)
        var outcomes: Set<Int> = []
        func check(_ text: [UInt8]) {
            let expected = dfa.outcome(of: text)
            outcomes.insert(expected)
            let laidOut = read(buffer, text) { $0.outcomeOfDFA(at: offset, of: $1) }
            if laidOut != expected { Issue.record("text \(text): \(laidOut), not \(expected)") }
        }
        for expression in expressions {
            let witness = expression.flatMap(\.witness)
            for text in [witness, Array("x".utf8) + witness, witness + witness] {
                for place in text.indices {
                    check(Array(text[..<place]))
                    check(Array(text[place...]))
                    for byte in Self.bytes + [text[place] - 1, text[place] + 1, text[place] | 0x80] {
                        var changed = text
                        changed[place] = byte
                        check(changed)
                    }
                }
            }
        }
        #expect(outcomes.count > 1, "some of the texts must match")
    }

    @Test(
        "expressions of random literals, sets and counts answer with runs as without", arguments: 0..<20, [false, true])
    func randomAgreement(seed: UInt64, readsBackward: Bool) {
        var generator = SeededGenerator(seed: 4000 + seed)
        var runCount = 0
        for _ in 0..<20 {
            let expressions = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                Piece.randomExpression(&generator)
            }
            guard let dfa = dfa(together: expressions, readsBackward: readsBackward) else { continue }
            runCount += ByteRuns(dfa).runs.count
            var buffer = TableBuffer()
            let offset = dfa.write(to: &buffer)
            for _ in 0..<60 {
                var text = expressions.randomElement(using: &generator)?.flatMap(\.witness) ?? []
                for _ in 0..<Int.random(in: 0...2, using: &generator) where !text.isEmpty {
                    let place = Int.random(in: 0..<text.count, using: &generator)
                    if Bool.random(using: &generator) {
                        text[place] = UInt8.random(in: 0...255, using: &generator)
                    } else {
                        text.removeSubrange(place..<Int.random(in: place...text.count, using: &generator))
                    }
                }
                let laidOut = read(buffer, text) { $0.outcomeOfDFA(at: offset, of: $1) }
                #expect(laidOut == dfa.outcome(of: text), "seed \(seed), text \(text)")
            }
        }
        #expect(runCount > 5, "without runs, nothing is proved")
    }

    private func dfa(_ expression: [Piece], readsBackward: Bool = false) throws -> ByteDFA {
        try #require(dfa(together: [expression], readsBackward: readsBackward))
    }

    /// `nil` when it would be too large, or can't be read from the end.
    private func dfa(together expressions: [[Piece]], readsBackward: Bool) -> ByteDFA? {
        var work = 0
        let atoms = expressions.map { expression in
            let automaton = Piece.automaton(of: expression)
            return Determinizer.Atom(automaton: readsBackward ? automaton.mirrored : automaton)
        }
        return Determinizer.determinize(atoms, maximumEntries: 60_000, maximumWork: 1 << 20, work: &work)
            .flatMap { ByteDFA($0, readsBackward: readsBackward) }
    }
}

/// A piece of an expression, with a text that it matches.
private enum Piece {
    case start
    case end
    case literal(String)
    /// One character or more of a range.
    case several(ClosedRange<Unicode.Scalar>)
    /// So many characters, none of them a line feed.
    case counted(Int)
    /// So many digits.
    case numbers(Int)
    case hexadecimal(Int)

    var witness: [UInt8] {
        switch self {
        case .start, .end: []
        case .literal(let text): Array(text.utf8)
        case .several(let range): Array(String(repeating: Character(range.lowerBound), count: 3).utf8)
        case .counted(let count): Array(repeating: UInt8(ascii: "a"), count: count)
        case .numbers(let count), .hexadecimal(let count): Array(repeating: UInt8(ascii: "0"), count: count)
        }
    }

    static func randomExpression(_ generator: inout SeededGenerator) -> [Piece] {
        var pieces: [Piece] = Int.random(in: 0..<4, using: &generator) == 0 ? [] : [.start]
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let count = Int.random(in: 1...12, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: pieces.append(.several("a"..."z"))
            case 1: pieces.append(.counted(count))
            case 2: pieces.append(.numbers(count))
            case 3: pieces.append(.hexadecimal(count))
            default: pieces.append(.literal(String("/api/v1/users/é".prefix(count))))
            }
        }
        return Bool.random(using: &generator) ? pieces + [.end] : pieces
    }

    static func automaton(of pieces: [Piece]) -> PositionAutomaton {
        var builder = PositionAutomaton.Builder(maximumSteps: 1 << 16)
        var result = builder.empty()
        for piece in pieces {
            let next = piece.fragment(&builder)
            result = builder.concatenation(result, next)
        }
        return builder.finish(result)
    }

    private func fragment(_ builder: inout PositionAutomaton.Builder) -> PositionAutomaton.Fragment {
        switch self {
        case .start: builder.empty(.textStart)
        case .end: builder.empty(.textEnd)
        case .literal(let text):
            text.unicodeScalars.reduce(builder.empty()) { result, character in
                let next = builder.characters([character.value...character.value])
                return builder.concatenation(result, next)
            }
        case .several(let range):
            builder.repetition(minimum: 1, maximum: nil) {
                $0.characters([range.lowerBound.value...range.upperBound.value])
            }
        case .counted(let count):
            builder.repetition(minimum: count, maximum: count) { $0.characters([0...0x09, 0x0B...0x10FFFF]) }
        case .numbers(let count):
            builder.repetition(minimum: count, maximum: count) { $0.characters([0x30...0x39]) }
        case .hexadecimal(let count):
            builder.repetition(minimum: count, maximum: count) { $0.characters([0x30...0x39, 0x61...0x66]) }
        }
    }
}
