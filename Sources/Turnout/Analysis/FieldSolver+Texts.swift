import TurnoutAutomata
import TurnoutSyntax

extension FieldSolver {
    /// A text of the domain for which the literals hold.
    mutating func solveText(_ domain: TextDomain, _ literals: [Literal]) -> FieldAnswer {
        let (candidates, areAll) = candidates(domain, literals)
        var isPossible = false
        for candidate in candidates where literals.allSatisfy({ holds($0, of: candidate) }) {
            if domain.isRealizable(candidate) { return .text(candidate) }
            isPossible = isPossible || domain.possible.contains(candidate)
        }
        if areAll { return isPossible ? .undecided : .impossible }
        return search(domain, literals)
    }

    /// Likely texts, and whether they are all that come into question.
    private func candidates(_ domain: TextDomain, _ literals: [Literal]) -> (texts: [[UInt8]], areAll: Bool) {
        var longest: [UInt8]?
        var suffixes: [[UInt8]] = []
        for literal in literals where !literal.isNegated {
            switch atoms[Int(literal.atom)].test {
            case .words(let words) where source(literal) == .hostSuffix:
                for word in words { suffixes += ["www", "x", "y"].map { Array($0.utf8) + word } }
            case .words(let words): return (words, true)
            case .equals(let text): return ([text], true)
            case .startsWith(let prefix):
                let known = longest ?? []
                if !known.starts(with: prefix) && !prefix.starts(with: known) { return ([], true) }
                if prefix.count >= known.count { longest = prefix }
            case .matches, .lies: continue
            }
        }
        guard let longest else { return (suffixes.isEmpty ? domain.samples : suffixes, false) }
        let isExcluded = literals.contains { literal in
            guard literal.isNegated, case .startsWith(let prefix) = atoms[Int(literal.atom)].test else { return false }
            return longest.starts(with: prefix)
        }
        return isExcluded ? ([], true) : (domain.endings.map { longest + $0 }, false)
    }

    /// Whether the literal holds of a text.
    mutating func holds(_ literal: Literal, of text: [UInt8]) -> Bool {
        let isTrue: Bool
        switch atoms[Int(literal.atom)].test {
        case .words(let words):
            let dot = UInt8(ascii: ".")
            let isSuffix = source(literal) == .hostSuffix
            let subject = isSuffix ? Array(text[(text.firstIndex(of: dot) ?? text.endIndex)...]) : text
            isTrue = !text.isEmpty && words.contains(subject)
        case .equals(let expected): isTrue = text == expected
        case .startsWith(let prefix): isTrue = text.starts(with: prefix)
        case .matches: isTrue = automaton(of: literal)?.matches(text) ?? false
        case .lies: isTrue = false
        }
        return isTrue != literal.isNegated
    }

    private mutating func search(_ domain: TextDomain, _ literals: [Literal]) -> FieldAnswer {
        var searched: [Determinizer.Atom] = []
        for literal in literals {
            guard let automaton = automaton(of: literal) else { return .undecided }
            searched.append(.init(automaton: automaton))
        }
        let wanted = [0] + literals.indices.filter { !literals[$0].isNegated }.map { UInt32($0 + 1) }
        func text(in language: TextLanguage) -> (text: [UInt8]?, isComplete: Bool) {
            guard remainingWork > 0 else { return (nil, false) }
            var work = 0
            defer { remainingWork -= work }
            let table = Determinizer.determinize(
                [.init(automaton: language.automaton)] + searched, maximumEntries: limits.automatonEntries,
                maximumWork: limits.automatonWork, work: &work)
            guard let table else { return (nil, false) }
            return (table.shortestText { $0 == wanted }, true)
        }
        for language in domain.realizable {
            let (found, isComplete) = text(in: language)
            if let found { return .text(found) }
            if !isComplete { return .undecided }
        }
        let (found, isComplete) = text(in: domain.possible)
        return found == nil && isComplete ? .impossible : .undecided
    }

    /// The automaton of an atom; `nil` for one that tells apart what automata don't: invalid bytes.
    private mutating func automaton(of literal: Literal) -> PositionAutomaton? {
        if let known = automata[literal.atom] { return known }
        let automaton: PositionAutomaton
        switch atoms[Int(literal.atom)].test {
        case .matches(let pattern): automaton = PositionAutomaton(pattern)
        case .words(let words):
            guard let decoded = Self.decode(words) else { return nil }
            if source(literal) == .hostSuffix {
                // The empty suffix is that of a host without dots, and no host at all has none.
                if decoded.contains([]) { return nil }
                automaton = PositionAutomaton(
                    words: decoded.filter { $0.first == 0x2E }, afterAnyOf: [0...0x2D, 0x2F...0x10FFFF])
            } else {
                automaton = PositionAutomaton(words: decoded, isPrefix: false)
            }
        case .equals(let text):
            guard let decoded = Self.decode([text]) else { return nil }
            automaton = PositionAutomaton(words: decoded, isPrefix: false)
        case .startsWith(let prefix):
            guard let decoded = Self.decode([prefix]) else { return nil }
            automaton = PositionAutomaton(words: decoded, isPrefix: true)
        case .lies: return nil
        }
        automata[literal.atom] = automaton
        return automaton
    }

    private static func decode(_ words: [[UInt8]]) -> [[UInt32]]? {
        var result: [[UInt32]] = []
        for word in words {
            var decoder = UTF8Decoder(word)
            var characters: [UInt32] = []
            while let character = decoder.next() {
                if character == replacementCharacter { return nil }
                characters.append(character)
            }
            result.append(characters)
        }
        return result
    }
}
