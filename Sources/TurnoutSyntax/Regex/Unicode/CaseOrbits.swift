/// Which characters differ in nothing but their case, by simple folding: `K`, `k` and the Kelvin sign U+212A.
struct CaseOrbits {
    private struct Member {
        var character: UInt32
        /// Index of the orbit in `orbits`.
        var orbit: Int
    }

    /// Members of all orbits in ascending order.
    private let members: [Member]
    private let orbits: [[UInt32]]
    private let firstMember: UInt32
    private let lastMember: UInt32

    /// Decodes the table: some 1,400 orbits.
    init() {
        var numbers = TableNumbers(Substring(UnicodeTables.caseOrbits).utf8)
        var orbits: [[UInt32]] = []
        var members: [Member] = []
        var first: UInt32 = 0
        while let distance = numbers.next(), let further = numbers.next() {
            first += distance
            var orbit = [first]
            for _ in 0..<further {
                orbit.append(orbit[orbit.count - 1] + (numbers.next() ?? 0))
            }
            members += orbit.map { Member(character: $0, orbit: orbits.count) }
            orbits.append(orbit)
        }
        members.sort { $0.character < $1.character }
        self.orbits = orbits
        self.members = members
        firstMember = members.first?.character ?? 0
        lastMember = members.last?.character ?? 0
    }

    /// `set` with everything that differs from a member by case alone.
    ///
    /// - Complexity: O(members of orbits in the set), at most some 2,800.
    func closure(of set: CharacterSet) -> CharacterSet {
        if set.ranges.contains(where: { $0.first <= firstMember && $0.last >= lastMember }) { return set }
        var added: [CharacterSet.Range] = []
        for range in set.ranges {
            var index = firstIndex(notBelow: range.first)
            while index < members.count, members[index].character <= range.last {
                for character in orbits[members[index].orbit] where !set.contains(character) {
                    added.append(CharacterSet.Range(character, character))
                }
                index += 1
            }
        }
        return added.isEmpty ? set : CharacterSet(set.ranges + added)
    }

    private func firstIndex(notBelow character: UInt32) -> Int {
        var low = 0
        var high = members.count
        while low < high {
            let middle = (low + high) / 2
            if members[middle].character < character { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The closure of a set of ASCII characters, without the table; nil for other sets.
    static func closure(ofASCII set: CharacterSet) -> CharacterSet? {
        guard let last = set.ranges.last else { return set }
        guard last.last < 0x80 else { return nil }
        var ranges = set.ranges
        let distance: UInt32 = 0x20
        for range in set.ranges {
            let upper = (first: max(range.first, 0x41), last: min(range.last, 0x5A))
            if upper.first <= upper.last {
                ranges.append(CharacterSet.Range(upper.first + distance, upper.last + distance))
            }
            let lower = (first: max(range.first, 0x61), last: min(range.last, 0x7A))
            if lower.first <= lower.last {
                ranges.append(CharacterSet.Range(lower.first - distance, lower.last - distance))
            }
        }
        let kelvinSign: UInt32 = 0x212A
        let longS: UInt32 = 0x17F
        if set.contains(0x4B) || set.contains(0x6B) { ranges.append(CharacterSet.Range(kelvinSign, kelvinSign)) }
        if set.contains(0x53) || set.contains(0x73) { ranges.append(CharacterSet.Range(longS, longS)) }
        return CharacterSet(ranges)
    }
}
