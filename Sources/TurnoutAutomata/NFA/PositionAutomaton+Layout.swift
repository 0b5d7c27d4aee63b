/// A single expression whose DFA would be too large, simulated position by position.
///
/// The set of positions that threads are at is a bit set; reading a character costs one step for each thread. Up to 64 positions without
/// word boundaries the set is one machine word and a step two instructions:
///
///     next = (first ∪ ⋃ follow[p], p in current) ∩ positions[class of the character]
///
/// Layout, in words: position count; flags (1 = one machine word); acceptEmpty; class count; number of wide ranges; 64 words of ASCII
/// classes; wide ranges (first character, class)…; then either
///
///     one word    first, first at the start, accept, accept at the end; positions of each class; follow of each position (64 bits each)
///     general     words of a set; positions of each class (64 bits × that); accept contexts of each position; steps from the start (count, then
///                 position, contexts…); follow table (offset of each position's steps, from here on); steps as before
extension PositionAutomaton {
    /// The most positions that can be simulated without allocating.
    package static var maximumSimulatedPositions: Int { 131_072 }

    private var fitsOneWord: Bool {
        let simple = [ContextSet.all, .textStart]
        return positionCount <= 64 && acceptEmpty.isEmpty && first.allSatisfy { simple.contains($0.contexts) }
            && follow.allSatisfy { $0.allSatisfy { $0.contexts == .all } }
            && accept.allSatisfy { $0 == .all || $0 == .none || $0 == .textEnd }
    }

    /// Appends the automaton to a table and returns its offset.
    package func write(to buffer: inout TableBuffer) -> Int {
        let alphabet = Alphabet(sets: sets, distinguishesCharacters: false)
        let offset = buffer.count
        buffer.append(UInt32(positionCount))
        buffer.append(fitsOneWord ? 1 : 0)
        buffer.append(UInt32(acceptEmpty.bits))
        buffer.append(UInt32(alphabet.classCount))
        buffer.append(UInt32(alphabet.wideRanges.count))
        for index in stride(from: 0, to: 128, by: 2) {
            buffer.append(UInt32(alphabet.asciiClass[index]) | UInt32(alphabet.asciiClass[index + 1]) << 16)
        }
        for (range, characterClass) in alphabet.wideRanges {
            buffer.append(range.lowerBound)
            buffer.append(UInt32(characterClass))
        }
        let setWords = (positionCount + 63) / 64
        var positions = Array(repeating: Array(repeating: UInt64(0), count: setWords), count: alphabet.classCount)
        for position in 0..<positionCount {
            for characterClass in alphabet.classesOfSet[Int(setOfPosition[position])] {
                positions[Int(characterClass)][position / 64] |= 1 << UInt64(position % 64)
            }
        }
        if fitsOneWord {
            func mask(_ steps: [Step]) -> UInt64 { steps.reduce(0) { $0 | 1 << UInt64($1.position) } }
            func mask(where holds: (ContextSet) -> Bool) -> UInt64 {
                accept.indices.reduce(0) { holds(accept[$1]) ? $0 | 1 << UInt64($1) : $0 }
            }
            buffer.append(wide: mask(first.filter { $0.contexts == .all }))
            buffer.append(wide: mask(first))
            buffer.append(wide: mask { $0 == .all })
            buffer.append(wide: mask { !$0.isEmpty })
            for set in positions { buffer.append(wide: set.first ?? 0) }
            for steps in follow { buffer.append(wide: mask(steps)) }
        } else {
            buffer.append(UInt32(setWords))
            for set in positions { for word in set { buffer.append(wide: word) } }
            for contexts in accept { buffer.append(UInt32(contexts.bits)) }
            func write(_ steps: [Step]) {
                buffer.append(UInt32(steps.count))
                for step in steps {
                    buffer.append(step.position)
                    buffer.append(UInt32(step.contexts.bits))
                }
            }
            write(first)
            let table = buffer.count
            buffer.reserve(words: positionCount)
            for (position, steps) in follow.enumerated() {
                buffer[table + position] = UInt32(buffer.count - table)
                write(steps)
            }
        }
        return offset
    }
}

extension TableBuffer {
    fileprivate mutating func append(wide word: UInt64) {
        append(UInt32(truncatingIfNeeded: word))
        append(UInt32(truncatingIfNeeded: word >> 32))
    }
}

extension ShapeReader {
    /// 1 when the simulated expression matches some part of the text, else 0.
    package func outcomeOfNFA(at offset: Int, of text: Text) -> Int {
        if words[offset + 1] != 0 { return simulateOneWord(at: offset, text) }
        let setWords = (Int(words[offset]) + 63) / 64
        if setWords <= 64 {
            var sets = InlineArray<128, UInt64>(repeating: 0)
            return simulate(at: offset, text, halfOf: 64, &sets)
        }
        var sets = InlineArray<4096, UInt64>(repeating: 0)
        return simulate(at: offset, text, halfOf: 2048, &sets)
    }

