import TurnoutSyntax

extension CircuitBreakerCondition {
    /// Reads an expression such as `NetworkErrorRatio() > 0.30 || LatencyAtQuantileMS(50.0) > 100`.
    ///
    /// What Traefik accepts is accepted, but for comments, underscores in numbers and hexadecimal ones: functions on the left of a comparison, a number on the right, whole
    /// for a latency and with a decimal point for a ratio; `&&` binds more tightly than `||`, and there is no `!`.
    ///
    /// - Throws: the first error from the left.
    public init(parsing text: String) throws(CircuitBreakerError) {
        var parser = CircuitBreakerParser(text)
        self = try parser.parse()
    }
}

private struct CircuitBreakerParser {
    /// Parentheses that may be open at one place.
    private static let maximumDepth = 100
    /// Comparisons in one expression.
    private static let maximumComparisons = 1000
    private static let lineBreakHint =
        "an expression goes on in the next line only after an operator or an opening parenthesis"

    private enum Measure {
        case networkErrorRatio
        case responseCodeRatio(CircuitBreakerCondition.CodeRange, CircuitBreakerCondition.CodeRange)
        case latency(quantile: Double)
    }

    /// What a part of the expression yields.
    private enum Operand {
        case condition(CircuitBreakerCondition)
        case measure(Measure)
        case integer(Int)
        case decimal(Double)
    }

    private let text: [UInt8]
    private var token: CircuitBreakerToken
    private var depth = 0
    private var comparisons = 0
    /// Where the last token that was taken ends.
    private var end = 0

    init(_ text: String) {
        self.text = Array(text.utf8)
        token = CircuitBreakerToken(in: self.text, at: 0, after: nil)
    }

    mutating func parse() throws(CircuitBreakerError) -> CircuitBreakerCondition {
        let start = token.range.lowerBound
        let operand = try disjunction()
        let endsLine = token.kind == .lineBreak
        if endsLine { advance() }
        guard token.kind == .end else {
            throw unexpected("an operator such as '&&', or the end", hint: endsLine ? Self.lineBreakHint : nil)
        }
        return try condition(operand, from: start)
    }

    private mutating func disjunction() throws(CircuitBreakerError) -> Operand {
        let start = token.range.lowerBound
        var left = try conjunction()
        while token.kind == .or {
            let leftCondition = try condition(left, from: start)
            advance()
            let rightStart = token.range.lowerBound
            let right = try conjunction()
            left = .condition(.or(leftCondition, try condition(right, from: rightStart)))
        }
        return left
    }

    private mutating func conjunction() throws(CircuitBreakerError) -> Operand {
        let start = token.range.lowerBound
        var left = try comparison()
        while token.kind == .and {
            let leftCondition = try condition(left, from: start)
            advance()
            let rightStart = token.range.lowerBound
            let right = try comparison()
            left = .condition(.and(leftCondition, try condition(right, from: rightStart)))
        }
        return left
    }

    private mutating func comparison() throws(CircuitBreakerError) -> Operand {
        let start = token.range.lowerBound
        var left = try operand()
        while case .comparison(let comparison) = token.kind {
            guard case .measure(let measure) = left else {
                throw failure(
                    .circuitBreakerComparison, "a comparison has a function on its left side", SourceRange(start, end),
                    hint: "compare as in 'NetworkErrorRatio() > 0.5', and join comparisons with '&&' or '||'")
            }
            comparisons += 1
            guard comparisons <= Self.maximumComparisons else {
                throw failure(
                    .circuitBreakerSyntax, "more than \(Self.maximumComparisons) comparisons", token.range)
            }
            advance()
            let rightStart = token.range.lowerBound
            let right = try operand()
            left = .condition(try compare(measure, comparison, right, SourceRange(rightStart, end)))
        }
        return left
    }

    private mutating func operand() throws(CircuitBreakerError) -> Operand {
        let start = token.range.lowerBound
        switch token.kind {
        case .integer(let value):
            advance()
            return .integer(value)
        case .decimal(let value):
            advance()
            return .decimal(value)
        case .name(let name):
            advance()
            return .measure(try call(name, from: start))
        case .leftParenthesis:
            guard depth < Self.maximumDepth else {
                throw failure(
                    .circuitBreakerSyntax, "more than \(Self.maximumDepth) parentheses are open here", token.range)
            }
            depth += 1
            advance()
            let inner = try disjunction()
            try take(.rightParenthesis, "')'")
            depth -= 1
            return inner
        case .not:
            throw failure(
                .circuitBreakerSyntax, "there is no negation", token.range, hint: "use the opposite comparison")
        default:
            throw unexpected("a function such as 'NetworkErrorRatio()'")
        }
    }

    // MARK: Calls

