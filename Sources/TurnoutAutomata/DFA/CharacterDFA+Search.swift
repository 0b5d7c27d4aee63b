extension CharacterDFA {
    /// A shortest text whose outcome is accepted, in UTF-8; `nil` when no text has such an outcome.
    ///
    /// Of several characters that lead on equally the one that is easiest to read and to type is taken: small letters,
    /// digits, then other characters of ASCII, then others.
    ///
    /// - Parameter accepts: decides by the atoms that are true, ascending.
    /// - Complexity: O(states × classes).
    package func shortestText(where accepts: ([UInt32]) -> Bool) -> [UInt8]? {
        let isAccepted = outcomes.map(accepts)
        guard isAccepted.contains(true) else { return nil }
        let letters = representatives()
        var arrival: [(from: UInt32, character: UInt32)?] = Array(repeating: nil, count: stateCount)
        var queue: [UInt32] = [0]
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            if isAccepted[Int(endOutcome[Int(state)])] { return text(to: state, arrival) }
            if sinkOutcome[Int(state)] != nil { continue }
            for (characterClass, character) in letters {
                let next = successor(of: state, on: characterClass)
                if next == 0 || arrival[Int(next)] != nil { continue }
                arrival[Int(next)] = (state, character)
                queue.append(next)
            }
        }
        return nil
    }

    private func text(to state: UInt32, _ arrival: [(from: UInt32, character: UInt32)?]) -> [UInt8] {
        var characters: [UInt32] = []
        var state = state
        while let (from, character) = arrival[Int(state)] {
            characters.append(character)
            state = from
        }
        return characters.reversed().flatMap { character in
            Unicode.Scalar(character).map { Array(Unicode.UTF8.encode($0) ?? .init()) } ?? []
        }
    }

    /// A character of each class, the classes of readable ones first. A class of surrogates only has none: no text
    /// holds them.
    private func representatives() -> [(characterClass: UInt16, character: UInt32)] {
        var seen = Array(repeating: false, count: alphabet.classCount)
        var found: [(characterClass: UInt16, character: UInt32)] = []
        func add(_ characterClass: UInt16, _ character: UInt32) {
            if seen[Int(characterClass)] { return }
            seen[Int(characterClass)] = true
            found.append((characterClass, character))
        }
        let readable: [ClosedRange<UInt32>] = [
            0x61...0x7A, 0x30...0x39, 0x2D...0x2F, 0x41...0x5A, 0x20...0x7E, 0...0x7F,
        ]
        for range in readable {
            for character in range { add(alphabet.asciiClass[Int(character)], character) }
        }
        // Printable ones first, where a class has them.
        for first in [UInt32(0xA1), 0x80] {
            for (range, characterClass) in alphabet.wideRanges {
                var character = max(range.lowerBound, first)
                if 0xD800...0xDFFF ~= character { character = 0xE000 }
                if range.contains(character) { add(characterClass, character) }
            }
        }
        return found
    }

    /// The atoms that are true of a text, ascending.
    ///
    /// - Complexity: O(bytes).
    package func outcome(of text: some Collection<UInt8>) -> [UInt32] {
        var decoder = UTF8Decoder(text)
        var state: UInt32 = 0
        while let character = decoder.next() {
            state = successor(of: state, on: alphabet.characterClass(of: character))
        }
        return outcomes[Int(endOutcome[Int(state)])]
    }
}

extension Alphabet {
    /// - Complexity: O(log wide ranges).
    package func characterClass(of character: UInt32) -> UInt16 {
        if character < 0x80 { return asciiClass[Int(character)] }
        if let uniformWideClass { return uniformWideClass }
        var low = 0
        var high = wideRanges.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if wideRanges[middle].range.lowerBound <= character { low = middle } else { high = middle }
        }
        return wideRanges[low].characterClass
    }
}
