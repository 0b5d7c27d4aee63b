import Turnout

// Functions of another module are called, not inlined; what is done for every line of a head is done here.
extension Request.Slice {
    /// The place of a text in a head, whose limit sees to it that it fits.
    @inline(__always)
    mutating func set(_ range: Range<Int>) {
        offset = UInt32(truncatingIfNeeded: range.lowerBound)
        count = UInt32(truncatingIfNeeded: range.count)
    }

    @inline(__always)
    var place: Range<Int> {
        let start = Int(truncatingIfNeeded: offset)
        return Range(uncheckedBounds: (start, start &+ Int(truncatingIfNeeded: count)))
    }
}

extension RequestHead.Line {
    @inline(__always)
    mutating func set(name: Range<Int>, value: Range<Int>) {
        self.name.set(name)
        self.value.set(value)
    }
}
