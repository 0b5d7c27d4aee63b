/// Header lines that can be read and changed by name, in their order.
///
/// Names are in small letters, as bytes and as arguments; writers spell them as Go does. A value is bytes, and may hold any.
public struct HeaderFields: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// In small letters.
        public var name: [UInt8]
        public var value: [UInt8]

        public init(name: [UInt8], value: [UInt8]) {
            self.name = name
            self.value = value
        }
    }

    public var lines: [Line]

    public init(_ lines: [Line] = []) { self.lines = lines }

    /// The value of the first line with the name; `nil` if there is none.
    public func first(_ name: String) -> [UInt8]? {
        lines.first { $0.name.elementsEqual(name.utf8) }?.value
    }

    /// The values of all lines with the name.
    public func all(_ name: String) -> [[UInt8]] {
        lines.lazy.filter { $0.name.elementsEqual(name.utf8) }.map(\.value)
    }

    public func contains(_ name: String) -> Bool { lines.contains { $0.name.elementsEqual(name.utf8) } }

    /// Adds a line behind the others.
    public mutating func append(_ name: String, _ value: [UInt8]) {
        lines.append(Line(name: Array(name.utf8), value: value))
    }

    public mutating func append(_ name: String, _ value: String) { append(name, Array(value.utf8)) }

    /// Makes one line of the name, in the place of the first that there is.
    public mutating func set(_ name: String, to value: [UInt8]) {
        guard let index = lines.firstIndex(where: { $0.name.elementsEqual(name.utf8) }) else {
            append(name, value)
            return
        }
        lines[index].value = value
        var seen = 0
        lines.removeAll { line in
            guard line.name.elementsEqual(name.utf8) else { return false }
            seen += 1
            return seen > 1
        }
    }

    public mutating func set(_ name: String, to value: String) { set(name, to: Array(value.utf8)) }

    public mutating func remove(_ name: String) { lines.removeAll { $0.name.elementsEqual(name.utf8) } }
}

extension HeaderFields {
    /// The name in the form in which it is compared here: ASCII letters small.
    public static func lowercased(_ name: String) -> String {
        String(decoding: name.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