    private func wide(_ offset: Int) -> UInt64 {
        UInt64(words[offset]) | UInt64(words[offset + 1]) << 32
    }

    private func characterClass(of character: UInt32, at offset: Int) -> Int {
        if character < 0x80 {
            return Int(words[offset + 5 + Int(character >> 1)] >> (16 * (character & 1))) & 0xFFFF
        }
        let ranges = offset + 5 + 64
        var low = 0
        var high = Int(words[offset + 4]) - 1
        while low < high {
            let middle = (low + high + 1) >> 1
            if words[ranges + 2 * middle] <= character { low = middle } else { high = middle - 1 }
        }
        return Int(words[ranges + 2 * low + 1])
    }

    private func simulateOneWord(at offset: Int, _ text: Text) -> Int {
        let classCount = Int(words[offset + 3])
        let masks = offset + 5 + 64 + 2 * Int(words[offset + 4])
        let first = wide(masks)
        let accept = wide(masks + 4)
        let positions = masks + 8
        let follow = positions + 2 * classCount
        var decoder = TextDecoder(text)
        var next = wide(masks + 2)
        var current: UInt64 = 0
        while let character = decoder.next() {
            current = next & wide(positions + 2 * characterClass(of: character, at: offset))
            if current & accept != 0 { return 1 }
            next = first
            var threads = current
            while threads != 0 {
                next |= wide(follow + 2 * threads.trailingZeroBitCount)
                threads &= threads - 1
            }
        }
        return current & wide(masks + 6) != 0 ? 1 : 0
    }

    private func simulate<let size: Int>(
        at offset: Int, _ text: Text, halfOf half: Int, _ sets: inout InlineArray<size, UInt64>
    ) -> Int {
        let positionCount = Int(words[offset])
        let acceptEmpty = ContextSet(bits: UInt16(words[offset + 2]))
        let classCount = Int(words[offset + 3])
        let start = offset + 5 + 64 + 2 * Int(words[offset + 4])
        let setWords = Int(words[start])
        let positions = start + 1
        let accept = positions + 2 * classCount * setWords
        let first = accept + positionCount
        let table = first + 1 + 2 * Int(words[first])

        func advance(
            _ list: Int, _ context: UInt16, _ allowed: Int, _ target: Int, _ sets: inout InlineArray<size, UInt64>
        ) {
            for index in 0..<Int(words[list]) {
                guard words[list + 2 + 2 * index] & UInt32(context) != 0 else { continue }
                let position = Int(words[list + 1 + 2 * index])
                let bit = UInt64(1) << UInt64(position & 63)
                if wide(allowed + 2 * (position >> 6)) & bit != 0 { sets[target + position >> 6] |= bit }
            }
        }

        var decoder = TextDecoder(text)
        var before = CharacterKind.boundary
        var current = 0
        while true {
            let character = decoder.next()
            let after = character.map { CharacterKind(of: $0) } ?? .boundary
            let context = ContextSet.bit(before, after)
            if acceptEmpty.bits & context != 0 { return 1 }
            let target = half - current
            let allowed = character.map { positions + 2 * setWords * characterClass(of: $0, at: offset) }
            for word in 0..<setWords {
                var threads = sets[current + word]
                while threads != 0 {
                    let position = word * 64 + threads.trailingZeroBitCount
                    threads &= threads - 1
                    if words[accept + position] & UInt32(context) != 0 { return 1 }
                    if let allowed {
                        advance(table + Int(words[table + position]), context, allowed, target, &sets)
                    }
                }
                sets[current + word] = 0
            }
            guard let allowed else { return 0 }
            advance(first, context, allowed, target, &sets)
            current = target
            before = after
        }
    }
}

/// `UTF8Decoder` over a borrowed text.
private struct TextDecoder {
    private let text: Text
    private var index = 0

    init(_ text: Text) { self.text = text }

    mutating func next() -> UInt32? {
        guard index < text.count else { return nil }
        let lead = text[index]
        index += 1
        if lead < 0x80 { return UInt32(lead) }
        guard let form = UTF8Form(lead: lead), index + form.continuationCount <= text.count else {
            return replacementCharacter
        }
        var value = UInt32(lead) & form.leadMask
        for position in 0..<form.continuationCount {
            let byte = text[index + position]
            guard position == 0 ? form.second.contains(byte) : byte & 0xC0 == 0x80 else { return replacementCharacter }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        index += form.continuationCount
        return value
    }
}
