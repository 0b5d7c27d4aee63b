/// A nondeterministic automaton without epsilon transitions: the position (Glushkov) automaton of a regular expression.
///
/// Each occurrence of a character set in the expression is a *position*. Being "at" a position means having just read a
/// character of its set. What may come next is a list of positions, each with the contexts in which the step is allowed, so that
/// anchors and word boundaries need no states of their own:
///
///     ^a(b|c)*$      first:  a if textStart
///                    follow: a → b, c      b → b, c      c → b, c
///                    accept: a, b, c if textEnd
///
/// It reads decoded characters, not bytes. The language is "some part of the text matches": a search, not a full match.
///
/// - Source: V. M. Glushkov, The abstract theory of automata, 1961. The contexts are ours.
package struct PositionAutomaton: Sendable {
    /// A step to a position, allowed where `contexts` says.
    package struct Step: Hashable, Sendable {
        package var position: UInt32
        package var contexts: ContextSet
    }

    /// The set read at each position, an index into `sets`.
    package private(set) var setOfPosition: [UInt32]
    /// The distinct character sets, as sorted ranges of code points.
    package private(set) var sets: [[ClosedRange<UInt32>]]
    /// Steps from the start of a match.
    package private(set) var first: [Step]
    /// Steps from each position.
    package private(set) var follow: [[Step]]
    /// Where a match may end, for each position.
    package private(set) var accept: [ContextSet]
    /// Where the empty text matches.
    package private(set) var acceptEmpty: ContextSet

    package var positionCount: Int { setOfPosition.count }

    /// Whether an assertion looks at the kind of a neighbouring character.
    package var distinguishesCharacters: Bool {
        acceptEmpty.distinguishesCharacters || accept.contains { $0.distinguishesCharacters }
            || first.contains { $0.contexts.distinguishesCharacters }
            || follow.contains { $0.contains { $0.contexts.distinguishesCharacters } }
    }

    fileprivate init(
        setOfPosition: [UInt32], sets: [[ClosedRange<UInt32>]], first: [Step], follow: [[Step]],
        accept: [ContextSet], acceptEmpty: ContextSet
    ) {
        self.setOfPosition = setOfPosition
        self.sets = sets
        self.first = first
        self.follow = follow
        self.accept = accept
        self.acceptEmpty = acceptEmpty
    }
}

extension PositionAutomaton {
    /// A part of an expression under construction.
    package struct Fragment {
        /// Where the part matches the empty text.
        var empty: ContextSet
        var first: [Step]
        /// The positions that can be the last, with what must hold behind them.
        var last: [Step]
    }

