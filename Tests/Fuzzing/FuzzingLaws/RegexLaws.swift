import ReferenceInterpreter
import Turnout
import TurnoutAutomata
import TurnoutSyntax

/// Laws of regular expressions.
///
/// Input: one to four patterns with tabs between them, a line feed, and the subject, which may hold any bytes.
///
/// - The pattern is refused exactly when the oracle refuses it, and the error lies within it.
/// - The oracle, the position automaton, the automaton laid out for simulation, and the DFA before and after its layout
///   answer alike.
/// - One DFA for all patterns says of each what its own says, as far as an earlier one doesn't settle the matter.
enum RegexLaws {
    /// Longer texts only make a run slower.
    private static let maximumPatternBytes = 256
    private static let maximumSubjectBytes = 256
    /// Positions of a pattern that is carried further than the parser. What is larger is bounded by the parser's own limits.
    private static let maximumPositions = 2_000

    static func check(_ input: [UInt8]) throws(Violation) {
        let lines = input.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        let patterns = lines[0].split(separator: 0x09, maxSplits: 3, omittingEmptySubsequences: false).map { Array($0) }
        let subject = lines.count > 1 ? Array(lines[1].prefix(maximumSubjectBytes)) : []
        var automata: [PositionAutomaton] = []
        for pattern in patterns where pattern.count <= maximumPatternBytes {
            guard let parsed = try parse(pattern) else { continue }
            let automaton = PositionAutomaton(parsed)
            let answer = automaton.matches(subject)
            if let oracle = try? ReferenceRegex(pattern) {
                try expect(oracle.matches(subject) == answer, "the oracle says \(!answer), the simulation \(answer)")
            }
            try checkShapes(of: automaton, on: subject, answer)
            automata.append(automaton)
        }
        if automata.count > 1 { try checkTogether(automata, on: subject) }
    }

    /// The pattern, or nil if it is refused or large.
    private static func parse(_ pattern: [UInt8]) throws(Violation) -> RegexPattern? {
        var verdict: String?
        var isJudged = true
        do {
            _ = try ReferenceRegex(pattern)
        } catch ReferenceError.refused(let reason) {
            verdict = reason
        } catch {
            isJudged = false
        }
        let result: Result<RegexPattern, RegexError> = parse(pattern, RegexLimits())
        switch result {
        case .success(let parsed):
            try expect(verdict == nil, "accepted, but the oracle says \(verdict ?? "")")
            var limits = RegexLimits()
            limits.maximumPositions = maximumPositions
            guard case .success = parse(pattern, limits) else { return nil }
            return parsed
        case .failure(let error):
            try expect(error.range.upperBound <= pattern.count, "\(error) reaches past the pattern")
            try expect(verdict != nil || !isJudged, "refused, but not by the oracle: \(error)")
            return nil
        }
    }

    private static func parse(_ pattern: [UInt8], _ limits: RegexLimits) -> Result<RegexPattern, RegexError> {
        do throws(RegexError) {
            return .success(try RegexParser.parse(pattern, limits: limits))
        } catch {
            return .failure(error)
        }
    }

    private static func checkShapes(
        of automaton: PositionAutomaton, on subject: [UInt8], _ answer: Bool
    ) throws(Violation) {
        var buffer = TableBuffer()
        let simulated = automaton.write(to: &buffer)
        let dfa = determinize([.init(automaton: automaton)])
        let laidOut = dfa.map { $0.write(to: &buffer) }
        let (positions, outcome) = read(buffer, subject) { reader, text in
            (reader.outcomeOfNFA(at: simulated, of: text), laidOut.map { reader.outcomeOfDFA(at: $0, of: text) })
        }
        try expect((positions == 1) == answer, "laid out, the position automaton says \(!answer)")
        guard let dfa, let outcome else { return }
        try expect(!dfa.outcomes[dfa.outcome(of: subject)].isEmpty == answer, "the DFA says \(!answer)")
        try expect(!dfa.outcomes[outcome].isEmpty == answer, "laid out, the DFA says \(!answer)")
    }

    private static func checkTogether(_ automata: [PositionAutomaton], on subject: [UInt8]) throws(Violation) {
        let truth = automata.map { $0.matches(subject) }
        for decides in [automata.indices.map { _ in Int.max }, Array(automata.indices)] {
            let atoms = automata.indices.map {
                Determinizer.Atom(automaton: automata[$0], firstUse: $0, decides: decides[$0])
            }
            guard let dfa = determinize(atoms) else { continue }
            let outcome = dfa.outcomes[dfa.outcome(of: subject)]
            let cut = automata.indices.first { truth[$0] && decides[$0] != .max } ?? automata.count - 1
            for atom in 0...cut {
                let isFound = outcome.contains(UInt32(atom))
                try expect(isFound == truth[atom], "in one DFA the pattern \(atom) says \(isFound)")
            }
        }
    }

    private static func determinize(_ atoms: [Determinizer.Atom]) -> ByteDFA? {
        var work = 0
        return Determinizer.determinize(atoms, maximumEntries: 20_000, maximumWork: 200_000, work: &work)
            .flatMap { ByteDFA($0) }
    }

    private static func read<Result>(
        _ buffer: TableBuffer, _ text: [UInt8], _ body: (ShapeReader, Text) -> Result
    ) -> Result {
        // What may be read behind a text is anything but its end.
        let padded = text + Array(repeating: UInt8(0xA5), count: ShapeReader.readAhead)
        return padded.withUnsafeBufferPointer { bytes in
            buffer.words.withUnsafeBufferPointer { words in
                guard let table = words.baseAddress, let start = bytes.baseAddress else {
                    preconditionFailure("neither is empty")
                }
                return body(ShapeReader(words: table), Text(start: start, count: text.count))
            }
        }
    }
}
