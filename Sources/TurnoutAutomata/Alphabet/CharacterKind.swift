/// What an assertion can see of the character on one side of a position.
package enum CharacterKind: UInt8, CaseIterable, Sendable {
    /// No character: the start of the text on the left side, its end on the right.
    case boundary = 0
    /// ASCII letter, digit or underscore.
    case word = 1
    case lineFeed = 2
    case other = 3

    package init(of character: UInt32) {
        switch character {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: self = .word
        case 0x0A: self = .lineFeed
        default: self = .other
        }
    }
}

/// The set of positions (pairs of the kinds before and after) at which something holds: 16 pairs, 16 bits.
///
/// Every zero-width assertion of RE2 is such a set, "and" of two assertions at the same position is the
/// intersection, "or" the union. That is all there is to assertions: the automata never name them.
package struct ContextSet: Hashable, Sendable {
    package var bits: UInt16
    package init(bits: UInt16) { self.bits = bits }

    package static var none: ContextSet { ContextSet(bits: 0) }
    package static var all: ContextSet { ContextSet(bits: 0xFFFF) }

    /// The positions for which `holds(before, after)`.
    package init(where holds: (CharacterKind, CharacterKind) -> Bool) {
        bits = 0
        for before in CharacterKind.allCases {
            for after in CharacterKind.allCases where holds(before, after) {
                bits |= Self.bit(before, after)
            }
        }
    }

    package static func bit(_ before: CharacterKind, _ after: CharacterKind) -> UInt16 {
        1 << (UInt16(before.rawValue) * 4 + UInt16(after.rawValue))
    }

    package func contains(_ before: CharacterKind, _ after: CharacterKind) -> Bool {
        bits & Self.bit(before, after) != 0
    }

    /// Whether it holds after a character of kind `before`, whatever comes.
    package func isCertain(after before: CharacterKind) -> Bool {
        (bits >> (UInt16(before.rawValue) * 4)) & 0xF == 0xF
    }

    /// The same positions in the text read from its end: before and after change places.
    package var mirrored: ContextSet { ContextSet { contains($1, $0) } }

    package func intersection(_ other: ContextSet) -> ContextSet { ContextSet(bits: bits & other.bits) }
    package func union(_ other: ContextSet) -> ContextSet { ContextSet(bits: bits | other.bits) }
    package var isEmpty: Bool { bits == 0 }

    package static var textStart: ContextSet { ContextSet { before, _ in before == .boundary } }
    package static var textEnd: ContextSet { ContextSet { _, after in after == .boundary } }
    package static var lineStart: ContextSet { ContextSet { before, _ in before == .boundary || before == .lineFeed } }
    package static var lineEnd: ContextSet { ContextSet { _, after in after == .boundary || after == .lineFeed } }
    package static var wordBoundary: ContextSet { ContextSet { ($0 == .word) != ($1 == .word) } }
    package static var notWordBoundary: ContextSet { ContextSet { ($0 == .word) == ($1 == .word) } }

    /// Whether telling the kinds `word`, `lineFeed` and `other` apart makes a difference here; text start and end alone don't.
    package var distinguishesCharacters: Bool {
        for boundary in CharacterKind.allCases {
            let rowWord = contains(.word, boundary)
            if rowWord != contains(.lineFeed, boundary) || rowWord != contains(.other, boundary) { return true }
            let columnWord = contains(boundary, .word)
            if columnWord != contains(boundary, .lineFeed) || columnWord != contains(boundary, .other) { return true }
        }
        return false
    }
}
