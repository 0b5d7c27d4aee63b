extension ByteDFA {
    /// Appends the automaton to a table and returns its offset.
    ///
    ///     sinks | classes<<16 | readsBackward<<31
    ///     start | first row<<16
    ///     distance to the runs
    ///     byte classes (64 words)
    ///     rows (two entries a word)
    ///     runs (`DFARun.wordCount` words each)
    ///
    /// A state below the number of sinks is an outcome. The next states, up to the first row, are runs (`ByteRuns`), and
    /// all others are rows: states of `rows`, moved up by the number of runs. A state that begins a run is reached
    /// as the run, and goes on as its row only where the text is too short or the bytes aren't those of the run.
    package func write(to buffer: inout TableBuffer) -> Int {
        let offset = buffer.count
        let runs = ByteRuns(self)
        let firstRow = sinkCount + runs.runs.count
        let rows = laidOutRows(runs)
        buffer.append(UInt32(sinkCount) | UInt32(classCount) << 16 | (readsBackward ? 1 << 31 : 0))
        buffer.append(UInt32(laidOut(start, runs)) | UInt32(firstRow) << 16)
        buffer.append(UInt32(3 + 64 + rows.count / 2))
        buffer.append(bytes: classOfByte)
        for index in Swift.stride(from: 0, to: rows.count, by: 2) {
            buffer.append(UInt32(rows[index]) | UInt32(rows[index + 1]) << 16)
        }
        for run in runs.runs {
            // Bytes lie in the order of the text, from whichever end it is read.
            let steps = readsBackward ? run.steps.reversed() : run.steps
            buffer.append(bytes: Self.eightBytes(steps.map { 0x7F - $0.bytes.upperBound }))
            buffer.append(bytes: Self.eightBytes(steps.map { 0x7F + $0.bytes.lowerBound }))
            buffer.append(bytes: Self.eightBytes(steps.map { _ in 0x80 }))
            let row = UInt32(firstRow + run.row * stride)
            buffer.append(UInt32(run.steps.count) | UInt32(laidOut(run.target, runs)) << 16)
            buffer.append((run.failure.map(UInt32.init) ?? row) | row << 16)
        }
        return offset
    }

    /// A state of `rows` as it is called in the table.
    private func laidOut(_ state: UInt16, _ runs: ByteRuns) -> UInt16 {
        if state < sinkCount { return state }
        let run = runs.runOfRow[row(of: state)]
        return run.map { UInt16(sinkCount + $0) } ?? state + UInt16(runs.runs.count)
    }

    /// An even number of entries.
    private func laidOutRows(_ runs: ByteRuns) -> [UInt16] {
        var result: [UInt16] = []
        result.reserveCapacity(rows.count + 1)
        for (index, entry) in rows.enumerated() {
            // The last column is of outcomes.
            result.append(index % stride == classCount ? entry : laidOut(entry, runs))
        }
        if result.count % 2 != 0 { result.append(0) }
        return result
    }

    private static func eightBytes(_ bytes: [UInt8]) -> [UInt8] {
        bytes + repeatElement(0, count: ByteRuns.maximumLength - bytes.count)
    }
}
