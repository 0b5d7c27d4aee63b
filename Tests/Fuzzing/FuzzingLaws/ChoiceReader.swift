/// Turns bytes into choices. At the end of the input every choice is the first one, so that any prefix is a whole input.
struct ChoiceReader {
    private var rest: ArraySlice<UInt8>

    init(_ input: [UInt8]) { rest = input[...] }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// A number below `bound`, which is at most 256.
    mutating func number(below bound: Int) -> Int { Int(byte()) % bound }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[number(below: choices.count)] }

    /// Up to `limit` bytes as they are, with their number in front.
    mutating func bytes(limit: Int) -> [UInt8] {
        let count = min(number(below: limit + 1), rest.count)
        defer { rest.removeFirst(count) }
        return Array(rest.prefix(count))
    }
}
