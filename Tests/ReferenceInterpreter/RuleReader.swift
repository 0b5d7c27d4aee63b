/// Why the oracle gives no verdict of its own, or refuses a text.
public enum ReferenceError: Error, Sendable {
    /// Traefik refuses it too.
    case refused(String)
    /// The oracle can't tell; whoever compares must count it and leave it out.
    case unsupported(String)
}

/// A rule as a tree, before the matchers' names and arguments are looked at.
public indirect enum RuleTree: Sendable {
    case call(name: String, arguments: [[UInt8]])
    case not(RuleTree)
    case and(RuleTree, RuleTree)
    case or(RuleTree, RuleTree)
}

/// Reads a rule: Go's tokens, Go's automatic semicolons, and of Go's expressions what rules may use.
public struct RuleReader {
    private enum Token: Equatable {
        case name(String)
        case string([UInt8])
        case open, close, comma, ellipsis, and, or, not
        /// A semicolon that a line break stands for. A written one is refused at once.
        case lineEnd
        case end
    }

    private let scalars: [UInt32]
    private var position = 0
    /// Whether a line break here would end the expression.
    private var endsAtLineBreak = false
    private var token = Token.end

    private init(_ text: String) {
        scalars = text.unicodeScalars.map(\.value)
    }

    public static func read(_ text: String) throws -> RuleTree {
        var reader = RuleReader(text)
        for (offset, scalar) in reader.scalars.enumerated() where scalar == 0 || (scalar == 0xFEFF && offset > 0) {
            throw ReferenceError.refused("illegal character")
        }
        if reader.scalars.first == 0xFEFF { reader.position = 1 }
        try reader.advance()
        let tree = try reader.readOr()
        if reader.token == .lineEnd { try reader.advance() }
        guard reader.token == .end else {
            throw ReferenceError.refused("expected the end of the rule, found \(reader.token)")
        }
        return tree
    }

    // MARK: Expressions

    private mutating func readOr() throws -> RuleTree {
        var tree = try readAnd()
        while token == .or {
            try advance()
            tree = .or(tree, try readAnd())
        }
        return tree
    }

    private mutating func readAnd() throws -> RuleTree {
        var tree = try readUnary()
        while token == .and {
            try advance()
            tree = .and(tree, try readUnary())
        }
        return tree
    }

    private mutating func readUnary() throws -> RuleTree {
        switch token {
        case .not:
            try advance()
            return .not(try readUnary())
        case .open:
            try advance()
            let tree = try readOr()
            try expect(.close)
            return tree
        case .name(let name):
            try advance()
            try expect(.open)
            return .call(name: name, arguments: try readArguments())
        default:
            throw ReferenceError.refused("expected a matcher, found \(token)")
        }
    }

    /// Reads up to and with the closing parenthesis.
    private mutating func readArguments() throws -> [[UInt8]] {
        var arguments: [[UInt8]] = []
        while token != .close {
            guard case .string(let value) = token else {
                throw ReferenceError.refused("expected a string, found \(token)")
            }
            arguments.append(value)
            try advance()
            let isLast = token == .ellipsis
            if isLast { try advance() }
            guard token == .comma else { break }
            try advance()
            if isLast { break }
        }
        try expect(.close)
        return arguments
    }

    private mutating func expect(_ expected: Token) throws {
        guard token == expected else { throw ReferenceError.refused("expected \(expected), found \(token)") }
        try advance()
    }

    // MARK: Tokens

    private func peek(_ distance: Int = 0) -> UInt32? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    private func peek(is character: Unicode.Scalar, at distance: Int = 0) -> Bool {
        peek(distance) == character.value
    }

    private mutating func advance() throws {
        if try skipBlanks() {
            endsAtLineBreak = false
            token = .lineEnd
            return
        }
        guard let first = peek(), let scalar = Unicode.Scalar(first) else {
            token = .end
            return
        }
        endsAtLineBreak = false
        switch scalar {
        case "(": take(.open, 1)
        case ")":
            take(.close, 1)
            endsAtLineBreak = true
        case ",": take(.comma, 1)
        case "!" where !peek(is: "=", at: 1): take(.not, 1)
        case "&" where peek(is: "&", at: 1): take(.and, 2)
        case "|" where peek(is: "|", at: 1): take(.or, 2)
        case "." where peek(is: ".", at: 1) && peek(is: ".", at: 2): take(.ellipsis, 3)
        case "`":
            token = .string(try readRawString())
            endsAtLineBreak = true
        case "\"":
            token = .string(try readQuotedString())
            endsAtLineBreak = true
        case "a"..."z", "A"..."Z", "_":
            token = .name(readName())
            endsAtLineBreak = true
        default:
            throw ReferenceError.refused("unexpected character U+\(String(first, radix: 16))")
        }
    }

