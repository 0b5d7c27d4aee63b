import TurnoutSyntax

/// A rule in which `«` and `»` mark places, as in "Host(`a`) && «Foo»(`b`)".
struct MarkedRule {
    let text: String
    let ranges: [SourceRange]

    init(_ marked: String) {
        var text = ""
        var open: [Int] = []
        var ranges: [SourceRange] = []
        for character in marked {
            switch character {
            case "«": open.append(text.utf8.count)
            case "»": ranges.append(SourceRange(open.removeLast(), text.utf8.count))
            default: text.append(character)
            }
        }
        self.text = text
        self.ranges = ranges.sorted { $0.lowerBound < $1.lowerBound }
    }
}

extension Rule {
    static func diagnostics(_ text: String, _ syntax: RuleSyntax = .v3, _ kind: RuleKind = .http) -> [Diagnostic] {
        parse(text, syntax: syntax, kind: kind).diagnostics
    }

    /// The identifiers of all diagnostics, in the order of the text.
    static func ids(_ text: String, _ syntax: RuleSyntax = .v3, _ kind: RuleKind = .http) -> [String] {
        diagnostics(text, syntax, kind).map(\.id.rawValue)
    }
}
