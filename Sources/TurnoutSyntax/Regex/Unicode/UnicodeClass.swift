/// Looks up the classes that `\p{…}` can name.
///
/// Go 1.25 compares names without regard to case, blanks, `_` and `-`. It normalises the name in the pattern but
/// not those of its script table, so that a script of several words (`Old_Italic`) cannot be named at
/// all. That is what Traefik does, and therefore what happens here.
enum UnicodeClass {
    /// `name` as it is looked up: the first letter in upper case, the others in lower case, separators left out.
    static func canonicalName(_ name: ArraySlice<UInt8>) -> String {
        var canonical: [UInt8] = []
        for byte in name {
            switch byte {
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "): continue
            case UInt8(ascii: "a")...UInt8(ascii: "z") where canonical.isEmpty: canonical.append(byte - 0x20)
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where !canonical.isEmpty: canonical.append(byte + 0x20)
            default: canonical.append(byte)
            }
        }
        return String(decoding: canonical, as: UTF8.self)
    }

    /// The members of the class with this canonical name; nil if there is none.
    static func characters(canonicalName name: String) -> CharacterSet? {
        switch name {
        case "": nil
        case "Any": .all
        case "Ascii": ASCIIClass.ascii.characters
        case "Assigned": union { _ in true }
        case "Cn": union { _ in true }.negated()
        case "C": union { $0 != UInt8(ascii: "C") }.negated()
        case "L", "M", "N", "P", "S", "Z": union { $0 == name.utf8.first }
        case "Lc": CharacterSet(["Lu", "Ll", "Lt"].flatMap { ranges(of: $0, in: UnicodeTables.categories) ?? [] })
        default:
            if let category = ranges(of: name, in: UnicodeTables.categories) {
                CharacterSet(sorted: category)
            } else if let script = ranges(of: name, in: UnicodeTables.scripts) {
                CharacterSet(sorted: script)
            } else if let category = category(alias: name) {
                characters(canonicalName: category)
            } else {
                nil
            }
        }
    }

    /// Whether `(?i)` has an effect on the class. Go has no table of what folding adds to `LC`; the one character
    /// that it would add is U+0345.
    static func isFoldable(canonicalName name: String) -> Bool {
        name != "Lc" && name != "Casedletter"
    }

    /// The union of all categories whose major class, the first letter, is wanted.
    private static func union(where isWanted: (UInt8) -> Bool) -> CharacterSet {
        var members: [CharacterSet.Range] = []
        for row in UnicodeTables.categories.utf8.split(separator: UInt8(ascii: "\n")) {
            guard let major = row.first, isWanted(major) else { continue }
            members += decodedRanges(row.dropFirst(3))
        }
        return CharacterSet(members)
    }

    private static func category(alias: String) -> String? {
        row(alias, in: UnicodeTables.categoryAliases).map { value in
            canonicalName(ArraySlice(value))
        }
    }

    private static func ranges(of name: String, in table: String) -> [CharacterSet.Range]? {
        row(name, in: table).map(decodedRanges)
    }

    /// What follows `name` and a blank at the start of a line.
    private static func row(_ name: String, in table: String) -> Substring.UTF8View? {
        for row in table.utf8.split(separator: UInt8(ascii: "\n")) where row.starts(with: name.utf8) {
            let value = row.dropFirst(name.utf8.count)
            if value.first == UInt8(ascii: " ") { return value.dropFirst() }
        }
        return nil
    }

    private static func decodedRanges(_ text: Substring.UTF8View) -> [CharacterSet.Range] {
        var numbers = TableNumbers(text)
        var ranges: [CharacterSet.Range] = []
        var next: UInt32 = 0
        while let gap = numbers.next(), let length = numbers.next() {
            ranges.append(CharacterSet.Range(next + gap, next + gap + length))
            next += gap + length + 1
        }
        return ranges
    }
}

/// The numbers of a row of ``UnicodeTables``, in the encoding that generate.py describes.
struct TableNumbers: IteratorProtocol {
    private var digits: Substring.UTF8View.Iterator

    init(_ text: Substring.UTF8View) {
        digits = text.makeIterator()
    }

    mutating func next() -> UInt32? {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while let character = digits.next() {
            let digit = UInt32(character == UInt8(ascii: " ") ? UInt8(ascii: "\\") : character)
            if digit < 80 { return value | (digit - 48) << shift }
            value |= (digit - 80) << shift
            shift += 5
        }
        return nil
    }
}
