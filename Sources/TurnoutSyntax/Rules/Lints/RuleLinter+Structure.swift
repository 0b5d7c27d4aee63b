/// How the parts of a rule go together.
extension RuleLinter {
    /// Chains are compared pair by pair up to this many operands.
    private static let comparedOperands = 64

    mutating func inspectStructure() {
        inspectMixtures()
        let isConstant = inspect(rule.expression)
        inspectWhole(isConstant)
    }

    // MARK: The whole rule

    private mutating func inspectWhole(_ constant: Bool?) {
        if constant == true || takesEveryRequest(rule.expression) {
            // ``HostSNI(`*`)`` is the way to say so for TCP.
            guard rule.kind == .http, !warnings.contains(where: { $0.id == .matchesEverything || $0.id == .tautology })
            else {
                return
            }
            warn(
                .matchesEverything, "this rule takes every request of its entry points", rule.expression.range,
                notes: [.init("routers with a lower priority get nothing")])
        } else if constant == false, warnings.isEmpty {
            warn(.neverMatches, "this rule matches no request", rule.expression.range)
        }
    }

    private func takesEveryRequest(_ expression: RuleExpression) -> Bool {
        switch expression {
        case .call(let call): call.matcher == .pathPrefix && call.arguments.contains { $0.value == [UInt8(ascii: "/")] }
        case .not: false
        case .and(let operands, _): operands.allSatisfy { takesEveryRequest($0) }
        case .or(let operands, _): operands.contains { takesEveryRequest($0) }
        }
    }

    private mutating func inspectMixtures() {
        for chain in mixedChains {
            let open = Diagnostic.FixIt.Edit(range: SourceRange(chain.lowerBound, chain.lowerBound), replacement: "(")
            let close = Diagnostic.FixIt.Edit(range: SourceRange(chain.upperBound, chain.upperBound), replacement: ")")
            warn(
                .mixedOperators, "'&&' binds tighter than '||', so this belongs together", chain,
                fixIts: [.init("show it by parentheses", edits: [open, close])])
        }
    }

    // MARK: Chains

    /// Inspects a part and all parts below; returns its value if it has the same for every request.
    ///
    /// Recursive to the depth of the rule, so everything that needs room on the stack is in other methods.
    private mutating func inspect(_ expression: RuleExpression) -> Bool? {
        switch expression {
        case .call(let call): return call.formula.constantValue
        case .not(let operand, _):
            guard let value = inspect(operand) else { return nil }
            return !value
        case .and(let operands, let range):
            var values = ChainValues()
            for operand in operands { values.take(inspect(operand)) }
            return conclude(conjunctionOf: operands, range, values)
        case .or(let operands, let range):
            var values = ChainValues()
            for operand in operands { values.take(inspect(operand)) }
            return conclude(disjunctionOf: operands, range, values)
        }
    }

    /// Which values the operands of a chain have, as far as they have the same for every request.
    private struct ChainValues {
        var someTrue = false
        var someFalse = false
        var someOpen = false

        mutating func take(_ value: Bool?) {
            if value == true { someTrue = true } else if value == false { someFalse = true } else { someOpen = true }
        }
    }

    private mutating func conclude(
        conjunctionOf operands: [RuleExpression], _ range: SourceRange, _ values: ChainValues
    ) -> Bool? {
        inspectDuplicates(operands, "&&")
        if values.someFalse { return false }
        if !values.someOpen { return true }
        return inspectContradictions(operands, range) ? false : nil
    }

    private mutating func conclude(
        disjunctionOf operands: [RuleExpression], _ range: SourceRange, _ values: ChainValues
    ) -> Bool? {
        inspectDuplicates(operands, "||")
        if values.someTrue { return true }
        if !values.someOpen { return false }
        return inspectTautologies(operands, range) ? true : nil
    }

    private mutating func inspectDuplicates(_ operands: [RuleExpression], _ operation: String) {
        if operands.count == 2, operands[0] != operands[1] { return }
        var seen: [RuleExpression: SourceRange] = [:]
        for (index, operand) in operands.enumerated() {
            guard let earlier = seen[operand] else {
                seen[operand] = operand.range
                continue
            }
            warn(
                .duplicateOperand, "this stands already in the same chain of '\(operation)'", operand.range,
                notes: [.init("the first time", range: earlier)],
                fixIts: removal(of: operand.range, after: operands[index - 1].range, operation))
        }
    }

