/// The coarsest partition of the code points that every given set respects: characters of one class are interchangeable.
package struct Alphabet: Sendable {
    /// Class of each ASCII character.
    package let asciiClass: [UInt16]
    /// Sorted, gapless ranges from U+0080 to U+10FFFF with their class.
    package let wideRanges: [(range: ClosedRange<UInt32>, characterClass: UInt16)]
    package let classCount: Int
    /// The classes that make up each set.
    package let classesOfSet: [[UInt16]]
    /// What assertions see of each class; all `.other` where no assertion looks.
    package let kindOfClass: [CharacterKind]
    /// The class of U+FFFD, hence of every invalid byte.
    package let replacementClass: UInt16
    /// The one class of everything beyond ASCII, where there is only one.
    package let uniformWideClass: UInt16?

    /// The most places where sets may begin or end, so that classes fit in 16 bits, also while they are worked out.
    package static var maximumBoundaries: Int { 20_000 }

    /// - Parameters:
    ///   - sets: sorted, disjoint ranges each, with at most `maximumBoundaries` distinct bounds in all.
    ///   - distinguishesCharacters: whether word characters and line feeds must be told apart from others.
    /// - Complexity: O(sets × boundaries).
    package init(sets: [[ClosedRange<UInt32>]], distinguishesCharacters: Bool) {
        var cuts: Set<UInt32> = [0, 0x80]
        for set in sets {
            for range in set {
                cuts.insert(range.lowerBound)
                if range.upperBound < 0x10FFFF { cuts.insert(range.upperBound + 1) }
            }
        }
        if distinguishesCharacters {
            cuts.formUnion([0x0A, 0x0B, 0x30, 0x3A, 0x41, 0x5B, 0x5F, 0x60, 0x61, 0x7B])
        }
        let starts = cuts.sorted()

        // Refine set by set: intervals of one class that fall on both sides of a set part ways.
        var classes = starts.map { start in
            distinguishesCharacters ? UInt16(CharacterKind(of: start).rawValue) : 0
        }
        var classCount = 4
        for set in sets {
            var renamed: [UInt16: UInt16] = [:]
            for range in set {
                var index = Self.lowerBound(starts, range.lowerBound)
                while index < starts.count, starts[index] <= range.upperBound {
                    let old = classes[index]
                    if let new = renamed[old] {
                        classes[index] = new
                    } else {
                        renamed[old] = UInt16(classCount)
                        classes[index] = UInt16(classCount)
                        classCount += 1
                    }
                    index += 1
                }
            }
            if classCount > 40_000 { classCount = Self.compact(&classes) }
        }
        self.classCount = Self.compact(&classes)

        var ascii = Array(repeating: UInt16(0), count: 128)
        var wide: [(range: ClosedRange<UInt32>, characterClass: UInt16)] = []
        var kinds = Array(repeating: CharacterKind.other, count: self.classCount)
        for (index, start) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1] - 1 : 0x10FFFF
            if distinguishesCharacters { kinds[Int(classes[index])] = CharacterKind(of: start) }
            if start < 0x80 {
                for character in start...min(end, 0x7F) { ascii[Int(character)] = classes[index] }
            } else if let last = wide.last, last.characterClass == classes[index] {
                wide[wide.count - 1].range = last.range.lowerBound...end
            } else {
                wide.append((start...end, classes[index]))
            }
        }
        asciiClass = ascii
        wideRanges = wide
        kindOfClass = kinds
        uniformWideClass = wide.count == 1 ? wide[0].characterClass : nil
        replacementClass = wide.first { $0.range.contains(replacementCharacter) }?.characterClass ?? 0

        classesOfSet = sets.map { set in
            var members: Set<UInt16> = []
            for range in set {
                var index = Self.lowerBound(starts, range.lowerBound)
                while index < starts.count, starts[index] <= range.upperBound {
                    members.insert(classes[index])
                    index += 1
                }
            }
            return members.sorted()
        }
    }

    /// Numbers the classes from 0 in order of appearance and returns how many there are.
    private static func compact(_ classes: inout [UInt16]) -> Int {
        var names: [UInt16: UInt16] = [:]
        for index in classes.indices {
            if let name = names[classes[index]] {
                classes[index] = name
            } else {
                let name = UInt16(names.count)
                names[classes[index]] = name
                classes[index] = name
            }
        }
        return names.count
    }

    private static func lowerBound(_ sorted: [UInt32], _ value: UInt32) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
