import TurnoutAutomata
import TurnoutSyntax

/// One expression, as fast as one expression alone can be matched: a DFA over bytes, or where that grows too large the bit-parallel
/// simulation.
final class RegexMatcher {
    private let deterministic: ByteDFA?
    /// The simulated automaton; empty when there is a DFA.
    private var simulated = TableBuffer()
    private var offset = 0

    init(_ pattern: RegexPattern) {
        var builder = PositionAutomaton.Builder(maximumSteps: 1 << 24)
        let root = builder.add(pattern.root)
        let automaton = builder.finish(root)
        var work = 0
        deterministic = Determinizer.determinize(
            [.init(automaton: automaton)], maximumEntries: 65_535, maximumWork: 1 << 24, work: &work
        ).flatMap { ByteDFA($0) }
        if deterministic == nil { offset = automaton.write(to: &simulated) }
    }

    func matches(_ text: ByteRun) -> Bool {
        if let deterministic {
            return Self.matches(text, deterministic)
        }
        return simulated.words.withUnsafeBufferPointer { words in
            guard let base = words.baseAddress else { return false }
            return ShapeReader(words: base).outcomeOfNFA(at: offset, of: Text(start: text.start, count: text.count))
                != 0
        }
    }
}

extension RegexMatcher {
    /// Equal expressions share their automaton.
    struct Cache {
        private var matchers: [RegexPattern: RegexMatcher] = [:]

        subscript(pattern: RegexPattern) -> RegexMatcher {
            mutating get {
                if let known = matchers[pattern] { return known }
                let matcher = RegexMatcher(pattern)
                matchers[pattern] = matcher
                return matcher
            }
        }
    }

    /// `ByteDFA.outcome(of:)`, but specialised for a text in place.
    private static func matches(_ text: ByteRun, _ automaton: ByteDFA) -> Bool {
        automaton.rows.withUnsafeBufferPointer { rows in
            automaton.classOfByte.withUnsafeBufferPointer { classes in
                let sinkCount = automaton.sinkCount
                var state = Int(automaton.start)
                if state < sinkCount { return state != 0 }
                for index in 0..<text.count {
                    state = Int(rows[state - sinkCount + Int(classes[Int(text[index])])])
                    if state < sinkCount { return state != 0 }
                }
                return rows[state - sinkCount + automaton.classCount] != 0
            }
        }
    }
}

extension PositionAutomaton.Builder {
    fileprivate mutating func add(_ node: RegexNode) -> PositionAutomaton.Fragment {
        switch node {
        case .empty: return empty()
        case .characters(let set): return characters(set.ranges.map { $0.first...$0.last })
        case .assertion(.textStart): return empty(.textStart)
        case .assertion(.textEnd): return empty(.textEnd)
        case .assertion(.lineStart): return empty(.lineStart)
        case .assertion(.lineEnd): return empty(.lineEnd)
        case .assertion(.wordBoundary): return empty(.wordBoundary)
        case .assertion(.notWordBoundary): return empty(.notWordBoundary)
        case .concatenation(let parts):
            var result = empty()
            for part in parts {
                let next = add(part)
                result = concatenation(result, next)
            }
            return result
        case .alternation(let parts):
            var result = empty(.none)
            for part in parts {
                let next = add(part)
                result = alternation(result, next)
            }
            return result
        case .repetition(let part, let minimum, let maximum):
            return repetition(minimum: minimum, maximum: maximum) { $0.add(part) }
        }
    }
}
