/// Named classes and case orbits as far as one pattern has needed them. Sets that are asked for again share
/// their storage.
struct UnicodeClassCache {
    struct Key: Hashable {
        var name: String
        var isNegated: Bool
        var isFolded: Bool
    }

    private var sets: [Key: CharacterSet] = [:]
    private var orbits: CaseOrbits?

    /// `set` with everything that differs from a member by case alone.
    mutating func folded(_ set: CharacterSet) -> CharacterSet {
        if let closure = CaseOrbits.closure(ofASCII: set) { return closure }
        let orbits = self.orbits ?? CaseOrbits()
        self.orbits = orbits
        return orbits.closure(of: set)
    }

    /// Folding comes before negation: `(?i)\P{Lu}` excludes lower-case letters too.
    mutating func asciiClass(
        _ asciiClass: ASCIIClass, isNegated: Bool, isFolded: Bool
    ) -> (key: Key, set: CharacterSet) {
        // Upper-case names of Unicode classes cannot collide with these.
        let key = Key(name: asciiClass.rawValue, isNegated: isNegated, isFolded: isFolded)
        if let known = sets[key] { return (key, known) }
        return (key, remember(asciiClass.characters, as: key))
    }

    /// The class called `name` in the pattern; nil if there is none.
    mutating func unicodeClass(
        named name: ArraySlice<UInt8>, isNegated: Bool, isFolded: Bool
    ) -> (key: Key, set: CharacterSet)? {
        let name = UnicodeClass.canonicalName(name)
        let key = Key(
            name: name, isNegated: isNegated, isFolded: isFolded && UnicodeClass.isFoldable(canonicalName: name))
        if let known = sets[key] { return (key, known) }
        guard let characters = UnicodeClass.characters(canonicalName: name) else { return nil }
        return (key, remember(characters, as: key))
    }

    private mutating func remember(_ characters: CharacterSet, as key: Key) -> CharacterSet {
        let closed = key.isFolded ? folded(characters) : characters
        let set = key.isNegated ? closed.negated() : closed
        sets[key] = set
        return set
    }
}
