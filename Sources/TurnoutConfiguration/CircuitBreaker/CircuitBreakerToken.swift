import TurnoutSyntax

/// A token of a circuit breaker's expression: those of Go that it can hold.
struct CircuitBreakerToken {
    enum Kind: Equatable {
        case name(String)
        case integer(Int)
        /// With a point or an exponent.
        case decimal(Double)
        case comparison(CircuitBreakerCondition.Comparison)
        case and
        case or
        case not
        case leftParenthesis
        case rightParenthesis
        case comma
        case end
        /// A line break behind what can end an expression: for Go the expression ends there.
        case lineBreak
        case unknown
    }

    var kind: Kind
    var range: SourceRange

    /// Reads the token that starts at `position`, or behind the white space there.
    ///
    /// - Parameter previous: the token before, after which a line break may end the expression.
    init(in text: [UInt8], at position: Int, after previous: Kind?) {
        var start = position
        while start < text.count, [0x20, 0x09, 0x0D, 0x0A].contains(text[start]) {
            if text[start] == 0x0A, previous?.canEndExpression == true {
                self.init(kind: .lineBreak, range: SourceRange(start, start + 1))
                return
            }
            start += 1
        }
        guard start < text.count else {
            self.init(kind: .end, range: SourceRange(start, start))
            return
        }
        let rest = text[start...]
        let (kind, length) = Self.name(rest) ?? Self.number(rest) ?? Self.symbol(rest)
        self.init(kind: kind, range: SourceRange(start, start + length))
    }

    private init(kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }

    private static func name(_ rest: ArraySlice<UInt8>) -> (Kind, length: Int)? {
        guard let first = rest.first, isLetter(first) else { return nil }
        let name = rest.prefix { isLetter($0) || isDigit($0) }
        return (.name(String(decoding: name, as: UTF8.self)), name.count)
    }

    /// A run of digits, points and letters, and a sign behind an exponent's `e`.
    private static func number(_ rest: ArraySlice<UInt8>) -> (Kind, length: Int)? {
        let point = UInt8(ascii: ".")
        guard let first = rest.first, isDigit(first) || first == point else { return nil }
        var end = rest.startIndex
        while end < rest.endIndex {
            let isSign = rest[end] == UInt8(ascii: "-") || rest[end] == UInt8(ascii: "+")
            let followsExponent = end > rest.startIndex && rest[end - 1] | 0x20 == UInt8(ascii: "e")
            guard isLetter(rest[end]) || isDigit(rest[end]) || rest[end] == point || isSign && followsExponent else {
                break
            }
            end += 1
        }
        let text = rest[..<end]
        let isPlain = text.allSatisfy { isDigit($0) || $0 == point || [0x2B, 0x2D, 0x45, 0x65].contains($0) }
        let word = String(decoding: text, as: UTF8.self)
        if text.allSatisfy(isDigit) { return (Int(word).map { .integer($0) } ?? .unknown, text.count) }
        return (isPlain ? Double(word).map { .decimal($0) } ?? .unknown : .unknown, text.count)
    }

    private static func symbol(_ rest: ArraySlice<UInt8>) -> (Kind, length: Int) {
        if rest.starts(with: "&&".utf8) { return (.and, 2) }
        if rest.starts(with: "||".utf8) { return (.or, 2) }
        let comparisons = CircuitBreakerCondition.Comparison.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
        for comparison in comparisons where rest.starts(with: comparison.rawValue.utf8) {
            return (.comparison(comparison), comparison.rawValue.utf8.count)
        }
        switch rest.first {
        case UInt8(ascii: "!"): return (.not, 1)
        case UInt8(ascii: "("): return (.leftParenthesis, 1)
        case UInt8(ascii: ")"): return (.rightParenthesis, 1)
        case UInt8(ascii: ","): return (.comma, 1)
        default:
            // A whole character, so that what is quoted of the source is text.
            return (.unknown, 1 + rest.dropFirst().prefix { $0 & 0xC0 == 0x80 }.count)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }
}

extension CircuitBreakerToken.Kind {
    fileprivate var canEndExpression: Bool {
        switch self {
        case .name, .integer, .decimal, .rightParenthesis: true
        default: false
        }
    }
}
