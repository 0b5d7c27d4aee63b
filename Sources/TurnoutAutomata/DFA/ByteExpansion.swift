/// The construction of a `ByteDFA`: the places between bytes that its `CharacterDFA` can be at, numbered as they are met.
struct ByteExpansion {
    /// Where a byte automaton can be: after `count` bytes of a sequence (`node < 0`: between two characters).
    ///
    /// Forward, `node` is where in the tree of sequences; backward, the `SecondBytes` of the continuation byte read last.
    private struct Place: Hashable {
        var state: UInt32
        var node: Int32
        var count: UInt8
    }

    private let source: CharacterDFA
    private let readsBackward: Bool
    private let sequences: SequenceTree
    private var numbers: [Place: Int] = [:]
    private var places: [Place] = []
    private let outcomeName: [UInt32]
    private let sinkCount: Int
    private let outcomes: [[UInt32]]

    init(_ source: CharacterDFA, readsBackward: Bool) {
        self.source = source
        self.readsBackward = readsBackward
        sequences = SequenceTree(source.alphabet)
        // Outcomes of sinks come first, "none" before all.
        let sinks = Set(source.sinkOutcome.compactMap(\.self)).union([0])
        let order = source.outcomes.indices.map(UInt32.init).sorted { left, right in
            (sinks.contains(left) ? 0 : 1, left) < (sinks.contains(right) ? 0 : 1, right)
        }
        var names = Array(repeating: UInt32(0), count: order.count)
        for (name, outcome) in order.enumerated() { names[Int(outcome)] = UInt32(name) }
        outcomeName = names
        sinkCount = sinks.count
        outcomes = order.map { source.outcomes[Int($0)] }
    }

    mutating func run() -> ByteDFA? {
        let alphabet = source.alphabet
        let needsSequences = (0..<UInt32(source.stateCount)).contains { absorbingSuccessor(of: $0) == nil }
        // Byte classes: bytes that lead from every place to the same places.
        var signatures: [[Int32]: UInt8] = [:]
        var classOfByte: [UInt8] = []
        for byte in 0..<256 {
            let signature: [Int32]
            if byte < 0x80 {
                signature = [Int32(alphabet.asciiClass[byte])]
            } else if needsSequences {
                signature =
                    [-1]
                    + (readsBackward ? SecondBytes.signature(of: UInt8(byte)) : sequences.signature(of: UInt8(byte)))
            } else {
                signature = [-1]
            }
            if let known = signatures[signature] {
                classOfByte.append(known)
            } else {
                guard signatures.count < 256 else { return nil }
                signatures[signature] = UInt8(signatures.count)
                classOfByte.append(UInt8(signatures.count - 1))
            }
        }
        let classCount = signatures.count
        var representative = Array(repeating: UInt8(0), count: classCount)
        for byte in (0..<256).reversed() { representative[Int(classOfByte[byte])] = UInt8(byte) }

        let stride = classCount + 1
        let start = number(Place(state: 0, node: -1, count: 0))
        var rows: [UInt16] = []
        var current = 0
        while current < places.count {
            guard sinkCount + places.count * stride <= Int(UInt16.max) else { return nil }
            let place = places[current]
            for byte in representative {
                rows.append(value(of: successor(of: place, on: byte), stride: stride))
            }
            rows.append(UInt16(outcomeName[Int(source.endOutcome[Int(flushed(place))])]))
            current += 1
        }
        guard sinkCount + places.count * stride <= Int(UInt16.max) else { return nil }
        return ByteDFA(
            classOfByte: classOfByte, classCount: classCount, sinkCount: sinkCount, rows: rows,
            start: source.sinkOutcome[0].map { UInt16(outcomeName[Int($0)]) } ?? UInt16(sinkCount + start * stride),
            readsBackward: readsBackward, outcomes: outcomes)
    }

