import Turnout

/// Header lines that can be read and changed by name, in their order.
///
/// Names are in small letters, as bytes and as arguments; writers spell them as Go does. A value is bytes, and may hold any.
///
/// All texts lie in one array, so that copying the lines of a message costs two allocations however many they are.
public struct HeaderFields: HeaderLines, Sendable {
    public struct Line: Hashable, Sendable {
        /// In small letters.
        public var name: [UInt8]
        public var value: [UInt8]

        public init(name: [UInt8], value: [UInt8]) {
            self.name = name
            self.value = value
        }
    }

    /// Where a line lies in `bytes`.
    struct Place: Sendable {
        var name: Request.Slice
        var value: Request.Slice
    }

    /// The texts, and between them what is no line's any more.
    var bytes: [UInt8] = []
    var places: [Place] = []

    public init() {}

    public init(_ lines: [Line]) {
        for line in lines { append(name: line.name, value: line.value) }
    }

    /// The lines as arrays of their own; two allocations a line.
    public var lines: [Line] {
        get { places.map { Line(name: Array(bytes[$0.name.range]), value: Array(bytes[$0.value.range])) } }
        set { self = HeaderFields(newValue) }
    }

    public var count: Int { places.count }

    /// The value of the first line with the name; `nil` if there is none.
    public func first(_ name: String) -> [UInt8]? {
        places.first { isNamed($0, name) }.map { Array(bytes[$0.value.range]) }
    }

    /// The values of all lines with the name.
    public func all(_ name: String) -> [[UInt8]] {
        places.lazy.filter { isNamed($0, name) }.map { Array(bytes[$0.value.range]) }
    }

    public func contains(_ name: String) -> Bool { places.contains { isNamed($0, name) } }

    /// Adds a line behind the others.
    public mutating func append(_ name: String, _ value: [UInt8]) { append(name: name.utf8, value: value) }

    public mutating func append(_ name: String, _ value: String) { append(name: name.utf8, value: value.utf8) }

    /// Adds a line behind the others.
    ///
    /// - Parameter name: In small letters.
    public mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
        let name = lay(name)
        places.append(Place(name: name, value: lay(value)))
    }

    public mutating func append(name: Span<UInt8>, value: Span<UInt8>) {
        let start = bytes.count
        bytes.append(copying: name)
        let end = bytes.count
        bytes.append(copying: value)
        places.append(Place(name: Request.Slice(start..<end), value: Request.Slice(end..<bytes.count)))
    }

    /// Makes one line of the name, in the place of the first that there is.
    public mutating func set(_ name: String, to value: [UInt8]) {
        guard let index = places.firstIndex(where: { isNamed($0, name) }) else {
            append(name, value)
            return
        }
        places[index].value = lay(value)
        var kept = 0
        for other in places.indices where other <= index || !isNamed(places[other], name) {
            places[kept] = places[other]
            kept += 1
        }
        places.removeLast(places.count - kept)
    }

    public mutating func set(_ name: String, to value: String) { set(name, to: Array(value.utf8)) }

    public mutating func remove(_ name: String) {
        let bytes = bytes
        places.removeAll { Self.isNamed($0, name, in: bytes) }
    }

    /// Removes the lines for whose names and values `isUnwanted` is true.
    public mutating func removeLines(where isUnwanted: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Bool) {
        let bytes = bytes
        let text = bytes.span
        places.removeAll { isUnwanted(text.extracting($0.name.range), text.extracting($0.value.range)) }
    }

    /// Calls `body` with the name and the value of each line.
    public func forEachLine(_ body: (_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Void) {
        for place in places { body(bytes[place.name.range], bytes[place.value.range]) }
    }

    private mutating func lay(_ text: some Collection<UInt8>) -> Request.Slice {
        let start = bytes.count
        // Most texts are in one piece, which needs no generic code to be copied.
        let copied: Void? = text.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
        if copied == nil { bytes.append(contentsOf: text) }
        return Request.Slice(start..<bytes.count)
    }

    private func isNamed(_ place: Place, _ name: String) -> Bool { Self.isNamed(place, name, in: bytes) }

    private static func isNamed(_ place: Place, _ name: String, in bytes: [UInt8]) -> Bool {
        let name = name.utf8
        return Int(place.name.count) == name.count && bytes[place.name.range].elementsEqual(name)
    }
}

extension HeaderFields: Hashable {
    public static func == (left: HeaderFields, right: HeaderFields) -> Bool {
        left.places.count == right.places.count
            && zip(left.places, right.places).allSatisfy {
                left.bytes[$0.name.range] == right.bytes[$1.name.range]
                    && left.bytes[$0.value.range] == right.bytes[$1.value.range]
            }
    }

    public func hash(into hasher: inout Hasher) {
        forEachLine { name, value in
            hasher.combine(name)
            hasher.combine(value)
        }
    }
}

extension HeaderFields {
    /// The name in the form in which it is compared here: ASCII letters small.
    public static func lowercased(_ name: String) -> String {
        String(decoding: name.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// A name in Go's spelling: the first letter and those behind a hyphen are capitals.
    public static func canonical(_ name: [UInt8]) -> [UInt8] {
        var startsWord = true
        return name.map { byte in
            defer { startsWord = byte == UInt8(ascii: "-") }
            return startsWord && 0x61...0x7A ~= byte ? byte & ~0x20 : byte
        }
    }
}