    /// Takes an operand out together with the operator in front of it, unless parentheses are in the way.
    private func removal(
        of range: SourceRange, after previous: SourceRange, _ operation: String
    ) -> [Diagnostic.FixIt] {
        guard previous.upperBound <= range.lowerBound else { return [] }
        let between = Array(source[previous.upperBound..<range.lowerBound])
        guard between.trimmingBlanks.elementsEqual(operation.utf8) else { return [] }
        return [replacing(SourceRange(previous.upperBound, range.upperBound), by: "", "remove it")]
    }

    private mutating func inspectContradictions(_ operands: [RuleExpression], _ range: SourceRange) -> Bool {
        var factors: [RuleExpression] = []
        collect(operands, into: &factors)
        for (index, right) in factors.enumerated() {
            for left in factors[..<index] {
                guard let reason = contradiction(left, right) else { continue }
                warn(
                    .contradiction, "this never holds together with what stands before: \(reason)", right.range,
                    notes: [.init("the other part", range: left.range)])
                return true
            }
        }
        return false
    }

    /// The operands of an `and` and of those nested directly within.
    private func collect(_ operands: [RuleExpression], into factors: inout [RuleExpression]) {
        for operand in operands where factors.count < Self.comparedOperands {
            if case .and(let inner, _) = operand { collect(inner, into: &factors) } else { factors.append(operand) }
        }
    }

    private mutating func inspectTautologies(_ operands: [RuleExpression], _ range: SourceRange) -> Bool {
        let compared = operands.prefix(Self.comparedOperands)
        for (index, right) in compared.enumerated() {
            for left in compared[..<index] where isNegation(left, right) {
                warn(
                    .tautology, "one of these always holds", right.range,
                    notes: [.init("the other part", range: left.range)])
                return true
            }
        }
        return false
    }

    private func isNegation(_ left: RuleExpression, _ right: RuleExpression) -> Bool {
        if case .not(let operand, _) = left, operand == right { return true }
        if case .not(let operand, _) = right, operand == left { return true }
        return false
    }

    /// Why two expressions can't both hold; nil if they can, or if it isn't plain to see.
    private func contradiction(_ left: RuleExpression, _ right: RuleExpression) -> String? {
        if isNegation(left, right) { return "one is the negation of the other" }
        guard case .call(let leftCall) = left, case .call(let rightCall) = right,
            case .predicate(let left) = leftCall.formula, case .predicate(let right) = rightCall.formula
        else { return nil }
        switch (left, right) {
        case (.host(let left, false, _), .host(let right, false, _)):
            return withoutDot(left) == withoutDot(right) ? nil : "a request has one host"
        case (.path(let left), .path(let right)): return left == right ? nil : "a request has one path"
        case (.pathPrefix(let prefix), .path(let path)), (.path(let path), .pathPrefix(let prefix)):
            return path.starts(with: prefix) ? nil : "the path doesn't start with the prefix"
        case (.pathPrefix(let left), .pathPrefix(let right)):
            return left.starts(with: right) || right.starts(with: left) ? nil : "a path starts with one of them only"
        case (.method(let left), .method(let right)): return left == right ? nil : "a request has one method"
        case (.clientIP(let left), .clientIP(let right)):
            return left.overlaps(right) ? nil : "the ranges have no address in common"
        default: return nil
        }
    }

    private func withoutDot(_ host: [UInt8]) -> [UInt8] {
        host.last == UInt8(ascii: ".") ? Array(host.dropLast()) : host
    }
}

extension Formula {
    /// The value, if the formula has the same for every request as far as its constants tell.
    var constantValue: Bool? {
        switch self {
        case .constant(let value): return value
        case .predicate: return nil
        case .not(let formula): return formula.constantValue.map { !$0 }
        case .all(let formulas):
            let values = formulas.map(\.constantValue)
            return values.contains(false) ? false : values.allSatisfy { $0 == true } ? true : nil
        case .any(let formulas):
            let values = formulas.map(\.constantValue)
            return values.contains(true) ? true : values.allSatisfy { $0 == false } ? false : nil
        }
    }
}

extension AddressRange {
    /// Whether some address lies in both ranges.
    func overlaps(_ other: AddressRange) -> Bool {
        guard network.count == other.network.count else { return false }
        let common = min(prefixLength, other.prefixLength)
        return network.indices.allSatisfy { index in
            let fixedBits = min(max(common - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> fixedBits)
            return network[index] & mask == other.network[index] & mask
        }
    }
}
