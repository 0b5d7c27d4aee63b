/// The characters that one position of a regular expression accepts.
struct CharacterClass {
    struct Item {
        var contains: (UInt32) -> Bool
        /// Closed under case folding, before it is negated.
        var folds: Bool
        var isNegated: Bool

        func matches(_ scalar: UInt32) -> Bool {
            let isMember = folds ? CaseFolding.orbit(of: scalar).contains(where: contains) : contains(scalar)
            return isMember != isNegated
        }
    }

    var items: [Item] = []
    var isNegated = false

    func matches(_ scalar: UInt32) -> Bool {
        items.contains { $0.matches(scalar) } != isNegated
    }

    mutating func add(_ range: ClosedRange<UInt32>, folds: Bool) {
        items.append(Item(contains: { range.contains($0) }, folds: folds, isNegated: false))
    }

    // MARK: Named classes

    static func perl(_ letter: Unicode.Scalar, folds: Bool) -> Item? {
        let ranges: [ClosedRange<UInt32>]
        switch letter {
        case "d", "D": ranges = [0x30...0x39]
        case "s", "S": ranges = [0x09...0x0A, 0x0C...0x0D, 0x20...0x20]
        case "w", "W": ranges = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
        default: return nil
        }
        return Item(
            contains: { scalar in ranges.contains { $0.contains(scalar) } }, folds: folds,
            isNegated: letter.value < 0x61)
    }

    static func posix(_ name: String) -> [ClosedRange<UInt32>]? {
        switch name {
        case "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A]
        case "alpha": [0x41...0x5A, 0x61...0x7A]
        case "ascii": [0...0x7F]
        case "blank": [0x09...0x09, 0x20...0x20]
        case "cntrl": [0...0x1F, 0x7F...0x7F]
        case "digit": [0x30...0x39]
        case "graph": [0x21...0x7E]
        case "lower": [0x61...0x7A]
        case "print": [0x20...0x7E]
        case "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]
        case "space": [0x09...0x0D, 0x20...0x20]
        case "upper": [0x41...0x5A]
        case "word": [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
        case "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66]
        default: nil
        }
    }

    /// `\p{name}`: general categories with their aliases. Names that may be scripts are not decided here.
    static func unicode(_ name: String) throws -> (UInt32) -> Bool {
        let key = String(name.lowercased().filter { !"_- ".contains($0) })
        if key == "any" { return { _ in true } }
        if key == "ascii" { return { $0 < 0x80 } }
        if key == "assigned" { return { category(of: $0) != "cn" } }
        let short = categoryAliases[key] ?? key
        if short == "lc" { return { ["lu", "ll", "lt"].contains(category(of: $0)) } }
        if "clmnpsz".contains(short), short.count == 1 { return { category(of: $0).hasPrefix(short) } }
        if categories.contains(short) { return { category(of: $0) == short } }
        guard key.count >= 2, key.allSatisfy({ $0.isASCII && $0.isLetter }) else {
            throw ReferenceError.refused("unknown Unicode class \(name)")
        }
        throw ReferenceError.unsupported("Unicode class \(name)")
    }

    private static let categories: Set<String> = [
        "cc", "cf", "cn", "co", "cs", "ll", "lm", "lo", "lt", "lu", "mc", "me", "mn", "nd", "nl", "no",
        "pc", "pd", "pe", "pf", "pi", "po", "ps", "sc", "sk", "sm", "so", "zl", "zp", "zs",
    ]

    private static let categoryAliases: [String: String] = [
        "other": "c", "control": "cc", "cntrl": "cc", "format": "cf", "unassigned": "cn", "privateuse": "co",
        "surrogate": "cs",
        "letter": "l", "casedletter": "lc", "lowercaseletter": "ll", "modifierletter": "lm", "otherletter": "lo",
        "titlecaseletter": "lt", "uppercaseletter": "lu", "mark": "m", "combiningmark": "m", "spacingmark": "mc",
        "enclosingmark": "me", "nonspacingmark": "mn", "number": "n", "decimalnumber": "nd", "digit": "nd",
        "letternumber": "nl", "othernumber": "no", "punctuation": "p", "punct": "p", "connectorpunctuation": "pc",
        "dashpunctuation": "pd", "closepunctuation": "pe", "finalpunctuation": "pf", "initialpunctuation": "pi",
        "otherpunctuation": "po", "openpunctuation": "ps", "symbol": "s", "currencysymbol": "sc",
        "modifiersymbol": "sk",
        "mathsymbol": "sm", "othersymbol": "so", "separator": "z", "lineseparator": "zl", "paragraphseparator": "zp",
        "spaceseparator": "zs",
    ]

    private static func category(of value: UInt32) -> String {
        guard let scalar = Unicode.Scalar(value) else { return "cs" }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter: "lu"
        case .lowercaseLetter: "ll"
        case .titlecaseLetter: "lt"
        case .modifierLetter: "lm"
        case .otherLetter: "lo"
        case .nonspacingMark: "mn"
        case .spacingMark: "mc"
        case .enclosingMark: "me"
        case .decimalNumber: "nd"
        case .letterNumber: "nl"
        case .otherNumber: "no"
        case .connectorPunctuation: "pc"
        case .dashPunctuation: "pd"
        case .openPunctuation: "ps"
        case .closePunctuation: "pe"
        case .initialPunctuation: "pi"
        case .finalPunctuation: "pf"
        case .otherPunctuation: "po"
        case .mathSymbol: "sm"
        case .currencySymbol: "sc"
        case .modifierSymbol: "sk"
        case .otherSymbol: "so"
        case .spaceSeparator: "zs"
        case .lineSeparator: "zl"
        case .paragraphSeparator: "zp"
        case .control: "cc"
        case .format: "cf"
        case .surrogate: "cs"
        case .privateUse: "co"
        case .unassigned: "cn"
        @unknown default: "cn"
        }
    }
}
