import TurnoutSyntax

/// What a node of the automaton reads. Fields are decided in ascending order, so the cheap and selective ones come first.
///
/// One part of a request can be several fields: the path is one for its literals and one for its
/// regular expressions, so that a request pays for a regular expression only where one is still undecided.
struct FieldID: Hashable, Comparable, Sendable {
    let number: UInt32

    static let host = FieldID(number: 0)
    /// The canonical host from its first dot on: what a wildcard compares.
    static let hostSuffix = FieldID(number: 1)
    static let hostRegexp = FieldID(number: 2)
    static let rawHostRegexp = FieldID(number: 3)
    static let path = FieldID(number: 4)
    static let pathRegexp = FieldID(number: 5)
    static let method = FieldID(number: 6)
    static let peer = FieldID(number: 7)
    static let protocols = FieldID(number: 8)
    /// Headers and query keys follow, in the order in which rules mention them.
    static let firstNamed: UInt32 = 9

    static func < (left: FieldID, right: FieldID) -> Bool { left.number < right.number }
}

/// Where the bytes of a field come from; the low bits of a node's first word.
enum FieldSource: UInt32, Sendable {
    case host = 0
    case hostSuffix = 1
    case rawHost = 2
    case path = 3
    case method = 4
    case peer = 5
    case protocols = 6
    /// All values of a header.
    case header = 7
    /// All decoded values of a query key.
    case query = 8
    /// The first decoded value of a query key.
    case firstQuery = 9

    /// Whether a request can have several values, of which any may satisfy an atom.
    var isMultiple: Bool { self == .protocols || self == .header || self == .query }
    var isNamed: Bool { self == .header || self == .query || self == .firstQuery }
}

/// A field as a node needs to know it.
struct Field: Hashable, Sendable {
    var source: FieldSource
    /// Lower-cased header name or query key; empty otherwise.
    var name: [UInt8]
    /// Whether its atoms are regular expressions; literals otherwise.
    var isRegexp: Bool
}

/// One question that the automaton asks of one field.
struct Atom: Hashable, Sendable {
    enum Test: Hashable, Sendable {
        /// Some of these words equals the field: a host pattern with its trailing-dot variants.
        case words([[UInt8]])
        case equals([UInt8])
        case startsWith([UInt8])
        case matches(RegexPattern)
        case lies(AddressRange)
    }
    var field: FieldID
    var test: Test
}
