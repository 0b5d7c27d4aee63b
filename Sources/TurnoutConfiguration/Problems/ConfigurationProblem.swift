/// Something wrong with a file or an element of a configuration.
public struct ConfigurationProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Severity: String, Hashable, Sendable { case error, warning }

    /// A stable kebab-case identifier, for example `unknown-key`: tools may filter by it.
    public struct ID: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    public var severity: Severity
    public var id: ID
    /// What was found and what was expected, in one sentence without a final stop.
    public var message: String
    public var place: ConfigurationPlace

    public init(_ id: ID, severity: Severity = .error, _ message: String, at place: ConfigurationPlace) {
        self.severity = severity
        self.id = id
        self.message = message
        self.place = place
    }

    public var description: String { "\(severity.rawValue)[\(id.rawValue)]: \(message)\n  --> \(place)" }
}
