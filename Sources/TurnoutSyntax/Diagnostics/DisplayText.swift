/// A piece of source as a terminal shows it, with the number of columns that it takes.
///
/// A tab becomes four blanks, a control character its picture. The width of a character is that of the Unicode
/// East Asian Width property (UAX #11) as far as terminals agree on it: two columns for ideographs, kana,
/// Hangul, full-width forms and emoji, none for combining marks, one for all others.
struct DisplayText {
    private(set) var text = ""
    private(set) var columns = 0
    private var scalars: [(scalar: String, columns: Int)] = []

    init(_ bytes: ArraySlice<UInt8>) {
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars { append(DisplayText.shown(scalar)) }
    }

    private init(_ scalars: some Sequence<(scalar: String, columns: Int)>) {
        for scalar in scalars { append(scalar) }
    }

    private mutating func append(_ scalar: (scalar: String, columns: Int)) {
        scalars.append(scalar)
        text += scalar.scalar
        columns += scalar.columns
    }

    /// The start, with an ellipsis instead of what goes beyond `limit` columns.
    func prefix(columns limit: Int) -> DisplayText {
        guard columns > limit else { return self }
        var used = 0
        let kept = scalars.prefix { scalar in
            used += scalar.columns
            return used < limit
        }
        return DisplayText(Array(kept) + [("…", 1)])
    }

    /// The end, with an ellipsis instead of what goes beyond `limit` columns.
    func suffix(columns limit: Int) -> DisplayText {
        guard columns > limit else { return self }
        var used = 0
        let kept = scalars.reversed().prefix { scalar in
            used += scalar.columns
            return used < limit
        }
        return DisplayText([("…", 1)] + Array(kept.reversed()))
    }

    private static func shown(_ scalar: Unicode.Scalar) -> (scalar: String, columns: Int) {
        switch scalar.value {
        case 0x09: return ("    ", 4)
        case 0..<0x20:
            let picture = Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
            return (String(Character(picture)), 1)
        case 0x7F: return ("\u{2421}", 1)
        case 0x80..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: return ("\u{FFFD}", 1)
        default: return (String(Character(scalar)), width(scalar))
        }
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x300 else { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
