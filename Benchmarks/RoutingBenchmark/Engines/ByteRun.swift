/// A borrowed run of bytes, for the scans: the engine's own type lives in another module, and a call for each byte would be
/// held against them.
struct ByteRun {
    let start: UnsafePointer<UInt8>
    let count: Int

    @inline(__always)
    subscript(index: Int) -> UInt8 { start[index] }

    @inline(__always)
    func equals(_ other: [UInt8]) -> Bool { count == other.count && starts(with: other) }

    @inline(__always)
    func equals(_ other: ArraySlice<UInt8>) -> Bool {
        count == other.count && other.elementsEqual(UnsafeBufferPointer(start: start, count: count))
    }

    /// Compares eight bytes at a time.
    @inline(__always)
    func starts(with prefix: [UInt8]) -> Bool {
        let length = prefix.count
        guard length <= count else { return false }
        return prefix.withUnsafeBytes { prefix in
            guard let other = prefix.baseAddress else { return true }
            let bytes = UnsafeRawPointer(start)
            var index = 0
            while index + 8 <= length {
                if bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    != other.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                {
                    return false
                }
                index += 8
            }
            while index < length {
                if start[index] != other.load(fromByteOffset: index, as: UInt8.self) { return false }
                index += 1
            }
            return true
        }
    }
}
