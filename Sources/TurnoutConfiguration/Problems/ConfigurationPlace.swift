/// Where an element of a configuration stands. Lines and columns count from 1, columns in code points.
///
/// A line of 0 means the whole file. What is not from a file says so in place of its path: `--ping`, `TRAEFIK_PING`.
public struct ConfigurationPlace: Hashable, Sendable, CustomStringConvertible {
    public var file: String
    // Every element of a configuration has a place: the numbers are kept small.
    private var shortLine: Int32
    private var shortColumn: Int32

    public var line: Int {
        get { Int(shortLine) }
        set { shortLine = Int32(clamping: newValue) }
    }
    public var column: Int {
        get { Int(shortColumn) }
        set { shortColumn = Int32(clamping: newValue) }
    }

    public init(file: String, line: Int = 0, column: Int = 0) {
        self.file = file
        shortLine = Int32(clamping: line)
        shortColumn = Int32(clamping: column)
    }

    /// For what no one wrote: defaults and internal elements.
    public static var none: ConfigurationPlace { ConfigurationPlace(file: "") }

    public var description: String { line > 0 ? "\(file):\(line):\(column)" : file }
}

/// A property that doesn't count when values are compared: where an element stands says nothing about what it means.
@propertyWrapper
public struct NotCompared<Value: Sendable>: Hashable, Sendable {
    public var wrappedValue: Value

    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

    public static func == (left: Self, right: Self) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
}
