/// Writes expressions as rules: canonical names, backticks where they can hold the value, and only the
/// parentheses that the shape needs.
///
/// Parsing what was printed gives an equal expression.
public struct RulePrinter {
    private enum Context { case top, and, not }

    public static func print(_ expression: RuleExpression) -> String {
        var output = ""
        write(expression, in: .top, to: &output)
        return output
    }

    private static func write(_ expression: RuleExpression, in context: Context, to output: inout String) {
        switch expression {
        case .call(let call):
            output += call.matcher.rawValue
            output += "("
            for (index, argument) in call.arguments.enumerated() {
                if index > 0 { output += ", " }
                output += literal(argument.value)
            }
            output += ")"
        case .not(let operand, _):
            output += "!"
            write(operand, in: .not, to: &output)
        case .and(let operands, _):
            // Directly within `or` an `and` needs no parentheses: it binds tighter.
            writeChain(operands, " && ", operandContext: .and, parenthesized: context != .top, to: &output)
        case .or(let operands, _):
            writeChain(operands, " || ", operandContext: .top, parenthesized: context != .top, to: &output)
        }
    }

    private static func writeChain(
        _ operands: [RuleExpression], _ separator: String, operandContext: Context, parenthesized: Bool,
        to output: inout String
    ) {
        if parenthesized { output += "(" }
        for (index, operand) in operands.enumerated() {
            if index > 0 { output += separator }
            if operandContext == .top, case .or = operand {
                write(operand, in: .and, to: &output)
            } else {
                write(operand, in: operandContext, to: &output)
            }
        }
        if parenthesized { output += ")" }
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
