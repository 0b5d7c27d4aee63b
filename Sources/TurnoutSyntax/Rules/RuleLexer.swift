/// Splits the text of a rule into tokens by the rules of Go's scanner.
///
/// Traefik hands a rule to Go's expression parser, so what is a token, where a comment ends and which
/// line break ends an expression follow the Go language specification ("Lexical elements"). The lexer
/// never stops at a fault: it reports it and goes on, so that one pass finds all of them.
struct RuleLexer {
    let source: [UInt8]
    private(set) var tokens: [RuleToken] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var position = 0
    /// Whether a line break here ends the expression (Go: "automatic semicolon insertion").
    private var lineBreakEndsExpression = false

    init(_ source: [UInt8]) {
        self.source = source
        tokens.reserveCapacity(source.count / 6 + 2)
    }

    /// All tokens, the last one of kind `end`.
    mutating func run() {
        reportForbiddenBytes()
        if source.starts(with: Self.byteOrderMark) { position = Self.byteOrderMark.count }
        while position < source.count { scan() }
        append(.end, from: position)
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// NUL and byte-order marks (but the first) are refused wherever they stand, strings and comments included.
    private mutating func reportForbiddenBytes() {
        for index in source.indices {
            switch source[index] {
            case 0:
                report(.illegalCharacter, "a rule can't hold the character NUL", SourceRange(index, index + 1))
            case 0xEF where index > 0 && source[index...].starts(with: Self.byteOrderMark):
                let range = SourceRange(index, index + 3)
                report(
                    .illegalCharacter, "a byte-order mark may only stand at the start", range,
                    fixIts: [.init("remove it", edits: [.init(range: range, replacement: "")])])
            default: continue
            }
        }
    }

    private mutating func scan() {
        let start = position
        let byte = source[position]
        switch byte {
        case 0x20, 0x09, 0x0D:
            position += 1
        case 0x0A:
            position += 1
            if lineBreakEndsExpression { append(.lineBreak, from: start) }
        case 0:
            position += 1
        case UInt8(ascii: "`"): scanRawString()
        case UInt8(ascii: "\""): scanInterpretedString()
        case UInt8(ascii: "'"): scanCharacter()
        case UInt8(ascii: "("): take(1, .leftParenthesis)
        case UInt8(ascii: ")"): take(1, .rightParenthesis)
        case UInt8(ascii: ","): take(1, .comma)
        case UInt8(ascii: ";"): take(1, .semicolon)
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): scanLineComment()
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): scanBlockComment()
        case UInt8(ascii: "&") where peek(1) == byte: take(2, .and)
        case UInt8(ascii: "|") where peek(1) == byte: take(2, .or)
        case UInt8(ascii: "!") where peek(1) != UInt8(ascii: "="): take(1, .not)
        case UInt8(ascii: ".") where peek(1) == byte && peek(2) == byte: take(3, .ellipsis)
        case UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
            if byte == UInt8(ascii: "."), !isDigit(peek(1)) { take(1, .other) } else { scanNumber() }
        case _ where isIdentifierByte(byte): scanIdentifier()
        case _ where byte >= 0x80: scanNonASCII()
        default: scanOperator()
        }
    }

    private func peek(_ distance: Int) -> UInt8? {
        position + distance < source.count ? source[position + distance] : nil
    }

    private mutating func take(_ count: Int, _ kind: RuleToken.Kind) {
        let start = position
        position += count
        append(kind, from: start)
    }

    private mutating func append(_ kind: RuleToken.Kind, from start: Int) {
        tokens.append(RuleToken(kind: kind, range: SourceRange(start, position)))
        switch kind {
        case .identifier, .string, .character, .number, .rightParenthesis: lineBreakEndsExpression = true
        case .illegal: break
        default: lineBreakEndsExpression = false
        }
    }

    private mutating func report(
        _ id: Diagnostic.ID, _ message: String, _ range: SourceRange, fixIts: [Diagnostic.FixIt] = []
    ) {
        diagnostics.append(Diagnostic(id, message: message, range: range, fixIts: fixIts))
    }
}

// MARK: Names, numbers, operators

extension RuleLexer {
    private func isIdentifierByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private func isDigit(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private mutating func scanIdentifier() {
        let start = position
        while let byte = peek(0) {
            if isIdentifierByte(byte) || isDigit(byte) {
                position += 1
            } else if byte >= 0x80, let scalar = scalar(at: position), scalar.properties.isAlphabetic {
                position += UTF8.width(scalar)
            } else {
                break
            }
        }
        append(.identifier, from: start)
    }

    /// Takes everything that looks like a number, since no rule holds one.
    private mutating func scanNumber() {
        let start = position
        while let byte = peek(0), isDigit(byte) || isIdentifierByte(byte) || byte == UInt8(ascii: ".") { position += 1 }
        append(.number, from: start)
    }

    private mutating func scanNonASCII() {
        let start = position
        guard let scalar = scalar(at: position) else {
            position += 1
            return append(.illegal, from: start)
        }
        if scalar.value == 0xFEFF {
            position += 3
            return
        }
        if scalar.properties.isAlphabetic { return scanIdentifier() }
        position += UTF8.width(scalar)
        let range = SourceRange(start, position)
        var fixIts: [Diagnostic.FixIt] = []
        if scalar.properties.isWhitespace || (0x200B...0x200D).contains(scalar.value) {
            fixIts = [.init("replace it by a blank", edits: [.init(range: range, replacement: " ")])]
        } else if [0x2018, 0x2019, 0x201C, 0x201D, 0x00B4, 0x2032].contains(scalar.value) {
            fixIts = [.init("replace it by a backtick", edits: [.init(range: range, replacement: "`")])]
        }
        report(.illegalCharacter, "illegal character \(scalar.codePointName)", range, fixIts: fixIts)
        append(.illegal, from: start)
    }

    private mutating func scanOperator() {
        let byte = source[position]
        let scalar = Unicode.Scalar(byte)
        guard "+-*%&|^<>=!:[]{}~/".unicodeScalars.contains(scalar) else {
            let start = position
            position += 1
            report(.illegalCharacter, "illegal character \(scalar.codePointName)", SourceRange(start, position))
            return append(.illegal, from: start)
        }
        let takesNext = peek(1) == UInt8(ascii: "=") || ("<>+-".unicodeScalars.contains(scalar) && peek(1) == byte)
        take(takesNext ? 2 : 1, .other)
    }

    private func scalar(at index: Int) -> Unicode.Scalar? {
        var iterator = source[index...].prefix(4).makeIterator()
        var decoder = UTF8()
        if case .scalarValue(let scalar) = decoder.decode(&iterator) { return scalar }
        return nil
    }
}

extension Unicode.Scalar {
    /// `U+00A0`, followed by the character itself where it can be seen.
    var codePointName: String {
        let digits = String(value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        let isVisible = value > 0x20 && value != 0x7F && !properties.isWhitespace && !(0x200B...0x200F).contains(value)
        return isVisible ? "\(name) '\(self)'" : name
    }
}

// MARK: Comments

extension RuleLexer {
    private mutating func scanLineComment() {
        let start = position
        while let byte = peek(0), byte != 0x0A { position += 1 }
        if lineBreakEndsExpression { append(.lineBreak, from: start) }
    }

