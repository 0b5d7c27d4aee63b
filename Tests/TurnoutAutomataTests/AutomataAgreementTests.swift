import Testing
import TurnoutAutomata

/// One law, held over random expressions: every form of an automaton says what the plain simulation says.
@Suite("Automata agree")
struct AutomataAgreementTests {
    @Test(
        "a DFA of one expression, laid out, answers as the simulation does, from either end", arguments: 0..<40,
        [false, true])
    func singleExpression(seed: UInt64, readsBackward: Bool) {
        var generator = SeededGenerator(seed: seed)
        var hits = 0
        for _ in 0..<60 {
            let automaton = RandomExpression.automaton(&generator, depth: 4)
            var work = 0
            guard
                let characters = Determinizer.determinize(
                    [.init(automaton: readsBackward ? automaton.mirrored : automaton)], maximumEntries: 60_000,
                    maximumWork: 1 << 20, work: &work)
            else { continue }
            guard let dfa = ByteDFA(characters, readsBackward: readsBackward) else {
                #expect(!readsBackward || characters.alphabet.uniformWideClass == nil)
                continue
            }
            var buffer = TableBuffer()
            let offset = dfa.write(to: &buffer)
            let simulated = automaton.write(to: &buffer)
            for _ in 0..<30 {
                let text = RandomExpression.text(&generator)
                let expected = automaton.matches(text)
                if expected { hits += 1 }
                #expect(!dfa.outcomes[dfa.outcome(of: text)].isEmpty == expected, "seed \(seed), text \(text)")
                let (laidOut, positions) = read(buffer, text) {
                    ($0.outcomeOfDFA(at: offset, of: $1), $0.outcomeOfNFA(at: simulated, of: $1))
                }
                #expect(!dfa.outcomes[laidOut].isEmpty == expected, "seed \(seed), text \(text)")
                #expect((positions == 1) == expected, "seed \(seed), text \(text)")
            }
        }
        #expect(hits > 100, "the texts must come near the expressions, or nothing is proved")
    }

