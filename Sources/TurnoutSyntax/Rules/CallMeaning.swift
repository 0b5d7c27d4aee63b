/// Checks the arguments of one matcher call and works out what it asks of a request.
///
/// This is the one place where a matcher gets its meaning. The methods for a single matcher are in the
/// extensions for v3, v2 and TCP; what they share is here.
struct CallMeaning {
    let matcher: Matcher
    let syntax: RuleSyntax
    let kind: RuleKind
    let arguments: [StringArgument]
    let range: SourceRange
    let nameRange: SourceRange
    let source: [UInt8]
    let limits: RegexLimits

    /// Only errors.
    var diagnostics: [Diagnostic] = []

    init(
        matcher: Matcher, syntax: RuleSyntax, kind: RuleKind, arguments: [StringArgument], range: SourceRange,
        nameRange: SourceRange, source: [UInt8], limits: RegexLimits
    ) {
        self.matcher = matcher
        self.syntax = syntax
        self.kind = kind
        self.arguments = arguments
        self.range = range
        self.nameRange = nameRange
        self.source = source
        self.limits = limits
    }

    /// The meaning; nil after an error.
    mutating func formula() -> Formula? {
        guard checkArity() else { return nil }
        for argument in arguments where argument.value.isEmpty {
            report(.emptyArgument, "an argument of \(matcher.rawValue) may not be empty", argument.range)
        }
        let formula =
            switch (kind, syntax) {
            case (.http, .v3): httpFormula(arguments)
            case (.http, .v2): httpFormulaV2()
            case (.tcp, .v3): tcpFormula(arguments)
            case (.tcp, .v2): tcpFormulaV2()
            }
        return diagnostics.isEmpty ? formula : nil
    }

    mutating func report(
        _ id: Diagnostic.ID, _ message: String, _ range: SourceRange, notes: [Diagnostic.Note] = [],
        fixIts: [Diagnostic.FixIt] = []
    ) {
        diagnostics.append(Diagnostic(id, message: message, range: range, notes: notes, fixIts: fixIts))
    }

    // MARK: Arity

    /// How many arguments the matcher takes; nil = one or more.
    private var acceptedCounts: ClosedRange<Int>? {
        guard syntax == .v3 else { return nil }
        switch matcher {
        case .header, .headerRegexp: return 2...2
        case .query, .queryRegexp: return 1...2
        default: return 1...1
        }
    }

    private mutating func checkArity() -> Bool {
        guard !arguments.isEmpty else {
            report(.missingArgument, "\(matcher.rawValue) needs an argument", range)
            return false
        }
        guard let accepted = acceptedCounts, !accepted.contains(arguments.count) else { return true }
        let expected =
            accepted.count == 1 ? "\(accepted.lowerBound)" : "\(accepted.lowerBound) or \(accepted.upperBound)"
        report(
            .wrongArgumentCount,
            "\(matcher.rawValue) takes \(expected) argument\(accepted.upperBound == 1 ? "" : "s"), got \(arguments.count)",
            range, fixIts: splitFixIts)
        return false
    }

    /// v2 took several arguments; v3 wants one call for each.
    private var splitFixIts: [Diagnostic.FixIt] {
        let texts = arguments.map { String(decoding: source[$0.range.lowerBound..<$0.range.upperBound], as: UTF8.self) }
        let name = String(decoding: source[nameRange.lowerBound..<nameRange.upperBound], as: UTF8.self)
        switch matcher {
        case .header, .headerRegexp:
            guard texts.count.isMultiple(of: 2) else { return [] }
            let calls = stride(from: 0, to: texts.count, by: 2).map { "\(name)(\(texts[$0]), \(texts[$0 + 1]))" }
            let text = "(" + calls.joined(separator: " && ") + ")"
            return [.init("join one call for each pair by '&&'", edits: [.init(range: range, replacement: text)])]
        case .query, .queryRegexp: return []
        default:
            let text = "(" + texts.map { "\(name)(\($0))" }.joined(separator: " || ") + ")"
            return [.init("join one call for each value by '||'", edits: [.init(range: range, replacement: text)])]
        }
    }

    // MARK: Shared checks

    mutating func requireASCII(_ argument: StringArgument) {
        guard let offset = argument.value.firstIndex(where: { $0 >= 0x80 }) else { return }
        var end = offset
        while end < argument.value.count, argument.value[end] >= 0x80 { end += 1 }
        report(
            .nonASCII, "\(matcher.rawValue) takes ASCII only; write an international name in its 'xn--' form",
            argument.sourceRange(of: SourceRange(offset, end), in: source))
    }

    mutating func requireLeadingSlash(_ argument: StringArgument) {
        guard let first = argument.value.first, first != UInt8(ascii: "/") else { return }
        let range = argument.sourceRange(of: SourceRange(0, 1), in: source)
        let insertion = SourceRange(range.lowerBound, range.lowerBound)
        report(
            .pathWithoutSlash, "a path must start with '/'", argument.range,
            fixIts: [.init("put '/' in front", edits: [.init(range: insertion, replacement: "/")])])
    }

    /// Parses a part of an argument as a regular expression; `offset` is where `pattern` starts in the value.
    ///
    /// - Parameter isEmbedded: the first and last byte of `pattern` are anchors that aren't in the value.
    mutating func regex(
        _ pattern: [UInt8], of argument: StringArgument, at offset: Int = 0, isEmbedded: Bool = false
    ) -> RegexPattern? {
        do {
            return try RegexParser.parse(pattern, limits: limits)
        } catch {
            var notes: [Diagnostic.Note] = []
            if let hint = error.hint { notes.append(.init(hint)) }
            let shift = isEmbedded ? 1 : 0
            let length = pattern.count - 2 * shift
            let lower = offset + min(max(error.range.lowerBound - shift, 0), length)
            let upper = offset + min(max(error.range.upperBound - shift, 0), length)
            let place = argument.sourceRange(of: SourceRange(lower, max(lower, upper)), in: source)
            report(error.id, error.message, place, notes: notes)
            return nil
        }
    }

    mutating func addressRange(_ argument: StringArgument) -> Formula? {
        guard let range = AddressRange(parsing: argument.value) else {
            report(
                .invalidAddress, "'\(argument.text)' is neither an IP address nor a CIDR range", argument.range,
                notes: AddressRange.refusalNote(argument.value).map { [.init($0)] } ?? [])
            return nil
        }
        return .predicate(.clientIP(range))
    }

    /// The method as Traefik compares it: upper-cased, with the two other letters whose capital is ASCII.
    func upperCasedMethod(_ value: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < value.count {
            if value[index...].starts(with: [0xC4, 0xB1]) {
                result.append(UInt8(ascii: "I"))
                index += 2
            } else if value[index...].starts(with: [0xC5, 0xBF]) {
                result.append(UInt8(ascii: "S"))
                index += 2
            } else {
                result.append(ASCII.uppercased(value[index]))
                index += 1
            }
        }
        return result
    }

    func any(_ formulas: [Formula]) -> Formula { formulas.count == 1 ? formulas[0] : .any(formulas) }
    func all(_ formulas: [Formula]) -> Formula { formulas.count == 1 ? formulas[0] : .all(formulas) }
}
