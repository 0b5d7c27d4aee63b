/// A borrowed run of bytes: the unsafe handle that the walks read texts through.
///
/// Invariant: `start` points to at least `count` readable bytes for as long as the value is used. It is made only inside
/// `withUnsafeBufferPointer` of the array that owns the bytes, and never escapes that call.
package struct Text {
    package let start: UnsafePointer<UInt8>
    package let count: Int

    @inline(__always)
    package init(start: UnsafePointer<UInt8>, count: Int) {
        self.start = start
        self.count = count
    }

    @inline(__always)
    package subscript(index: Int) -> UInt8 { start[index] }

    /// Whether the `length` bytes from `offset` equal those at `other`. Both runs must be readable.
    @inline(__always)
    package func equals(_ other: UnsafePointer<UInt8>, at offset: Int, length: Int) -> Bool {
        let left = UnsafeRawPointer(start + offset)
        let right = UnsafeRawPointer(other)
        if length >= 8 {
            var index = 0
            while index + 8 <= length {
                if left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    != right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                {
                    return false
                }
                index += 8
            }
            // The tail overlaps what was compared already.
            return left.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
                == right.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
        }
        if length >= 4 {
            return left.loadUnaligned(as: UInt32.self) == right.loadUnaligned(as: UInt32.self)
                && left.loadUnaligned(fromByteOffset: length - 4, as: UInt32.self)
                    == right.loadUnaligned(fromByteOffset: length - 4, as: UInt32.self)
        }
        var index = 0
        while index < length {
            if start[offset + index] != other[index] { return false }
            index += 1
        }
        return true
    }
}
