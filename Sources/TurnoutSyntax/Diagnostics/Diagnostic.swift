/// What was found wrong (or doubtful) in a rule, as a value: text and JSON are renderings of it.
///
/// A diagnostic never refers to a router or a file: whoever holds the rule knows those and adds them.
public struct Diagnostic: Hashable, Sendable {
    /// A stable kebab-case identifier, for example `unknown-matcher`.
    public struct ID: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    public enum Severity: String, Hashable, Sendable {
        /// The rule cannot be used: its router is left out.
        case error
        /// The rule is used as written, and probably doesn't do what its author meant.
        case warning
    }

    /// Something that helps to understand the message, with a place of its own where it has one.
    public struct Note: Hashable, Sendable {
        public var message: String
        public var range: SourceRange?
        public init(_ message: String, range: SourceRange? = nil) {
            self.message = message
            self.range = range
        }
    }

    /// One way out: applying all `edits` to the source gives a text without this diagnostic.
    public struct FixIt: Hashable, Sendable {
        public struct Edit: Hashable, Sendable {
            public var range: SourceRange
            public var replacement: String
            public init(range: SourceRange, replacement: String) {
                self.range = range
                self.replacement = replacement
            }
        }
        public var message: String
        public var edits: [Edit]
        public init(_ message: String, edits: [Edit]) {
            self.message = message
            self.edits = edits
        }
    }

    public var id: ID
    public var severity: Severity
    /// What was found and what was expected, in one sentence without a final stop.
    public var message: String
    /// The place in the source.
    public var range: SourceRange
    public var notes: [Note]
    public var fixIts: [FixIt]

    public init(
        _ id: ID, severity: Severity = .error, message: String, range: SourceRange,
        notes: [Note] = [], fixIts: [FixIt] = []
    ) {
        self.id = id
        self.severity = severity
        self.message = message
        self.range = range
        self.notes = notes
        self.fixIts = fixIts
    }
}
