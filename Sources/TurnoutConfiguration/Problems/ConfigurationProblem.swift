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
    /// What was found and what was expected, in one sentence without a final stop. It is one line: control characters
    /// of what it quotes are shown as their pictures.
    public var message: String
    public var place: ConfigurationPlace

    public init(_ id: ID, severity: Severity = .error, _ message: String, at place: ConfigurationPlace) {
        self.severity = severity
        self.id = id
        self.message = message.picturingControls
        self.place = place
    }

    public var description: String { "\(severity.rawValue)[\(id.rawValue)]: \(message)\n  --> \(place)" }
}

extension String {
    /// With `␊` for a line feed, and so on.
    fileprivate var picturingControls: String {
        func isControl(_ value: UInt32) -> Bool { value < 0x20 || 0x7F..<0xA0 ~= value }
        guard unicodeScalars.contains(where: { isControl($0.value) }) else { return self }
        var result = UnicodeScalarView()
        for scalar in unicodeScalars {
            let picture = scalar.value < 0x20 ? Unicode.Scalar(0x2400 + scalar.value) : "\u{FFFD}"
            result.append(isControl(scalar.value) ? picture ?? "\u{FFFD}" : scalar)
        }
        return String(result)
    }
}
