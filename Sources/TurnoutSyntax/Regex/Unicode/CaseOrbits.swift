/// Which characters differ in nothing but their case, by simple folding: `K`, `k` and the Kelvin sign U+212A.
struct CaseOrbits {
    private struct Member {
        var character: UInt32
        /// The next of the orbit, which is a circle.
        var following: UInt32
    }

    /// Members of all orbits in ascending order, some 2,800.
    private let members: [Member]

    /// Decodes the table.
    init() {
        var numbers = TableNumbers(Substring(UnicodeTables.caseOrbits).utf8)
        var members: [Member] = []
        members.reserveCapacity(3000)
        var character: UInt32 = 0
        while let distance = numbers.next(), let jump = numbers.next() {
            character += distance
            let following = jump & 1 == 0 ? character + jump / 2 : character - jump / 2
            members.append(Member(character: character, following: following))
        }
        self.members = members
    }

    /// `set` with everything that differs from a member by case alone.
    ///
    /// - Complexity: O(members of orbits in the set).
    func closure(of set: CharacterSet) -> CharacterSet {
        guard let first = members.first?.character, let last = members.last?.character else { return set }
        if set.ranges.contains(where: { $0.first <= first && $0.last >= last }) { return set }
        var added: [CharacterSet.Range] = []
        for range in set.ranges {
            var index = firstIndex(notBelow: range.first)
            while index < members.count, members[index].character <= range.last {
                var other = members[index].following
                while other != members[index].character {
                    if !(range.first...range.last).contains(other) { added.append(CharacterSet.Range(other, other)) }
                    other = members[firstIndex(notBelow: other)].following
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
