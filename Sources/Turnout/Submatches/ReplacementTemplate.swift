import TurnoutSyntax

/// What a match is replaced with, in the notation of Go's `Regexp.Expand`.
///
/// `$name` and `${name}` stand for the text of a group, by its number or its name. A name without braces is the longest
/// run of letters, digits and underscores, so that `$1x` is the group `1x`, not group 1. A group that doesn't exist or took no
/// part is the empty text. `$$` is a dollar sign, and so is a `$` that begins none of these.
public struct ReplacementTemplate: Hashable, Sendable {
    private enum Part: Hashable {
        case text([UInt8])
        /// The first of these groups that took part.
        case groups([Int])
    }

    private var parts: [Part] = []

    /// - Parameters:
    ///   - template: As Go's `Expand` reads it: `$1`, `${name}`, and `$$` for a dollar sign.
    ///   - expression: Whose groups the template names.
    public init(_ template: String, for expression: SubmatchExpression) {
        var literal: [UInt8] = []
        var rest = template.unicodeScalars[...]
        let dollar: Unicode.Scalar = "$"
        while let first = rest.popFirst() {
            guard first == dollar else {
                literal += UTF8.encode(first).map(Array.init) ?? []
                continue
            }
            if rest.first == dollar {
                rest.removeFirst()
                literal.append(UInt8(ascii: "$"))
            } else if let name = Self.readName(&rest) {
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = []
                parts.append(.groups(expression.groups(named: name)))
            } else {
                literal.append(UInt8(ascii: "$"))
            }
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
    }

    /// Appends the template with its groups filled in.
    ///
    /// - Parameter match: a match in `text` of the expression that the template was made for.
    func append(to result: inout [UInt8], match: [Range<Int>?], in text: [UInt8]) {
        for part in parts {
            switch part {
            case .text(let literal): result += literal
            case .groups(let groups):
                for group in groups {
                    guard let range = match[group] else { continue }
                    result += text[range]
                    break
                }
            }
        }
    }

    /// Reads what follows a `$`, with or without braces; nil, and nothing read, if that is no name.
    private static func readName(_ rest: inout Substring.UnicodeScalarView) -> Substring? {
        var ahead = rest
        let hasBrace = ahead.first == "{"
        if hasBrace { ahead.removeFirst() }
        let name = ahead.prefix { isNameCharacter($0) }
        guard !name.isEmpty else { return nil }
        ahead = ahead[name.endIndex...]
        if hasBrace {
            guard ahead.popFirst() == "}" else { return nil }
        }
        rest = ahead
        return Substring(name)
    }

    private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: scalar == "_"
        }
    }
}

extension SubmatchExpression {
    /// The groups that a name in a template stands for: the one with that number, or all with that name.
    fileprivate func groups(named name: Substring) -> [Int] {
        let isNumber = name.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        // A number with a leading zero is a name, which no group has unless it is called so.
        if isNumber, name.utf8.first != UInt8(ascii: "0") || name.utf8.count == 1 {
            return Int(name).flatMap { groupNames.indices.contains($0) ? [$0] : nil } ?? []
        }
        return groupNames.indices.filter { groupNames[$0].map { $0.elementsEqual(name.utf8) } ?? false }
    }
}