    private mutating func value(of place: Place, stride: Int) -> UInt16 {
        if place.node < 0, let outcome = source.sinkOutcome[Int(place.state)] {
            return UInt16(outcomeName[Int(outcome)])
        }
        // Too large a number is refused by the caller before it is used.
        return UInt16(truncatingIfNeeded: sinkCount + number(place) * stride)
    }

    private mutating func number(_ place: Place) -> Int {
        if let known = numbers[place] { return known }
        numbers[place] = places.count
        places.append(place)
        return places.count - 1
    }

    /// The state that all bytes from 0x80 lead to, where UTF-8 makes no difference.
    private func absorbingSuccessor(of state: UInt32) -> UInt32? {
        guard let wide = source.alphabet.uniformWideClass else { return nil }
        let next = source.successor(of: state, on: wide)
        return source.successor(of: next, on: wide) == next ? next : nil
    }

    /// The state once the bytes of an unfinished sequence have been counted as U+FFFD each.
    private func flushed(_ place: Place) -> UInt32 {
        var state = place.state
        for _ in 0..<place.count { state = source.successor(of: state, on: source.alphabet.replacementClass) }
        return state
    }

    private func successor(of place: Place, on byte: UInt8) -> Place {
        if readsBackward { return predecessor(of: place, on: byte) }
        if place.node >= 0 {
            switch sequences.child(of: place.node, on: byte) {
            case .character(let characterClass):
                return Place(state: source.successor(of: place.state, on: characterClass), node: -1, count: 0)
            case .node(let node):
                return Place(state: place.state, node: node, count: place.count + 1)
            case .invalid:
                return successor(of: Place(state: flushed(place), node: -1, count: 0), on: byte)
            }
        }
        if source.sinkOutcome[Int(place.state)] != nil { return place }
        if byte < 0x80 {
            let state = source.successor(of: place.state, on: source.alphabet.asciiClass[Int(byte)])
            return Place(state: state, node: -1, count: 0)
        }
        if let next = absorbingSuccessor(of: place.state) { return Place(state: next, node: -1, count: 0) }
        if let node = sequences.root(of: byte) { return Place(state: place.state, node: node, count: 1) }
        let state = source.successor(of: place.state, on: source.alphabet.replacementClass)
        return Place(state: state, node: -1, count: 0)
    }

    /// `successor` for a text that is read from its end: continuation bytes wait until their lead shows what they were.
    private func predecessor(of place: Place, on byte: UInt8) -> Place {
        if source.sinkOutcome[Int(place.state)] != nil { return Place(state: place.state, node: -1, count: 0) }
        if byte < 0x80 {
            let state = source.successor(of: flushed(place), on: source.alphabet.asciiClass[Int(byte)])
            return Place(state: state, node: -1, count: 0)
        }
        if place.node < 0, let next = absorbingSuccessor(of: place.state) {
            return Place(state: next, node: -1, count: 0)
        }
        if byte & 0xC0 == 0x80 {
            let second = SecondBytes(of: byte).rawValue
            if place.count < 3 { return Place(state: place.state, node: second, count: place.count + 1) }
            // No lead reaches four bytes far: the one read first stands for itself.
            let state = source.successor(of: place.state, on: source.alphabet.replacementClass)
            return Place(state: state, node: second, count: 3)
        }
        var unclaimed = place
        if let form = UTF8Form(lead: byte), form.continuationCount <= place.count,
            SecondBytes(rawValue: place.node)?.fits(form) == true
        {
            unclaimed.count -= UInt8(form.continuationCount)
        }
        // Characters beyond ASCII are all alike, U+FFFD among them.
        let state = source.successor(of: flushed(unclaimed), on: source.alphabet.replacementClass)
        return Place(state: state, node: -1, count: 0)
    }
}

/// The continuation bytes as far as the rules for the second byte of a sequence tell them apart.
private enum SecondBytes: Int32 {
    case from80 = 0
    case from90 = 1
    case fromA0 = 2

    init(of byte: UInt8) { self = byte < 0x90 ? .from80 : byte < 0xA0 ? .from90 : .fromA0 }

