/// Header lines of a message that can be taken away and added.
///
/// Names are in small letters.
public protocol HeaderLines {
    /// Removes the lines for whose names and values `isUnwanted` is true.
    mutating func removeLines(where isUnwanted: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Bool)

    /// Adds a line behind the others.
    ///
    /// - Parameters:
    ///   - name: In small letters.
    ///   - value: Any bytes.
    mutating func append(name: Span<UInt8>, value: Span<UInt8>)
}