    /// A block comment that spans lines ends the expression like the line break that it holds.
    private mutating func scanBlockComment() {
        let start = position
        position += 2
        var spansLines = false
        while let byte = peek(0) {
            if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                position += 2
                if spansLines, lineBreakEndsExpression { append(.lineBreak, from: start) }
                return
            }
            if byte == 0x0A { spansLines = true }
            position += 1
        }
        report(.unterminatedComment, "this comment has no closing '*/'", SourceRange(start, start + 2))
    }
}

// MARK: Strings

extension RuleLexer {
    private mutating func scanRawString() {
        let start = position
        position += 1
        let contentStart = position
        while let byte = peek(0), byte != UInt8(ascii: "`") { position += 1 }
        var value = Array(source[contentStart..<position])
        if value.contains(0x0D) { value.removeAll { $0 == 0x0D } }
        if position < source.count {
            position += 1
        } else {
            report(
                .unterminatedString, "this string has no closing backtick", SourceRange(start, start + 1),
                fixIts: endOfUnterminatedCall(from: contentStart, quote: "`"))
        }
        appendString(value, .raw, from: start)
    }

    private mutating func scanInterpretedString() {
        let start = position
        position += 1
        var value: [UInt8] = []
        while let byte = peek(0), byte != 0x0A {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return appendString(value, .interpreted, from: start)
            case UInt8(ascii: "\\"):
                switch StringEscape.read(source, at: position) {
                case .success(let escape):
                    value += escape.bytes
                    position += escape.length
                case .failure(let fault):
                    let range = SourceRange(position, position + fault.length)
                    var fixIts: [Diagnostic.FixIt] = []
                    if fault.isUnknown {
                        let insertion = SourceRange(position, position)
                        fixIts = [.init("double the backslash", edits: [.init(range: insertion, replacement: "\\")])]
                    }
                    report(.invalidEscape, fault.message, range, fixIts: fixIts)
                    position += fault.length
                }
            default:
                value.append(byte)
                position += 1
            }
        }
        report(
            .unterminatedString, "this string has no closing double quote on its line", SourceRange(start, start + 1),
            fixIts: endOfUnterminatedCall(from: start + 1, quote: "\""))
        appendString(value, .interpreted, from: start)
    }

    private mutating func appendString(_ value: [UInt8], _ quote: StringArgument.Quote, from start: Int) {
        append(.string(StringArgument(value: value, range: SourceRange(start, position), quote: quote)), from: start)
    }

    /// The lost closing quote of the last argument of a call belongs before its `)`; a quote with nothing after it is a slip.
    private func endOfUnterminatedCall(from contentStart: Int, quote: String) -> [Diagnostic.FixIt] {
        let content = source[contentStart..<position]
        if content.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }) {
            return [
                .init("remove it", edits: [.init(range: SourceRange(contentStart - 1, contentStart), replacement: "")])
            ]
        }
        guard let close = content.firstIndex(of: UInt8(ascii: ")")), close > contentStart else { return [] }
        return [.init("close it before ')'", edits: [.init(range: SourceRange(close, close), replacement: quote)])]
    }

    /// Single quotes make a character literal in Go; no matcher takes one, whatever it holds.
    private mutating func scanCharacter() {
        let start = position
        position += 1
        while let byte = peek(0), byte != 0x0A {
            position += 1
            if byte == UInt8(ascii: "'") { break }
            if byte == UInt8(ascii: "\\"), let next = peek(0), next != 0x0A { position += 1 }
        }
        let range = SourceRange(start, position)
        let content = source[(start + 1)..<max(start + 1, position - 1)]
        var fixIts: [Diagnostic.FixIt] = []
        if position - start >= 2, source[position - 1] == UInt8(ascii: "'"), !content.contains(UInt8(ascii: "`")) {
            let text = "`" + String(decoding: content, as: UTF8.self) + "`"
            fixIts = [.init("use backticks", edits: [.init(range: range, replacement: text)])]
        }
        report(
            .singleQuotes, "single quotes don't make a string; use backticks or double quotes", range, fixIts: fixIts)
        append(.character, from: start)
    }
}