    private mutating func take(_ token: Token, _ count: Int) {
        self.token = token
        position += count
    }

    /// Skips blanks and comments. Returns true when it met a line break (or the end) that ends the expression.
    private mutating func skipBlanks() throws -> Bool {
        var sawLineBreak = false
        while let next = peek() {
            if next == 0x0A {
                sawLineBreak = true
                position += 1
            } else if next == 0x20 || next == 0x09 || next == 0x0D {
                position += 1
            } else if peek(is: "/"), peek(is: "/", at: 1) {
                sawLineBreak = true
                while let character = peek(), character != 0x0A { position += 1 }
            } else if peek(is: "/"), peek(is: "*", at: 1) {
                position += 2
                while !(peek(is: "*") && peek(is: "/", at: 1)) {
                    guard let character = peek() else { throw ReferenceError.refused("comment not terminated") }
                    if character == 0x0A { sawLineBreak = true }
                    position += 1
                }
                position += 2
            } else {
                break
            }
        }
        return endsAtLineBreak && (sawLineBreak || peek() == nil)
    }

    private mutating func readName() -> String {
        var name = ""
        while let next = peek(), let scalar = Unicode.Scalar(next),
            scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
        {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        return name
    }

    private mutating func readRawString() throws -> [UInt8] {
        position += 1
        var value: [UInt8] = []
        while let next = peek() {
            position += 1
            if next == 0x60 { return value }
            if next != 0x0D { appendUTF8(next, to: &value) }
        }
        throw ReferenceError.refused("raw string not terminated")
    }

    private mutating func readQuotedString() throws -> [UInt8] {
        position += 1
        var value: [UInt8] = []
        while let next = peek(), next != 0x0A {
            position += 1
            if next == 0x22 { return value }
            if next == 0x5C { try readEscape(into: &value) } else { appendUTF8(next, to: &value) }
        }
        throw ReferenceError.refused("string not terminated")
    }

    private mutating func readEscape(into value: inout [UInt8]) throws {
        guard let kind = peek(), let scalar = Unicode.Scalar(kind) else {
            throw ReferenceError.refused("escape not terminated")
        }
        position += 1
        switch scalar {
        case "a": value.append(7)
        case "b": value.append(8)
        case "f": value.append(12)
        case "n": value.append(10)
        case "r": value.append(13)
        case "t": value.append(9)
        case "v": value.append(11)
        case "\\", "\"": value.append(UInt8(kind))
        case "0"..."7":
            position -= 1
            let number = try readDigits(3, radix: 8)
            guard number <= 255 else { throw ReferenceError.refused("octal escape over 255") }
            value.append(UInt8(number))
        case "x": value.append(UInt8(try readDigits(2, radix: 16)))
        case "u", "U":
            let number = try readDigits(scalar == "u" ? 4 : 8, radix: 16)
            guard Unicode.Scalar(number) != nil else { throw ReferenceError.refused("escape is no character") }
            appendUTF8(number, to: &value)
        default: throw ReferenceError.refused("unknown escape")
        }
    }

    private mutating func readDigits(_ count: Int, radix: UInt32) throws -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<count {
            guard let next = peek(), let digit = digitValue(next), digit < radix else {
                throw ReferenceError.refused("bad digit in escape")
            }
            number = number &* radix &+ digit
            position += 1
        }
        return number
    }
}

/// The value of a hexadecimal digit.
func digitValue(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x30...0x39: scalar - 0x30
    case 0x41...0x46: scalar - 0x41 + 10
    case 0x61...0x66: scalar - 0x61 + 10
    default: nil
    }
}

func appendUTF8(_ value: UInt32, to bytes: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(value) else { return }
    bytes.append(contentsOf: String(Character(scalar)).utf8)
}
