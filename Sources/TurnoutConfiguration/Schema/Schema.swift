/// What may stand under a key of Traefik's configuration.
///
/// Traefik's own structures, as data: decoding, messages about unknown keys, and the list of what Turnout supports are
/// all read off one table.
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

/// One key of a structure.
struct SchemaKey: Sendable {
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

    static func key(
        _ name: String, _ type: SchemaType, _ support: Support = .supported, mayBeEmpty: Bool = false
    ) -> SchemaKey {
        SchemaKey(name: name, type: type, support: support, mayBeEmpty: mayBeEmpty)
    }
}

/// The keys that may stand beside each other.
final class Structure: Sendable {
    let keys: [SchemaKey]
    private let exact: [String: Int]
    private let lowercased: [String: Int]

    init(_ keys: [SchemaKey]) {
        self.keys = keys
        exact = Dictionary(uniqueKeysWithValues: zip(keys.map(\.name), keys.indices))
        lowercased = Dictionary(uniqueKeysWithValues: zip(keys.map { $0.name.lowercased() }, keys.indices))
    }

    /// The key of this name in any case.
    func key(_ name: String) -> SchemaKey? {
        (exact[name] ?? lowercased[name.lowercased()]).map { keys[$0] }
    }
}
