/// The places of a `ByteDFA` where several bytes can be read in one step.
///
/// An automaton that reads byte by byte waits for one load a byte. Yet there is often only one way on: through the literal
/// text of an expression (`^/api/v1/[0-9]+`), or through the characters that it counts (`a.{12}$`, read from the end). A *run* is such a
/// way, up to eight bytes long:
///
///     s₀ ──/──▶ s₁ ──a──▶ s₂ ──p──▶ … ──▶ s₈        becomes        s₀ ──/api/v1/──▶ s₈
///
/// Each of its steps takes a range of bytes, and every other readable character of ASCII ends the match: a text that doesn't take the
/// run would mostly have ended on it. So loops, and expressions that may begin anywhere, have no runs; there, a text would
/// often leave a run halfway and have gained nothing.
///
/// Runs are an addition. All states keep their rows, and a text that is too short for a run, or holds other bytes, is read by
/// them from where the run began; only where all bytes of ASCII beside a run end in one outcome, that is the answer at once.
///
/// - Complexity: O(states × classes) to find them. Runs are found from the start on, and one that begins inside another is
///   not made, so they are few: at most one for every `minimumLength` states on the ways from the start.
package struct ByteRuns {
    package struct Step {
        package var bytes: ClosedRange<UInt8>
        /// The state that they lead to, as in `ByteDFA.rows`.
        package var target: UInt16
        /// The outcome in which all other bytes of ASCII end; `nil` if they don't, or in several.
        package var failure: UInt16?
    }

    package struct Run {
        /// Number of the row that it begins at.
        package var row: Int
        package var steps: [Step]
        /// The state behind it, as in `ByteDFA.rows`.
        package var target: UInt16
        /// The outcome in which all bytes of ASCII beside the run end; `nil` if they don't, or in several.
        package var failure: UInt16?
    }

    /// Fewer bytes are read as fast by rows.
    package static let minimumLength = 4
    /// The bytes of one load.
    package static let maximumLength = 8
    private static let readable: ClosedRange<UInt8> = 0x20...0x7E

    package private(set) var runs: [Run] = []
    /// By number of the row: the run that begins there.
    package private(set) var runOfRow: [Int?]

    package init(_ automaton: ByteDFA) {
        runOfRow = Array(repeating: nil, count: automaton.stateCount)
        let readableClasses = Self.classes(of: Self.readable, in: automaton)
        var isInside = Array(repeating: false, count: automaton.stateCount)
        // States are 16-bit numbers.
        let most = Int(UInt16.max) - automaton.sinkCount - automaton.rows.count
        for row in Self.rowsReachedByASCII(in: automaton) where !isInside[row] && runs.count < most {
            guard let run = Self.run(from: row, of: automaton, readableClasses) else { continue }
            runOfRow[row] = runs.count
            runs.append(run)
            for step in run.steps.dropLast() { isInside[automaton.row(of: step.target)] = true }
        }
    }

    private static func classes(of bytes: ClosedRange<UInt8>, in automaton: ByteDFA) -> [UInt8] {
        Set(bytes.map { automaton.classOfByte[Int($0)] }).sorted()
    }

    /// In the order in which longer and longer texts reach them.
    private static func rowsReachedByASCII(in automaton: ByteDFA) -> [Int] {
        if automaton.start < automaton.sinkCount { return [] }
        let classes = classes(of: 0...0x7F, in: automaton)
        var rows = [automaton.row(of: automaton.start)]
        var isReached = Array(repeating: false, count: automaton.stateCount)
        isReached[rows[0]] = true
        var current = 0
        while current < rows.count {
            for byteClass in classes {
                let state = automaton.successor(of: rows[current], on: byteClass)
                if state < automaton.sinkCount || isReached[automaton.row(of: state)] { continue }
                isReached[automaton.row(of: state)] = true
                rows.append(automaton.row(of: state))
            }
            current += 1
        }
        return rows
    }

    private static func run(from row: Int, of automaton: ByteDFA, _ readableClasses: [UInt8]) -> Run? {
        var steps: [Step] = []
        var rows = [row]
        while steps.count < maximumLength, let last = rows.last,
            let step = step(from: last, of: automaton, readableClasses)
        {
            let target = automaton.row(of: step.target)
            if rows.contains(target) { break }
            steps.append(step)
            rows.append(target)
        }
        guard steps.count >= minimumLength else { return nil }
        let failures = Set(steps.map(\.failure))
        return Run(
            row: row, steps: steps, target: steps[steps.count - 1].target,
            failure: failures.count == 1 ? steps[0].failure : nil)
    }

    /// The only way on from a state, if there is only one.
    private static func step(from row: Int, of automaton: ByteDFA, _ readableClasses: [UInt8]) -> Step? {
        var target: UInt16?
        for byteClass in readableClasses {
            let state = automaton.successor(of: row, on: byteClass)
            if state < automaton.sinkCount || state == target { continue }
            if target != nil { return nil }
            target = state
        }
        guard let target else { return nil }
        func successor(_ byte: UInt8) -> UInt16 { automaton.successor(of: row, on: automaton.classOfByte[Int(byte)]) }
        let taken = readable.filter { successor($0) == target }
        guard let first = taken.first, let last = taken.last, taken.count == Int(last - first) + 1 else { return nil }
        let others = Set((0...0x7F).filter { !(first...last ~= $0) }.map(successor))
        let failure = others.count == 1 ? others.first.flatMap { $0 < automaton.sinkCount ? $0 : nil } : nil
        return Step(bytes: first...last, target: target, failure: failure)
    }
}

extension ByteDFA {
    /// The number of the row of a state that is none of the sinks.
    func row(of state: UInt16) -> Int { (Int(state) - sinkCount) / stride }

    func successor(of row: Int, on byteClass: UInt8) -> UInt16 { rows[row * stride + Int(byteClass)] }
}
