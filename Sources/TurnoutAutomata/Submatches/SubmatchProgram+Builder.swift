extension SubmatchProgram {
    /// Writes a program from left to right, one step of the pattern after the other, without recursion.
    ///
    /// What belongs to an atom is one run of instructions, entered at its start and left at its end, whose targets are
    /// distances: a repetition copies the run as it is. A choice stands before what it chooses, which is written first, so
    /// each group begins with free places (`.free`), one for the quantifier that may follow it and one for each
    /// alternative; those that stay free are taken out in the end.
    ///
    /// - Complexity: linear in the instructions, but that an atom which is repeated without being a group of its own is
    ///   moved by one place.
    package struct Builder {
        private enum Draft {
            case characters(UInt32)
            case assertion(ContextSet)
            case capture(UInt32)
            /// Distances from here.
            case split(Int, Int)
            case jump(Int)
            case free
        }

        private struct Frame {
            /// Nil for a group that doesn't capture.
            var group: Int?
            /// The free place at the start of the current alternative.
            var alternativeStart: Int
            /// Where the last atom begins; if `atomHasPlace`, with a free place.
            var atomStart: Int
            var atomHasPlace = false
            /// Whether the last atom can match the empty text, what precedes it in the alternative, and some earlier alternative.
            var atomIsNullable = true
            var precedingIsNullable = true
            var someAlternativeIsNullable = false
            /// At the ends of earlier alternatives: jumps behind the group.
            var exits: [Int] = []

            var alternativeIsNullable: Bool { precedingIsNullable && atomIsNullable }
            var isNullable: Bool { someAlternativeIsNullable || alternativeIsNullable }
        }

        private var drafts: [Draft] = []
        private var frames: [Frame]
        private var sets: [SubmatchSet] = []
        private var setIndex: [SubmatchSet: UInt32] = [:]
        private var groupCount = 1
        private let maximumInstructions: Int
        /// Whether the program outgrew the limit; nothing more is written then, and there is no program.
        package private(set) var isTooLarge = false

        package init(maximumInstructions: Int) {
            self.maximumInstructions = maximumInstructions
            frames = [Frame(alternativeStart: 0, atomStart: 1)]
            drafts = [.free]
        }

        /// One character of the set given as sorted, disjoint ranges.
        package mutating func characters(_ ranges: [ClosedRange<UInt32>]) {
            let set = SubmatchSet(ranges)
            let index = setIndex[set] ?? UInt32(sets.count)
            if Int(index) == sets.count {
                sets.append(set)
                setIndex[set] = index
            }
            beginAtom(isNullable: false)
            append(.characters(index))
        }

        package mutating func assertion(_ contexts: ContextSet) {
            beginAtom(isNullable: true)
            append(.assertion(contexts))
        }

        /// Begins a group: one that captures has a number from 1, and the numbers ascend.
        package mutating func openGroup(_ group: Int?) {
            beginAtom(isNullable: true)
            frames[frames.count - 1].atomHasPlace = true
            append(.free)
            if let group {
                groupCount = group + 1
                append(.capture(UInt32(2 * group)))
            }
            frames.append(Frame(group: group, alternativeStart: drafts.count, atomStart: drafts.count + 1))
            append(.free)
        }

        package mutating func closeGroup() {
            precondition(frames.count > 1, "no group is open")
            let frame = frames.removeLast()
            patch(frame.exits)
            if let group = frame.group { append(.capture(UInt32(2 * group + 1))) }
            frames[frames.count - 1].atomIsNullable = frame.isNullable
        }

        /// Ends an alternative and begins the next.
        package mutating func beginAlternative() {
            guard !isTooLarge else { return }
            let current = frames.count - 1
            let start = frames[current].alternativeStart
            frames[current].exits.append(drafts.count)
            append(.jump(0))
            guard !isTooLarge else { return }
            drafts[start] = .split(1, drafts.count - start)
            frames[current] = Frame(
                group: frames[current].group, alternativeStart: drafts.count, atomStart: drafts.count + 1,
                someAlternativeIsNullable: frames[current].isNullable, exits: frames[current].exits)
            append(.free)
        }

        /// Repeats the last atom `minimum` to `maximum` times, any number if that is nil: many if it may, few if it is lazy.
        package mutating func repeatAtom(minimum: Int, maximum: Int?, isLazy: Bool) {
            guard !isTooLarge, minimum != 1 || maximum != 1 else { return }
            let current = frames.count - 1
            let start = frames[current].atomStart
            if !frames[current].atomHasPlace { drafts.insert(.free, at: start) }
            frames[current].atomHasPlace = false
            let isNullable = frames[current].atomIsNullable
            if minimum == 0 { frames[current].atomIsNullable = true }
            guard maximum != 0 else { return drafts.removeSubrange(start...) }
            let body = Array(drafts[(start + 1)...])
            let copies = maximum ?? max(minimum, 1)
            let (size, overflow) = copies.multipliedReportingOverflow(by: body.count + 1)
            guard !overflow, start + size + 1 <= maximumInstructions else {
                isTooLarge = true
                return
            }

            /// Choices between the copy that follows and the end.
            var choices: [Int] = []
            if minimum == 0 { choices.append(start) }
            for copy in 1..<copies {
                if copy >= minimum {
                    choices.append(drafts.count)
                    drafts.append(.free)
                }
                drafts += body
            }
            if maximum == nil {
                if minimum == 0, !isNullable {
                    drafts.append(.jump(start - drafts.count))
                } else {
                    drafts.append(isLazy ? .split(1, -body.count) : .split(-body.count, 1))
                }
            }
            for choice in choices {
                let out = drafts.count - choice
                drafts[choice] = isLazy ? .split(out, 1) : .split(1, out)
            }
        }

        /// The program; nil if it is too large. All groups must have been closed.
        package mutating func finish() -> SubmatchProgram? {
            precondition(frames.count == 1, "a group is still open")
            patch(frames[0].exits)
            return isTooLarge ? nil : SubmatchProgram(instructions: instructions(), sets: sets, groupCount: groupCount)
        }

        private mutating func beginAtom(isNullable: Bool) {
            let current = frames.count - 1
            frames[current].precedingIsNullable = frames[current].alternativeIsNullable
            frames[current].atomIsNullable = isNullable
            frames[current].atomStart = drafts.count
            frames[current].atomHasPlace = false
        }

        private mutating func append(_ draft: Draft) {
            guard drafts.count < maximumInstructions else {
                isTooLarge = true
                return
            }
            drafts.append(draft)
        }

        /// Lets the jumps at `places` lead to what is written next.
        private mutating func patch(_ places: [Int]) {
            guard !isTooLarge else { return }
            for place in places { drafts[place] = .jump(drafts.count - place) }
        }

        /// The drafts without free places, with targets as indices.
        private func instructions() -> [Instruction] {
            var index: UInt32 = 0
            /// Where each draft goes; a free place stands for what follows it.
            var places: [UInt32] = []
            places.reserveCapacity(drafts.count + 1)
            for draft in drafts {
                places.append(index)
                if case .free = draft { continue }
                index += 1
            }
            places.append(index)
            var result: [Instruction] = []
            result.reserveCapacity(Int(index) + 1)
            for (place, draft) in drafts.enumerated() {
                switch draft {
                case .characters(let set): result.append(.characters(set))
                case .assertion(let contexts): result.append(.assertion(contexts))
                case .capture(let slot): result.append(.capture(slot))
                case .split(let first, let second):
                    result.append(.split(places[place + first], places[place + second]))
                case .jump(let distance): result.append(.jump(places[place + distance]))
                case .free: break
                }
            }
            return result + [.match]
        }
    }
}
