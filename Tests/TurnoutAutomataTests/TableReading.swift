import TurnoutAutomata

/// Calls `body` with a reader of a table and a text, both with the bytes behind them that may be read, none of them zero.
func read<Result>(_ buffer: TableBuffer, _ text: [UInt8], _ body: (ShapeReader, Text) -> Result) -> Result {
    let padding = Array(repeating: UInt8(0xA5), count: ShapeReader.readAhead)
    return (text + padding).withUnsafeBufferPointer { bytes in
        (buffer.words + [.max, .max]).withUnsafeBufferPointer { words in
            guard let table = words.baseAddress, let start = bytes.baseAddress else {
                preconditionFailure("neither is empty")
            }
            return body(ShapeReader(words: table), Text(start: start, count: text.count))
        }
    }
}
