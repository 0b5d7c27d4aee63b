/// A deterministic automaton over bytes, ready to be laid out: what `CharacterDFA` becomes once UTF-8 is spelled out.
///
/// A state between two characters is a state of the `CharacterDFA`. Inside a multi-byte sequence the state also holds where in
/// the sequence it is; if the sequence then turns out to be broken, each byte read of it counts as one U+FFFD and the
/// byte that broke it is looked at afresh.
///
/// Most expressions treat everything beyond ASCII alike, and stay where they are when they read more of it. Then all bytes from 0x80 lead to the
/// same state whether the sequence is valid or not, and no state is added:
///
///     δ(s, wide) = t  and  δ(t, wide) = t    ⟹    δ(s, any byte ≥ 0x80) = t
///
/// An automaton of mirrored expressions (`PositionAutomaton.mirrored`) reads the text from its end. What is remembered of a sequence is
/// then how many continuation bytes wait for their lead, so all characters beyond ASCII must be alike to it.
package struct ByteDFA: Sendable {
    /// Class of each byte.
    package let classOfByte: [UInt8]
    package let classCount: Int
    /// `sinkCount + row * stride` is a state; `stride` is `classCount + 1`, the last column holds the outcome at the end of the text.
    package var stride: Int { classCount + 1 }
    /// Values below are outcomes that nothing can change any more.
    package let sinkCount: Int
    package let rows: [UInt16]
    package let start: UInt16
    /// Whether the text is read from its end.
    package let readsBackward: Bool
    /// For each outcome the true atoms, ascending; outcome 0 is "none".
    package let outcomes: [[UInt32]]

    package var stateCount: Int { rows.count / stride }

    /// `nil` when the automaton has more than 256 byte classes, its states don't fit 16 bits, or it would read
    /// backward and tells characters beyond ASCII apart.
    package init?(_ source: CharacterDFA, readsBackward: Bool = false) {
        if readsBackward, source.alphabet.uniformWideClass == nil { return nil }
        var construction = ByteExpansion(source, readsBackward: readsBackward)
        guard let result = construction.run() else { return nil }
        self = result
    }

    init(
        classOfByte: [UInt8], classCount: Int, sinkCount: Int, rows: [UInt16], start: UInt16, readsBackward: Bool,
        outcomes: [[UInt32]]
    ) {
        self.classOfByte = classOfByte
        self.classCount = classCount
        self.sinkCount = sinkCount
        self.rows = rows
        self.start = start
        self.readsBackward = readsBackward
        self.outcomes = outcomes
    }

    /// The outcome for a text; the reference for the laid-out walk.
    package func outcome(of text: [UInt8]) -> Int {
        var state = Int(start)
        if state < sinkCount { return state }
        for index in text.indices {
            let byte = text[readsBackward ? text.count - 1 - index : index]
            state = Int(rows[state - sinkCount + Int(classOfByte[Int(byte)])])
            if state < sinkCount { return state }
        }
        return Int(rows[state - sinkCount + classCount])
    }
}