    private mutating func call(_ name: String, from start: Int) throws(CircuitBreakerError) -> Measure {
        let nameRange = SourceRange(start, end)
        let names = ["LatencyAtQuantileMS", "NetworkErrorRatio", "ResponseCodeRatio"]
        guard names.contains(name) else {
            let hint = names.first { $0.lowercased() == name.lowercased() }.map { "did you mean '\($0)'?" }
            throw failure(
                .circuitBreakerFunction, "unknown function '\(name)'", nameRange,
                hint: hint ?? "the functions are \(names.joined(separator: ", "))")
        }
        try take(.leftParenthesis, "'(' and the arguments of '\(name)'")
        var arguments: [CircuitBreakerToken.Kind] = []
        while token.kind != .rightParenthesis {
            switch token.kind {
            case .integer, .decimal: arguments.append(token.kind)
            default: throw unexpected("a number, or ')'")
            }
            advance()
            if token.kind == .comma { advance() } else { break }
        }
        try take(.rightParenthesis, "',' or ')'")
        return try measure(name, arguments, SourceRange(start, end))
    }

    private func measure(
        _ name: String, _ arguments: [CircuitBreakerToken.Kind], _ range: SourceRange
    ) throws(CircuitBreakerError) -> Measure {
        let form: String
        switch name {
        case "NetworkErrorRatio":
            if arguments.isEmpty { return .networkErrorRatio }
            form = "'NetworkErrorRatio()' has no arguments"
        case "LatencyAtQuantileMS":
            if arguments.count == 1, case .decimal(let quantile) = arguments[0] { return .latency(quantile: quantile) }
            form =
                "'LatencyAtQuantileMS' has one argument, the percentage with a decimal point, as in 'LatencyAtQuantileMS(50.0)'"
        default:
            let codes = arguments.compactMap { if case .integer(let code) = $0 { code } else { nil } }
            if codes.count == 4, arguments.count == 4 {
                return .responseCodeRatio(.init(start: codes[0], end: codes[1]), .init(start: codes[2], end: codes[3]))
            }
            form =
                "'ResponseCodeRatio' has four whole numbers as arguments, as in 'ResponseCodeRatio(500, 600, 0, 600)'"
        }
        throw failure(.circuitBreakerArgument, form, range)
    }

    // MARK: Meaning

    private func compare(
        _ measure: Measure, _ comparison: CircuitBreakerCondition.Comparison, _ right: Operand, _ range: SourceRange
    ) throws(CircuitBreakerError) -> CircuitBreakerCondition {
        switch (measure, right) {
        case (.networkErrorRatio, .decimal(let bound)):
            return .networkErrorRatio(comparison, bound)
        case (.responseCodeRatio(let counted, let all), .decimal(let bound)):
            return .responseCodeRatio(counted: counted, all: all, comparison, bound)
        case (.latency(let quantile), .integer(let milliseconds)):
            return .latency(quantile: quantile, comparison, milliseconds: milliseconds)
        case (.latency, _):
            throw failure(
                .circuitBreakerComparison, "a latency is compared with a whole number of milliseconds", range,
                hint: "write it as in 'LatencyAtQuantileMS(50.0) > 100'")
        default:
            throw failure(
                .circuitBreakerComparison, "a ratio is compared with a number that has a decimal point", range,
                hint: "write it as in '> 0.5' or '> 1.0'")
        }
    }

    private func condition(_ operand: Operand, from start: Int) throws(CircuitBreakerError) -> CircuitBreakerCondition {
        if case .condition(let condition) = operand { return condition }
        throw failure(
            .circuitBreakerComparison, "this is neither true nor false", SourceRange(start, end),
            hint: "compare a function with a number, as in 'NetworkErrorRatio() > 0.5'")
    }

    // MARK: Tokens

    private mutating func advance() {
        end = token.range.upperBound
        token = CircuitBreakerToken(in: text, at: end, after: token.kind)
    }

    private mutating func take(_ kind: CircuitBreakerToken.Kind, _ expectation: String) throws(CircuitBreakerError) {
        guard token.kind == kind else { throw unexpected(expectation) }
        advance()
    }

    private func unexpected(_ expectation: String, hint: String? = nil) -> CircuitBreakerError {
        switch token.kind {
        case .end:
            return failure(.circuitBreakerSyntax, "the expression ends here; expected \(expectation)", token.range)
        case .lineBreak:
            return failure(
                .circuitBreakerSyntax, "the line ends here; expected \(expectation)", token.range,
                hint: Self.lineBreakHint)
        default:
            let found = String(decoding: text[token.range.lowerBound..<token.range.upperBound], as: UTF8.self)
            return failure(
                .circuitBreakerSyntax, "found '\(found)', expected \(expectation)", token.range, hint: hint)
        }
    }

    private func failure(
        _ id: Diagnostic.ID, _ message: String, _ range: SourceRange, hint: String? = nil
    ) -> CircuitBreakerError {
        CircuitBreakerError(
            diagnostic: Diagnostic(id, message: message, range: range, notes: hint.map { [.init($0)] } ?? []))
    }
}
