/// Looks at a rule that is accepted for signs that it doesn't do what was meant.
///
/// A warning never changes what a rule does. Each has a stable identifier, and a fix-it where the intent is clear.
struct RuleLinter {
    let rule: Rule
    let source: [UInt8]
    /// Chains of `&&` beside other operands of a `||`, without parentheses.
    let mixedChains: [SourceRange]
    private(set) var warnings: [Diagnostic] = []

    /// All warnings in the order of the text.
    ///
    /// - Complexity: O(length), where long chains are compared pair by pair up to a bound.
    static func warnings(about rule: Rule, _ source: [UInt8], mixedChains: [SourceRange]) -> [Diagnostic] {
        var linter = RuleLinter(rule: rule, source: source, mixedChains: mixedChains)
        for call in rule.expression.calls {
            let known = linter.warnings.count
            linter.inspect(call)
            linter.removeBreakingFixIts(from: known, of: call)
        }
        linter.inspectStructure()
        return linter.warnings.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    // MARK: Fix-its

    /// Calls longer than this, and the warnings after so many, are offered no fix-it: each costs a parse of its call.
    private static let maximumFixableBytes = 4096
    private static let maximumFixableWarnings = 100

    /// Takes back what would make a call of an accepted rule one that is refused: what a value turns into as another
    /// matcher's, or with its escapes decoded, may be no template or no regular expression.
    private mutating func removeBreakingFixIts(from first: Int, of call: MatcherCall) {
        for index in first..<warnings.count {
            let isTooMuch = index >= Self.maximumFixableWarnings || call.range.count > Self.maximumFixableBytes
            warnings[index].fixIts = isTooMuch ? [] : warnings[index].fixIts.filter { !breaks(call, $0) }
        }
    }

    private func breaks(_ call: MatcherCall, _ fixIt: Diagnostic.FixIt) -> Bool {
        let edits = fixIt.edits.map { edit in
            Diagnostic.FixIt.Edit(
                range: edit.range.shifted(by: -call.range.lowerBound), replacement: edit.replacement)
        }
        let fixed = Diagnostic.FixIt(fixIt.message, edits: edits).applied(to: text(call.range))
        return Rule.parse(fixed, syntax: rule.syntax, kind: rule.kind, lints: false).rule == nil
    }

    // MARK: Calls

    private mutating func inspect(_ call: MatcherCall) {
        switch call.matcher {
        case .host, .hostHeader, .hostSNI:
            for argument in call.arguments { inspectHost(argument, of: call) }
        case .hostRegexp, .hostSNIRegexp:
            for argument in call.arguments { inspectHostRegexp(argument, of: call) }
        case .path, .pathPrefix:
            for argument in call.arguments { inspectPath(argument, of: call) }
        case .pathRegexp: inspectPathRegexp(call)
        case .method:
            for argument in call.arguments { inspectMethod(argument, of: call) }
        case .header, .headerRegexp, .headers, .headersRegexp: inspectHeaders(call)
        case .query, .queryRegexp: inspectQuery(call)
        case .clientIP:
            for argument in call.arguments { inspectAddress(argument) }
        case .alpn: break
        }
    }

    // MARK: Reporting

    mutating func warn(
        _ id: Diagnostic.ID, _ message: String, _ range: SourceRange, notes: [Diagnostic.Note] = [],
        fixIts: [Diagnostic.FixIt] = []
    ) {
        warnings.append(
            Diagnostic(id, severity: .warning, message: message, range: range, notes: notes, fixIts: fixIts))
    }

    func replacing(_ range: SourceRange, by text: String, _ message: String) -> Diagnostic.FixIt {
        .init(message, edits: [.init(range: range, replacement: text)])
    }

    func replacing(_ argument: StringArgument, by value: [UInt8], _ message: String) -> Diagnostic.FixIt {
        replacing(argument.range, by: RulePrinter.literal(value), message)
    }

    /// A fix-it that turns a call of one argument into another call; none for a call of several.
    func replacing(
        _ call: MatcherCall, by matcher: Matcher, _ values: [[UInt8]], _ message: String
    ) -> [Diagnostic.FixIt] {
        guard call.arguments.count == 1 else { return [] }
        return [replacing(call.range, by: callText(matcher, values), message)]
    }

    func callText(_ matcher: Matcher, _ values: [[UInt8]]) -> String {
        matcher.rawValue + "(" + values.map { RulePrinter.literal($0) }.joined(separator: ", ") + ")"
    }

    /// A fix-it that gives each of several values that stand in one string a call of its own.
    func splitting(_ call: MatcherCall, _ values: [[UInt8]]) -> [Diagnostic.FixIt] {
        guard values.allSatisfy({ !$0.isEmpty }) else { return [] }
        let calls = values.map { callText(call.matcher, [$0]) }.joined(separator: " || ")
        guard call.arguments.count == 1 else { return [] }
        return [replacing(call.range, by: "(\(calls))", "join one call for each value by '||'")]
    }

    func text(_ range: SourceRange) -> String {
        String(decoding: source[range.lowerBound..<range.upperBound], as: UTF8.self)
    }

    /// The place of `part`, offsets in the value of `argument`.
    func place(_ part: SourceRange, in argument: StringArgument) -> SourceRange {
        argument.sourceRange(of: part, in: source)
    }
}

/// Searching in byte strings.
extension Collection where Element == UInt8 {
    func firstOffset(of text: String) -> Int? {
        let needle = Array(text.utf8)
        let bytes = Array(self)
        guard !needle.isEmpty, bytes.count >= needle.count else { return nil }
        for start in 0...(bytes.count - needle.count) where bytes[start] == needle[0] {
            if bytes[start..<(start + needle.count)].elementsEqual(needle) { return start }
        }
        return nil
    }

    func contains(_ text: String) -> Bool { firstOffset(of: text) != nil }

    /// Without blanks and tabs at the ends.
    var trimmingBlanks: [UInt8] {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        var rest = Array(self)[...]
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        while let first = rest.first, isBlank(first) { rest.removeFirst() }
        return Array(rest)
    }

    /// The parts between occurrences of `separator`, without surrounding blanks.
    func parts(separatedBy separator: String) -> [[UInt8]] {
        var rest = Array(self)
        var result: [[UInt8]] = []
        while let offset = rest.firstOffset(of: separator) {
            result.append(rest[..<offset].trimmingBlanks)
            rest = Array(rest[(offset + separator.utf8.count)...])
        }
        return result + [rest.trimmingBlanks]
    }
}
