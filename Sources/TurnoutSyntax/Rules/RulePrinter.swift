/// Writes expressions as rules: canonical names, backticks where they can hold the value, and only the
/// parentheses that the shape needs.
///
/// Parsing what was printed gives an equal expression.
public struct RulePrinter {
    /// What is still to be written; the last item comes first. Kept here instead of on the call
    /// stack, since a rule may be deep.
    private enum Item {
        case text(String)
        case expression(RuleExpression, Context)
    }

    /// Decides where parentheses are needed.
    private enum Context { case top, operandOfAnd, operandOfOr, operandOfNot }

    public static func print(_ expression: RuleExpression) -> String {
        var output = ""
        var items: [Item] = [.expression(expression, .top)]
        while let item = items.popLast() {
            switch item {
            case .text(let text): output += text
            case .expression(.call(let call), _): write(call, to: &output)
            case .expression(.not(let operand, _), _):
                output += "!"
                items.append(.expression(operand, .operandOfNot))
            case .expression(.and(let operands, _), let context):
                // Directly within `or` an `and` needs no parentheses: it binds tighter.
                let parenthesized = context == .operandOfAnd || context == .operandOfNot
                push(operands, " && ", .operandOfAnd, parenthesized: parenthesized, to: &items)
            case .expression(.or(let operands, _), let context):
                push(operands, " || ", .operandOfOr, parenthesized: context != .top, to: &items)
            }
        }
        return output
    }

    private static func push(
        _ operands: [RuleExpression], _ separator: String, _ context: Context, parenthesized: Bool,
        to items: inout [Item]
    ) {
        if parenthesized { items.append(.text(")")) }
        for (index, operand) in operands.enumerated().reversed() {
            items.append(.expression(operand, context))
            if index > 0 { items.append(.text(separator)) }
        }
        if parenthesized { items.append(.text("(")) }
    }

    private static func write(_ call: MatcherCall, to output: inout String) {
        output += call.matcher.rawValue
        output += "("
        for (index, argument) in call.arguments.enumerated() {
            if index > 0 { output += ", " }
            output += literal(argument.value)
        }
        output += ")"
    }

    // MARK: Values

    /// The value as a literal of the rule language: raw if that is possible.
    public static func literal(_ value: [UInt8]) -> String {
        let text = String(validating: value, as: UTF8.self)
        if let text, text.unicodeScalars.allSatisfy({ isPlain($0) }) { return "`\(text)`" }
        var output = "\""
        if let text {
            for scalar in text.unicodeScalars { output += escaped(scalar) }
        } else {
            for byte in value { output += byte < 0x80 ? escaped(Unicode.Scalar(byte)) : hexadecimal(byte) }
        }
        return output + "\""
    }

    /// Whether a raw string keeps the character: no backtick, carriage return, NUL or byte-order mark.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0, 0x0D, 0x60, 0xFEFF: false
        default: true
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x22: return "\\\""
        case 0x5C: return "\\\\"
        case 0x0A: return "\\n"
        case 0x0D: return "\\r"
        case 0x09: return "\\t"
        case 0xFEFF: return "\\ufeff"
        case 0..<0x20, 0x7F: return hexadecimal(UInt8(scalar.value))
        default: return String(Character(scalar))
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        "\\x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
    }
}

extension RuleExpression: CustomStringConvertible {
    /// The expression as a rule, see ``RulePrinter``.
    public var description: String { RulePrinter.print(self) }
}