    func fits(_ form: UTF8Form) -> Bool {
        switch self {
        case .from80: form.second.contains(0x80)
        case .from90: form.second.contains(0x90)
        case .fromA0: form.second.contains(0xA0)
        }
    }

    /// Bytes with one signature are interchangeable in a text that is read from its end.
    static func signature(of byte: UInt8) -> [Int32] {
        if byte & 0xC0 == 0x80 { return [-3, Self(of: byte).rawValue] }
        guard let form = UTF8Form(lead: byte) else { return [-2, -1] }
        return [-2, Int32(form.continuationCount), Int32(form.second.lowerBound), Int32(form.second.upperBound)]
    }
}

/// The valid UTF-8 sequences of an alphabet's wide characters as a minimal acyclic automaton.
private struct SequenceTree {
    enum Child {
        case character(UInt16)
        case node(Int32)
        case invalid
    }

    /// For each continuation byte: -1 invalid, else a node, or at the last byte a class.
    private struct Node: Hashable {
        var children: [Int32]
        var isLast: Bool
    }

    private var nodes: [Node] = []
    private var numbers: [Node: Int32] = [:]
    private var uniform: [Int: Int32] = [:]
    private var roots: [UInt8: Int32] = [:]
    private let alphabet: Alphabet

    init(_ alphabet: Alphabet) {
        self.alphabet = alphabet
        for lead in UInt8(0xC2)...0xF4 {
            guard let form = UTF8Form(lead: lead) else { continue }
            let base = (UInt32(lead) & form.leadMask) << (6 * UInt32(form.continuationCount))
            roots[lead] = build(from: base, continuations: form.continuationCount, allowed: form.second)
        }
    }

    func root(of lead: UInt8) -> Int32? { roots[lead] }

    func child(of node: Int32, on byte: UInt8) -> Child {
        guard byte & 0xC0 == 0x80 else { return .invalid }
        let node = nodes[Int(node)]
        let child = node.children[Int(byte & 0x3F)]
        if child < 0 { return .invalid }
        return node.isLast ? .character(UInt16(child)) : .node(child)
    }

    func signature(of byte: UInt8) -> [Int32] {
        if byte & 0xC0 == 0x80 { return [-3] + nodes.map { $0.children[Int(byte & 0x3F)] } }
        return [-2, roots[byte] ?? -1]
    }

    private mutating func build(from base: UInt32, continuations: Int, allowed: ClosedRange<UInt8>) -> Int32 {
        let span = UInt32(1) << (6 * UInt32(continuations))
        let isWhole = allowed == 0x80...0xBF
        let only = isWhole ? singleClass(base...(base + span - 1)) : nil
        if let only, let known = uniform[Int(only) * 4 + continuations] { return known }
        var children = Array(repeating: Int32(-1), count: 64)
        for byte in allowed {
            let low = base + UInt32(byte & 0x3F) * (span / 64)
            children[Int(byte & 0x3F)] =
                continuations == 1
                ? Int32(characterClass(of: low))
                : build(from: low, continuations: continuations - 1, allowed: 0x80...0xBF)
        }
        let node = Node(children: children, isLast: continuations == 1)
        let number: Int32
        if let known = numbers[node] {
            number = known
        } else {
            number = Int32(nodes.count)
            nodes.append(node)
            numbers[node] = number
        }
        if let only { uniform[Int(only) * 4 + continuations] = number }
        return number
    }

    private func indexOfRange(containing character: UInt32) -> Int {
        var low = 0
        var high = alphabet.wideRanges.count - 1
        while low < high {
            let middle = (low + high) / 2
            if alphabet.wideRanges[middle].range.upperBound < character { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func characterClass(of character: UInt32) -> UInt16 {
        alphabet.wideRanges[indexOfRange(containing: character)].characterClass
    }

    private func singleClass(_ range: ClosedRange<UInt32>) -> UInt16? {
        let found = alphabet.wideRanges[indexOfRange(containing: range.lowerBound)]
        return found.range.upperBound >= range.upperBound ? found.characterClass : nil
    }
}
