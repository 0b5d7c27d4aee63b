/// What may stand under a key of Traefik's configuration.
///
/// Traefik's own structures, as data: decoding, messages about unknown keys, and the list of what Turnout supports are
/// all read off one table, in `Structure+Static.swift`, `Structure+Dynamic.swift` and the files beside them.
enum SchemaType: Sendable {
    case text
    case flag
    case integer
    case number
    /// Go's syntax; a whole number counts seconds.
    case duration
    case texts
    case integers
    case numbers
    case structure(Structure)
    case structures(Structure)
    /// Names that the user chooses, each with a value of one type.
    case members(of: Structure)
    case textMembers
    case integerMembers
    /// Names that the user chooses, each with what is not looked into.
    case anyMembers
    case any
}

/// The keys that may stand beside each other.
final class Structure: Sendable {
    let keys: [Key]
    private let exact: [String: Int]
    private let lowercased: [String: Int]

    init(@KeysBuilder _ keys: () -> [Key]) {
        self.keys = keys()
        exact = Dictionary(uniqueKeysWithValues: zip(self.keys.map(\.name), self.keys.indices))
        lowercased = Dictionary(uniqueKeysWithValues: zip(self.keys.map { $0.name.lowercased() }, self.keys.indices))
    }

    /// The key of this name in any case.
    func key(_ name: String) -> Key? {
        (exact[name] ?? lowercased[name.lowercased()]).map { keys[$0] }
    }
}

extension Structure {
    /// One key of a structure.
    struct Key: Sendable {
        enum Support: Hashable, Sendable {
            case supported
            /// Turnout doesn't have what it asks for.
            case unsupported
            /// There is nothing to do about it: it concerns Traefik's own doings, or Turnout always does so.
            case meaningless
            /// Traefik takes it and does nothing, or will take it no more; the text says what to write instead.
            case deprecated(String)
            /// Traefik takes it in a file and does nothing with it: it sets this itself.
            case inert
            /// Traefik refuses to start with it; the text says what to write instead.
            case removed(String)
        }

        /// As Traefik documents it.
        let name: String
        let type: SchemaType
        let support: Support
        /// Whether a structure may stand without members, or as `true`, to be switched on with its defaults.
        let mayBeEmpty: Bool

        init(_ name: String, _ type: SchemaType, _ support: Support = .supported, mayBeEmpty: Bool = false) {
            self.name = name
            self.type = type
            self.support = support
            self.mayBeEmpty = mayBeEmpty
        }

        /// A structure.
        init(
            _ name: String, _ support: Support = .supported, mayBeEmpty: Bool = false, @KeysBuilder _ keys: () -> [Key]
        ) {
            self.init(name, .structure(Structure(keys)), support, mayBeEmpty: mayBeEmpty)
        }

        /// A list of structures.
        init(list name: String, _ support: Support = .supported, @KeysBuilder _ keys: () -> [Key]) {
            self.init(name, .structures(Structure(keys)), support)
        }

        /// Structures under names that the user chooses.
        init(named name: String, _ support: Support = .supported, @KeysBuilder _ keys: () -> [Key]) {
            self.init(name, .members(of: Structure(keys)), support)
        }
    }

    /// Lets the table be written without commas.
    @resultBuilder
    enum KeysBuilder {
        static func buildExpression(_ key: Key) -> [Key] { [key] }
        static func buildExpression(_ keys: [Key]) -> [Key] { keys }
        static func buildBlock(_ keys: [Key]...) -> [Key] { keys.flatMap(\.self) }
    }
}