    /// `.{n}` counts characters, so that it shows how many each broken or whole sequence is.
    @Test("characters are counted alike from both ends, also in broken UTF-8")
    func backwardSequences() throws {
        let pieces: [[UInt8]] = [
            [0x41], [0x80], [0x90], [0xBF], [0xC3], [0xC3, 0xA9], [0xE0], [0xE0, 0x80, 0x80], [0xE0, 0xA0, 0x80],
            [0xE2, 0x82], [0xE2, 0x82, 0xAC], [0xED, 0xA0, 0x80], [0xED, 0x9F, 0xBF], [0xF0, 0x9F, 0x98, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0xC0, 0x80], [0xFF],
        ]
        var generator = SeededGenerator(seed: 77)
        for count in 0...6 {
            var builder = PositionAutomaton.Builder(maximumSteps: 1 << 16)
            let body = builder.repetition(minimum: count, maximum: count) { $0.characters([0...0x10FFFF]) }
            let open = builder.concatenation(builder.empty(.textStart), body)
            let whole = builder.concatenation(open, builder.empty(.textEnd))
            let automaton = builder.finish(whole)
            var work = 0
            let characters = try #require(
                Determinizer.determinize(
                    [.init(automaton: automaton.mirrored)], maximumEntries: 60_000, maximumWork: 1 << 20, work: &work))
            let dfa = try #require(ByteDFA(characters, readsBackward: true))
            for _ in 0..<2000 {
                let text = (0..<Int.random(in: 0...4, using: &generator)).flatMap { _ in
                    pieces.randomElement(using: &generator) ?? []
                }
                #expect(!dfa.outcomes[dfa.outcome(of: text)].isEmpty == automaton.matches(text), "\(count): \(text)")
            }
        }
    }

    @Test("several expressions in one DFA: each atom that still matters has its own truth", arguments: 0..<40)
    func severalExpressions(seed: UInt64) {
        var generator = SeededGenerator(seed: 1000 + seed)
        var built = 0
        for _ in 0..<20 {
            let count = Int.random(in: 2...4, using: &generator)
            let automata = (0..<count).map { _ in RandomExpression.automaton(&generator, depth: 3) }
            // A random half of the atoms settle the matter when they are true.
            let decides = automata.indices.map { Bool.random(using: &generator) ? $0 : Int.max }
            let atoms = automata.indices.map {
                Determinizer.Atom(automaton: automata[$0], firstUse: $0, decides: decides[$0])
            }
            var work = 0
            guard
                let characters = Determinizer.determinize(
                    atoms, maximumEntries: 60_000, maximumWork: 1 << 21, work: &work),
                let dfa = ByteDFA(characters)
            else { continue }
            built += 1
            for _ in 0..<40 {
                let text = RandomExpression.text(&generator)
                let truth = automata.map { $0.matches(text) }
                let outcome = dfa.outcomes[dfa.outcome(of: text)]
                let cut = automata.indices.first { truth[$0] && decides[$0] != .max } ?? automata.count - 1
                for atom in 0...cut {
                    #expect(outcome.contains(UInt32(atom)) == truth[atom], "seed \(seed), atom \(atom), text \(text)")
                }
            }
        }
        #expect(built > 10)
    }

    @Test("as many entries and as much work as a DFA takes suffice, and one less of either does not", arguments: 0..<20)
    func limits(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 3000 + seed)
        let atoms = (0..<2).map { _ in
            Determinizer.Atom(automaton: RandomExpression.automaton(&generator, depth: 3))
        }
        func determinize(_ entries: Int, _ work: Int) -> (CharacterDFA?, work: Int) {
            var spent = 0
            let result = Determinizer.determinize(atoms, maximumEntries: entries, maximumWork: work, work: &spent)
            return (result, spent)
        }
        let (unlimited, work) = determinize(1 << 20, 1 << 24)
        let automaton = try #require(unlimited)
        let entries = automaton.stateCount * automaton.alphabet.classCount
        #expect(determinize(entries, work).0?.next == automaton.next)
        #expect(determinize(entries - 1, work).0 == nil)
        // Expressions that match everything or nothing take no work.
        if work > 0 { #expect(determinize(entries, work - 1).0 == nil) }
    }

    @Test("a trie answers as comparing every literal does", arguments: 0..<60)
    func trie(seed: UInt64) {
        var generator = SeededGenerator(seed: 2000 + seed)
        func word() -> [UInt8] {
            (0..<Int.random(in: 0...6, using: &generator)).map { _ in UInt8.random(in: 0x61...0x63, using: &generator) }
        }
        let count = seed % 3 == 0 ? 400 : 12
        let literals = (0..<count).map { _ in
            LiteralTrie.Literal(
                word() + (seed % 5 == 0 ? Array(repeating: 0x7A, count: 300) : []) + word(),
                isPrefix: Bool.random(using: &generator))
        }
        let trie = LiteralTrie(literals)
        var buffer = TableBuffer()
        let offset = trie.write(to: &buffer)
        for _ in 0..<400 {
            let text =
                Bool.random(using: &generator)
                ? literals[Int.random(in: 0..<count, using: &generator)].bytes + word() : word() + word()
            let expected = literals.indices.filter {
                literals[$0].isPrefix ? text.starts(with: literals[$0].bytes) : text == literals[$0].bytes
            }
            let outcome = read(buffer, text) { $0.trieOutcome(at: offset, of: $1) }
            #expect(trie.outcomes.atoms(of: outcome).sorted() == expected.map(UInt32.init), "seed \(seed)")
        }
    }

    @Test("network intervals answer as masking every network does", arguments: 0..<40)
    func networks(seed: UInt64) {
        var generator = SeededGenerator(seed: 3000 + seed)
        let networks = (0..<30).map { _ in
            let isIPv4 = Bool.random(using: &generator)
            let bits = isIPv4 ? 32 : 128
            let length = Int.random(in: 0...bits, using: &generator)
            let full = UInt128.random(in: 0...(isIPv4 ? 0xFFFF_FFFF : .max), using: &generator)
            let seedBits = Bool.random(using: &generator) ? full : (isIPv4 ? 0xFFFF_FFFF : .max)
            let first = length == 0 ? 0 : (seedBits >> UInt128(bits - length)) << UInt128(bits - length)
            return NetworkIntervals.Network(isIPv4: isIPv4, prefixLength: length, first: first)
        }
        let intervals = NetworkIntervals(networks)
        var buffer = TableBuffer()
        let offset = intervals.write(to: &buffer)
        for _ in 0..<300 {
            let base = networks[Int.random(in: 0..<30, using: &generator)]
            let limit: UInt128 = base.isIPv4 ? 0xFFFF_FFFF : .max
            let span: UInt128 =
                base.prefixLength == 0 ? limit : (1 << UInt128((base.isIPv4 ? 32 : 128) - base.prefixLength)) - 1
            let candidates: [UInt128] = [
                base.first, base.first + span, base.first == 0 ? 0 : base.first - 1,
                base.first + span < limit ? base.first + span + 1 : limit, 0, limit,
            ]
            let address = candidates[Int.random(in: 0..<candidates.count, using: &generator)]
            let expected = networks.indices.filter { index in
                let network = networks[index]
                guard network.isIPv4 == base.isIPv4 else { return false }
                let hostBits = (network.isIPv4 ? 32 : 128) - network.prefixLength
                return hostBits == 128 || address >> UInt128(hostBits) == network.first >> UInt128(hostBits)
            }
            let outcome = read(buffer, []) { reader, _ in
                reader.outcomeOfNetworks(at: offset, isIPv4: base.isIPv4, address: address)
            }
            #expect(intervals.outcomes.atoms(of: outcome).sorted() == expected.map(UInt32.init), "seed \(seed)")
        }
    }
}
