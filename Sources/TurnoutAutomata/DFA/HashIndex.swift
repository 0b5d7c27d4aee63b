/// An open-addressing index from hashes to numbers; the keys themselves stay with the caller.
package struct HashIndex: Sendable {
    /// 0 = free, else number + 1.
    private var slots: [UInt32] = Array(repeating: 0, count: 16)
    private var hashes: [UInt64] = Array(repeating: 0, count: 16)
    private var count = 0

    package init() {}

    /// The number whose key `isEqual` accepts, and otherwise the slot for `insert`.
    package func find(_ hash: UInt64, isEqual: (Int) -> Bool) -> (slot: Int, number: Int?) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: Self.mix(hash)) & mask
        while slots[slot] != 0 {
            if hashes[slot] == hash, isEqual(Int(slots[slot] - 1)) { return (slot, Int(slots[slot] - 1)) }
            slot = (slot + 1) & mask
        }
        return (slot, nil)
    }

    /// Must follow a `find` of the same hash that found nothing.
    package mutating func insert(_ hash: UInt64, _ number: Int, at slot: Int) {
        slots[slot] = UInt32(number) + 1
        hashes[slot] = hash
        count += 1
        if count * 3 > slots.count * 2 { grow() }
    }

    private mutating func grow() {
        let old = (slots, hashes)
        let mask = old.0.count * 2 - 1
        slots = Array(repeating: 0, count: mask + 1)
        hashes = Array(repeating: 0, count: mask + 1)
        for (number, hash) in zip(old.0, old.1) where number != 0 {
            var slot = Int(truncatingIfNeeded: Self.mix(hash)) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = number
            hashes[slot] = hash
        }
    }

    private static func mix(_ hash: UInt64) -> UInt64 {
        let mixed = (hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return mixed >> 20
    }
}
