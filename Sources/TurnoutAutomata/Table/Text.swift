/// A borrowed run of bytes: the unsafe handle that the walks read texts through.
///
/// Invariant: `start` points to at least `count` readable bytes for as long as the value is used. It is made only inside
/// `withUnsafeBufferPointer` of the array that owns the bytes, and never escapes that call.
///
/// Public and inlinable, like whatever else a walk calls for each byte, because the walk is compiled in another module;
/// no product of the package exposes this one.
@frozen
public struct Text {
    public let start: UnsafePointer<UInt8>
    public let count: Int

    @inlinable @inline(__always)
    public init(start: UnsafePointer<UInt8>, count: Int) {
        self.start = start
        self.count = count
    }

    @inlinable @inline(__always)
    public subscript(index: Int) -> UInt8 { start[index] }

    /// Whether two runs of `length` bytes are equal; both must be readable.
    ///
    /// What remains after whole words is compared by words that overlap what was compared already.
    @inlinable @inline(__always)
    public static func equal(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, length: Int) -> Bool {
        let (first, second) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        if length >= 8 {
            var index = 0
            let last = length &- 8
            while index < last {
                if first.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    != second.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                {
                    return false
                }
                index &+= 8
            }
            return first.loadUnaligned(fromByteOffset: last, as: UInt64.self)
                == second.loadUnaligned(fromByteOffset: last, as: UInt64.self)
        }
        if length >= 4 {
            let last = length &- 4
            return first.loadUnaligned(as: UInt32.self) == second.loadUnaligned(as: UInt32.self)
                && first.loadUnaligned(fromByteOffset: last, as: UInt32.self)
                    == second.loadUnaligned(fromByteOffset: last, as: UInt32.self)
        }
        if length == 0 { return true }
        let (middle, last) = (length >> 1, length &- 1)
        return left[0] == right[0] && left[middle] == right[middle] && left[last] == right[last]
    }
}
