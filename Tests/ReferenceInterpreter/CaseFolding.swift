/// Unicode simple case folding, derived from the standard library's case mappings.
///
/// Two characters fold together when the lower case of their upper cases is the same. Mappings to
/// several characters don't count, and neither does the dotless i, whose upper case is a plain I.
enum CaseFolding {
    /// All characters that fold to the same one, itself among them.
    static func orbit(of scalar: UInt32) -> [UInt32] {
        if scalar < 0x80 && !isASCIILetter(scalar) { return [scalar] }
        return orbits[key(scalar)] ?? [scalar]
    }

    private static func isASCIILetter(_ scalar: UInt32) -> Bool {
        (0x41...0x5A).contains(scalar) || (0x61...0x7A).contains(scalar)
    }

    private static func key(_ value: UInt32) -> UInt32 {
        guard value != 0x131, let scalar = Unicode.Scalar(value) else { return value }
        let upper = single(scalar.properties.uppercaseMapping) ?? scalar
        return (single(upper.properties.lowercaseMapping) ?? upper).value
    }

    private static func single(_ text: String) -> Unicode.Scalar? {
        let scalars = text.unicodeScalars
        return scalars.count == 1 ? scalars.first : nil
    }

    /// Only the orbits with more than one member.
    private static let orbits: [UInt32: [UInt32]] = {
        var members: [UInt32: [UInt32]] = [:]
        // No cased character lies beyond.
        for value: UInt32 in 0x41...0x1E943
        where !(0x3400...0xA63F).contains(value) && !(0xAC00...0xFAFF).contains(value) {
            let key = key(value)
            if key != value { members[key, default: []].append(value) }
        }
        for key in members.keys { members[key]?.append(key) }
        return members
    }()
}
