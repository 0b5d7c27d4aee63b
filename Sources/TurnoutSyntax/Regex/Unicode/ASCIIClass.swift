/// The classes of ASCII characters that a pattern can name: `[:alpha:]`, and `\d \s \w`.
enum ASCIIClass: String, CaseIterable {
    case alnum, alpha, ascii, blank, cntrl, digit, graph, lower, print, punct, space, upper, word, xdigit
    /// `\s`, which unlike `[:space:]` lacks the vertical tab and has no name.
    case perlSpace

    /// The names that may stand between `[:` and `:]`.
    static var names: [String] { allCases.filter { $0 != .perlSpace }.map(\.rawValue) }

    /// The class that is called `name` between `[:` and `:]`.
    init?(named name: String) {
        guard let found = ASCIIClass(rawValue: name), found != .perlSpace else { return nil }
        self = found
    }

    var characters: CharacterSet {
        let ranges: [ClosedRange<Unicode.Scalar>] =
            switch self {
            case .alnum: ["0"..."9", "A"..."Z", "a"..."z"]
            case .alpha: ["A"..."Z", "a"..."z"]
            case .ascii: ["\u{0}"..."\u{7F}"]
            case .blank: ["\t"..."\t", " "..." "]
            case .cntrl: ["\u{0}"..."\u{1F}", "\u{7F}"..."\u{7F}"]
            case .digit: ["0"..."9"]
            case .graph: ["!"..."~"]
            case .lower: ["a"..."z"]
            case .print: [" "..."~"]
            case .punct: ["!"..."/", ":"..."@", "["..."`", "{"..."~"]
            case .space: ["\t"..."\r", " "..." "]
            case .upper: ["A"..."Z"]
            case .word: ["0"..."9", "A"..."Z", "_"..."_", "a"..."z"]
            case .xdigit: ["0"..."9", "A"..."F", "a"..."f"]
            case .perlSpace: ["\t"..."\n", "\u{C}"..."\r", " "..." "]
            }
        return CharacterSet(sorted: ranges.map { CharacterSet.Range($0.lowerBound.value, $0.upperBound.value) })
    }
}
