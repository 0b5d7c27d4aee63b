/// Looks at a rule that is accepted for signs that it doesn't do what was meant.
struct RuleLinter {
    let rule: Rule
    let source: [UInt8]
    private(set) var warnings: [Diagnostic] = []

    /// All warnings in the order of the text.
    static func warnings(about rule: Rule, _ source: [UInt8]) -> [Diagnostic] {
        []
    }
}
