extension ExpressionStore {
    /// The expression that holds exactly where this one doesn't.
    ///
    /// - Complexity: O(size of the expression); recursive to its depth.
    mutating func complement(of expression: ExpressionID) -> ExpressionID {
        switch kind(of: expression) {
        case .constant: return expression == .always ? .never : .always
        case .literal: return literal(Literal(code: literal(of: expression).code ^ 1))
        case .all, .any:
            let isAll = kind(of: expression) == .all
            var parts: [ExpressionID] = []
            for operand in operands(of: expression) { parts.append(complement(of: ExpressionID(number: operand))) }
            return isAll ? any(parts) : all(parts)
        }
    }
}