    /// Builds an automaton bottom-up. Parts that repeat are built once for each repetition, by calling their builder again.
    package struct Builder {
        private var setOfPosition: [UInt32] = []
        private var sets: [[ClosedRange<UInt32>]] = []
        private var setIndex: [[ClosedRange<UInt32>]: UInt32] = [:]
        private var follow: [[Step]] = []
        /// Steps that may still be added; at zero the expression is too large.
        private var remainingSteps: Int

        package init(maximumSteps: Int) { remainingSteps = maximumSteps }

        /// Whether the expression outgrew the limit; the result is then meaningless.
        package var isTooLarge: Bool { remainingSteps < 0 }

        package func empty(_ contexts: ContextSet = .all) -> Fragment {
            Fragment(empty: contexts, first: [], last: [])
        }

        /// One character of the set given as sorted, disjoint ranges.
        package mutating func characters(_ ranges: [ClosedRange<UInt32>]) -> Fragment {
            guard !ranges.isEmpty else { return empty(.none) }
            let set: UInt32
            if let known = setIndex[ranges] {
                set = known
            } else {
                set = UInt32(sets.count)
                sets.append(ranges)
                setIndex[ranges] = set
            }
            let position = UInt32(setOfPosition.count)
            setOfPosition.append(set)
            follow.append([])
            remainingSteps -= 1
            let step = Step(position: position, contexts: .all)
            return Fragment(empty: .none, first: [step], last: [step])
        }

        package mutating func concatenation(_ left: Fragment, _ right: Fragment) -> Fragment {
            connect(left.last, to: right.first)
            return Fragment(
                empty: left.empty.intersection(right.empty),
                first: merge(left.first, restrict(right.first, to: left.empty)),
                last: merge(right.last, restrict(left.last, to: right.empty)))
        }

        package mutating func alternation(_ left: Fragment, _ right: Fragment) -> Fragment {
            Fragment(
                empty: left.empty.union(right.empty), first: merge(left.first, right.first),
                last: merge(left.last, right.last))
        }

        /// `part` between `minimum` and `maximum` times (`nil` = any number).
        package mutating func repetition(
            minimum: Int, maximum: Int?, of part: (inout Builder) -> Fragment
        ) -> Fragment {
            var required: Fragment?
            for _ in 0..<minimum {
                let next = part(&self)
                required = required.map { concatenation($0, next) } ?? next
                if isTooLarge { return empty() }
            }
            var optional: Fragment?
            if let maximum {
                // x{0,3} = (x(x(x)?)?)?, built from the inside.
                for _ in minimum..<max(minimum, maximum) {
                    let next = part(&self)
                    var tail = optional.map { concatenation(next, $0) } ?? next
                    tail.empty = .all
                    optional = tail
                    if isTooLarge { return empty() }
                }
            } else {
                var loop = part(&self)
                connect(loop.last, to: loop.first)
                loop.empty = .all
                optional = loop
            }
            switch (required, optional) {
            case (nil, nil): return empty()
            case (let fragment?, nil), (nil, let fragment?): return fragment
            case (let head?, let tail?): return concatenation(head, tail)
            }
        }

        package func finish(_ root: Fragment) -> PositionAutomaton {
            var accept = Array(repeating: ContextSet.none, count: setOfPosition.count)
            for step in root.last {
                accept[Int(step.position)] = accept[Int(step.position)].union(step.contexts)
            }
            return PositionAutomaton(
                setOfPosition: setOfPosition, sets: sets, first: root.first, follow: follow, accept: accept,
                acceptEmpty: root.empty)
        }

        private mutating func connect(_ last: [Step], to first: [Step]) {
            remainingSteps -= last.count * first.count
            if isTooLarge { return }
            for from in last {
                follow[Int(from.position)] = merge(
                    follow[Int(from.position)], restrict(first, to: from.contexts))
            }
        }

        private func restrict(_ steps: [Step], to contexts: ContextSet) -> [Step] {
            if contexts == .all { return steps }
            return steps.compactMap { step in
                let allowed = step.contexts.intersection(contexts)
                return allowed.isEmpty ? nil : Step(position: step.position, contexts: allowed)
            }
        }

        /// The union of two lists sorted by position.
        private func merge(_ left: [Step], _ right: [Step]) -> [Step] {
            if left.isEmpty { return right }
            if right.isEmpty { return left }
            if left[left.count - 1].position < right[0].position { return left + right }
            var result: [Step] = []
            result.reserveCapacity(left.count + right.count)
            var i = 0
            var j = 0
            while i < left.count || j < right.count {
                if j == right.count || (i < left.count && left[i].position < right[j].position) {
                    result.append(left[i])
                    i += 1
                } else if i == left.count || right[j].position < left[i].position {
                    result.append(right[j])
                    j += 1
                } else {
                    result.append(
                        Step(position: left[i].position, contexts: left[i].contexts.union(right[j].contexts)))
                    i += 1
                    j += 1
                }
            }
            return result
        }
    }
}

extension PositionAutomaton {
    /// The automaton that reads texts from their end: it matches a text backward where this one matches it forward.
    ///
    /// What is exponential in one direction is often small in the other: `a.{12}$` remembers twelve characters forward and
    /// counts to twelve backward.
    package var mirrored: PositionAutomaton {
        func mirrored(_ contexts: [ContextSet]) -> [Step] {
            contexts.indices.compactMap { position in
                guard !contexts[position].isEmpty else { return nil }
                return Step(position: UInt32(position), contexts: contexts[position].mirrored)
            }
        }
        var accept = Array(repeating: ContextSet.none, count: positionCount)
        for step in first { accept[Int(step.position)] = accept[Int(step.position)].union(step.contexts.mirrored) }
        var follow: [[Step]] = Array(repeating: [], count: positionCount)
        for (position, steps) in self.follow.enumerated() {
            for step in steps {
                follow[Int(step.position)].append(
                    Step(position: UInt32(position), contexts: step.contexts.mirrored))
            }
        }
        return PositionAutomaton(
            setOfPosition: setOfPosition, sets: sets, first: mirrored(self.accept), follow: follow, accept: accept,
            acceptEmpty: acceptEmpty.mirrored)
    }
}

extension PositionAutomaton {
    /// Whether some part of `text` matches, by simulation: the slow, plain way, used while compiling and explaining.
    ///
    /// - Complexity: O(bytes × steps); allocates.
    package func matches(_ text: some Collection<UInt8>) -> Bool {
        var current: Set<UInt32> = []
        var before = CharacterKind.boundary
        var decoder = UTF8Decoder(text)
        while true {
            let character = decoder.next()
            let after = character.map { CharacterKind(of: $0) } ?? .boundary
            if acceptEmpty.contains(before, after) { return true }
            for position in current where accept[Int(position)].contains(before, after) { return true }
            guard let character else { return false }
            var next: Set<UInt32> = []
            func advance(_ steps: [Step]) {
                for step in steps
                where step.contexts.contains(before, after) && setContains(setOfPosition[Int(step.position)], character)
                {
                    next.insert(step.position)
                }
            }
            advance(first)
            for position in current { advance(follow[Int(position)]) }
            current = next
            before = after
        }
    }

    private func setContains(_ set: UInt32, _ character: UInt32) -> Bool {
        sets[Int(set)].contains { $0.contains(character) }
    }
}
